"""Some of a body of known size, and others of it, that are together more than it has.

"Five of the six members held it appropriate to stay, while two wished to cut": seven of six.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.notation import Form
from bongsu.audit.reading.frames import frames
from bongsu.evidence.mentions import Evidence, Quantity

_HELD = (
    r"(?:wished|wanted|saw|preferred|thought|considered|voted|favou?red|held|believed|argued|opposed|"
    r"dissented|called|leaned|looked|judged|felt|backed|supported|said|were|was|did|had)"
)
_REST = Form(
    r"<n:count> of the <m:count>(?: [a-z-]+){1,8}? [^;]{0,140}?,? (?:while|whereas|and|but)"
    r" (?:the (?:other|remaining) )?<k:count>(?: others| more| members)? " + _HELD + r"\b"
)


def rest_of_body(evidence: Evidence) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield the two parts of a body, and the body that they are more than."""
    for frame in frames(evidence):
        for match in _REST.finditer(frame.text):
            parts = [frame.quantity(match, name) for name in "nk"]
            whole = frame.quantity(match, "m")
            told = [part for part in parts if part is not None and part.value]
            if whole is None or not whole.value or len(told) != len(parts):
                continue
            added = sum(part.value or 0.0 for part in told)
            if max(part.value or 0.0 for part in told) <= whole.value < added:
                yield told, whole
