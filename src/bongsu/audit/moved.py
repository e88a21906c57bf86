"""Words of direction beside a figure that is a series' own, against the year before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from bongsu.audit.recalled import (
    Recalled,
    about_korea,
    enough,
    meant,
    own_years,
    recalled,
    stems,
    stems_before,
    years_of,
)
from bongsu.audit.references import Decision, decisions
from bongsu.audit.references.series import Series, Value, values
from bongsu.audit.wording import place_of, prose, quoted, table
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Kind, Sentence, within

_UP = (
    r"r(?:ose|isen|ises?|ising)|increas\w+|gr(?:ew|own|ows?|owing)|climb\w*|jump\w*|surg\w+|soar\w*|advanc(?:e|es|ing)|advanced(?=\s(?:to|by|from)\b)|"
    r"expand\w*|swell\w*|swollen|widen\w*|lengthen\w*|multipl(?:y|ied|ies)|doubl\w+|tripl\w+|rebound\w*|"
    r"recover\w*|improv\w+|gain(?:s|ed)?|went\sup|edged\sup|ticked\sup|picked\sup|moved\sup|crept\sup|shot\sup|"
    r"mounted|accelerat\w+|quicken\w*|sped\sup|strengthen\w*|higher|upward|uptick|upturn|boom\w*|balloon\w*|"
    r"ascen\w+|spurt\w*|leap\w*|leapt|build-up|built\sup|up\sfrom|bounce\w*|thicken\w*|heavier|larger"
)
_DOWN = (
    r"f(?:ell|allen|alls?|alling)|decreas\w+|declin\w+|drop(?:s|ped|ping)?|shr(?:ank|unk|inks?|inking)|shrinkage|"
    r"slip\w*|slid|slides?|sliding|plung\w+|tumbl\w+|s(?:ank|unk|inks?|inking)|narrow(?:s|ed|ing)?|lower|"
    r"reduc\w+|dip(?:s|ped)?|plummet\w*|went\sdown|edged\sdown|ticked\sdown|moved\sdown|crept\sdown|contract(?:ed|ion|ing)|"
    r"dwindl\w+|diminish\w*|ebb\w*|reced\w+|retreat\w*|slump\w*|setback|shorten\w*|slow(?:s|ed|ing)?|"
    r"eas(?:ed|es|ing)|cool\w*|decelerat\w+|moderat(?:ed|es|ing|ion)|abat\w+|subsid(?:ed|es|ing)|weaken\w*|"
    r"deteriorat\w+|halv\w+|collaps\w+|downward|downturn|erod\w+|thin(?:s|ned)|lost\sground|down\sfrom|smaller"
)
_WAY = lazy_regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_PACE = lazy_regex(  # what tells how a rate of change itself moved
    r"\b(?:(?P<up>accelerat\w+|quicken\w*|picked\sup|sped\sup|heated\sup)|"
    r"(?P<down>slow(?:ed|s|ing)?|eas(?:ed|es|ing)|cool\w*|decelerat\w+|moderat(?:ed|es|ing)|abat\w+|subsid(?:ed|es|ing)))\b",
    re.IGNORECASE,
)
_GROWTH = frozenset({"korea-gdp-growth", "korea-cpi-inflation"})
_NOT = lazy_regex(
    r"\b(?:not|no|never|despite|expect(?!anc)\w*|forecast\w*|predict\w*|would|could|should|may|might|if|until|since|"
    r"target\w*|slower|faster|pace|than|month\w*|quarter\w*|half|share|project\w*|plan\w*|will|to\s(?:rise|fall|grow|increase)|"
    r"et\sal|and\sothers|partly|average\sannual|decade\w*|rate\sof|against|but|although|though|peak\w*|hoped?|fear\w*|risk\w*|over\sthe\spast)\b",
    re.IGNORECASE,
)
_CUT = lazy_regex(
    r";\s|:\s|\s—\s|,\s(?=(?:while|whereas|but|although|though|so\sthat|which|as)\b)|\.\s"
)
_ON = lazy_regex(
    r"^\W*(?:(?:The|That|This|It|Such)\b|Compared\swith|Against|Measured\sagainst|In\scomparison|Relative\sto)"
)
_BETTER = lazy_regex(
    r"\b(?:(?P<up>advance|improvement|increase|rise|gain|growth|recovery|rebound|jump|surge|upturn)|"
    r"(?P<down>decrease|decline|fall|drop|setback|deterioration|reduction|slump|contraction|downturn|dip))\b"
)
_ANY_YEAR = 3  # digits beyond which a figure tells its year by itself
_RELATIVE = frozenset(
    {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS, Kind.MULTIPLE, Kind.FRACTION}
)
_BY_AN_AMOUNT = frozenset({Kind.PERCENT_CHANGE, Kind.POINTS})


@dataclass(frozen=True, slots=True)
class Moved:
    """A word of direction, and the two values of the series that contradict it."""

    start: int
    end: int
    up: bool
    found: Recalled
    then: Value
    now: Value


def moved(evidence: Evidence, day: dt.date | None) -> Iterator[Moved]:
    """Yield words of direction beside a year's own figure that the year before contradicts."""
    seen: set[int] = set()
    for found in recalled(evidence):
        one = found.series
        if one.frequency not in {"year", "day"} or one.kind not in {"count", "estimate"}:
            continue
        if not enough(found) or found.quantity.kind in _BY_AN_AMOUNT:
            continue
        pair = _pair(found, day)
        if pair is None:
            continue
        way = _way(evidence, found)
        if way is None or way[0] in seen:
            continue
        then, now = pair
        if (now.high < then.low) if way[2] else (now.low > then.high):
            seen.add(way[0])
            yield Moved(*way, found, then, now)


