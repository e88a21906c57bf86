"""Balances of the size that exports and imports give, but called a surplus for a deficit.

"Exports were 42.3 billion and imports 69.9 billion. The surplus was 27.7 billion": that the size is
right shows which two figures are meant, and these show the sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import FIGURES
from bongsu.audit.reading.fits import below, difference, fits
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.trends.compared_back import Backward
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_TERM = guarded_regex(
    rf"(?P<who>[^;.{FIGURES}]{{0,30}})\b(?P<what>[Ee]xports|[Ii]mports)\b"
    rf"(?:(?!exports|imports)[^;.{FIGURES}]){{0,60}}(?P<t>[{FIGURES}])"
)
_BALANCE = guarded_regex(
    rf"(?P<who>[^;.{FIGURES}]{{0,40}})\b(?P<sign>(?P<up>surplus)|deficit|shortfall)\b"
    rf"(?P<rest>(?:(?!surplus|deficit)[^;.{FIGURES}]){{0,50}})(?P<t>[{FIGURES}])"
)
_NAME = lazy_regex(
    r"(?<!with )(?<!to )(?<!from )(?<!in )\b(?:EU|U\.S\.|[A-Z][a-z]{3,})(?=['\u2019]s\b| |$)"
)
_PLAIN = {"Exports", "Imports", "Goods", "Services", "Trade", "Total", "This", "That", "With"}
_OTHERWISE = lazy_regex(r"\b(?:not|from|narrow\w*|widen\w*|by)\b")


def signs_of_balances(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words for a balance that exports and imports of its paragraph turn round."""
    blocks: dict[int, list[Frame]] = {}
    for frame in all_frames(evidence):
        blocks.setdefault(frame.sentence.block, []).append(frame)
    for some in blocks.values():
        said = " ".join(frame.text for frame in some).lower()
        if "exports" in said and "imports" in said and ("surplus" in said or "deficit" in said):
            yield from _wrong(some)


def _wrong(some: list[Frame]) -> Iterator[Backward]:
    sold, bought = (_terms(some, what) for what in ("exports", "imports"))
    for frame in some:
        for match in _BALANCE.finditer(frame.slim):
            apart = frame.quantity(match, "t")
            if apart is None or _OTHERWISE.search(match["rest"]):
                continue
            pairs = [
                (out, into)
                for who, out in sold
                for _, into in bought
                if _one_unit(out, into, apart)
                and fits(apart, difference, into, out)
                and _one_side(who, match["who"])
            ]
            if len(pairs) != 1:
                continue
            out, into = pairs[0]
            if below(out, into) if match["up"] else below(into, out):
                start = source(frame, match.start("sign"))
                yield Backward(start, start + len(match["sign"]), into, out)


def _terms(some: list[Frame], what: str) -> list[tuple[str, Quantity]]:
    """Return the figures of exports, or of imports, with the words before each."""
    return [
        (match["who"], term)
        for frame in some
        for match in _TERM.finditer(frame.slim)
        if match["what"].lower() == what and (term := frame.quantity(match, "t")) is not None
    ]


def _one_side(first: str, second: str) -> bool:
    """Whether two clauses can speak of one country: neither names another than the other does."""
    names = [set(_NAME.findall(words)) - _PLAIN for words in (first, second)]
    return not (names[0] and names[1] and not names[0] & names[1])


def _one_unit(*terms: Quantity) -> bool:
    return len({(term.kind, term.unit) for term in terms}) == 1
