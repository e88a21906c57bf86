"""Figures whose own clause names a measure of the reference, with the year that they are told for.

`readings` asks that the measure be worded as the index has it, `mistyped` that the figure be one
slip from the value. Here the clause around a figure, up to the next figure of its kind, has to hold
the words of the measure and of nothing else, and the figure has to lie where that measure can lie.
Of a rate of growth the clause has to tell a growth. What the year of the figure is, its clause
says, or else the one year that the text is about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.known.nearness import close, within
from bongsu.audit.notation import FIGURE_SIGN, FIGURES
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.recalled import Recalled, recalled, stems
from bongsu.audit.reading.wording import A_YEAR, in_quotes, stem
from bongsu.audit.references.series import Series, Value, value_on, values, vintages
from bongsu.audit.trends.told_levels import is_change
from bongsu.evidence.mentions import (
    PERCENTS,
    Claim,
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Modality,
)
from bongsu.patterns import lazy_regex, regex

_RELEASE = dt.timedelta(days=45)  # by which the reference may know a figure late
_OUTPUT = frozenset({"korea-gdp-growth", "korea-gdp-quarter"})
_GROWTHS = _OUTPUT | {"korea-cpi-inflation", "korea-cpi-month", "nps-return"}
_FREQUENCIES = {Granularity.MONTH: "month", Granularity.QUARTER: "quarter"}
_ENDS = lazy_regex(
    rf"[;:\u2014(){FIGURES}]|,\s(?:and|but|while|whereas|with|compared|against|up|down|from|as)\b|"
    r"\b(?:and|but|while|whereas|than|compared|against|from|because|although|when)\b",
    re.IGNORECASE,
)
_GREW = lazy_regex(
    r"\b(?:gr[eo]w\w*|growth|expan\w+|advanc\w+|ros[e]|ris(?:e|es|en|ing)|increas\w+|climb\w*|"
    r"gain\w*|"
    r"contract\w*|shr[aiu]nk\w*|fell|declin\w+|slow\w*|inflation|averaged|ran|stood|peak\w*|hit|"
    r"higher|dearer|lower|reach\w*|eas(?:ed|ing)|accelerat\w+|cool\w*|los[est]\w*|earn\w*|"
    r"return\w*|yield\w*)\b",
    re.IGNORECASE,
)
_OTHER_TIME = {  # by how often a series has a value: words of another stretch of time
    "month": lazy_regex(
        r"\b(?:month-on-month|on-month|(?:month|quarter)\searlier|previous\smonth|quarter\w*|half|"
        r"year\sas\sa\swhole|average)\b"
    ),
    "quarter": lazy_regex(
        r"\b(?:year-on-year|on-year|(?:from|than)\sa\syear|year\searlier|annual\w*|half|months?|"
        r"average|corresponding)\b"
    ),
    "year": lazy_regex(r"\b(?:quarter\w*|months?|monthly|half|(?<!on\s)average)\b"),
}
_OTHER = lazy_regex(  # another measure, another stretch of time, another country, or no fact
    r"\b(?:first\s\w+\smonths|week\w*|daily|forecast\w*|"
    r"project\w*|expect\w*|"
    r"predict\w*|target\w*|goal|would|could|should|may|might|will|if|per\scapita|"
    r"potential|nominal|core|"
    r"share|ratio|percent(?:age)?\sof\s(?:GDP|gross)|of\sGDP|youth|young\w*|women|female|men|"
    r"male|aged|elderly|"
    r"foreign\w*|multicultural|regional|provinc\w+|city|cities|Seoul|Busan|Daegu|Incheon|Gwangju|"
    r"Daejeon|Ulsan|"
    r"Sejong|Gyeonggi|Japan\w*|Tokyo|Chin(?:a|ese)|Beijing|Taiwan\w*|U\.?S\.?|America\w*|"
    r"United\sStates|world\w*|global\w*|Europe\w*|euro|EU|German\w*|Vietnam\w*|India\w*|"
    r"ASEAN|since|until|"
    r"each|every|another|rate\sof\s(?:increase|growth)|not|never|more|fewer|less|"
    r"increase\sof|rise\sof|drop\sof|decline\sof|fall\sof|private|government|public|facility|"
    r"construction)\b",
)
_OTHER_OF_LAW = lazy_regex(
    r"\b(?:Japan\w*|Chin(?:a|ese)|except\w*|floor|ceiling|majority|EU|Europe\w*|propos\w+|"
    r"demand\w*|ask\w*|want\w*|would|could|should|may|might|if|"
    r"half|employer\w*|employee\w*|increase\s(?:of|in)|more|less|fewer|not|never|month\w*|before|"
    r"until|previous\w*|"
    r"baseline|rise\sof|cut\sof|threat\w*|from|earlier|originally|supplementary|forecast\w*|"
    r"federal|plan\w*)\b"
)
_NORTH = lazy_regex(r"\b(?:North(?:ern)?\sKorea\w*|DPRK|Pyongyang)\b")
_SUBJECTS = lazy_regex(
    r"\b(?:refugees?|defectors?|escapees?|resettle\w*|migrants?|immigra\w+|foreign\sresidents?|"
    r"students?|"
    r"soldiers?|farmers?|households?\swith|workers\swith)\b",
    re.IGNORECASE,
)
_OF_ALL = lazy_regex(
    r"\b(?:GDP|gross\sdomestic\sproduct|econom(?:y|ic)|output|Korea\s(?:grew|expanded))\b|(?:^|[.,;:]\s|\b(?:real|annual|"
    r"the|with|its|overall)\s|"
    r"['\u2019]s\s)growth\b",
    re.IGNORECASE,
)
_AT_HOME = lazy_regex(
    r"\b(?:South\sKorea|Korea|Korean|Republic\sof\sKorea|Statistics\sKorea|National\sPension)\b"
)


class ToldPlainly(NamedTuple):
    """A figure, and the value that the reference has for what its clause names."""

    found: Recalled
    value: Value


def plainly_told(evidence: Evidence, day: dt.date | None) -> Iterator[ToldPlainly]:
    """Yield the figures that differ from what the reference has for measure and year."""
    told = recalled(evidence)
    if not told or not _AT_HOME.search(evidence.article.title + evidence.text[:_HEAD]):
        return
    places = {
        quantity.start: (frame, at)
        for frame in all_frames(evidence)
        for at, quantity in frame.figures
    }
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    rivals: dict[int, list[Recalled]] = {}
    for found in told:
        if found.quantity.start in places and found.quantity.start in claims:
            rivals.setdefault(found.quantity.start, []).append(found)
    for start, every in rivals.items():
        frame, at = places[start]
        meant = _nearest(every, frame, at, claims[start])
        if meant is None:
            continue
        off = _differs(evidence, meant, frame, at, claims[start], day)
        right = any(found.is_(v) for found in every for v in values(found.series.id))
        law = meant.series.frequency == "day"
        if off is not None and (law or not right or _is_dated(frame, at, off)):
            yield ToldPlainly(meant, off)


def _nearest(every: list[Recalled], frame: Frame, at: int, claim: Claim) -> Recalled | None:
    """Return the figure with the one series whose words stand nearest before it."""
    often = _often(frame, at, claim)
    named = [(_named_at(found.series, frame, at), found) for found in every]
    last = max(place for place, _ in named)
    meant = [found for place, found in named if place == last]
    timed = [found for found in meant if found.series.frequency in {often, "day"}]
    dated = last > 0 or (every[0].series.unit == "rate" and bool(_own_dates(frame, at)))
    return timed[0] if dated and len(timed) == 1 else None


def _often(frame: Frame, at: int, claim: Claim) -> str:
    """Return for what stretch of time a figure is told: a month, a quarter or a year."""
    dates = _own_dates(frame, at)
    if dates:
        return _FREQUENCIES.get(dates[0].granularity, "year")
    period = claim.period or ""
    return next((name for name, form in _PERIODS.items() if form.fullmatch(period)), "year")


_PERIODS = {"month": regex(r"\d{4}-\d\d"), "quarter": regex(r"\d{4}-Q\d")}


def _named_at(one: Series, frame: Frame, at: int) -> int:
    """Return where the words of a measure end before a figure, or behind it in its clause."""
    lead = frame.slim[max(0, at - _LEAD) : at]
    stop = _ENDS.search(frame.slim, at + 1)
    tail = frame.slim[at + 1 : stop.start() if stop else len(frame.slim)][:_LEAD]
    words = [(stem(match[0]), match.end()) for match in _WORD.finditer(lead)]
    words += [(stem(match[0]), len(lead)) for match in _WORD.finditer(tail)]
    best = 0
    for phrase in (*one.told, *one.measures):
        needed = stems(phrase)
        ends = {word: end for word, end in words if word in needed}
        if len(ends) == len(needed):
            best = max(best, *ends.values())
    return best


_WORD = regex(r"[^\W\d_]+")
_LEAD = 130  # signs before a figure in which its measure is named


_HEAD = 1500  # code points of a file in which it says what it is about


def _differs(
    evidence: Evidence,
    found: Recalled,
    frame: Frame,
    at: int,
    claim: Claim,
    day: dt.date | None,
) -> Value | None:
    """Return the value that a figure misses, if it is surely told of its series as a fact."""
    law = found.series.kind == "law"
    if found.quantity.comparator is not Comparator.EXACT or found.series.kind == "projection":
        return None
    if not (law or claim.modality is Modality.STATED):
        return None
    if not _in_words(found.series, frame, at) or not _of_series(evidence, found, frame, at):
        return None
    known = _known(evidence, found, frame, at, claim, day)
    turned = _of_other_sign(found, known, _clause(frame, at))
    if turned is not None:
        return turned
    if any(found.is_(value) or within(found, value) for value in known):
        return None
    sure = found.own and bool(_own_dates(frame, at))
    near = [value for value in known if close(found, value, sure=sure)]
    return min(near, key=lambda value: abs(value.low - (found.quantity.value or 0.0)), default=None)


def _of_other_sign(found: Recalled, known: list[Value], clause: str) -> Value | None:
    """Return the value that a clause tells as a surplus though it was a deficit, or the reverse."""
    surplus, deficit = _SURPLUS.search(clause), _DEFICIT.search(clause)
    if bool(surplus) == bool(deficit) or not any(
        value.low < 0 for value in values(found.series.id)
    ):
        return None
    for value in known:
        near = abs(abs(found.quantity.value or 0.0) / abs(value.low or 1.0) - 1) < _ROUGH
        if near and (value.low < 0) is bool(surplus):
            return value
    return None


_SURPLUS = lazy_regex(r"\bsurplus\b", re.IGNORECASE)
_DEFICIT = lazy_regex(r"\b(?:deficit|shortfall)\b", re.IGNORECASE)
_ROUGH = 0.06


def _in_words(one: Series, frame: Frame, at: int) -> bool:
    """Whether no word around a figure speaks of another measure, subject or time."""
    lead, clause = frame.slim[max(0, at - _LEAD) : at], _clause(frame, at)
    other = _OTHER_OF_LAW if one.kind == "law" else _OTHER
    if other.search(clause) or any(mark in frame.text for mark in _NO_PROSE):
        return False
    time = _OTHER_TIME.get(one.frequency) if one.kind != "law" else None
    if time is not None and time.search(clause) and "average" not in one.title:
        return False
    north = one.id.startswith("nk")
    if not north and (_NORTH.search(lead + clause) or _SUBJECTS.search(frame.text)):
        return False
    if any(mark in one.title for mark in _OF_A_DAY):
        return False
    tail = frame.slim[at + 1 : at + _BEFORE]
    own = stems(f"{lead} {_ENDS.split(tail)[0].split(',')[0]}")
    return not any(stems(word) <= own for word in one.excludes)


_NO_PROSE = ("est.", "|")
_OF_A_DAY = ("year-end", "end of the year", "close of")  # a level of no whole year


def _of_series(evidence: Evidence, found: Recalled, frame: Frame, at: int) -> bool:
    """Whether a figure is of the kind that its series has: a growth, a level, a tariff of Korea."""
    one, quantity = found.series, found.quantity
    words = f"{frame.slim[max(0, at - _LEAD) : at]} {_clause(frame, at)}"
    if one.id in _GROWTHS:
        grew = _GREW.search(words[-len(_clause(frame, at)) - _BEFORE :]) is not None
        grew = grew and (one.id not in _OUTPUT or _OF_ALL.search(words) is not None)
        level = grew and quantity.kind in PERCENTS
    else:
        level = not is_change(frame, (at, quantity))
    if not level or evidence.text[quantity.start - 1 : quantity.start] in "+\u2212":
        return False
    if one.frequency == "day" and not _of_korea(evidence, frame):
        return False
    return not in_quotes(evidence, found.sentence, quantity.start)


_BEFORE = 40  # signs before a clause in which the verb of a growth may stand


def _of_korea(evidence: Evidence, frame: Frame) -> bool:
    """Whether a tariff is told of Korea: in the title, in the sentence, or shortly before it."""
    if _AT_HOME.search(frame.text):
        return _FOREIGN.search(frame.text) is None
    near = evidence.text[max(0, frame.sentence.start - _NEAR_BY) : frame.sentence.end]
    return _AT_HOME.search(f"{evidence.article.title} {near}") is not None and (
        _FOREIGN.search(near) is None
    )


_NEAR_BY = 250  # code points before a sentence in which the country of a tariff is named
_FOREIGN = lazy_regex(r"\b(?:Japan\w*|Chin(?:a|ese)|EU|European|Taiwan\w*|Canad\w+|Mexic\w+)\b")


def _clause(frame: Frame, at: int) -> str:
    """Return the clause of a figure: from the last joint or figure before it to the next one."""
    text = _ACRONYM.sub(lambda match: " " * len(match[0]), frame.slim)
    start = max((match.end() for match in _ENDS.finditer(text, 0, at)), default=0)
    stop = _ENDS.search(text, at + 1)
    return text[start:at] + " " + text[at + 1 : stop.start() if stop else len(text)]


_ACRONYM = regex(r"\([A-Z&.]{2,8}\)")


def _known(
    evidence: Evidence, found: Recalled, frame: Frame, at: int, claim: Claim, day: dt.date | None
) -> list[Value]:
    """Return what is on record for the year, or the day, of which a figure is told."""
    one = found.series
    latest = day + _RELEASE if day else None
    dates = _own_dates(frame, at)
    if one.frequency == "day":
        moved = not dates and _TO.search(frame.slim, max(0, at - _TO_BEFORE), at)
        return [] if moved else _of_law(one, dates, day)  # "go to 15 percent": some day
    if one.kind == "law" and dates and dates[0].first:
        return list(vintages(one.id, str(dates[0].first.year), latest))
    year = (dates[0].edtf if dates else claim.period) or ""
    if one.frequency in _PERIODS:
        fits = _PERIODS[one.frequency].fullmatch(year)
        return list(vintages(one.id, year, latest)) if fits else []
    if any(date.granularity is not Granularity.YEAR for date in dates):
        return []
    if regex(r"\d{4}").fullmatch(year):
        return list(vintages(one.id, year, latest))
    years = {*found.years, *map(int, A_YEAR.findall(evidence.article.title))}
    if dates or not 0 < len(years) <= _FEW:
        return []
    return [value for told in sorted(years) for value in vintages(one.id, str(told), latest)]


def _own_dates(frame: Frame, at: int) -> list[DateMention]:
    """Return the date that stands nearest to a figure, behind it or before it."""
    apart = sorted(
        (abs(place - at) + (_AHEAD if place < at else 0), place)
        for place, item in frame.items.items()
        if isinstance(item, DateMention)
        and abs(place - at) <= _REACH
        and not FIGURE_SIGN.search(frame.slim, min(place, at) + 1, max(place, at))
        and not (item.relative and _FROM.search(frame.slim, at, place))
        and not _of_another(frame, at, place)
    )
    found = [frame.items[place] for _, place in apart[:1]]
    return [date for date in found if isinstance(date, DateMention)]


_FROM = lazy_regex(r"\bfrom\s")


def _of_another(frame: Frame, at: int, place: int) -> bool:
    """Whether a date belongs to what a figure is told on or over: "on the cars of May"."""
    if _EFFECT.search(frame.slim, at, place):
        return False  # "25 percent on cars took effect on April 3"
    found = _ANOTHER.search(frame.slim, at, place)
    return found is not None and found.end() < place  # "25 percent on April 2" is its own


_EFFECT = lazy_regex(
    r"\b(?:t(?:ook|akes?|aking)\seffect|effective|(?:in|into)\s(?:force|effect))\s(?:on\s)?$"
)


_ANOTHER = lazy_regex(r"\b(?:than|over|against|compared|on|above|below)\s")
_AHEAD = 12  # signs by which a date before a figure counts as farther off than one behind it


_TO = lazy_regex(r"\bto (?:\w+ ){0,2}$")
_TO_BEFORE = 25
_FEW = 3  # years that a text tells around a figure of which any may be its own
_REACH = 100  # signs around a figure in which its date stands


def _of_law(one: Series, dates: list[DateMention], day: dt.date | None) -> list[Value]:
    """Return what a law set for the day or month that is told, or for that of the text."""
    fine = {Granularity.DAY, Granularity.MONTH}
    if any(date.granularity not in fine or not date.first for date in dates):
        return []
    days = [end for date in dates for end in (date.first, date.last)] or [day]
    found = [value_on(one.id, when) for when in days if when]
    return [value for value in found if value is not None]


def _is_dated(frame: Frame, at: int, value: Value) -> bool:
    """Whether the year of a figure stands beside it, so that it is of no other."""
    return any(date.edtf == value.period for date in _own_dates(frame, at))
