"""Stretches of time that lie between no two days of the text, told of two that are sure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from bongsu.audit.kinship import kinds_of
from bongsu.audit.miscounted_terms import (
    Miscount,
    Pair,
    all_dates,
    exact_enough,
    is_open,
    of_rows,
    of_terms,
    words_about,
)
from bongsu.audit.passed_time import (
    Stretch,
    Told,
    by_a_slip,
    day_itself,
    days_of,
    fits,
    has_year,
    stretches,
    told,
)
from bongsu.audit.tenses import PAST
from bongsu.audit.wording import content_words, in_quotes, prose, stem
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence

_YEAR = 300  # days: shorter is no year
_NEAR_ITS_DAY = 8  # days from the day of the year on which an event is remembered
_LOOK_BACK = 3  # sentences back in which the other day may stand
_CLAUSE = 100  # code points from a stretch to the date that it counts from
_MANY = 10  # years: of fewer nearly every count is a slip away from another
_FEW = 8  # dates of an article among which one is soon found


class _Place(NamedTuple):
    """A sentence with what its article says around it."""

    evidence: Evidence
    sentences: Sequence[tuple[Sentence, str]]
    number: int
    day: dt.date | None

    @property
    def sentence(self) -> Sentence:
        return self.sentences[self.number][0]

    @property
    def words(self) -> str:
        return self.sentences[self.number][1]

    def own(self) -> list[DateMention]:
        return days_of(self.evidence, self.sentence.start, self.sentence.end)

    def before(self, most: int = _LOOK_BACK) -> list[list[DateMention]]:
        """Return the dates of the sentences before in the same paragraph, the nearest first."""
        found = []
        for sentence, _ in reversed(self.sentences[max(0, self.number - most) : self.number]):
            if sentence.block == self.sentence.block:
                found.append(days_of(self.evidence, sentence.start, sentence.end))
        return found

    def after(self) -> list[DateMention]:
        following = self.sentences[self.number + 1 : self.number + 2]
        return [
            date
            for sentence, _ in following
            if sentence.block == self.sentence.block
            for date in days_of(self.evidence, sentence.start, sentence.end)
        ]


_LATER = lazy_regex(r"\s(?:later|after)\b")


def miscounts(evidence: Evidence, day: dt.date | None) -> tuple[Miscount, ...]:
    """Return the stretches of an article that none of its dates bear out."""
    if not _LAST or _LAST[0][0] is not evidence or _LAST[0][1] != day:
        _LAST[:] = [(evidence, day, tuple(_every(evidence, day)))]
    return _LAST[0][2]


_LAST: list[tuple[Evidence, dt.date | None, tuple[Miscount, ...]]] = []  # two rules ask in turn


def _every(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    sentences = prose(evidence)
    for number, (sentence, words) in enumerate(sentences):
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            kind = told(words, stretch.start - sentence.start, stretch.end - sentence.start)
            if kind is None or in_quotes(evidence, sentence, stretch.start):
                continue
            place = _Place(evidence, sentences, number, day)
            later = kind == "now" and _LATER.match(words, stretch.end - sentence.start)
            if later and place.own():
                kind = "later"
            if kind == "later" and day is not None and not place.own():
                told_now = PAST.search(words) is None or _STILL.search(words) is not None
                kind = "now" if stretch.unit == "year" and told_now else kind
            if kind == "now" and day is not None:
                found = _to_now(place, stretch, day)
            else:
                found = _to_another(place, stretch, kind)
            if found is not None:
                yield found
    yield from _of_the_title(evidence, day)
    yield from of_terms(evidence)


_STILL = lazy_regex(r"\b(?:is|are|has|have|still|now|today)\b")


def _bears_out(place: _Place, stretch: Stretch, dates: Sequence[DateMention]) -> bool:
    """Whether a stretch lies between any two of some dates."""
    return any(fits(place.evidence, stretch, a, b) for a, b in combinations(dates, 2))


_THEN = lazy_regex(
    r"\b(?:then|another|passed|gone|elapsed)\b|\bthat(?=\s(?:\w+\s){0,2}?(?:was|is|ago|came|took)\b|[,.]|$)|"
    r"\W*It\stook\b|^\W*(?:Having|With|It|They|He|She)\b|^\W*(?:\w+\s){1,3}?(?:on|later|old)\b",
    re.IGNORECASE,
)


def _to_now(place: _Place, stretch: Stretch, day: dt.date) -> Miscount | None:
    """Return a stretch up to the day of writing that leads to no date of the article."""
    if stretch.unit != "year" or stretch.value < 2:
        return None
    evidence = place.evidence
    now = day_itself(day)
    own = place.own()
    known = [*own, *place.after(), *(date for dates in place.before() for date in dates)]
    if _bears_out(place, stretch, own) or any(fits(evidence, stretch, d, now) for d in known):
        return None
    ended = [date for date in own if date.start > stretch.end and not is_open(date)]
    since = len(own) == 1 and _counts_from(place, stretch, own[0])
    if own and not since and _FROM_ELSE.match(evidence.text, stretch.end):
        own = [date for date in own if date.start > stretch.end]
        if not own:
            return None  # it counts from something that has no date
    if any(_another_stretch(place, date, stretch) for date in own):
        return None
    if own and (ended != own or since) and len(own) == 1 and has_year(evidence, own[0]):
        told_of = since or kinds_of(place.words) & _BEGINNINGS or " since " in place.words
        if _past(own[0], day) and told_of:
            return Miscount(stretch=stretch, first=own[0], second=now, now=True, sure=True)
        return None
    if own:
        own = [date for date in own if _past(date, day) and has_year(evidence, date)]
        slip = len(own) == 1 and by_a_slip(stretch, own[0], now) and _remembered_on(own[0], day)
        return (
            Miscount(stretch=stretch, first=own[0], second=now, now=True, sure=True)
            if slip
            else None
        )
    if _FROM_A_DEED.match(evidence.text, stretch.end):
        return None  # it counts from something that has no date
    return _of_before(place, stretch, now) or _of_elsewhere(place, stretch, now)


def _another_stretch(place: _Place, date: DateMention, stretch: Stretch) -> bool:
    """Whether a date has another stretch nearer: "in 2001 took 15 years, others have for 10"."""
    return any(True for _ in stretches(place.evidence.text, date.end, stretch.start))


_SINCE = lazy_regex(
    r"\s(?:ago\b|(?:(?:that\s|which\s)?(?:have|has)\s(?:now\s)?(?:passed|elapsed|gone\sby)\s)?since\b|to\sthe\sday\s(?:after|since)\b)[^;:]*\b(?:in|on|since)\s$"
)


_FROM_A_DEED = lazy_regex(  # "two years since the rule reached small firms"; "two years on for"
    r"\s(?:since|after)\s(?:the\s|its\s|their\s|an?\s)?(?:[\w’'-]+\s){1,3}?(?!need|exceed|proceed)[a-z]{3,}ed\s(?:[a-z]+\s)?"
    r"[a-z]+|\son\sfor\b"
)


_BEGINNINGS = frozenset({"open", "force", "work", "appoint", "include", "join", "sign", "pass"})


_FROM_ELSE = lazy_regex(r"\s(?:since|after)\b")


def _counts_from(place: _Place, stretch: Stretch, date: DateMention) -> bool:
    """Whether a stretch is told to count from a date behind it: "25 years since it rose in"."""
    between = place.evidence.text[stretch.end : max(stretch.end, date.start)]
    return len(between) < _CLAUSE and _SINCE.fullmatch(between) is not None


def _past(date: DateMention, day: dt.date) -> bool:
    return date.last is not None and (day - date.last).days > _YEAR


def _remembered_on(date: DateMention, day: dt.date) -> bool:
    """Whether a day of writing is about the day of the year on which an event was."""
    if date.first is None or date.granularity is not Granularity.DAY:
        return False
    apart = abs((day - date.first.replace(year=day.year, day=min(28, date.first.day))).days)
    return min(apart, 365 - apart) <= _NEAR_ITS_DAY


def _of_before(place: _Place, stretch: Stretch, now: DateMention) -> Miscount | None:
    """Return a stretch that leads on from the one date of the sentence before or behind."""
    day, evidence = place.day, place.evidence
    if day is None:
        return None
    beside = [dates for dates in place.before(1) if dates] or [place.after()]
    past = [d for dates in beside for d in dates if _past(d, day) and has_year(evidence, d)]
    if len(past) != 1 or not (_leads_from_before(place, stretch) or _begun_behind(place)):
        return None
    every = all_dates(evidence)
    if len(every) <= _FEW and any(fits(evidence, stretch, date, now) for date in every):
        return None
    sure = _remembered_on(past[0], day) or by_a_slip(stretch, past[0], now)
    return Miscount(stretch=stretch, first=past[0], second=now, now=True, sure=sure)


_FOR_IT = lazy_regex(r"\W*For\s[^,;:.]{3,40},?\s(?:it|they|he|she)\s(?:has|have)\b")
_PRONOUN = lazy_regex(r"\W*(?:It|They|He|She)\s(?:was\s|were\s)?[a-z]+\s")


def _leads_from_before(place: _Place, stretch: Stretch) -> bool:
    """Whether the words around a stretch count it from what was told before."""
    opening = place.words[: stretch.end - place.sentence.start + 40]
    return _THEN.search(opening) is not None or _FOR_IT.match(place.words) is not None


def _begun_behind(place: _Place) -> bool:
    """Whether the sentence behind tells when what has lasted so long began."""
    if any(place.before(1)):
        return False
    following = place.sentences[place.number + 1 : place.number + 2]
    return any(
        _PRONOUN.match(words) is not None and bool(kinds_of(words) & _BEGINNINGS)
        for _, words in following
    )


def _of_elsewhere(place: _Place, stretch: Stretch, now: DateMention) -> Miscount | None:
    """Return a stretch that a date elsewhere in a short article would bear out but for a slip."""
    day, evidence = place.day, place.evidence
    if day is None:
        return None
    every = all_dates(evidence)
    if len(every) > _FEW or any(fits(evidence, stretch, date, now) for date in every):
        return None
    past = [date for date in every if _past(date, day) and has_year(evidence, date)]
    kept = [date for date in past if _remembered_on(date, day)]
    if len(kept) == 1:
        return Miscount(stretch=stretch, first=kept[0], second=now, now=True, sure=True)
    shared = content_words(place.words)
    linked = [date for date in past if shared & words_about(evidence, date)]
    if len(linked) == 1 and stretch.value >= _MANY and by_a_slip(stretch, linked[0], now):
        return Miscount(stretch=stretch, first=linked[0], second=now, now=True, sure=False)
    return None


def _of_the_title(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield "Fifty Years after ..." in the title of a text on what was sixty years ago."""
    span = evidence.article.title_span
    if span is None or day is None:
        return
    for stretch in stretches(evidence.text, *span):
        behind = evidence.text[stretch.end : span[1]].casefold()
        if stretch.unit == "day" and behind.startswith((" to ", " for ", " left ", " of ")):
            yield from _of_one_span(evidence, stretch)
        if stretch.unit != "year" or not behind.startswith(
            (" after", " since", " on", " of", " later")
        ):
            continue
        if _FROM_A_DEED.match(evidence.text, stretch.end):
            continue
        every, now = all_dates(evidence), day_itself(day)
        kept = [date for date in every if _past(date, day) and _remembered_on(date, day)]
        if len(kept) != 1 or any(fits(evidence, stretch, date, now) for date in every):
            continue
        yield Miscount(stretch=stretch, first=kept[0], second=now, now=True, sure=True)


