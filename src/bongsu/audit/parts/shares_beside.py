"""Shares with the part and the whole that stand beside them, or in the sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.notation import form_of, forms
from bongsu.audit.parts.shared import RATE_LED
from bongsu.audit.reading.fits import counted
from bongsu.audit.reading.frames import Frame, all_frames, frames, quantities_within
from bongsu.audit.reading.pairing import alike, bare
from bongsu.audit.reading.portions import Portion
from bongsu.audit.reading.sums import NO_SUMS
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_SHARES = forms("arithmetic_shares", "shares")


def shares_in_sentence(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and share of one sentence that says which they are."""
    for frame in frames(evidence):
        for form in _SHARES:
            for match in form.finditer(frame.text):
                part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
                share = frame.quantity(match, "c")
                if part is None or whole is None or share is None:
                    continue
                if _INCREASE_OF.search(frame.text, 0, match.start("w")):
                    continue  # "at 1.8 trillion, an increase of 16 billion, or 0.9 percent"
                if match.start("c") < match.start("p") and RATE_LED.search(
                    frame.text[: match.start("c")].lower()
                ):
                    continue  # "kept its rate at 2.5 percent, as 22 of the 24 had expected"
                pair = _of_one_whole(part, whole, frame)
                if pair is not None and not _PRICED.search(frame.text, 0, match.start("c")):
                    yield *pair, share


_INCREASE_OF = lazy_regex(
    r"\b(?:increase|rise|gain|growth|decline|fall|drop|decrease|loss|jump) of (?:about |some )?$"
)
_PRICED = lazy_regex(  # percentages that are no share: "a margin of 6.4 percent"
    r"\b(?:margin|yield|coupon|interest|inflation|growth|return|discount|premium|tariff|duty|tax)s?"
    r"(?: rate)? (?:of|at) (?:about |some |only |nearly )?$",
    re.IGNORECASE,
)


_OF_UNSAID = form_of("arithmetic_shares", "of_unsaid")


def shares_of_whole_before(evidence: Evidence) -> Iterator[Portion]:
    """Yield "five townships, or 45 percent" with the only larger count of such in the paragraph."""
    for frame in frames(evidence):
        for match in _OF_UNSAID.finditer(frame.text):
            part, share = frame.quantity(match, "p"), frame.quantity(match, "c")
            if part is None or share is None or not counted(part) or len(part.noun) < _NOUN:
                continue
            if regex(r"\b(?:of|out of)\b").search(frame.text[match.start() : match.end()]):
                continue
            block = evidence.block_of(frame.sentence)
            wholes = {
                q.value: q
                for q in quantities_within(evidence, block.start, part.start)
                if counted(q)
                and last_word(q.noun) == last_word(part.noun)
                and (q.value or 0) > (part.value or 0)
            }
            if len(wholes) == 1:
                yield part, next(iter(wholes.values())), share


_PART = form_of("arithmetic_shares", "part")
_THAT_IS = form_of("arithmetic_shares", "that_is")


def shares_in_next_sentence(evidence: Evidence) -> Iterator[Portion]:
    """Yield a part and its whole with "that is 19 percent" of the next sentence."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        match, last, before = _THAT_IS.search(frame.text), before, frame
        if match is not None and last is not None and last.index + 1 == frame.index:
            whole_behind = _whole_behind(frame, match, last)
            if whole_behind is not None:
                yield whole_behind
                continue
            told = list(_PART.finditer(last.text))
            share = frame.quantity(match, "c")
            if len(told) == 1 and share is not None and len(last.figures) == _PAIR:
                if _TWO_CLAUSES.search(told[0][0]):
                    continue
                part, whole = last.quantity(told[0], "p"), last.quantity(told[0], "w")
                if part is not None and whole is not None:
                    pair = _of_one_whole(part, whole, last)
                    if pair is not None:
                        yield *pair, share


_WHICH_WERE = lazy_regex(
    r" of (?:its|their|the) [^;:.]{3,90}, which (?:was|were|is|are) (?:about |some )?$"
)


def _whole_behind(
    frame: Frame, match: re.Match[str], last: Frame
) -> tuple[Quantity, Quantity, Quantity] | None:
    """Return "2.68 million tons. That is 70 percent of its average, which was 3.38 million"."""
    share = frame.quantity(match, "c")
    if share is None or len(frame.figures) < _PAIR or not last.figures:
        return None
    (at, _), (then, whole) = frame.figures[0], frame.figures[-1]
    part = last.figures[-1][1]
    if not _WHICH_WERE.search(frame.text, at + 1, then) or frame.figures[0][1] is not share:
        return None
    pair = _of_one_whole(part, whole, frame)
    return (*pair, share) if pair is not None else None


_TWO_CLAUSES = lazy_regex(r"[,;:]|\b(?:and|but|while|to|from)\b")
_PAIR = 2  # figures of a sentence that tells a part and its whole, and nothing else
_NOUN = 4  # letters: a shorter noun names too many things


def last_word(noun: str) -> str:
    """Return what is counted, without what sort of it and without an s."""
    return noun.lower().rpartition(" ")[2].rstrip("s")


def _of_one_whole(
    part: Quantity, whole: Quantity, frame: Frame
) -> tuple[Quantity, Quantity] | None:
    if part.kind in NO_SUMS or whole.kind in NO_SUMS:
        return None
    if part.kind is Kind.COUNT and whole.kind is Kind.COUNT:
        if bare(part, frame) and not bare(whole, frame):
            return alike(part, replace(whole, noun=""), frame) or (part, whole)
        return part, whole
    return alike(part, whole, frame)
