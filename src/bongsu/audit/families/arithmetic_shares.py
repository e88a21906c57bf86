"""Rules on shares: AR104 impossible share of a small count, AR105 share of two written figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import form_of, forms
from bongsu.audit.parts.grains import SMALL, grainy_shares
from bongsu.audit.parts.named_wholes import NamedShare, named_shares
from bongsu.audit.parts.remainders import shares_of_remainders
from bongsu.audit.parts.said_twice import said_twice
from bongsu.audit.parts.shared import shares_anywhere
from bongsu.audit.parts.shares_back import shares_of_that
from bongsu.audit.parts.shares_beside import (
    last_word,
    shares_in_next_sentence,
    shares_in_sentence,
    shares_of_whole_before,
)
from bongsu.audit.parts.shares_of_asked import shares_of_asked
from bongsu.audit.parts.shares_of_few import shares_of_few
from bongsu.audit.parts.shares_of_it import shares_of_it
from bongsu.audit.parts.siblings import odd_share_findings
from bongsu.audit.parts.totals import shares_of_totals
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
from bongsu.audit.reading.pairing import movements
from bongsu.audit.reading.partitions import shares_of_partitions
from bongsu.audit.reading.portions import Portion, portions
from bongsu.audit.reading.told_of_others import told_of_others
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
        counts = [q for _, q in last.figures if last_word(q.noun) == last_word(match["noun"])]
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


_ALL = 100.0  # percent
_LEAD = 40  # code points before a figure in which it is called a change
_A_WHOLE = lazy_regex(  # what opens its clause as a whole of its own
    r"(?:^|[.;:,]\s|\b(?:and|but|while)\s)(?:of|among)\s(?:the|its|their|these|those|all)\s\Z",
    re.IGNORECASE,
)
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
    if _A_WHOLE.search(evidence.text, max(0, part.start - _LEAD), part.start):
        return True  # "of the 20 towns 60 percent, and of the 30 villages 10"
    if _CHANGE.search(evidence.text, max(0, part.start - _LEAD), part.start):
        return True  # "3.6 million, a fall of 0.2 million (5.7 percent)" of what was before
    if _is_change(evidence, part, whole, share) or _is_no_whole(evidence, whole, share):
        return True
    # "Chinese yards took 46 million, or 71 percent": a part itself
    return _SHARE_BESIDE.match(evidence.text, whole.end) is not None and whole.start < part.start


@RULES.add("AR105", "share-mismatch", Severity.ERROR)
def ar105(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A share is not that of the part and the whole which stand beside it."""
    seen: set[int] = set()
    anywhere = [*shares_anywhere(evidence)]
    pointed = (
        *shares_of_whole_before(evidence),
        *shares_in_next_sentence(evidence),
        *shares_of_remainders(evidence),
        *shares_of_that(evidence),
        *shares_of_it(evidence),
    )
    named = (
        *shares_of_totals(evidence),
        *shares_of_partitions(evidence),
        *portions(evidence),
        *((one.part, one.whole, one.share) for one in anywhere if one.tied),
        *shares_of_goals(evidence),
    )
    told = [*shares_in_sentence(evidence)]
    for part, whole, share in (
        *told,
        *_of_these_alone(evidence, pointed),
        *_of_one_time(evidence, _of_these_alone(evidence, named)),
    ):
        if share.start in seen or _is_right(evidence, part, whole, share):
            continue
        seen.add(share.start)
        yield _no_share(evidence, part, whole, share)
    yield from _said_otherwise(evidence, seen)
    yield from odd_share_findings(evidence, seen)
    for misnamed in named_shares(evidence):
        if misnamed.share.quantity.start not in seen:
            seen.add(misnamed.share.quantity.start)
            yield _misnamed(evidence, misnamed)
    right = {one[2].start for one in (*told, *pointed) if not _wrong(*one)}
    near = [
        (one.part, one.whole, one.share)
        for one in anywhere
        if not one.tied and one.share.start not in right
    ]
    for part, whole, share in _of_one_time(evidence, _of_these_alone(evidence, near)):
        if share.start not in seen and not _is_right(evidence, part, whole, share):
            yield as_note(_no_share(evidence, part, whole, share))


def _is_right(evidence: Evidence, part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Whether a share is that of two amounts, or these are no part and whole."""
    return not _wrong(part, whole, share) or _no_portion(evidence, part, whole, share)


def _of_these_alone(evidence: Evidence, found: Iterable[Portion]) -> Iterator[Portion]:
    """Yield shares whose words name nothing else that they are of."""
    levels = [{one.before.start, one.after.start} for one in movements(evidence)]
    for part, whole, share in found:
        if {part.start, whole.start} in levels:
            continue  # "sales of 4.2 trillion, 61 percent of them abroad, up from 3.6 trillion"
        if _of_another_whole(evidence, part, share):
            continue
        yield part, whole, share


def _of_one_time(evidence: Evidence, found: Iterable[Portion]) -> Iterator[Portion]:
    """Yield shares that are of the time, the survey and the group that the amounts are of."""
    for part, whole, share in found:
        if _NAMED_SO.match(evidence.text, share.end) is None and not told_of_others(
            evidence, share, part, whole
        ):
            yield part, whole, share


_NAMED_SO = lazy_regex(r"\s?of\s(?:GDP|gross\s(?:domestic|national)|the\sworld)\b")


def _no_share(evidence: Evidence, part: Quantity, whole: Quantity, share: Quantity) -> Finding:
    right = percentage(rounded(part), rounded(whole))
    words = evidence.words
    return about(
        RULES["AR105"],
        evidence,
        share,
        f"{words(part)} of {words(whole)} is {shown(right)} percent, not {words(share)}",
        inputs={"part": part, "whole": whole},
        result=right,
    )


def _said_otherwise(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
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


def _misnamed(evidence: Evidence, named: NamedShare) -> Finding:
    """Return what a share of a named whole should be, or of what else it is."""
    words = evidence.words
    part, whole, share = (one.quantity for one in (named.part, named.whole, named.share))
    message = f"{words(part)} of {words(whole)} is {shown(named.right)} percent, not {words(share)}"
    inputs = {"part": part, "whole": whole}
    if named.fitting is not None:
        message += f", which is the share of {words(named.fitting.quantity)}"
        inputs["the whole that fits"] = named.fitting.quantity
    finding = about(RULES["AR105"], evidence, share, message, inputs=inputs, result=named.right)
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