def _pair(found: Recalled, day: dt.date | None) -> tuple[Value, Value] | None:
    """Return the value that a figure is, and that of the year before, of all that is on record."""
    known = values(found.series.id, day + dt.timedelta(days=45) if day else None)
    told = [value for value in known if found.is_(value) and _whole(value)]
    if found.years and (found.dated or len(found.digits) <= _ANY_YEAR):
        told = [value for value in told if value.first.year in found.years]
    if len({value.first.year for value in told}) != 1:
        return None
    now = told[-1]
    before = [value for value in known if value.first.year == now.first.year - 1 and _whole(value)]
    return (before[-1], now) if before else None


def _whole(value: Value) -> bool:
    """Whether a value is a year's, or that at its end."""
    return len(value.period) == len("2024") or value.period.endswith("-12")


def _way(evidence: Evidence, found: Recalled) -> tuple[int, int, bool] | None:
    """Return where a word tells how a figure moved, and whether up."""
    sentence, quantity = found.sentence, found.quantity
    words = evidence.words(sentence)
    at = quantity.start - sentence.start
    cuts = [cut.end() for cut in _CUT.finditer(words)]
    first = max((end for end in cuts if end <= at), default=0)
    last = min((end for end in cuts if end > at), default=len(words))
    clause = words[first:last]
    pattern = _PACE if found.series.id in _GROWTH else _WAY
    others = [
        one
        for one in within(evidence.quantities, sentence.start + first, sentence.start + last)
        if one is not quantity and (one.unit == quantity.unit or one.kind in _RELATIVE)
    ]
    if found.own and not quoted(words) and not others and not _NOT.search(clause):
        ways = list(pattern.finditer(clause))
        if len(ways) == 1 and ways[0].end() <= at - first:
            start = sentence.start + first + ways[0].start()
            return start, start + len(ways[0][0]), ways[0]["up"] is not None
        if ways:
            return None
    return _next(evidence, sentence) if len(cuts) == 0 or last == len(words) else None


def _next(evidence: Evidence, sentence: Sentence) -> tuple[int, int, bool] | None:
    """Return the direction that the sentence right behind gives: "This was an improvement"."""
    place = place_of(evidence, sentence) + 1
    if place >= len(evidence.sentences):
        return None
    behind = evidence.sentences[place]
    words = evidence.words(behind)
    figures = [
        one
        for one in within(evidence.quantities, behind.start, behind.end)
        if one.kind is not Kind.ORDINAL
    ]
    if behind.block != sentence.block or figures or not _ON.search(words) or len(words) > 130:
        return None
    ways = list(_BETTER.finditer(words))
    if len(ways) != 1 or not _EARLIER.search(words) or _NOT.search(words):
        return None
    start = behind.start + ways[0].start()
    return start, start + len(ways[0][0]), ways[0]["up"] is not None


_EARLIER = lazy_regex(
    r"\b(?:previous|preceding|earlier|prior|last)\s(?:year|one|count|figure|total|table)|\byear\s(?:before|earlier)|"
    r"\b(?:on|over|from|with|of|against)\s(?:the\s)?(?:\w+\s){0,3}(?:19|20)\d\d\b|twelve\smonths"
)


@dataclass(frozen=True, slots=True)
class Went:
    """A word of direction without a figure, and the values that contradict it."""

    start: int
    end: int
    up: bool
    title: str
    then: Value
    now: Value


_LONGEST = 70  # code points of a sentence whose measure stands only before it
_NO_FIGURES = frozenset({Kind.ORDINAL, Kind.MULTIPLE, Kind.FRACTION})
_TURNED = frozenset({"korea-won-dollar"})  # the won is strong where its rate is low
_AGAINST = lazy_regex(r"\bagainst\sthe\s(?:U\.S\.\s)?dollar\b")
_ABOUT_WON = lazy_regex(r"\bwon\b")
_OF_WON = lazy_regex(
    r"\b(?:(?P<up>strengthen\w*|appreciat\w+|firm(?:ed|ing|er)|gain(?:ed|s)?|r(?:ose|ise))|"
    r"(?P<down>weaken\w*|depreciat\w+|los(?:t|s)|f(?:ell|all)|slid\w*|slip\w*|slump\w*))\b",
    re.IGNORECASE,
)


