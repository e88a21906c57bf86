"""Puts written times on the calendar.

A time without its year takes it from its section, else from its paragraph, else from the day of
publication and the tense around it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from bongsu.evidence.date_calendar import Time, granularity, on_calendar, written
from bongsu.evidence.date_forms import Form, Part, Relation
from bongsu.evidence.date_missing_years import missing_year
from bongsu.evidence.date_patterns import GAP
from bongsu.evidence.date_relations import Base, named, related, weekday_from
from bongsu.evidence.date_surroundings import (
    KEPT,
    NEAR,
    NEARBY,
    Clock,
    Known,
    Surroundings,
    sentence_starts,
)
from bongsu.evidence.edtf import Moment, Stretch
from bongsu.evidence.mentions import DateMention
from bongsu.patterns import lazy_regex

# "customs data showed Friday": the news of the day, whatever time it tells of
_IS_NEWS = lazy_regex(
    r"\b(?:said|says|showed|announced|reported|released|told|added|noted|disclosed)"
    rf"{GAP}(?:on{GAP})?$"
)
# "Ships moved on Friday. The crew had left on Thursday."
_HAD = lazy_regex(r"\bhad\b[^.;:]*(?<!\bfor\s)$")


@dataclass(slots=True)
class Resolver:
    """Resolves the times of one article in their order; remembers what was spoken of."""

    text: str
    known: list[Known] = field(default_factory=list)  # of the running paragraph
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
        starts = sentence_starts(self.text, start, end)
        mentions = []
        for i, form in enumerate(forms):
            sentence = starts[bisect_right(starts, form.start) - 1]
            around = Surroundings(self.text, clock, self.known, forms, i, sentence, start, end)
            mentions.append(self._mention(around))
        return mentions

    def _mention(self, around: Surroundings) -> DateMention:
        """Resolve the form and remember what it said."""
        form = around.form
        time = self._time(around)
        if time is not None and not time.exists:
            time = None
        opens = form.opens or around.opening()
        self._remember(around, time, opens)
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
            written=written(form),
        )

    def _time(self, around: Surroundings) -> Time | None:
        first, relation, published = around.form.first, around.form.relation, around.clock.published
        if relation is not None and relation.unit == "named" and first is not None:
            return self._named(around, first, relation)
        whole: Time | None = None
        if relation is not None:
            whole = self._as_long(around, relation) or related(
                relation, self._base(around, relation), published
            )
        if first is None:
            return whole
        year = first.year
        if year is None:
            year = missing_year(around, first) if relation is None else _year_of(whole)
        if around.form.second and first.day and not first.month:
            month = whole.month if isinstance(whole, Moment) else 0
            return None if not (year and month) else _in_month(around.form, year, month)
        if year is None:
            return None
        time = _from_year(around.form, year)
        if relation is not None and relation.base == "year" and _is_ahead(time, around):
            return _from_year(around.form, year - 1)
        return time

    def _named(self, around: Surroundings, first: Part, relation: Relation) -> Time | None:
        """Return a weekday, or a month or season that is told without its year."""
        published = around.clock.published
        cue = around.cue()
        ahead = relation.low == 0 and cue == "future"
        if first.weekday is not None and published and _is_news(around):
            return named(first, 0, published)
        if ahead and published and first.weekday == published.weekday():
            ahead = False  # on a Monday "will meet on Monday" is said of the day itself
        day = around.last(days=True)
        if ahead and day is not None and published and day.first < published:
            day = None  # "It peaked on November 3. Trading will begin on Friday."
        if first.weekday is not None and not relation.low and day is not None:
            earlier = _HAD.search(around.before(NEARBY)) is not None
            when = weekday_from(first.weekday, day, before=earlier)
            if cue != "past" or published is None or when.first <= published:
                return when  # "It said on Tuesday that it signed on Monday" looks back
        if relation.base == "context":
            start = around.in_sentence() or around.last()
            return named(first, relation.low, start.first if start else published)
        return named(first, 1 if ahead else relation.low, published)

    def _as_long(self, around: Surroundings, relation: Relation) -> Stretch | None:
        """Return the months as many years away as a stretch that the sentence speaks of."""
        last = around.last_known() if relation.unit == "same" else None
        if last is None or last.stretch is None or spoken_of(around) not in {None, last.moment}:
            return None
        first, stop = last.stretch.start, last.stretch.end
        if first is None or stop is None or not first.month:
            return None
        moved = [_moved(moment, relation.low) for moment in (first, stop)]
        return Stretch(start=moved[0], end=moved[1]) if all(one.exists for one in moved) else None

    def _base(self, around: Surroundings, relation: Relation) -> Base:
        """Return the times that a relation may start from, as the text offers them."""
        if relation.base == "published":
            return Base(near=None, section=None, focus=None)
        section = around.clock.section
        if isinstance(section, Stretch):
            section = section.start
        if relation.base == "year":
            if section is None and around.clock.section_year:
                section = Moment(year=around.clock.section_year)
            near = around.in_sentence() or around.last() or around.last(compared=True)
            published = around.clock.published
            if near and published and near.year < published.year and around.cue() == "future":
                near = Moment(year=published.year)  # what is to come "by the end of the year"
            return Base(near=near, section=section, focus=None)
        if relation.unit in {"day", "week"} or (relation.unit == "month" and not relation.low):
            near = around.last(days=True) or around.last(compared=True)
            return Base(near=near, section=None, focus=None)
        near = self._near(around)
        if section is None and around.clock.section_year and relation.unit in {"year", "same"}:
            section = Moment(year=around.clock.section_year)
        focus = self._past_focus(around) or around.last(compared=True)
        return Base(near=near, section=section, focus=focus)

    def _near(self, around: Surroundings) -> Moment | None:
        """Return the time that a distance starts from, in the sentence or before it.

        What a sentence tells later is no such time where the text speaks of a later one: "In 2023
        it grew. That is slower than the previous year's 2 percent and the 4 percent in 2021."
        """
        told, last = spoken_of(around), around.last()
        if told is None or last is None or told.year >= last.year:
            return told or last
        inside = any(one.at >= around.sentence and not one.open for one in around.known)
        return told if inside else last

    def _past_focus(self, around: Surroundings) -> Moment | None:
        focus, published = self.focus, around.clock.published
        if focus is None or (published is not None and focus.year > published.year):
            return None
        return focus

    def _remember(self, around: Surroundings, time: Time | None, opens: str) -> None:
        relation = around.form.relation
        if _OF_AN_INDEX.match(self.text, around.form.end):
            return  # "(2020=100)" is the base of an index, and no time that is spoken of
        if time is None or (relation is not None and relation.base == "context"):
            return
        if relation is not None and relation.unit == "year" and relation.low != relation.high:
            return  # "over the past two years" gives no month its year
        if around.is_base_of_a_record():
            return  # nor does "the highest since May 2019", of which nothing else is told
        moment = time if isinstance(time, Moment) else (time.start or time.end)
        if isinstance(time, Stretch) and time.end is not None and not time.end.month:
            moment = time.end
        if moment is None:
            return
        open_ended = bool(opens) or around.begins_a_span()
        del self.known[:-KEPT]
        told = time if isinstance(time, Stretch) and not open_ended else None
        aside = around.is_compared() or _is_news(around)
        self.known.append(Known(around.form.start, moment, open_ended, aside, told))
        if not (open_ended or moment.unknown or self.known[-1].compared):
            months = told is not None and not moment.day
            self.focus = Moment(year=moment.year) if months else moment


def _is_news(around: Surroundings) -> bool:
    """Whether a weekday is only that of the news, and no time that is spoken of."""
    part = around.form.first
    weekday = part is not None and part.weekday is not None and not part.day
    return weekday and _IS_NEWS.search(around.before(NEARBY)) is not None


def _moved(moment: Moment, years: int) -> Moment:
    """Return a time some years on, with its day: the first 20 days of April of last year."""
    return replace(moment, year=moment.year + years)


def spoken_of(around: Surroundings) -> Moment | None:
    """Return the time that a sentence speaks of, where need be one that follows without its year.

    "The surplus rose from 2 billion a year earlier to 3 billion in September."
    """
    told = around.in_sentence()
    if told is not None:
        return told
    for i in range(around.index + 1, min(around.index + 1 + NEAR, len(around.forms))):
        later = replace(around, index=i)
        part = later.form.first
        if around.ends_between(around.forms[i - 1].end, later.form.start):
            break
        if later.form.relation is not None:
            month = _month_told(later)
            if month is not None:
                return month
            continue
        if part is None or part.year or later.form.second:
            continue
        if not (part.month or part.quarter) or later.begins_a_span() or later.is_compared():
            continue
        year = missing_year(later, part)
        time = None if year is None else on_calendar(part, year)
        return time if isinstance(time, Moment) and time.exists else None
    return None


def _month_told(around: Surroundings) -> Moment | None:
    """Return the month or quarter that a form tells from publication: "last month"."""
    relation = around.form.relation
    assert relation is not None
    if relation.base != "published" or relation.unit not in {"month", "quarter"}:
        return None
    if around.is_compared():
        return None
    nothing = Base(near=None, section=None, focus=None)
    time = related(relation, nothing, around.clock.published)
    return time if isinstance(time, Moment) else None


def _year_of(time: Time | None) -> int | None:
    return time.year if isinstance(time, Moment) else None


def _is_ahead(time: Time | None, around: Surroundings) -> bool:
    """Whether a time is told as past that ends after publication: "a quarter of the year"."""
    published = around.clock.published
    if time is None or published is None or time.last is None or time.last <= published:
        return False
    return around.cue() == "past"


def _in_month(form: Form, year: int, month: int) -> Time | None:
    """Return the days of a month that a form means: "the first 20 days of this month"."""
    first, second = form.first, form.second
    assert first is not None
    assert second is not None
    start, stop = (Moment(year=year, month=month, day=part.day) for part in (first, second))
    return Stretch(start=start, end=stop) if stop.exists else None


def _from_year(form: Form, year: int) -> Time | None:
    """Return what a form means if its first part lies in a year."""
    assert form.first is not None
    start = on_calendar(form.first, year)
    if form.second is None:
        return start
    last = form.second.year
    if last is None:
        last = year + 1 if form.second.month < form.first.month else year
    stop = on_calendar(form.second, last)
    if not isinstance(start, Moment) or not isinstance(stop, Moment):
        return None
    return Stretch(start=start, end=stop)


_OF_AN_INDEX = lazy_regex(r"\s?=\s?100\b")
