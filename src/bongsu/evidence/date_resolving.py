"""Puts written times on the calendar: by their own words, their section, their paragraph and
the day of publication, in this order.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from bongsu.evidence.date_forms import Form, Part, Relation
from bongsu.evidence.date_relations import Base, named, related
from bongsu.evidence.date_words import FUTURE, PAST
from bongsu.evidence.edtf import Moment, Stretch
from bongsu.evidence.mentions import DateMention, Granularity, WrittenDay

Time = Moment | Stretch

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}[ \u00a0\n]{1,3}(?=[\"“‘(\[]?[A-Z0-9])|\n\n|\t")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Ms|Mrs|Dr|St|No|Gen|Sen|Rep|Gov|Adm|Lt|Col|Prof|vs|Inc|Co|Corp|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|cf|al))$"
)
_WORD = re.compile(r"[A-Za-z]+")
_OPENING = re.compile(
    r"\b(?P<word>since|until|till|through)[ \u00a0\n]{1,2}"
    r"(?:(?:the|at least|about|around|roughly|approximately|as early as|as late as|well into)[ \u00a0\n]{1,2}){0,2}$",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"[ \u00a0\n]{0,2}(?:,|[-–—]|(?:,[ ])?(?:to|and|or|through|until|&))[ \u00a0\n]{0,2}(?:on[ ]|in[ ]|the[ ])?"
)
_SINCE = re.compile(r"\bsince\b[^,;:()—]{0,48}$", re.IGNORECASE)
# "the highest since 1999" compares with 1999 itself
_SUPERLATIVE = re.compile(
    r"\b(?:\w{3,12}est|most|least|best|worst|first|record)\b(?:[ \u00a0\n][\w-]+){0,4}?,?[ \u00a0\n–—-]{1,3}since\b[^,;]*$"
)
_MEASURED_TO = re.compile(r"\b(?:quarters|months|years?|weeks|period)[ \u00a0\n]through\b[^,;]*$")
_SINCE_REACH = 60
_MODAL_AFTER = re.compile(r"[ \u00a0\n](?:will|would|could|may|might|should|can)\b")
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_REACH = 160  # characters before a date in which a verb still tells its tense
_FAR_AHEAD = 9  # months: who means a later month than that says its year
_CONTEXT_YEARS = 3  # a year of an earlier sentence, further away than this, gives no other its year


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What time it is for a stretch of text.

    Parameters
    ----------
    published : datetime.date, optional
        When the text came out.
    section : Moment or Stretch, optional
        The quarter or part of a year that the section is about.
    section_year : int, optional
        The year that the section is about.
    dated_heading : bool
        Whether the section's heading says little else than its year.
    """

    published: dt.date | None
    section: Time | None = None
    section_year: int | None = None
    dated_heading: bool = False


@dataclass(slots=True)
class _Known:
    """A time that was resolved, for those after it."""

    at: int
    moment: Moment
    open: bool

    @property
    def fine(self) -> bool:
        """Whether it tells more than the year."""
        return bool(self.moment.month or self.moment.quarter or self.moment.season)


@dataclass(slots=True)
class Resolver:
    """Resolves the times of one article in their order; remembers what was spoken of."""

    text: str
    known: list[_Known] = field(default_factory=list)  # of the running paragraph
    focus: Moment | None = None  # what the article last spoke of

    def block(
        self, start: int, end: int, forms: list[Form], clock: Clock, *, keep: bool = False
    ) -> list[DateMention]:
        """Resolve the forms of one block.

        Parameters
        ----------
        start, end : int
            The block's bounds.
        forms : list of Form
            Its times as written, in order.
        clock : Clock
            What time it is there.
        keep : bool
            Whether the block goes on from the one before: a further cell of one row.
        """
        if not keep:
            self.known.clear()
        if not forms:
            return []
        breaks = self._breaks(start, end)
        return [
            _Reading(
                self, clock, forms, i, breaks[bisect_right(breaks, form.start) - 1], start
            ).mention()
            for i, form in enumerate(forms)
        ]

    def _breaks(self, start: int, end: int) -> list[int]:
        """Where the sentences of a block begin."""
        breaks = [start]
        for found in _SENTENCE_END.finditer(self.text, start, end):
            at = found.start()
            if self.text[at] == "." and _ABBREVIATED.search(self.text[max(start, at - 5) : at]):
                continue
            breaks.append(found.end())
        return breaks


