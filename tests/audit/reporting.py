"""A report of made documents, for tests of formats."""

from __future__ import annotations

from tests.audit.making import evidence_of, register_of

from bongsu.audit.checking import Selection, check
from bongsu.audit.reports import Fault, Report, locate
from bongsu.errors import BongsuError


def report_of(*texts: str, faults: tuple[str, ...] = (), preview: bool = False) -> Report:
    """Return what the made rules find in texts, which are called a.md, b.md and so on."""
    register = register_of()
    evidences = tuple(
        evidence_of(text, f"{name}.md") for text, name in zip(texts, "abcd", strict=False)
    )
    found = check(evidences, selection=Selection(preview=preview), register=register)
    return Report(
        findings=locate(found),
        evidences=evidences,
        faults=tuple(
            Fault(file=name, error=BongsuError("is torn", where=name, mend="mend it"))
            for name in faults
        ),
        rules=register.rules,
    )
