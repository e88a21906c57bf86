"""The year of a month, a day or a part of a year that is told without one."""

from __future__ import annotations

import datetime as dt

from bongsu.evidence.date_calendar import month_of, nearest_year, on_calendar
from bongsu.evidence.date_forms import Part
from bongsu.evidence.date_patterns import GAP
from bongsu.evidence.date_surroundings import FROM, NEAR, NEARBY, Known, Surroundings
from bongsu.evidence.edtf import Stretch
from bongsu.patterns import lazy_regex, regex

_TO = regex(r"\bto\b")
_JOINT = regex(
    r"[ \u00a0\n]{0,2}(?:,|[-–—]|(?:,[ ])?(?:to|and|or|through|until|&))[ \u00a0\n]{0,2}"
    r"(?:on[ ]|in[ ]|the[ ])?"
)
_IN_IT = lazy_regex(rf"(?P<aside>,)?{GAP}(?:in|on|by|around){GAP}(?:early{GAP}|late{GAP}|mid-)?")
_TO_COME = frozenset({"future", "awaited"})
# "figures released on February 26", "our certificate, dated February 12"
_TOLD_ON = lazy_regex(
    rf"\b(?:released|published|announced|unveiled|issued|disclosed|dated|reported){GAP}"
    rf"(?:by{GAP}(?:\w+{GAP}){{1,4}})?(?:(?:on|of){GAP})?(?:the{GAP})?$"
)
# "has raised its rate to 0.5 percent, on January 24": the news of late
_HAS_DONE = lazy_regex(rf"\b(?:has|have){GAP}(?:\w+ly{GAP})?[a-z]{{2,14}}(?:ed|en|wn|t)\b[^.;:]*$")
_OF_THAT_YEAR = lazy_regex(rf"{GAP}(?:of|in){GAP}that{GAP}year\b")
_FOR_YEAR = lazy_regex(rf"\b(?:for|about|on){GAP}$")
_OF_THAT_DAY = lazy_regex(rf"\b[a-z]+{GAP}of{GAP}(?:the{GAP})?$")  # "a plan of September 7"
# who took the picture above: "... on March 8. (Yonhap)", "... Tuesday. [NEWS1]"
_CAPTION = lazy_regex(r"[.\"”’][ \n]?[\[(][A-Z][\w .,/’'-]{1,40}[\])]\s*$")
_SOON = 3  # months: without a verb that tells, so near a month is the coming one
_FAR_AHEAD = 9  # months: who means a later month than that says its year
_JUST_NOW = 21  # days: so near publication a day is of the year of publication
# days before publication in which a day without a year lies
_RELEASED, _OF_LATE = 330, 92  # when figures came out; what "has" been done
_CONTEXT_YEARS = 3  # a year of an earlier sentence, further away than this, gives no other its year


def missing_year(around: Surroundings, part: Part) -> int | None:
    """Return the year that a part lies in, none if nothing tells it.

    Parameters
    ----------
    around : Surroundings
        The form in its place.
    part : Part
        A month, a day, a quarter, a season or a half without its year.
    """
    clock = around.clock
    if clock.section is not None:
        return nearest_year(part, clock.section)
    if clock.dated_heading and clock.section_year is not None:
        return clock.section_year
    year = _joined_year(around, part)
    if year is None and not any(one.at >= around.sentence for one in around.known):
        year = _year_told_later(around, part)
    return _year_in_context(around, part) if year is None else year


def _year_in_context(around: Surroundings, part: Part) -> int | None:
    cue = around.cue()
    if part.day and not part.weekday and (year := _year_of_release(around, part)):
        return year
    for one in reversed(around.known):
        if one.moment.unknown or (one.open and not one.fine):
            continue
        year = _year_like(around, part, one, cue)
        if year is not None:
            return year
    section = around.clock.section_year
    if section is not None and _told(around, part, section, cue):
        return section
    return _year_by_publication(around, part, cue)