@dataclass(slots=True)
class _Reading:
    """One form in its place."""

    resolver: Resolver
    clock: Clock
    forms: list[Form]
    index: int
    sentence: int  # where its sentence begins
    low: int  # where its block begins

    @property
    def form(self) -> Form:
        return self.forms[self.index]

    def mention(self) -> DateMention:
        """Resolve the form and remember what it said."""
        form = self.form
        time = self._time()
        if time is not None and not time.exists:
            time = None
        opens = form.opens or self._opening()
        self._remember(time, opens)
        if isinstance(time, Moment) and opens:
            time = (
                Stretch(start=time, end=None) if opens == "after" else Stretch(start=None, end=time)
            )
        return DateMention(
            start=form.start,
            end=form.end,
            edtf=None if time is None else str(time),
            granularity=granularity(form),
            relative=form.relation is not None
            or (form.first is not None and form.first.year is None),
            first=None if time is None else time.first,
            last=None if time is None else time.last,
            written=_written(form),
        )

    def _time(self) -> Time | None:
        form, first = self.form, self.form.first
        if first is None:
            if form.relation is None:
                return None
            return related(form.relation, self._base(form.relation), self.clock.published)
        if form.relation is not None and form.relation.unit == "named":
            step = form.relation.low
            if step == 0 and self._cue() == "future":
                step = 1
            return named(first, step, self.clock.published)
        year = first.year
        if year is None and form.relation is not None:
            whole = related(form.relation, self._base(form.relation), self.clock.published)
            year = whole.year if isinstance(whole, Moment) else None
        elif year is None:
            year = self._year(first)
        if year is None:
            return None
        start = on_calendar(first, year)
        if form.second is None:
            return start
        other = form.second.year
        if other is None:
            other = year + 1 if form.second.month < first.month else year
        stop = on_calendar(form.second, other)
        if not isinstance(start, Moment) or not isinstance(stop, Moment):
            return None
        return Stretch(start=start, end=stop)

    # what the text around says

    def _base(self, relation: Relation) -> Base:
        """Return the times that a relation may start from, as the text offers them."""
        if relation.base == "published":
            return Base(near=None, section=None, focus=None)
        section = self.clock.section
        if isinstance(section, Stretch):
            section = section.start
        if relation.base == "year":
            if section is None and self.clock.section_year:
                section = Moment(year=self.clock.section_year)
            return Base(near=self._in_sentence() or self._last(), section=section, focus=None)
        if relation.unit in {"day", "week"} or (relation.unit == "month" and not relation.low):
            near = self._last(days=True) or self._last()
            return Base(near=near, section=None, focus=None)
        near = self._in_sentence() or self._last()
        return Base(near=near, section=section, focus=self._past_focus())

    def _last(self, *, days: bool = False) -> Moment | None:
        """Return the last time, or the last day, that the paragraph told."""
        for one in reversed(self.resolver.known):
            if not one.open and (one.moment.day or not days):
                return one.moment
        return None

    def _past_focus(self) -> Moment | None:
        focus, published = self.resolver.focus, self.clock.published
        if focus is None or (published is not None and focus.year > published.year):
            return None
        return focus

    def _in_sentence(self) -> Moment | None:
        """Return the time that the sentence speaks of: one before the form, else one after."""
        for one in reversed(self.resolver.known):
            if one.at >= self.sentence and not one.open:
                return one.moment
        for i in range(self.index + 1, len(self.forms)):
            first = self.forms[i].first
            if self._ends_between(self.forms[i - 1].end, self.forms[i].start):
                break
            if first is None or first.year is None or first.unknown:
                continue
            later = replace(self, index=i)
            time = on_calendar(first, first.year)
            if not later._begins_a_span() and isinstance(time, Moment) and time.exists:
                return time
        return None

    def _begins_a_span(self) -> bool:
        """Whether the form only says since when: "since 2015", "since polls began in 2011"."""
        if self.form.opens or self._opening():
            return True
        return _SINCE.search(self._before(_SINCE_REACH)) is not None

    def _before(self, reach: int) -> str:
        return self.resolver.text[max(self.sentence, self.form.start - reach) : self.form.start]

    def _ends_between(self, start: int, end: int) -> bool:
        found = _SENTENCE_END.search(self.resolver.text, start, end)
        return found is not None and not (
            self.resolver.text[found.start()] == "."
            and _ABBREVIATED.search(self.resolver.text[max(0, found.start() - 5) : found.start()])
        )

    def _opening(self) -> str:
        """Return on which side "since" or "until" before the form opens it."""
        form, text = self.form, self.resolver.text
        found = _OPENING.search(text[max(self.low, form.start - 40) : form.start])
        if found is None or form.second is not None:
            return ""
        word = found.group("word").lower()
        if word == "since":
            return "" if _SUPERLATIVE.search(self._before(_SINCE_REACH)) else "after"
        if word == "through" and _MEASURED_TO.search(self._before(_SINCE_REACH)):
            return ""  # "the four quarters through June"
        if word == "through":
            before = self.forms[self.index - 1].end if self.index else self.low
            between = text[max(before, self.sentence) : form.start]
            if (self.index and len(between) < len("through") + 4) or _FROM.search(between):
                return ""
        elif self.index and _FROM.search(
            text[max(self.sentence, self.forms[self.index - 1].start - 8) : form.start]
        ):
            return ""  # "from May until July" gives both ends
        return "before"

    def _cue(self) -> str:
        """Return whether the nearest verb before the form tells of what is to come, or was."""
        after = _MODAL_AFTER.match(self.resolver.text, self.form.end)
        if after and self.form.first is not None and self.form.first.season:
            return "future"  # "spring could be the time"
        words = _WORD.findall(self._before(_REACH))
        for i in range(len(words) - 1, -1, -1):
            word = words[i].lower()
            if word in FUTURE:
                told = {one.lower() for one in words[max(0, i - 2) : i]}
                return "past" if told & {"was", "were", "had", "been"} else "future"
            if word == "to" and i and words[i - 1].lower() in {"is", "are", "set", "due"}:
                return "future"
            if word in PAST or (word.endswith("ed") and len(word) > 4):
                if i and words[i - 1].lower() == "be":
                    continue  # "will be held"
                return "past"
        return ""

    # the year of a month, a day or a quarter

    def _year(self, part: Part) -> int | None:
        if self.clock.section is not None:
            return _nearest(part, self.clock.section)
        if self.clock.dated_heading and self.clock.section_year is not None:
            return self.clock.section_year
        joined = self._joined_year(part)
        if joined is not None:
            return joined
        cue = self._cue()
        for one in reversed(self.resolver.known):
            if one.moment.unknown or (one.open and not one.fine):
                continue
            year = self._year_like(part, one, cue)
            if year is not None:
                return year
            break
        section = self.clock.section_year
        if section is not None and self._told(part, section, cue):
            return section
        return self._year_by_publication(part, cue)

    def _joined_year(self, part: Part) -> int | None:
        """Return the year of "November 5, 2025" for the "October 29 and" before it."""
        at = self.index + 1
        while at < len(self.forms):
            before, after = self.forms[at - 1], self.forms[at]
            if not _JOINT.fullmatch(self.resolver.text, before.end, after.start):
                return None
            if after.first is None or not (after.first.month or after.first.quarter):
                return None
            if after.first.year is not None:
                return after.first.year - (_month_of(after.first) < _month_of(part))
            at += 1
        return None

    def _year_like(self, part: Part, one: _Known, cue: str) -> int | None:
        """Return the year that a time told before gives, none if it does not fit."""
        year, published = one.moment.year, self.clock.published
        if not one.fine:
            near = one.at >= self.sentence or published is None
            if not near and published and abs(published.year - year) > _CONTEXT_YEARS:
                return None
            return year if self._told(part, year, cue) else None
        month, told = _month_of(part), one.moment.first.month
        since = self._opening() == "after"
        if told >= 11 and month <= 2 and not since and self._told(part, year + 1, cue):
            return year + 1
        if month - told >= 9 and not self._told(part, year, cue):
            return year - 1
        ahead = published is not None and not since and cue == "future" and month < told
        if ahead and self._told(part, year + 1, cue):
            return year + 1
        if published is not None and cue != "future" and not self._begun(part, year):
            return year - 1 if one.moment.first <= published else year
        return year

    def _begun(self, part: Part, year: int) -> bool:
        time = on_calendar(part, year)
        published = self.clock.published
        return (
            published is None
            or time is None
            or not time.exists
            or (time.first or dt.date.min) <= published
        )

    def _told(self, part: Part, year: int, cue: str) -> bool:
        """Whether a year fits the tense: what is to come does not lie before publication."""
        if self.clock.published is None:
            return True
        begun = self._begun(part, year)
        if cue == "future":
            time = on_calendar(part, year)
            last = None if time is None or not time.exists else time.last
            return last is None or last >= self.clock.published
        return begun or self.form.opens == "after"

    def _year_by_publication(self, part: Part, cue: str) -> int | None:
        published = self.clock.published
        if published is None:
            return None
        month = _month_of(part)
        day = part.day or 1
        later = (month, day) > (published.month, published.day)
        if part.season or part.quarter or part.months or not part.day:
            later = month > published.month
        past = published.year - later
        if cue != "future" and self.form.opens != "after":
            return past
        time = on_calendar(part, past)
        over = time is not None and time.exists and (time.last or published) < published
        coming = past + 1 if over else past
        ahead = 12 * (coming - published.year) + month - published.month
        return coming if ahead <= _FAR_AHEAD else past

    def _remember(self, time: Time | None, opens: str) -> None:
        relation = self.form.relation
        if time is None or (relation is not None and relation.base == "context"):
            return
        moment = time if isinstance(time, Moment) else (time.start or time.end)
        if isinstance(time, Stretch) and time.end is not None and not time.end.month:
            moment = time.end
        if moment is None:
            return
        open_ended = bool(opens) or self._begins_a_span()
        self.resolver.known.append(_Known(self.form.start, moment, open_ended))
        if not open_ended and not moment.unknown:
            self.resolver.focus = moment


