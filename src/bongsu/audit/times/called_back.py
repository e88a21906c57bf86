"""One happening that is called back by another day than the text gave it: a slip of one digit.

"That attack of November 13", where the shelling was told of November 23; "since it began on April
13", where it began on April 3. The words must call back what was told, the two days must be a slip
of the finger apart, and the sentences must tell of one kind of happening.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.kinship import kinds_of, stems_listed, things_of
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import content_words, stem, table
from bongsu.audit.times.units_of import Unit, units
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, within
from bongsu.patterns import lazy_regex, regex

_CALLED = lazy_regex(  # "that attack of", "the principles adopted on", "after the request of"
    r"\b(?P<which>[Tt]h(?:e|at|is|ese|ose)|[Ii]ts|[Tt]heir)\s(?:[\w-]+\s){0,2}?"
    r"(?P<noun>[a-z]{4,})(?P<done>,?\s(?:taken|adopted|decided|issued|made|signed|held|announced|published|"
    r"completed|carried\sout|given|reached|agreed|passed|delivered|launched|begun|fought|cast))?(?P<on>\s?(?:,|of|on)\s)$"
)
_IT = lazy_regex(
    r"\b(?:[Ss]ince|[Ww]hen|[Aa]fter|[Bb]efore|[Uu]ntil|as|[Oo]nce)\s(?:it|they|he|she|this|that)\s(?P<noun>[a-z]{3,})\s(?:[a-z]+\s){0,3}?on\s$|"
    r"\b(?P<verb>[a-z]{4,}ed)\sas\sit\swas\s(?:on|in)\s(?:the\s(?:morning|evening|night|afternoon)\sof\s)?$"
)
_NOUN = lazy_regex(  # "when the bill was passed on", "since the agreement took effect on"
    r"\b(?:[Ss]ince|[Ww]hen|[Aa]fter|[Bb]efore|[Uu]ntil|as|[Oo]nce)\s(?:the|that|this|its)\s(?:[\w-]+\s){1,2}?"
    r"(?:(?:was|were|had\sbeen)\s(?P<passive>[a-z]{3,})|(?P<active>took\seffect|(?:came|entered|went)\sinto\s[a-z]+))"
    r"\s(?:[a-z]+\s){0,3}?on\s$"
)
_THE_DAY = lazy_regex(  # "June 21, 2024, the day on which it was signed"
    r",?\s\(?the\s(?:day|date|night|morning|evening)\s(?:on\swhich|that|when|of)\s"
    r"(?:(?:[\w’'-]+\s){0,5}?(?:was|were|had\sbeen)\s)?(?:(?:its|their|the)\s)?(?P<deed>[a-z]{4,})|"
    r",\s(?:when|as)\s(?:it|they|he|she|(?:the|that)\s\w+)\s(?:(?:was|were)\s)?(?P<when>[a-z]{4,}(?:\sinto\s[a-z]+)?)"
)
_CHANGED = lazy_regex(  # "the rules of October 7, 2022, were tightened in": what came of them later
    r",?\s(?:was|were|is|are|has|have|had|will|would)\s(?:(?:be|been|being|later|then|since|also|"
    r"[a-z]+ly)\s){0,2}(?:tighten|loosen|eas(?=ed)|relax|amend|revis|chang|alter|modif|updat|widen|"
    r"broaden|narrow|expand|extend|prolong|renew|suspend|lift|repeal|revok|annul|cancel|void|struck|"
    r"scrap|drop|replac|supersed|overtak|follow|supplement|renegotiat|reopen|overturn|upheld|"
    r"laps|expir|end(?=ed)|terminat|withdraw|fulfil|implement|enforc)\w*"
)
_COUNTED = lazy_regex(
    r"\b(?:since|after|before|until|following)\s$|\b(?:when|as)\s(?:it|they|he|she)\s\w+\s$",
    re.IGNORECASE,
)
_ADJECTIVE = lazy_regex(  # "the May 6 accord", "the May 6 leader-level summit"
    r",?\s(?:(?:\w[\w.]*-[\w.-]+|[A-Z][\w.]*)\s){0,2}(?P<words>[a-z]{4,}(?:\s[a-z]{4,}){0,2})\b(?!-)"
)
_DEFINITE = lazy_regex(r"\b(?:[Tt]he|[Tt]hat|[Ii]ts|[Tt]heir)\s$")
_REACH = 70  # code points before a date in which it is called back
_FEW = 40  # sentences and rows of an article in which two days of one event are soon met


class TwoDays(NamedTuple):
    """A day by which a happening is called back, and the one that the text gives it elsewhere."""

    date: DateMention
    other: DateMention
    sure: bool


def two_days(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the days by which something told elsewhere is called back with a slip."""
    every = [unit for unit in (*_title(evidence), *units(evidence)) if unit.dates]
    if len(every) > _FEW:
        every = [unit for unit in every if unit.block >= 0]
    dated = [(unit, date) for unit in every for date in unit.dates]
    for number, (unit, date) in enumerate(dated):
        if date.granularity not in {Granularity.DAY, Granularity.MONTH}:
            continue
        called = _called(evidence, unit, date)
        if called is None or any(
            _same(evidence, date, other) for _, other in dated if other is not date
        ):
            continue
        yield from _told_of(evidence, unit, date, called, dated[max(0, number - 8) : number + 8])


