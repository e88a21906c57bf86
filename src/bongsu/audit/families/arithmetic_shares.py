"""Rules on shares: AR104 impossible share of a small count, AR105 share of two written figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.changes.reckoned_far import PERCENT_OF, reckoned_far
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import form_of, forms
from bongsu.audit.parts.grains import SMALL, grainy_shares
from bongsu.audit.parts.named_wholes import NamedShare, named_shares
from bongsu.audit.parts.remainders import shares_of_remainders
from bongsu.audit.parts.said_twice import said_twice
from bongsu.audit.parts.shared import RATE_LED, shares_anywhere
from bongsu.audit.parts.shares_back import shares_of_that
from bongsu.audit.parts.shares_of_asked import shares_of_asked
from bongsu.audit.parts.shares_of_few import shares_of_few
from bongsu.audit.parts.shares_of_it import shares_of_it
from bongsu.audit.parts.siblings import odd_share_findings
from bongsu.audit.parts.totals import shares_of_totals
from bongsu.audit.reading.alone import stand_alone
from bongsu.audit.reading.fits import (
    counted,
    fits,
    percentage,
    reaches,
    rounded,
    share_fits,
    share_of_count_possible,
)
from bongsu.audit.reading.frames import Frame, all_frames, frames, quantities_within
from bongsu.audit.reading.goals import shares_of_goals
from bongsu.audit.reading.pairing import alike, bare, movements
from bongsu.audit.reading.partitions import shares_of_partitions
from bongsu.audit.reading.portions import portions
from bongsu.audit.reading.sums import NO_SUMS
from bongsu.audit.reading.wording import as_note, as_warning, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_SHARE_OF_COUNT = forms("arithmetic_shares", "share_of_count")
_WEIGHED = regex(
    r"\b(?:trade|spending|sales|revenue|output|gdp|exports|imports|market|value|budget|income|"
    r"capacity|emissions|population|production|assets|cost|time)\b",
    re.IGNORECASE,
)


@RULES.add("AR104", "impossible-share", Severity.WARNING)
def ar104(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """No whole number out of a small count is the percentage that the text gives."""
    seen: set[int] = set()
    told = (*_of_counts(evidence), *_of_count_before(evidence))
    fine = [pair for pair in told if pair[1].value is not None]
    wrong = [(s, w) for s, w in fine if not share_of_count_possible(s, int(w.bounds[0]))]
    further = (*grainy_shares(evidence), *shares_of_few(evidence), *shares_of_asked(evidence))
    for share, whole in (*wrong, *further):
        if share.start in seen or whole.value is None:
            continue
        seen.add(share.start)
        part = (share.value or 0) / (1 if share.kind is Kind.FRACTION else 100)
        near = round(part * whole.value)
        yield about(
            RULES["AR104"],
            evidence,
            share,
            f"no whole number out of {evidence.words(whole)} is {evidence.words(share)}: "
            f"{near} are {100 * near / whole.value:.1f} percent",
            inputs={"whole": whole},
        )


def _of_counts(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    for frame in frames(evidence):
        for form in _SHARE_OF_COUNT:
            for match in form.finditer(frame.text):
                share, whole = frame.quantity(match, "c"), frame.quantity(match, "n")
                if share is None or whole is None:
                    continue
                if match.start("c") < match.start("n") and _WITHIN.search(
                    frame.text, match.start("c"), match.start("n")
                ):
                    continue  # "of the damage in the three provinces", "of the homes, and two"
                if _grainy(frame, share, whole, frame.text[match.end("n") :]):
                    yield share, whole


_WITHIN = regex(
    r"[,;]|\bof\b.*\bof\b|\b(?:and|in|at|from|by|for|on|across|among|between|to)\b", re.IGNORECASE
)
_COUNT_BEFORE = form_of("arithmetic_shares", "count_before")


def _of_count_before(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield "40 percent of the members" with the count of members in the sentence before."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        match, last, before = _COUNT_BEFORE.search(frame.text), before, frame
        if match is None or last is None or last.index + 1 != frame.index:
            continue
        share = frame.quantity(match, "c")
        counts = [q for _, q in last.figures if _last_word(q.noun) == _last_word(match["noun"])]
        if share is not None and len(counts) == 1 and _grainy(frame, share, counts[0], ""):
            yield share, counts[0]


def _grainy(frame: Frame, share: Quantity, whole: Quantity, after: str) -> bool:
    """Whether single things are counted, one by one, and a share of them is told exactly."""
    return (
        counted(whole)
        and whole.value is not None
        and 1 < whole.value <= SMALL
        and share.comparator is Comparator.EXACT
        and share.value is not None
        and not regex(r"[^,.;]{0,20}[\u2019']").match(after[:25])
        and not _WEIGHED.search(frame.text)
    )


_SHARE_BESIDE = lazy_regex(r"(?:\s[a-z]+){0,3},?\s(?:or\s|\()[\d.]+\s?(?:percent|per\scent|%)")
_TELLING = 20.0  # a smaller part is the share of many wholes by chance


def _of_another_whole(evidence: Evidence, part: Quantity, share: Quantity) -> bool:
    """Whether a share told right behind its part is right of some other figure of the article."""
    beside = quantities_within(evidence, part.end, share.end)
    if evidence.text.startswith(" of ", share.end):
        return False  # the whole is named
    if len(beside) != 1 or (part.value or 0.0) < _TELLING or share.start - part.end > _LEAD:
        return False
    return any(
        one.kind is part.kind
        and (one.value or 0.0) > (part.value or 0.0)
        and share_fits(part, one, share)
        for one in evidence.quantities
    )


_SHARES = forms("arithmetic_shares", "shares")


_ALL = 100.0  # percent
_LEAD = 40  # code points before a figure in which it is called a change
_CHANGE = lazy_regex(
    r"\b(?:(?:fall|rise|drop|decline|decrease|increase|gain|loss|reduction|growth)\sof|"
    r"(?:rose|risen|rising|fell|fallen|falling|grew|grown|growing|increased|increasing|declined|"
    r"declining|dropped|dropping|shrank|climbed|up|down)\sby)\s"
    r"(?:about\s|some\s|around\s|nearly\s)?[$€£¥]?\Z",
    re.IGNORECASE,
)


_OVER_THE_PERIOD = lazy_regex(
    r"\sof\s(?:all\s|total\s|overall\s|the\s)*[a-z]+\s(?:over|in|during|for)\s(?:the|that|this)\s(?:same\s)?"
    r"(?:(?:\w+-)?month\s)?period\b"
)


_OWN_SHARE = lazy_regex(r"(?:\bper\s?cent|%)\s\(\s?$")
_LEAD_OF_SHARE = 12  # code points


def _is_no_whole(evidence: Evidence, whole: Quantity, share: Quantity) -> bool:
    """Whether what is taken for a whole is a part itself, or not that of a share.

    "13.8 percent (180 million hours)" is a part; "of total exports over the period" has the whole
    of that period, which is not the one that another sentence tells.
    """
    if _OWN_SHARE.search(evidence.text, max(0, whole.start - _LEAD_OF_SHARE), whole.start):
        return True
    apart = sentence_at(evidence, whole.start) != sentence_at(evidence, share.start)
    return apart and _OVER_THE_PERIOD.match(evidence.text, share.end) is not None


def _no_portion(evidence: Evidence, part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Whether something about three figures says that they are no part, whole and share."""
    if (part.value or 0.0) >= (whole.value or 0.0) and (share.value or 0.0) <= _ALL:
        return True  # what is no part of it: "of 500 men 58 percent, of 500 women 55 percent"
    if _CHANGE.search(evidence.text, max(0, part.start - _LEAD), part.start):
        return True  # "3.6 million, a fall of 0.2 million (5.7 percent)" of what was before
    if _is_change(evidence, part, whole, share) or _is_no_whole(evidence, whole, share):
        return True
    # "Chinese yards took 46 million, or 71 percent": a part itself
    return _SHARE_BESIDE.match(evidence.text, whole.end) is not None and whole.start < part.start