def on_calendar(part: Part, year: int) -> Time | None:
    """Return the time that a part means in a year."""
    if part.months is not None:
        first, last = part.months
        return Stretch(start=Moment(year=year, month=first), end=Moment(year=year, month=last))
    return Moment(
        year=year,
        month=part.month,
        day=part.day,
        quarter=part.quarter,
        season=part.season,
        unknown=part.unknown,
    )


def _month_of(part: Part) -> int:
    if part.months is not None:
        return part.months[0]
    if part.quarter:
        return 3 * part.quarter - 2
    if part.season:
        return {21: 3, 22: 6, 23: 9, 24: 12}[part.season]
    return part.month or 1


def _nearest(part: Part, section: Time) -> int:
    """Return the year in which a part lies nearest to the middle of a section."""
    first, last = section.first or dt.date.min, section.last or dt.date.max
    middle = first.toordinal() + (last.toordinal() - first.toordinal()) / 2
    day = (_month_of(part) - 1) * 30.44 + (part.day or 15)
    if part.quarter:
        day += 30
    years = (first.year - 1, first.year, first.year + 1)
    return min(years, key=lambda year: abs(dt.date(year, 1, 1).toordinal() + day - middle))


def granularity(form: Form) -> Granularity:
    """Return how exact a form is, whatever it resolves to."""
    if form.second is not None:
        return Granularity.RANGE
    part, relation = form.first, form.relation
    if part is not None:
        return _part_granularity(part)
    if relation is None:
        return Granularity.VAGUE
    if relation.low != relation.high or relation.unit == "week":
        return Granularity.RANGE
    return {
        "year": Granularity.YEAR,
        "same": Granularity.YEAR,
        "ahead": Granularity.YEAR,
        "month": Granularity.MONTH,
        "quarter": Granularity.QUARTER,
        "day": Granularity.DAY,
        "decade": Granularity.DECADE,
        "century": Granularity.CENTURY,
    }[relation.unit]


def _part_granularity(part: Part) -> Granularity:
    if part.day or part.weekday is not None:
        return Granularity.DAY
    if part.month:
        return Granularity.MONTH
    if part.quarter:
        return Granularity.QUARTER
    if part.season:
        return Granularity.SEASON
    if part.months is not None:
        return Granularity.RANGE
    return (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY)[part.unknown]


def _written(form: Form) -> WrittenDay | None:
    part = form.first
    if part is None or not part.day:
        return None
    return WrittenDay(month=part.month, day=part.day, year=part.year, weekday=part.weekday)