def went(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield words of direction with their year and without a figure that a series contradicts."""
    if not about_korea(evidence):
        return
    title = stems(evidence.article.title)
    for sentence, words in prose(evidence):
        if not within(evidence.dates, sentence.start, sentence.end):
            continue
        way = _WAY.search(words) or (_ABOUT_WON.search(words) and _OF_WON.search(words))
        if not way or quoted(words) or _NOT.search(_AGAINST.sub("", words)):
            continue
        years = own_years(evidence, sentence)
        figures = within(evidence.quantities, sentence.start, sentence.end)
        if len(years) != 1 or any(one.kind not in _NO_FIGURES for one in figures):
            continue
        near = partial(stems_before, evidence, sentence)
        for turned in (False, True):
            pattern = _OF_WON if turned else _WAY
            ways = list(pattern.finditer(words))
            found = [
                one
                for one, own in meant(stems(words), title, near)
                if one.frequency == "year"
                and one.kind == "count"
                and one.id not in _GROWTH
                and not _excluded(one, words)
                and (one.id in _TURNED) is turned
                and (own or (len(words) <= _LONGEST and _shares_word(one, stems(words))))
            ]
            if len(ways) != 1 or not found:
                continue
            up = (ways[0]["up"] is not None) is not turned
            pairs = [_of_year(one, years[0], day) for one in found]
            if all(pair and _against(*pair, up=up) for pair in pairs) and pairs[0]:
                start = sentence.start + ways[0].start()
                end = start + len(ways[0][0])
                yield Went(start, end, up, found[0].title, *pairs[0])


def _excluded(one: Series, words: str) -> bool:
    """Whether a sentence speaks of what a series leaves out."""
    said = stems(words)
    return any(stems(phrase) <= said for phrase in one.excludes)


def _shares_word(one: Series, own: frozenset[str]) -> bool:
    return any(stems(phrase) & own for phrase in one.told)


def _of_year(one: Series, year: int, day: dt.date | None) -> tuple[Value, Value] | None:
    known = [value for value in values(one.id, day) if _whole(value)]
    thens = [value for value in known if value.first.year == year - 1]
    nows = [value for value in known if value.first.year == year]
    return (thens[-1], nows[-1]) if thens and nows else None


def _against(then: Value, now: Value, *, up: bool) -> bool:
    return now.high < then.low if up else now.low > then.high


_EASED = lazy_regex(
    r"\b(?:(?P<down>eas(?:ed|es|ing)|loosen(?:ed|ing)?|cut\srates|lowered\srates|cutting\srates|relax\w+)|"
    r"(?P<up>tighten(?:ed|ing)?|rais(?:ed|ing)\srates|hik(?:ed|ing)\srates|lift(?:ed|ing)\srates))\b"
)


def stances(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield "eased policy in 2022" of a bank all of whose moves of that year went the other way."""
    if day is None:
        return
    for sentence, words in prose(evidence):
        if "rate" not in words and "policy" not in words:
            continue
        ways = list(_EASED.finditer(words))
        if len(ways) != 1 or quoted(words) or _NOT.search(_HEAD.split(words)[0]):
            continue
        years = own_years(evidence, sentence)
        if not years and _THAT_YEAR.search(words):
            years = years_of(evidence, sentence)
        start, end = ways[0].span()
        banks = [
            bank
            for bank, forms in table("staleness")["banks"].items()
            if re.search(rf"\b(?:{'|'.join(forms)})\b[^,;]{{0,40}}$", words[:start])
        ]
        if not _MONEY.search(words[start : end + 40]):
            continue
        if len(banks) != 1 or len(years) != 1:
            continue
        made = [one for one in decisions(banks[0], day) if one.decided.year == years[0]]
        up = ways[0]["up"] is not None
        if not made or any((one.change > 0) is up or not one.change for one in made):
            continue
        before = [one for one in decisions(banks[0], day) if one.decided < made[0].decided]
        if not before:
            continue
        start += sentence.start
        then, now = (_level(one) for one in (before[-1], made[-1]))
        yield Went(start, start + len(ways[0][0]), up, f"the {made[0].rate}", then, now)


_MONEY = lazy_regex(r"\b(?:policy|rates?|stance|credit|money|grip)\b")
_HEAD = lazy_regex(r",\s(?:and|but|while)\s|;\s")
_THAT_YEAR = lazy_regex(r"\bthat\syear\b")


def _level(made: Decision) -> Value:
    day = made.decided.isoformat()
    return Value(
        series=made.bank,
        period=day,
        low=made.low,
        high=made.high,
        known_from=made.known_from,
        vintage="",
        source=made.source,
    )