def _year_of_release(around: Surroundings, part: Part) -> int | None:
    """Return the year of the day on which figures came out, none if it says no such thing.

    The sentence may be about the year before: "in 2024, provisional figures released on February
    26 show". So the day is the last such one before publication, if that is near, unless a finer
    time of the paragraph leads to it.
    """
    published = around.clock.published
    if published is None or any(one.fine and not one.open for one in around.known):
        return None
    near = around.before(NEARBY)
    released = _TOLD_ON.search(near) is not None
    if not released and not _HAS_DONE.search(near):
        return None
    most = _RELEASED if released else _OF_LATE
    for year in (published.year, published.year - 1):
        time = on_calendar(part, year)
        first = None if time is None or not time.exists else time.first
        if first is not None and 0 <= (published - first).days <= most:
            return year
    return None


def _joined_year(around: Surroundings, part: Part) -> int | None:
    """Return the year of "November 5, 2025" for the "October 29 and" before it.

    A day behind others of one list has theirs: "on February 13-15, 19-21 and March 2".
    """
    if (year := _year_just_told(around)) is not None:
        return year
    if around.index and around.known and part.day:
        last, before = around.known[-1], around.forms[around.index - 1]
        listed = last.at == before.start and last.moment.day and not last.open
        if listed and _JOINT.fullmatch(around.text, before.end, around.form.start):
            day = on_calendar(part, last.moment.year)
            first = day.start if isinstance(day, Stretch) else day
            told = (last.moment.month, last.moment.day)
            later = first is not None and (first.month, first.day) > told
            return last.moment.year if later else None
    for at in range(around.index + 1, min(around.index + 1 + NEAR, len(around.forms))):
        before, after = around.forms[at - 1], around.forms[at]
        if not _JOINT.fullmatch(around.text, before.end, after.start):
            return None
        if after.first is None or not (after.first.month or after.first.quarter):
            return None
        if after.first.year is not None:
            return after.first.year - (month_of(after.first) < month_of(part))
    return None


def _year_just_told(around: Surroundings) -> int | None:
    """Return the year right before a month: "one more cut this year, in August".

    Behind a comma it is one that is not over, since another may be what is compared with.
    """
    if not around.index or not around.known:
        return None
    last, before = around.known[-1], around.forms[around.index - 1]
    if last.at != before.start or last.fine or last.open or last.moment.unknown:
        return None
    joint = _IN_IT.fullmatch(around.text, before.end, around.form.start)
    published = around.clock.published
    if joint is None or (joint["aside"] and published and last.moment.year < published.year):
        return None
    return last.moment.year


def _year_told_later(around: Surroundings, part: Part) -> int | None:
    """Return the year of a later day of the sentence: "the May 2 test ... on June 7, 2013"."""
    published = around.clock.published
    for i in range(around.index + 1, min(around.index + 1 + NEAR, len(around.forms))):
        later = around.forms[i].first
        start, end = around.forms[i - 1].end, around.forms[i].start
        if around.ends_between(start, end) or ";" in around.text[start:end]:
            break
        if later is None or later.year is None or not later.month:
            continue
        near = published is None or abs(published.year - later.year) <= _CONTEXT_YEARS
        if published is not None and later.year < published.year:
            near = near and not _just_before_publication(around, part)
        in_order = month_of(part) <= later.month and _begun(around, part, later.year)
        return later.year if near and in_order else None
    return None


def _year_like(around: Surroundings, part: Part, one: Known, cue: str) -> int | None:
    """Return the year that a time told before gives, none if it does not fit."""
    year, published = one.moment.year, around.clock.published
    if not one.fine:
        far = published is not None and abs(published.year - year) > _CONTEXT_YEARS
        if one.at < around.sentence and (one.compared or far):
            return None
        if cue == "future" and _is_purpose(around, one, part):
            return None
        return year if _told(around, part, year, cue) else None
    that_year = _OF_THAT_YEAR.match(around.text, around.form.end)
    if one.compared and one.at < around.sentence and not that_year:
        return None
    month, told = month_of(part), one.moment.first.month
    if month < told and _turns(around, part, one, cue):
        return year + 1
    early = published is not None and one.moment.first <= published
    far_back = month - told >= 9 and not _told(around, part, year, cue)
    if far_back or (early and cue not in _TO_COME and not _begun(around, part, year)):
        return year - 1
    coming = part.season and cue == "future" and early and not _told(around, part, year, cue)
    return year + 1 if coming else year


