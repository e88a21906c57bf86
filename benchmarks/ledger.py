"""A million invented statements: how long the cache, a question as of a day and an addition take.

    python benchmarks/ledger.py [STATEMENTS]

Prints seconds of the clock and of the processor, and the largest memory of each step, which runs in
a process of its own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bongsu.cli.main import cli
from bongsu.ledger.asking import ask
from bongsu.ledger.files import FILE, append
from bongsu.ledger.statements import Statement, to_line
from bongsu.ledger.store import open_ledger

PROPS = (
    "date", "text", "us_entity", "kr_entity", "instrument", "action", "status", "amount",
    "amount_class", "direction",
)  # fmt: skip
DAY = dt.date(2023, 2, 6)
STEPS = ("build", "open", "as_of", "count", "show", "total", "add")


def invented(number: int) -> Statement:
    """Return one of the statements."""
    event, at = divmod(number, len(PROPS))
    prop = PROPS[at]
    value: str | float = f"“words” {event % 977} of {prop}, as \\printed\\"
    if prop == "date":
        value = f"20{event % 26:02d}-0{event % 9 + 1}-1{event % 10}"
    elif prop == "amount":
        value = event * 1000.0
    return Statement(
        id=f"{number:016x}",
        subject=f"deal:{event:012x}",
        prop=prop,
        value=value,
        original_value=str(value),
        unit="USD" if prop == "amount" else "",
        document=f"document:{event // 50:012x}",
        start=event,
        end=event + 20,
        quote=str(value),
        extractor="table",
        recorded_at=f"20{20 + event % 6}-02-06T09:30:00Z",
    )


def step(name: str, folder: Path) -> None:
    """Run one step, and print what it cost."""
    watch, processor = time.perf_counter(), time.process_time()
    if name in {"build", "open"}:
        with open_ledger(folder):
            pass
    elif name in {"show", "total"}:
        with contextlib.redirect_stdout(io.StringIO()):
            cli.main(["--lab", str(folder), "ledger", name], standalone_mode=False)
    elif name == "add":
        append(folder / FILE, [invented(number) for number in range(10**9, 10**9 + 1000)])
    else:
        with open_ledger(folder, DAY) as ledger:
            watch, processor = time.perf_counter(), time.process_time()
            if name == "as_of":
                ask(ledger.connection, "SELECT prop, count(*) FROM statements GROUP BY prop")
            else:
                ask(ledger.connection, "SELECT instrument, sum(amount) FROM deals GROUP BY ALL")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"{name:6} {time.perf_counter() - watch:6.2f} s, processor "
        f"{time.process_time() - processor:6.2f} s, {memory:5.0f} MB"
    )


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        step(sys.argv[1], Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        with path.open("w", encoding="utf-8") as file:
            file.writelines(to_line(invented(number)) + "\n" for number in range(count))
        print(f"{count:,} statements, {path.stat().st_size / 1e6:.0f} MB")
        for name in STEPS:
            subprocess.run([sys.executable, __file__, name, folder], check=True)


if __name__ == "__main__":
    main()
