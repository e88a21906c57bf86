"""Put the word tables of audit, which people write in YAML, into the one file that checks read.

    python data-build/word_tables.py [--out src/bongsu]

A check of a page of text would wait longer for a reader of YAML, and for what it reads, than for
many of its rules; JSON is read by the standard library at once. Run this after any change to
``audit/tables/*.yaml``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import yaml

OUT = Path(__file__).resolve().parent.parent / "src" / "bongsu"
FOLDER = Path("audit") / "tables"
NAME = "word_tables.json"


def text(folder: Path) -> str:
    """Return all tables of a folder as JSON, one a line; every scalar is text.

    In YAML 1.1 "no" and "on" would be truth values. The loader is libyaml's, which takes a question
    mark within a list for what it is.
    """
    lines = [f"{json.dumps(file.stem)}: {_compact(file)}" for file in sorted(folder.glob("*.yaml"))]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(file: Path) -> str:
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    return json.dumps(loaded, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Build, and print what was made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the package")
    given = parser.parse_args()
    made = text(given.out / FOLDER)
    (given.out / FOLDER / NAME).write_text(made, encoding="utf-8", newline="\n")
    print(f"{made.count(chr(10)) - 2:>6} tables {len(made.encode()):>8,} bytes  {NAME}")


if __name__ == "__main__":
    main()