def _is_purpose(around: Surroundings, one: Known, part: Part) -> bool:
    """Whether a year is what somebody works for before it comes: "the budget for 2023"."""
    published = around.clock.published
    if published is None or one.moment.year <= published.year or part.quarter:
        return False
    return _FOR_YEAR.search(around.text, max(around.low, one.at - 12), one.at) is not None


def _turns(around: Surroundings, part: Part, one: Known, cue: str) -> bool:
    """Whether the year has turned between a time told before and a month earlier in the year."""
    year = one.moment.year + 1
    if _goes_on_to(around, one) and _begun(around, part, year):
        return True
    if around.opening() == "after" or not _told(around, part, year, cue):
        return False
    turned = one.moment.first.month >= 11 and month_of(part) <= 2
    turned = turned or _just_before_publication(around, part)
    over = not _told(around, part, one.moment.year, cue)
    return turned or (cue == "future" and around.clock.published is not None and over)


def _just_before_publication(around: Surroundings, part: Part) -> bool:
    """Whether a day lies in the weeks before publication."""
    published = around.clock.published
    if published is None or not part.day or part.weekday is not None:
        return False
    time = on_calendar(part, published.year)
    if time is None or not time.exists or time.first is None:
        return False
    return 0 <= (published - time.first).days <= _JUST_NOW


def _goes_on_to(around: Surroundings, one: Known) -> bool:
    """Whether a change runs from the time told before to this one."""
    text = around.text
    if one.at < around.sentence or not _TO.search(text, one.at, around.form.start):
        return False
    return bool(FROM.search(text, max(around.sentence, one.at - NEARBY), one.at))


def _begun(around: Surroundings, part: Part, year: int) -> bool:
    time = on_calendar(part, year)
    published = around.clock.published
    return (
        published is None
        or time is None
        or not time.exists
        or (time.first or dt.date.min) <= published
    )


def _told(around: Surroundings, part: Part, year: int, cue: str) -> bool:
    """Whether a year fits the tense: what is to come does not lie before publication."""
    if around.clock.published is None:
        return True
    if cue == "awaited":
        return True
    begun = _begun(around, part, year)
    if cue == "future":
        time = on_calendar(part, year)
        last = None if time is None or not time.exists else time.last
        return last is None or last >= around.clock.published
    return begun or around.form.opens == "after"


def _year_by_publication(around: Surroundings, part: Part, cue: str) -> int | None:
    published = around.clock.published
    if published is None:
        return None
    if not cue and _CAPTION.search(around.text, max(around.low, around.high - 48), around.high):
        cue = "past"  # "Residents march in Jeju on March 8. (Yonhap)"
    month = month_of(part)
    day = part.day or 1
    later = (month, day) > (published.month, published.day)
    if part.season or part.quarter or part.months or not part.day:
        later = month > published.month
    past = published.year - later
    if part.day and _OF_THAT_DAY.search(around.before(NEARBY)):
        return _nearest(part, published)
    ahead = (month - published.month) % 12
    if cue == "past" and part.months and part.months[1] > published.month >= month:
        return past - 1  # in February, "the first ten months" told as over
    if cue == "past" or (not cue and ahead > _SOON and around.form.opens != "after"):
        return past
    time = on_calendar(part, past)
    over = time is not None and time.exists and (time.last or published) < published
    if not cue and not later and not ahead:
        over = False  # this month's days are told without a year
    return past + 1 if over and ahead <= _FAR_AHEAD else past


def _nearest(part: Part, published: dt.date) -> int:
    """Return the year in which a day lies nearest to publication."""

    def distance(year: int) -> int:
        time = on_calendar(part, year)
        if time is None or not time.exists or time.first is None:
            return 366 * 2
        return abs((time.first - published).days)

    return min((published.year, published.year - 1, published.year + 1), key=distance)
