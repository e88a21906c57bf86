"""Put the word tables, which people write in YAML and TOML, into the files that checks read.

    python data-build/word_tables.py [--out src/bongsu]

A check of a page of text would wait longer for a reader of YAML or TOML, and for what it reads,
than for many of its rules; JSON is read by the standard library at once. Run this after any change
to ``audit/tables/*.yaml`` or ``evidence/tables/*.toml``.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path
from typing import Any

import yaml

OUT = Path(__file__).resolve().parent.parent / "src" / "bongsu"
FOLDERS = (Path("audit") / "tables", Path("evidence") / "tables")
NAME = "word_tables.json"


def text(folder: Path) -> str:
    """Return all tables of a folder as JSON, one a line; every scalar of YAML is text.

    In YAML 1.1 "no" and "on" would be truth values. The loader is libyaml's, which takes a question
    mark within a list for what it is.
    """
    files = sorted([*folder.glob("*.yaml"), *folder.glob("*.toml")])
    lines = [f"{json.dumps(file.stem)}: {_compact(file)}" for file in files]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(file: Path) -> str:
    written = file.read_text(encoding="utf-8")
    loaded: Any
    if file.suffix == ".toml":
        loaded = tomllib.loads(written)
    else:
        loaded = yaml.load(written, Loader=yaml.CBaseLoader)  # noqa: S506  # text alone
    return json.dumps(loaded, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Build, and print what was made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the package")
    given = parser.parse_args()
    for folder in FOLDERS:
        made = text(given.out / folder)
        (given.out / folder / NAME).write_text(made, encoding="utf-8", newline="\n")
        name = (folder / NAME).as_posix()
        print(f"{made.count(chr(10)) - 2:>6} tables {len(made.encode()):>8,} bytes  {name}")


if __name__ == "__main__":
    main()
