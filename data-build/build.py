"""Build every table of the package from the raw files.

    python data-build/build.py [--raw ../shared/data] [--out src/bongsu/catalog/tables]

Runs each builder ``data-build/GROUP/NAME.py`` (see ``tables.py``). Everything is built apart first,
so that a fault leaves the tables as they were.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
RAW = HERE.parents[1] / "shared" / "data"
OUT = HERE.parent / "src" / "bongsu" / "catalog" / "tables"


def builders() -> list[str]:
    """Return the modules that build tables, by group and name."""
    return [f"{file.parent.name}.{file.stem}" for file in sorted(HERE.glob("*/[a-z]*.py"))]


def build(raw: Path, out: Path) -> list[Path]:
    """Run every builder, then put each group in the place of the old one.

    Parameters
    ----------
    raw : Path
        Folder of the raw files.
    out : Path
        Folder of the groups; made where it is missing.

    Returns
    -------
    list of Path
        The Parquet files, by group and name.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".build-") as scratch:
        for module in builders():
            import_module(module).build(raw, Path(scratch))
        for group in sorted(Path(scratch).iterdir()):
            place = out / group.name
            if place.exists():
                shutil.rmtree(place)
            group.rename(place)
    return sorted(out.glob("*/*.parquet"))


def main() -> None:
    """Build, and print what was made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--raw", type=Path, default=RAW, help="folder of the raw files")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the tables")
    given = parser.parse_args()
    if not given.raw.is_dir():
        sys.exit(f"there is no folder of raw files at {given.raw}: say where with --raw")
    files = build(given.raw, given.out)
    for file in files:
        print(f"{file.stat().st_size:>10,}  {file.relative_to(given.out)}")
    print(f"{sum(file.stat().st_size for file in files):>10,}  in {len(files)} tables")


if __name__ == "__main__":
    main()