def _title(evidence: Evidence) -> Iterator[Unit]:
    """Yield the title of an article, with its days."""
    span = evidence.article.title_span
    if span is not None:
        words = evidence.text[slice(*span)]
        dates = tuple(d for d in days_of(evidence, *span) if d.granularity is Granularity.DAY)
        yield Unit(start=span[0], end=span[1], block=_TITLE, words=words, dates=dates)


_TITLE = 1 << 30  # a block of no sentence


def rows_against(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield a full date told of what a row of a table names, and the row's date a slip away."""
    rows = [unit for unit in units(evidence) if unit.block < 0 and unit.dates]
    if not rows or len(rows) > _FEW:
        return
    for unit in units(evidence):
        if unit.block < 0:
            continue
        for date in unit.dates:
            if date.granularity is not Granularity.DAY or not has_year(evidence, date):
                continue
            for row in rows:
                label = things_of(row.label)
                if not label or not label <= things_of(unit.words):
                    continue
                slips = [other for other in row.dates if _slip(evidence, date, other)]
                same = any(_same(evidence, date, other) for other in row.dates)
                if len(slips) == 1 and not same and has_year(evidence, slips[0]):
                    kin = kinds_of(unit.words) & kinds_of(row.words)
                    yield TwoDays(date=date, other=slips[0], sure=bool(kin))


class _Called(NamedTuple):
    """The noun or verb by which the words around a day call back what was then."""

    noun: str
    surely: bool  # whether the words can do nothing else


def _called(evidence: Evidence, unit: Unit, date: DateMention) -> _Called | None:
    before = evidence.text[max(unit.start, date.start - _REACH) : date.start]
    match = _IT.search(before)
    if match is not None:
        return _happening(match["noun"] or match["verb"], surely=True)
    match = _NOUN.search(before)
    if match is not None:
        return _happening(match["passive"] or match["active"], surely=match["active"] is not None)
    match = _CALLED.search(before)
    if match is not None and _CHANGED.match(evidence.text, date.end, unit.end):
        return None
    if match is not None:
        which = match["which"].casefold()
        counted = _COUNTED.search(before[: match.start()]) is not None
        own = which in {"its", "their"}
        surely = match["done"] is not None or not (own or which == "the")
        first = match["on"].strip() == "on" and not surely and not counted
        relative = match["done"] is None and PAST.fullmatch(match["noun"]) is not None
        if own and not counted:
            return None
        return None if first or relative else _happening(match["noun"], surely=surely)
    told = _THE_DAY.match(evidence.text, date.end, unit.end)
    if told is not None:
        return _Called(told["deed"] or told["when"], surely=told["deed"] is not None)
    behind = _ADJECTIVE.match(evidence.text, date.end, unit.end)
    if behind is not None and _DEFINITE.search(before):
        return _happening(_noun_of(behind["words"].split()), surely=False)
    return None


def _noun_of(words: Sequence[str]) -> str:
    """Return the word for a happening that heads a noun: "deal" in "bilateral trade deal signed".

    Where none of the words is one, it is the first. Of a "signing ceremony" it is what is signed.
    """
    if len(words) > 1 and words[-1] in _OCCASIONS and kinds_of(words[-2]):
        return words[-2]
    named = [
        PAST.fullmatch(word) is None
        and bool(kinds_of(word) or stem(word) in stems_listed("generic"))
        for word in words
    ]
    heads = [
        word
        for place, word in enumerate(words)
        if named[place] and (place + 1 == len(words) or not named[place + 1])
    ]
    return heads[0] if heads else words[0]


_OCCASIONS = frozenset({"ceremony", "event", "session", "festivities", "celebration", "rite"})


def _happening(noun: str, *, surely: bool) -> _Called | None:
    if stem(noun) in stems_listed("no_event"):
        return None
    return _Called(noun, surely)


def _same(evidence: Evidence, one: DateMention, other: DateMention) -> bool:
    """Whether two dates can be one."""
    if not (one.first and one.last and other.first and other.last):
        return False
    if has_year(evidence, one) and has_year(evidence, other):
        return one.first <= other.last and other.first <= one.last
    days = {Granularity.DAY, one.granularity, other.granularity}
    exact = days == {Granularity.DAY}
    months = one.first.month == other.first.month
    return months and (not exact or one.first.day == other.first.day)


def _told_of(
    evidence: Evidence,
    unit: Unit,
    date: DateMention,
    called: _Called,
    dated: Sequence[tuple[Unit, DateMention]],
) -> Iterator[TwoDays]:
    found = []
    for where, other in dated:
        slip = _slip(evidence, date, other)
        if (
            (where is not unit and _is_another(evidence, unit, where))
            or other is date
            or not (slip or _next_entry(date, other))
        ):
            continue
        root = stem(called.noun)
        rest = regex(r"[a-z]{3,}").findall(_rest(where, date, other).casefold())
        said = where.words if where is unit else _rest(where, date, other)
        named = any(_akin(root, word) for word in rest)
        another = said != where.words and root not in _roots(said) and root in _roots(where.words)
        if another or not (slip or named):
            continue  # a day of its own stands beside the noun: another such event
        beside = where.block == unit.block and abs(where.start - unit.start) < _BESIDE
        tied = 2 * named + bool(kinds_of(called.noun) & kinds_of(said))
        if _close(date, other):
            tied += root in stems_listed("generic")
        elif not named and not _one_beginning(called, unit, where):
            continue  # in two months, but for what bears one name
        full = has_year(evidence, date) and has_year(evidence, other)
        shared = things_of(said) & things_of(unit.words)
        if not (
            tied
            or where is unit
            or shared
            or (called.surely and (beside or (full and _likely(date, other))))
        ):
            continue
        score = tied
        score += beside + called.surely + _likely(date, other) + (full and _likely(date, other))
        score += where is not unit and bool(shared)
        if score >= 2:
            telling = bool(shared - _common()) or beside
            surely = tied or where is unit or (called.surely and telling)
            sure = slip and bool(surely)
            found.append((score, _close(date, other), other, sure))
    if found:
        best = max(found, key=lambda one: one[:2])
        if sum(one[:2] == best[:2] and one[2].edtf != best[2].edtf for one in found) == 0:
            yield TwoDays(date=date, other=best[2], sure=best[3] and best[1])


def _is_another(evidence: Evidence, unit: Unit, where: Unit) -> bool:
    """Whether a sentence tells of nothing, or of a step of another size."""
    return _tells_nothing(where) or _of_other_size(evidence, unit, where)


def _of_other_size(evidence: Evidence, one: Unit, other: Unit) -> bool:
    """Whether two sentences tell steps of other sizes, which are no one step."""
    sizes = [
        {
            q.value
            for q in within(evidence.quantities, unit.start, unit.end)
            if q.kind in {Kind.POINTS, Kind.PERCENT} and q.value is not None
        }
        for unit in (one, other)
    ]
    return all(sizes) and not sizes[0] & sizes[1]


@cache
def _common() -> frozenset[str]:
    """Return the stems of countries and months, which alone make no two sentences of one thing."""
    named = table("countries")["adjectives"].values()
    months = (*calendar.month_name, *calendar.month_abbr, "Sept")
    return content_words(" ".join([*(name for names in named for name in names), *months]))


_END_OF_STRETCH = lazy_regex(r"\d\s?(?:to|through|until|[-\u2013])\s(?:the\s)?$")
_SAYS_MUCH = 6  # words of a sentence that tells of something, those of its date too


def _next_entry(date: DateMention, other: DateMention) -> bool:
    """Whether a day is the one before or after that with which an entry of a timeline opens."""
    days = {date.granularity, other.granularity} == {Granularity.DAY}
    if not days or date.role == "timeline" or other.role != "timeline":
        return False
    if date.first is None or other.first is None:
        return False
    return abs((date.first - other.first).days) == 1


def _roots(words: str) -> set[str]:
    return {stem(word) for word in regex(r"[a-z]{3,}").findall(words.casefold())}


def _one_beginning(called: _Called, unit: Unit, where: Unit) -> bool:
    """Whether two sentences tell of one thing that came into force."""
    forced = all("force" in kinds_of(words) for words in (called.noun, unit.words, where.words))
    return called.surely and forced and bool(things_of(unit.words) & things_of(where.words))


def _akin(root: str, word: str) -> bool:
    """Whether a word is of one root with a stem: "settled" and that of "settlement"."""
    return stem(word) == root or (len(root) >= _ROOT and word[:_ROOT] == root[:_ROOT])


_ROOT = 5  # letters that words of one root share


def _likely(one: DateMention, other: DateMention) -> bool:
    """Whether a slip is of the kind that chance seldom makes: a digit too many, or two swapped."""
    if one.first is None or other.first is None or one.first.month != other.first.month:
        return False
    a, b = str(one.first.day), str(other.first.day)
    return len(a) != len(b) or (a == b[::-1] and a != b)


_BESIDE = 400  # code points between two sentences of one paragraph


def _rest(where: Unit, date: DateMention, other: DateMention) -> str:
    """Return the words of a sentence but for those right before its dates, their nouns' own.

    Only the date that may be the mistyped one keeps its noun.
    """
    words = where.words
    for one in where.dates:
        at = one.start - where.start
        if one is date:
            words = _blank(words, at - _REACH // 2, at + _REACH // 2)
        elif one is not other:
            words = _blank(words, at - _OF_ITS_OWN, at)
    return words


def _blank(words: str, start: int, end: int) -> str:
    start, end = max(0, start), min(len(words), end)
    return words[:start] + " " * (end - start) + words[end:]


_OF_ITS_OWN = 20  # code points before a date in which the noun that it dates stands


def _tells_nothing(where: Unit) -> bool:
    """Whether a unit is only where and when a text was made: "Sydney, 4 September 2012"."""
    return where.block in range(_TITLE) and len(where.words.split()) < _SAYS_MUCH


def _slip(evidence: Evidence, one: DateMention, other: DateMention) -> bool:
    """Whether one slip of the finger makes one date the other: in its day, month or year."""
    if one.first is None or other.first is None:
        return False
    if _END_OF_STRETCH.search(evidence.text[max(0, other.start - 20) : other.start]):
        return False  # "from October 2024 to September 2025 at its September 2024 meeting"
    if Granularity.MONTH in {one.granularity, other.granularity}:
        years = has_year(evidence, one) and has_year(evidence, other)
        return (
            years
            and one.first.month == other.first.month
            and abs(one.first.year - other.first.year) == 1
        )
    if {one.granularity, other.granularity} != {Granularity.DAY}:
        return False
    if has_year(evidence, one) and has_year(evidence, other) and one.first.year != other.first.year:
        return (one.first.month, one.first.day) == (other.first.month, other.first.day)
    if one.first.month == other.first.month:
        return _digits(one.first.day, other.first.day)
    return one.first.day == other.first.day or (
        abs(one.first.month - other.first.month) == 1
        and _digits(one.first.day, other.first.day)
        and one.first.day % 10 == other.first.day % 10
    )


def _digits(one: int, other: int) -> bool:
    """Whether two days of a month differ by a digit left out, put in, changed or moved."""
    a, b = str(one), str(other)
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return short in {long[0], long[1]}
    return a == b[::-1] or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _close(one: DateMention, other: DateMention) -> bool:
    """Whether two days share a month, so that they may well be one that was mistyped."""
    return (
        one.first is not None and other.first is not None and one.first.month == other.first.month
    )
