"""Some of a body of known size, and others of it, that are together more than it has.

"Five of the six members held it appropriate to stay, while two wished to cut": seven of six.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import Form
from bongsu.audit.reading.frames import Frame, frames, source
from bongsu.audit.reading.tallies import UNITS, count_in_words, number
from bongsu.evidence.mentions import Evidence, Quantity

_HELD = (
    r"(?:wished|wanted|saw|preferred|thought|considered|voted|favou?red|held|believed|argued|opposed|"
    r"dissented|called|leaned|looked|judged|felt|backed|supported)"
)
_IN_WORDS = "|".join(UNITS[1:13])
_REST = Form(
    r"<n:count> of the <m:count>(?: [a-z-]+){1,8}?(?: [^;]{0,140}?)?(?:,? (?:while|whereas|and|"
    r"but)|;)"
    r" (?:the (?:other|remaining) )?(?:<k:count>|(?P<w>"
    + _IN_WORDS
    + r"))(?: others| more| members)?(?:, [^,;]{3,60},)? "
    + _HELD
    + r"\b"
)


def _in_words(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """Return a number in words that counts no noun, as a figure."""
    value = number(match["w"]) if match["w"] else None
    if not value:
        return None
    start = source(frame, match.start("w"))
    return count_in_words(start, start + len(match["w"]), float(value))


def rest_of_body(evidence: Evidence) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield the two parts of a body, and the body that they are more than."""
    for frame in frames(evidence):
        for match in _REST.finditer(frame.text):
            parts = [
                frame.quantity(match, "n"),
                frame.quantity(match, "k") or _in_words(frame, match),
            ]
            whole = frame.quantity(match, "m")
            told = [part for part in parts if part is not None and part.value]
            if whole is None or not whole.value or len(told) != len(parts):
                continue
            added = sum(part.value or 0.0 for part in told)
            if max(part.value or 0.0 for part in told) <= whole.value < added:
                yield told, whole
