"""Net amounts beside both amounts of their difference: "net assets of 173 (445, 272)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.frames import all_frames
from bongsu.evidence.mentions import Evidence, Kind, Quantity

Trio = tuple[Quantity, Quantity, Quantity]  # two levels, and what is told to lie between them

_A = f"[{SIGNS[Kind.MONEY]}{SIGNS[Kind.COUNT]}{SIGNS[Kind.PHYSICAL]}]"
_PAIRS = (
    ("assets?", "(?:debts?|liabilit(?:y|ies)|borrowings?)"),
    ("(?:exports?|outbound shipments)", "imports?"),
    ("(?:revenues?|income|receipts?)", "(?:expenditures?|spending|outlays?|expenses?)"),
    ("(?:inflows?|arrivals?)", "(?:outflows?|departures?)"),
    ("(?:births?)", "(?:deaths?)"),
    ("(?:purchases?|buying)", "(?:sales|selling)"),
)
_NET = (
    r"\b(?:net (?:[a-z]+ ){0,2}?(?:position|assets?|inflows?|outflows?|balance|worth|income|"
    r"migration|purchases?|borrowing|lending)|"
    r"(?:trade |fiscal |current account |budget )?(?:surplus|deficit)|"
    r"natural (?:increase|decrease|decline))"
)
_LEAD = r"(?:of |at |to |was |is |came to )?(?:a record )?"
_FORMS = tuple(
    guarded_regex(
        rf"{_NET}[^;.()\ue000-\ue01f]{{0,20}}? {_LEAD}(?P<d>{_A})"
        rf" ?\((?:with |on )?(?:total )?{first} (?:of |were |at )?(?P<a>{_A})"
        rf"(?:,|;| and| against| less| minus)"
        rf" (?:total )?{second} (?:of |were |at )?(?P<b>{_A})",
        re.IGNORECASE,
    )
    for one, other in _PAIRS
    for first, second in ((one, other), (other, one))
)


def net_positions(evidence: Evidence) -> Iterator[Trio]:
    """Yield both amounts of a bracket with the net amount before it."""
    for frame in all_frames(evidence):
        if "(" not in frame.text:
            continue
        for form in _FORMS:
            match = form.search(frame.text)
            if match is None:
                continue
            first, second, net = (frame.quantity(match, name) for name in "abd")
            if first and second and net and first.unit == second.unit == net.unit:
                yield first, second, net