_COMPARED = lazy_regex(  # "more often than his father had in seventeen years"
    r"\bthan\s[^,;:]{3,50}\b(?:in|over|during|for)\s(?:\w+\s)?$"
)


def _of_one_span(evidence: Evidence, stretch: Stretch) -> Iterator[Miscount]:
    """Yield the days of a title where the one span of the text, from day to day, has others."""
    exact = [d for d in all_dates(evidence) if d.granularity is Granularity.DAY]
    if len(exact) > _FEW or any(fits(evidence, stretch, a, b) for a, b in combinations(exact, 2)):
        return
    spans = [(a, b) for a, b in pairwise(exact) if _spans(evidence, a, b)]
    if len(spans) == 1:
        first, second = spans[0]
        sure = by_a_slip(stretch, first, second)
        yield Miscount(stretch=stretch, first=first, second=second, now=False, sure=sure)


_UP_TO_NOW = lazy_regex(r"\b(?:last|past|previous|recent|next|coming)\s$")  # "the last six years"


def _to_another(place: _Place, stretch: Stretch, kind: Told) -> Miscount | None:
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
    if place.day is not None and not (sure and (kind == "later" or delay)):
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


_WHOLE = lazy_regex(
    r"\b[Tt]h(?:e|at|is)\s(?:\w+\s)?(?:duration|length|time\sneeded),?\s(?:\w+\s){0,4}$"
)
_ENDS = 4  # dates of an article that tells of one course of things


