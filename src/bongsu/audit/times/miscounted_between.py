"""Stretches of time told from one day of the text to another that lie between no two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from bongsu.audit.reading.passed_time import Stretch, Told, by_a_slip, fits
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import stem
from bongsu.audit.times.miscounted_places import Place, bears_out
from bongsu.audit.times.miscounted_terms import (
    Miscount,
    Pair,
    all_dates,
    dates_told_with,
    exact_enough,
    of_rows,
)
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex, regex

_COMPARED = lazy_regex(  # "more often than his father had in seventeen years"
    r"\bthan\s[^,;:]{3,50}\b(?:in|over|during|for)\s(?:\w+\s)?$"
)


_UP_TO_NOW = lazy_regex(r"\b(?:last|past|previous|recent|next|coming)\s$")  # "the last six years"


def counted_to_another(place: Place, stretch: Stretch, kind: Told) -> Miscount | None:
    """Return a stretch between two days of the text that lies between no two of them."""
    before_it = place.words[: stretch.start - place.sentence.start]
    if stretch.value == 1 or _UP_TO_NOW.search(before_it) or _COMPARED.search(before_it):
        return None
    evidence = place.evidence
    own = place.own()
    before = place.before()
    known = [*own, *place.after(), *(date for dates in before for date in dates)]
    pair, sure = _pair(place, stretch, kind, own, before)
    delay = sure and _A_DELAY.search(before_it) is not None
    whole = sure and _IN_ALL.match(place.words, stretch.end - place.sentence.start) is not None
    if place.day is not None and not (sure and (kind == "later" or delay)) and not whole:
        known.append(day_itself(place.day))
    if pair is None:
        at = stretch.start - place.sentence.start
        found = of_rows(evidence, place.words, at, stretch)
        return found or _of_the_whole(place, stretch, known if own else all_dates(evidence))
    counts = own if sure and kind == "later" else known
    if sure and kind == "later":  # what follows is no start
        known = [*own, *(date for dates in before for date in dates)]
    if any(fits(evidence, stretch, a, b) for a in counts for b in known if a is not b):
        return None
    if not exact_enough(stretch, *pair) or fits(evidence, stretch, *pair):
        return None
    sure = sure or by_a_slip(stretch, *pair)
    return Miscount(stretch=stretch, first=pair[0], second=pair[1], now=False, sure=sure)


_IN_ALL = lazy_regex(r"\s(?:in\sall|in\stotal|altogether|all\stold)\b")
_WHOLE = lazy_regex(
    r"\b[Tt]h(?:e|at|is)\s(?:\w+\s)?(?:duration|length|time\sneeded),?\s(?:\w+\s){0,4}$"
)
_ENDS = 4  # dates of an article that tells of one course of things


def _of_the_whole(place: Place, stretch: Stretch, every: Sequence[DateMention]) -> Miscount | None:
    """Return what is told as "the duration" and lies between no two of the few days of a text."""
    opening = place.words[: stretch.start - place.sentence.start]
    if place.own() or _WHOLE.search(opening) is None:
        return None
    exact = [date for date in every if date.granularity is Granularity.DAY]
    if not 2 <= len(exact) == len(every) <= _ENDS:
        return None
    known = [*exact, day_itself(place.day)] if place.day else exact
    if bears_out(place, stretch, known):
        return None
    return Miscount(stretch=stretch, first=exact[0], second=exact[-1], now=False, sure=False)


_GAP_OF = lazy_regex(
    r"\b(?:gap|interval|span|wait|pause|lapse|difference|stretch|break|lag|delay|distance|lull)\s"
    r"of\s(?:\w+\s){0,2}$"
)
_HELD = lazy_regex(
    r"\b(?:for|after|took|taken|taking|lasted|lasting|waited|needed|spent|stood|remained|ran)\s"
    r"(?:\w+\s){0,2}$"
)
_APPOSED = lazy_regex(  # "on May 1, and left on June 3: 33 days in all"
    r"\s?(?:[:—–(]|\s-\s)\s?(?:(?:or|in\sall|that\sis),?\s)?(?:(?:a|an)\s(?:total|period|span)\sof\s)?"
    r"(?:(?:almost|nearly|over|about|some|just|exactly)\s){0,2}"
)
_SPENT = lazy_regex(
    r",\s(?:(?:is|was|were|had|has)\s(?:\w+\s){1,4}for|after|took|lasted|spent|needed|required)\s(?:\w+\s){0,2}$"
)
_THOSE = lazy_regex(
    r"\W*(?:Those|These|The|All|In\sthose|In\sthese|"
    r"(?:That|It|This|Which)\s(?:is|was|makes?|made|comes?\sto|came\sto)(?:\s[a-z]+){0,2})\s$"
)


def _pair(
    place: Place,
    stretch: Stretch,
    kind: Told,
    own: Sequence[DateMention],
    before: Sequence[Sequence[DateMention]],
) -> tuple[Pair | None, bool]:
    """Return the two dates that a stretch is told of, and whether they are surely those."""
    after = _AFTER_THE.match(place.words, stretch.end - place.sentence.start)
    for first, second in () if after else pairwise(own):
        if span_together(place.evidence, first, second):
            loose = first.end <= stretch.start < second.start
            return (first, second), not loose
    opening = place.words[: stretch.start - place.sentence.start]
    if len(own) == 2 and own[1].end <= stretch.start and _GAP_OF.search(opening):
        return (own[0], own[1]), True
    if len(own) == 2 and own[1].end <= stretch.start:
        if _APPOSED.fullmatch(place.evidence.text[own[1].end : stretch.start]):
            return (own[0], own[1]), True
        if stretch.unit in {"day", "week"} and _SPENT.search(opening):
            return (own[0], own[1]), False
    near = next((dates for dates in before if dates), [])
    if not own and kind == "between" and len(near) == 2 and _THOSE.fullmatch(opening):
        return (near[0], near[1]), True
    return _to_its_own(place, stretch, kind, own, near)


_A_DELAY = lazy_regex(
    r",\s(?:an?|some)\s(?:delay|lag|gap|wait|interval|pause)\sof\s(?:\w+\s){0,2}$"
)


_SINCE_THEN = lazy_regex(r"\b[Aa]fter\s(?:\w+\s){0,2}$")
_LASTS = lazy_regex(  # what went on from the one day to the other
    r"['’]?\s(?:of\s|in\s|on\s|under\s|spent\s|without\s)(?:\w+\s){0,2}?(?:wait\w*|detention|custody|prison|jail|hiding|captivity|"
    r"limbo|exile|house\sarrest|remand|suspension|an?\sanswer|"
    r"a\sreply|a\sdecision|a\sruling)\b"
)


def _to_its_own(
    place: Place,
    stretch: Stretch,
    kind: Told,
    own: Sequence[DateMention],
    near: Sequence[DateMention],
) -> tuple[Pair | None, bool]:
    """Return the one date of a sentence, and the one from which a stretch leads to it."""
    if len(own) != 1:
        return None, False
    if kind == "later":
        noun = _named_start(place, stretch, own[0])
        if noun is not None and noun.first is not None and not _is_after(noun, own[0]):
            return (noun, own[0]), True
        if len(near) == 1 and _leads_on(place, stretch):
            return (near[0], own[0]), True
    opening = place.words[: stretch.start - place.sentence.start]
    if len(near) == 1 and own[0].end <= stretch.start and _A_DELAY.search(opening):
        return (near[0], own[0]), True
    if (
        len(near) == 1
        and _SINCE_THEN.search(opening)
        and _LASTS.match(place.words, stretch.end - place.sentence.start)
    ):
        return (near[0], own[0]), True
    days = kind != "later" and len(near) == 1 and stretch.unit in {"day", "week"}
    if days and _HELD.search(opening):
        return (near[0], own[0]), False
    return None, False


def _is_after(start: DateMention, end: DateMention) -> bool:
    """Whether what years are counted from lies after what they lead to: it is no start."""
    return bool(start.first and end.last and start.first > end.last)


def span_together(evidence: Evidence, first: DateMention, second: DateMention) -> bool:
    """Whether two dates of a sentence are told as the ends of one stretch."""
    before = evidence.text[max(0, first.start - 60) : first.start]
    joint = evidence.text[first.end : second.start]
    if len(joint) > 120 or ";" in joint:
        return False
    ends = regex(r"\b(?:until|till|through)\s(?:\w+\s){0,3}$").search(joint)
    if ends:
        return True
    begun = regex(r"\b(?:from|between)\b(?:[^.;]|\.\d)*$", re.IGNORECASE).search(before)
    return begun is not None and regex(r"(?:^|[\s,])(?:to|and)\b").search(joint) is not None


_BY_ITSELF = lazy_regex(r"\s(?:later|afterwards?|thereafter|after\sthat)(?=[\s,.;)]|$)")


def _leads_on(place: Place, stretch: Stretch) -> bool:
    """Whether "N days later" tells when the one date of its sentence came after another."""
    behind = place.words[stretch.end - place.sentence.start :]
    if _BY_ITSELF.match(behind) is None:
        return False
    date = place.own()[0]
    between = place.evidence.text[min(date.end, stretch.end) : max(date.start, stretch.start)]
    return (
        len(between) < 60
        and regex(r"[;:]|,\sand\b|\b(?:who|while|but|although)\b").search(between) is None
    )


_AFTER_THE = lazy_regex(
    r"\s(?:after|since|from|following)\s(?:the|its|that|their|his|her|he|she|they|it)\s"
    r"(?P<noun>[a-z]{4,})\b"
)


def _named_start(place: Place, stretch: Stretch, own: DateMention) -> DateMention | None:
    """Return the one date that "N years after the signing" counts from: where it was signed."""
    behind = _AFTER_THE.match(place.words, stretch.end - place.sentence.start)
    if behind is None:
        return None
    root = stem(behind["noun"])
    others = (
        date
        for date in dates_told_with(place.evidence, root)
        if date is not own and not place.sentence.start <= date.start < place.sentence.end
    )
    dated = list(islice(others, 2))
    return dated[0] if len(dated) == 1 else None