_NAMED_SO = lazy_regex(r"\s?of\s(?:GDP|gross|output|those|the\sworld)\b")


def _without_choice(evidence: Evidence, part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Whether a share can be told of no other amounts, nor says of what else it is."""
    named = _NAMED_SO.match(evidence.text, share.end) is not None
    return not named and stand_alone(evidence, whole, part)


@RULES.add("AR105", "share-mismatch", Severity.ERROR)
def ar105(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A share is not that of the part and the whole which stand beside it."""
    seen: set[int] = set()
    told = [*_shares(evidence)]
    anywhere = [*shares_anywhere(evidence)]
    chosen = {one[2].start for one in anywhere if not _without_choice(evidence, *one)}
    firm = {(part.start, whole.start, share.start) for part, whole, share in told}
    levels = [{one.before.start, one.after.start} for one in movements(evidence)]
    for part, whole, share in (
        *told,
        *_of_whole_before(evidence),
        *_in_next_sentence(evidence),
        *shares_of_totals(evidence),
        *shares_of_partitions(evidence),
        *portions(evidence),
        *shares_of_remainders(evidence),
        *anywhere,
        *shares_of_that(evidence),
        *shares_of_goals(evidence),
        *shares_of_it(evidence),
    ):
        if share.start in seen or not _wrong(part, whole, share):
            continue
        if _no_portion(evidence, part, whole, share):
            continue
        sure = (part.start, whole.start, share.start) in firm
        if not sure and {part.start, whole.start} in levels:
            continue  # "sales of 4.2 trillion, 61 percent of them abroad, up from 3.6 trillion"
        if not sure and _of_another_whole(evidence, part, share):
            continue
        seen.add(share.start)
        right = percentage(rounded(part), rounded(whole))
        words = evidence.words
        finding = about(
            RULES["AR105"],
            evidence,
            share,
            f"{words(part)} of {words(whole)} is {shown(right)} percent, not {words(share)}",
            inputs={"part": part, "whole": whole},
            result=right,
        )
        yield finding if sure or share.start not in chosen else as_note(finding)
    for share, fraction in said_twice(evidence):
        if share.start not in seen:
            yield about(
                RULES["AR105"],
                evidence,
                share,
                f"{evidence.words(fraction)} is about {100 * (fraction.value or 0.0):.3g} percent, "
                f"not {evidence.words(share)}",
                inputs={"in words": fraction},
            )
            seen.add(share.start)
    yield from odd_share_findings(evidence, seen)
    for named in named_shares(evidence):
        if named.share.quantity.start not in seen:
            seen.add(named.share.quantity.start)
            yield _misnamed(evidence, named)
    for one in reckoned_far(evidence):
        share = one.result.quantity
        if one.how == PERCENT_OF and share.start not in seen:
            part, whole = one.first.quantity, one.second.quantity
            yield as_note(
                about(
                    RULES["AR105"],
                    evidence,
                    share,
                    f"{evidence.words(part)} of {evidence.words(whole)} is {shown(one.right)} "
                    f"percent, and no two amounts about it are {evidence.words(share)}",
                    inputs={"part": part, "whole": whole},
                    result=one.right,
                )
            )


def _misnamed(evidence: Evidence, named: NamedShare) -> Finding:
    """Return what a share of a named whole should be, or of what else it is."""
    words = evidence.words
    part, whole, share = (one.quantity for one in (named.part, named.whole, named.share))
    message = f"{words(part)} of {words(whole)} is {shown(named.right)} percent, not {words(share)}"
    inputs = {"part": part, "whole": whole}
    if named.fitting is not None:
        message += f", which is the share of {words(named.fitting.quantity)}"
        inputs["the whole that fits"] = named.fitting.quantity
    finding = about(
        RULES["AR105"], evidence, share, message, inputs=inputs, result=named.right
    )
    return as_warning(finding) if named.likely else as_note(finding)


_MOVED_BY = lazy_regex(
    r"\b(?:(?<!made )(?<!makes )(?<!making )up|down|by|rose|fell|grew|gained|lost|added|shed)\s$"
)
_SAID_TWICE = lazy_regex(r",?\s(?:or\s|\()(?:about\s|some\s)?")
_MORE = lazy_regex(r"\)?\s(?:more|fewer|less|higher|lower)\b")


def _is_change(evidence: Evidence, part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Whether a percentage is by how much a level moved: "up 8,315 or 3.6 percent to 238,343"."""
    text = evidence.text
    first, last = sorted((part, share), key=lambda one: one.start)
    if not _SAID_TWICE.fullmatch(text, first.end, last.start):
        return False
    moves = _MOVED_BY.search(text, max(evidence.article.start, first.start - _LEAD), first.start)
    if not moves and not _MORE.match(text, share.end):
        return False
    moved, now, told = part.value or 0.0, whole.value or 0.0, share.value or 0.0
    befores = [before for before in (now - moved, now + moved) if before > 0]
    return any(abs(100 * moved / before - told) <= share.step for before in befores)


def _shares(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
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


def _of_whole_before(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
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
                and _last_word(q.noun) == _last_word(part.noun)
                and (q.value or 0) > (part.value or 0)
            }
            if len(wholes) == 1:
                yield part, next(iter(wholes.values())), share


_PART = form_of("arithmetic_shares", "part")
_THAT_IS = form_of("arithmetic_shares", "that_is")


def _in_next_sentence(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
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


def _last_word(noun: str) -> str:
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


def _wrong(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    if share.kind is Kind.FRACTION:
        return share.value is not None and not reaches(_about(share), percentage, part, whole)
    return not fits(share, percentage, part, whole)


def _about(fraction: Quantity) -> Interval:
    """Return what people call "a third", in percent: words for fractions are rough."""
    value = 100 * (fraction.value or 0.0)
    over = fraction.comparator in {Comparator.OVER, Comparator.AT_LEAST}
    under = fraction.comparator in {Comparator.UNDER, Comparator.AT_MOST}
    return Interval(
        0.0 if under else value - (0.2 if over else 4.0), 100.0 if over else value + 4.0
    )