def _of_the_whole(place: _Place, stretch: Stretch, every: Sequence[DateMention]) -> Miscount | None:
    """Return what is told as "the duration" and lies between no two of the few days of a text."""
    opening = place.words[: stretch.start - place.sentence.start]
    if place.own() or _WHOLE.search(opening) is None:
        return None
    exact = [date for date in every if date.granularity is Granularity.DAY]
    if not 2 <= len(exact) == len(every) <= _ENDS:
        return None
    known = [*exact, day_itself(place.day)] if place.day else exact
    if _bears_out(place, stretch, known):
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
    place: _Place,
    stretch: Stretch,
    kind: Told,
    own: Sequence[DateMention],
    before: Sequence[Sequence[DateMention]],
) -> tuple[Pair | None, bool]:
    """Return the two dates that a stretch is told of, and whether they are surely those."""
    for first, second in pairwise(own):
        if _spans(place.evidence, first, second):
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


def _to_its_own(
    place: _Place,
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
        if noun is not None:
            return (noun, own[0]), True
        if len(near) == 1 and _leads_on(place, stretch):
            return (near[0], own[0]), True
    opening = place.words[: stretch.start - place.sentence.start]
    if len(near) == 1 and own[0].end <= stretch.start and _A_DELAY.search(opening):
        return (near[0], own[0]), True
    days = kind != "later" and len(near) == 1 and stretch.unit in {"day", "week"}
    if days and _HELD.search(opening):
        return (near[0], own[0]), False
    return None, False


def _spans(evidence: Evidence, first: DateMention, second: DateMention) -> bool:
    """Whether two dates of a sentence are told as the ends of one stretch."""
    before = evidence.text[max(0, first.start - 60) : first.start]
    joint = evidence.text[first.end : second.start]
    if len(joint) > 120 or ";" in joint:
        return False
    ends = re.search(r"\b(?:until|till|through)\s(?:\w+\s){0,3}$", joint)
    if ends:
        return True
    begun = re.search(r"\b(?:from|between)\b[^.;]*$", before, re.IGNORECASE)
    return begun is not None and re.search(r"(?:^|[\s,])(?:to|and)\b", joint) is not None


_BY_ITSELF = lazy_regex(r"\s(?:later|afterwards?|thereafter|after\sthat)(?=[\s,.;)]|$)")


def _leads_on(place: _Place, stretch: Stretch) -> bool:
    """Whether "N days later" tells when the one date of its sentence came after another."""
    behind = place.words[stretch.end - place.sentence.start :]
    if _BY_ITSELF.match(behind) is None:
        return False
    date = place.own()[0]
    between = place.evidence.text[min(date.end, stretch.end) : max(date.start, stretch.start)]
    return (
        len(between) < 60
        and re.search(r"[;:]|,\sand\b|\b(?:who|while|but|although)\b", between) is None
    )


_AFTER_THE = lazy_regex(
    r"\s(?:after|since|from|following)\s(?:the|its|that|their|his|her|he|she|they|it)\s"
    r"(?P<noun>[a-z]{4,})\b"
)


def _named_start(place: _Place, stretch: Stretch, own: DateMention) -> DateMention | None:
    """Return the one date that "N years after the signing" counts from: where it was signed."""
    behind = _AFTER_THE.match(place.words, stretch.end - place.sentence.start)
    if behind is None:
        return None
    root = stem(behind["noun"])
    dated = [
        date
        for date in all_dates(place.evidence)
        if date is not own
        and not place.sentence.start <= date.start < place.sentence.end
        and has_year(place.evidence, date)
        and root in words_about(place.evidence, date)
    ]
    return dated[0] if len(dated) == 1 else None
