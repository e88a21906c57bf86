"""Deeds, papers and figures that bear a day which the publication had not seen.

A paper is dated, a picture taken and a page read before a text speaks of them; a month is counted
once it is over. A day without its year is that of the year before only where nothing near speaks
for the coming one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.tenses import PAST, SURELY_PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, matcher, prose, sentence_at
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

_BEARS = lazy_regex(  # what a thing bears its day by, right before it
    r"(?:^|[(,;\[“\"]\s?|\b(?:three|six|nine|twelve|\d+|the|fiscal|was|were|is|are|photograph|photo|image|picture|letter|memo\w*|notice|report|order|"
    r"statement|page|site|website)\s)"
    r"(?P<look>dated|taken|photographed|filmed|captured|accessed|retrieved|viewed|seen|downloaded|visited|signed|"
    r"filed|written|sent|received|postmarked|recorded|observed|sunk|seized|arrested|born|died|convicted|sentenced|(?:months?|quarter|half|year|period)\sended)"
    r":?\s(?:(?:at|in)\s[A-Z][\w.]+(?:\s[A-Z]\w+)?,?\s)?(?:on\s|in\s)?$",
    re.IGNORECASE,
)
_GATHERED = lazy_regex(
    r"\b(?:data|information|figures|responses|interviews|comments|statistics|prices|reports|samples|fieldwork|research|material)\b"
    r"[^.;:]{0,50}?\b(?:was|were|is|are)\s(?P<look>gathered|collected|received|available|compiled|conducted|obtained|taken|recorded|"
    r"based)\b[^.;:]{0,30}?\s(?:up\sto|until|till|through|by|to|as\sof|on)\s$",
    re.IGNORECASE,
)
_LINE = lazy_regex(
    r"\s*(?P<look>Dated|Signed|Done|Executed|Date\s(?:signed|filed|taken)|Filed|Approved|Adopted|Photo\staken|"
    r"Image\staken|Data\sretrieved|Retrieved|Accessed)\b:?\s(?:at\s)?[^.;\d]{0,40}$"
)
_AS_OF = lazy_regex(r"(?:^|\b)(?P<look>[Aa]s\s(?:of|at))\s(?:the\send\sof\s)?$")
_HAD = lazy_regex(
    r"\b(?:had|was|were|stood|came\sto|totall?ed|numbered|counted|(?:has|have)\s(?:been|[a-z]+ed))\b"
)
_FUTURE = lazy_regex(
    r"\b(?:will|shall|would|to\sbe|effective|due|until|expir\w*|expected|projected|forecast\w*|scheduled|"
    r"planned|estimat\w*|unless|if|may|must|should)\b",
    re.IGNORECASE,
)
FLOW = lazy_regex(
    r"\b(?P<look>rose|fell|grew|dropped|declined|increased|decreased|climbed|jumped|slipped|shrank|expanded|"
    r"contracted|totall?ed|amounted|reached|came\s(?:to|in|out)|stood|recorded|posted|exported|imported|added|"
    r"slid|surged|plunged|tumbled|averaged|logged|registered|sold|shipped)\b"
)
_ALONE = lazy_regex(r"\b(?:in|for|during|at\sthe\send\sof)\s$", re.IGNORECASE)
_OTHERWISE = lazy_regex(
    r"\b(?:since|than|from|until|through|by|last|previous|expect\w*|so\sfar|first\s\w+\sdays|forecast\w*|"
    r"project\w*|pric\w+|chance|probability|odds|plan\w*|will|would|target\w*|between|year-ago)\b",
    re.IGNORECASE,
)
_CLEFT = lazy_regex(
    r"[;:—]|,\s|\b(?:that|which|who|whose|until|by|since|after|before|than|to\s(?!\d|[A-Z$]|the\b|an?\b|its\b|their\b))"
)
_SOON = (
    45  # days to come of which a text without the year would speak with the year, were they past
)
_SURE = 25
_SUBJECT = 14  # words before a main verb
_ASIDE = lazy_regex(r"\([^()]{0,80}\)")
_LEAD = lazy_regex(r"^\W*(?:As|In|At|During|With|Under|For|Along|Following|Amid)\b[^,;]{0,70},\s")
_YEAR = lazy_regex(r"(?:19|20)\d\d")


class DoneAhead(NamedTuple):
    """The words that tell of a deed as done, and its day to come."""

    look: str
    date: DateMention
    sure: bool


def done_ahead(evidence: Evidence, day: dt.date) -> Iterator[DoneAhead]:
    """Yield the days after the publication that something is told to bear, or to be counted to."""
    yield from _borne(evidence, day)
    for sentence, words in prose(evidence):
        yield from _in_clauses(evidence, sentence, words, day)
        if looks_ahead(words, "tenses"):
            continue
        for date in within(evidence.dates, sentence.start, sentence.end):
            if not date.relative or date.first is None or in_quotes(evidence, sentence, date.start):
                continue
            if _YEAR.search(evidence.words(date)) or _of_another_year(
                evidence, sentence, date, day
            ):
                continue
            if evidence.words(date) in calendar.day_name:
                continue  # "signed it on Monday": the one before, whatever the sentence plans
            if date.granularity is Granularity.MONTH:
                yield from _month_not_over(evidence, sentence, words, date, day)
            elif _is_quarter(date):
                yield from _quarter_not_over(evidence, sentence, words, date, day)
            elif date.granularity in {Granularity.DAY, Granularity.RANGE}:
                yield from _soon_done(sentence, words, date, day)


def has_day_of_its_own(evidence: Evidence, date: DateMention, verb: str, day: dt.date) -> bool:
    """Whether a verb has another day: "answered on May 2 with an offer of talks on May 9"."""
    sentence = evidence.sentences[sentence_at(evidence, date.start)]
    start = max(evidence.text.rfind(verb, sentence.start, date.start), sentence.start)
    return not _NEXT_DEED.search(evidence.text, start, date.start) and any(
        one.granularity is Granularity.DAY and one.first is not None and one.first <= day
        for one in within(evidence.dates, start, date.start)
    )


_NEXT_DEED = lazy_regex(r"[;,]|\b(?:and|but|then|to|through|until)\b")


def _borne(evidence: Evidence, day: dt.date) -> Iterator[DoneAhead]:
    for block in evidence.article.blocks:
        if block.kind is BlockKind.CELL:
            continue
        for date in within(evidence.dates, block.start, block.end):
            if date.granularity is not Granularity.DAY or date.first is None:
                continue
            if date.relative or date.first <= day:
                continue
            before = evidence.text[max(block.start, date.start - 90) : date.start]
            line = before.rsplit("\n", 1)[-1]
            behind = evidence.text[date.end : min(block.end, date.end + 160)]
            at_head = date.start - len(line) <= block.start or "\n" in before
            found = _BEARS.search(before) or (_LINE.match(line) if at_head else None)
            if found is not None and not _FUTURE.search(line):
                yield DoneAhead(found["look"], date, sure=True)
                continue
            gathered = _GATHERED.search(before)
            if gathered is not None:
                yield DoneAhead(gathered["look"], date, sure=True)
                continue
            as_of = _AS_OF.search(before)
            if as_of is not None and _HAD.search(behind) and not _FUTURE.search(line + behind):
                yield DoneAhead(as_of["look"], date, sure=True)


def _of_another_year(
    evidence: Evidence, sentence: Sentence, date: DateMention, day: dt.date
) -> bool:
    """Whether the paragraph speaks of an earlier year before a time without its year."""
    block = evidence.block_of(sentence)
    told = within(evidence.dates, max(block.start, date.start - 600), date.start)
    return any(
        one.first is not None and one.first.year < day.year and _YEAR.search(evidence.words(one))
        for one in told
    )


def _month_not_over(
    evidence: Evidence, sentence: Sentence, words: str, date: DateMention, day: dt.date
) -> Iterator[DoneAhead]:
    """Yield a month that had not ended, or begun, but for which a figure is told."""
    if date.first is None or not matcher("months", "names").fullmatch(evidence.words(date)):
        return
    ahead = (date.first.month - day.month) % 12
    last = calendar.monthrange(day.year, day.month)[1]
    if ahead > 1 or (ahead == 0 and day.day > last - 6):
        return
    if _names_months_beyond(evidence, sentence, date, day):
        return  # "in May after 3 percent in April", published in March: both of the year before
    at = date.start - sentence.start
    if not _ALONE.search(words[:at]) or _OTHERWISE.search(words[:at][-60:]):
        return
    verb = FLOW.search(words)
    figures = [
        q
        for q in within(evidence.quantities, sentence.start, sentence.end)
        if q.kind in {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.MONEY, Kind.COUNT, Kind.PHYSICAL}
    ]
    if verb is not None and figures and not _OTHERWISE.search(words[: verb.start()]):
        titled = _named_in_title(evidence)
        yield DoneAhead(verb["look"], date, sure=titled)


def _names_months_beyond(
    evidence: Evidence, sentence: Sentence, date: DateMention, day: dt.date
) -> bool:
    """Whether a sentence names another month, farther ahead than one may be told by mistake."""
    months = matcher("months", "names")
    return any(
        one.first is not None and 1 < (one.first.month - day.month) % 12 < _BEHIND
        for one in within(evidence.dates, sentence.start, sentence.end)
        if one is not date and months.fullmatch(evidence.words(one))
    )


_BEHIND = 7  # months ahead, from which on one is more likely behind


def _is_quarter(date: DateMention) -> bool:
    """Whether a time is a quarter, or a stretch of whole months without its year."""
    if date.first is None or date.last is None or date.first.day != 1:
        return False
    whole = date.granularity in {Granularity.QUARTER, Granularity.RANGE}
    return whole and 58 < (date.last - date.first).days < 190


def _quarter_not_over(
    evidence: Evidence, sentence: Sentence, words: str, date: DateMention, day: dt.date
) -> Iterator[DoneAhead]:
    """Yield "in the April-June period" of which a figure is told before it is half over."""
    if date.first is None or date.last is None or date.last < day.replace(year=day.year - 2):
        return
    first = _in_year(date.first, day.year)
    length = date.last - date.first
    at = date.start - sentence.start
    begun = first <= day + dt.timedelta(days=100) and day < first + length * 0.8
    named = matcher("months", "names").match(evidence.words(date)) is not None
    if (
        not begun
        or not named
        or not regex(r"\b(?:in|for|during|over)\s(?:the\s)?$").search(words[:at])
    ):
        return
    if _OTHERWISE.search(words[:at][-60:]) or regex(r"(?:19|20)\d\d").search(words):
        return
    verb = FLOW.search(words)
    if verb is not None and not _OTHERWISE.search(words[: verb.start()]):
        yield DoneAhead(verb["look"], date, sure=_names_period(evidence))


def _names_period(evidence: Evidence) -> bool:
    """Whether the title names a quarter or half, which the text then is on."""
    span = evidence.article.title_span
    words = evidence.text[slice(*span)] if span is not None else ""
    return regex(r"\b(?:Q[1-4]|[1-4]Q|(?i:quarter|half))\b").search(words) is not None


def _named_in_title(evidence: Evidence) -> bool:
    """Whether the title names a month: the text then is on one that is over."""
    span = evidence.article.title_span
    if span is None:
        return False
    return any(d.granularity is Granularity.MONTH for d in within(evidence.dates, *span))


def _soon_done(
    sentence: Sentence, words: str, date: DateMention, day: dt.date
) -> Iterator[DoneAhead]:
    """Yield a day without its year that soon comes, where the main verb before it is past."""
    if date.first is None or date.last is None or (date.last - date.first).days > _SURE:
        return
    days = (_in_year(date.first, day.year) - day).days
    if days < -_SOON:
        days = (_in_year(date.first, day.year + 1) - day).days
    at = date.start - sentence.start
    if not 0 < days <= _SOON or not regex(
        r"\b(?:on|from|between)\s(?:\w+day,?\s)?$", re.IGNORECASE
    ).search(words[:at]):
        return
    opening = _OPENS_WITH.fullmatch(words[:at])
    if opening is not None:
        rest = _ASIDE.sub("", words[at + date.end - date.start :])
        yield from _opened(rest, date, sure=days <= _SURE)
        return
    lead = _LEAD.sub("", _CLAUSES.split(_ASIDE.sub("", words[:at]))[-1])
    verb = PAST.search(lead)
    if (
        verb is not None
        and _ADJECTIVE.search(lead[: verb.start()])
        and not SURELY_PAST.match(verb[0])
    ):
        return  # "an amended act comes into force on"
    if verb is None or len(lead[: verb.start()].split()) > _SUBJECT or _CLEFT.search(lead):
        return
    if not (
        SURELY_PAST.match(verb[0])
        or regex(r"\s(?:an?|the|its|their|his|her|[A-Z\d]|on|from)").match(lead[verb.end() :])
    ):
        return
    if verb[0] in {"was", "were"} or regex(r"\b(?:last|previous|further|is|are)\b").search(lead):
        return
    yield DoneAhead(verb[0], date, sure=days <= _SURE)


_ADJECTIVE = lazy_regex(r"\b(?:an?|the|its|their|this)\s(?:\w+ly\s)?$", re.IGNORECASE)
_DAY_OF = lazy_regex(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}|\d{1,2}\s[JFMASOND][a-z]+"
)
_NOT_YET = lazy_regex(
    r"\b(?:will|would|shall|should|could|can|may|might|must|to\s(?!the\b|an?\b|its\b|their\b|[A-Z\d$])|scheduled|planned|due|"
    r"expected|slated|until|by\s(?:\d|the\send|early|late|mid|[A-Z][a-z]+\s\d|next)|before|if|unless|is|are|has|have|had|does|do|deadline|agreed|decided|postponed|delayed|moved|"
    r"further|extended|called|named|invited|announced|set|fixed|effective|ahead|coming|upcoming|since|last|ago|earlier)\b"
)
_ON = lazy_regex(
    r"\b(?:(?:on|from|between|during)|(?:at|in|during|after|following)\s(?:the|its|their|an?)\s(?:[\w-]+\s){1,3}(?:of|on)|"
    r"on\sthe\s(?:morning|evening|night|afternoon|eve)\sof|since(?:\sthe\s(?:[\w-]+\s){1,3}(?:of|on))?)\s"
    r"(?:[A-Z][a-z]+day,?\s)?$",
    re.IGNORECASE,
)
_UP_TO = lazy_regex(
    r"\s?(?:and|to|through|until|–|-)\s?(?:[A-Z][a-z]+\s)?(?P<day>\d{1,2})\b(?!\s(?:percent|won|billion|million|trillion))"
)
_OBJECT = lazy_regex(r"\s(?:an?|the|its|their|his|her|[A-Z\d]|on|from|at|in|between|to)\b")
_TO_DO = lazy_regex(r"\bto\s[a-z]+")
_SINCE = lazy_regex(r"\b(?:since\b[^,;]{0,40}|effect\sfrom\s|force\sfrom\s)$", re.IGNORECASE)
_PERFECT = lazy_regex(r"\b(?:has|have)\s(?:\w+ly\s)?(?:been\s)?[a-z]+")
_WORDS = 12  # of the subject of a clause


def _in_clauses(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date
) -> Iterator[DoneAhead]:
    for date in within(evidence.dates, sentence.start, sentence.end):
        if date.relative and _DAY_OF.match(evidence.words(date)):
            yield from _in_its_clause(evidence, sentence, words, date, day)


def _in_its_clause(
    evidence: Evidence, sentence: Sentence, words: str, date: DateMention, day: dt.date
) -> Iterator[DoneAhead]:
    """Yield a day without its year that soon comes, where its own clause tells it as past."""
    at, end = date.start - sentence.start, date.end - sentence.start
    last = _last_of(words, date, end, day)
    if last is None or not 0 < (last - day).days <= _SOON or last.year > day.year:
        return
    if _of_another_year(evidence, sentence, date, day) or in_quotes(evidence, sentence, date.start):
        return
    before = _CLAUSES.split(words[:at])[-1]
    behind = _CLAUSES.split(words[end:], maxsplit=1)[0]
    look = _told_of_it(_ASIDE.sub("", before), _ASIDE.sub("", behind))
    if look is not None:
        yield DoneAhead(look, date, sure=False)


def _last_of(words: str, date: DateMention, end: int, day: dt.date) -> dt.date | None:
    """Return the last day of what a text tells of as of one day or a few, in the year of a day."""
    known = date.first or date.last  # "since March 12" has no end
    if known is None:
        return None
    if date.granularity is Granularity.RANGE and date.last:
        return _in_year(date.last, day.year)
    rest = _UP_TO.match(words, end)
    first = _in_year(known, day.year)
    return first.replace(day=min(int(rest["day"]) or 1, 28)) if rest else first


def _told_of_it(before: str, behind: str) -> str | None:
    """Return the past verb of a clause that tells of the day between its two parts."""
    on = _ON.search(before)
    if on is None:
        return None
    since = _SINCE.search(before)
    if since is not None:
        perfect = _PERFECT.search(f"{before} {behind}")
        if perfect is not None or "since" in since[0]:
            return perfect[0] if perfect is not None else None
    opening = _OPENS_WITH.fullmatch(before) is not None
    told = behind if opening else before
    for verb in PAST.finditer(told):
        subject, object_ = told[: verb.start()].lstrip(", "), told[verb.end() :]
        if len(subject.split()) > _WORDS or _CLEFT.search(subject):
            return None
        if SURELY_PAST.match(verb[0]) or _OBJECT.match(object_):
            between = "" if opening else _TO_DO.sub("", object_) if " of " in on[0] else object_
            return verb[0] if not _NOT_YET.search(f"{subject} {between}") else None
    return None


_CLAUSES = lazy_regex(r"[;:—]\s?|,\s(?:and|but|while|whereas|so|yet)\s")
_OPENS_WITH = lazy_regex(r"\W*(?:On|From|Between)\s(?:[A-Z]\w+day,?\s)?")
_TO = lazy_regex(r"\s(?:to|through|until|and)\s(?:[A-Z]\w+\s)?\d{1,2}\b")


def _opened(rest: str, date: DateMention, *, sure: bool) -> Iterator[DoneAhead]:
    """Yield the day that a sentence opens with, where the verb of what follows is past."""
    joint = _TO.match(rest)
    rest = rest[joint.end() :] if joint is not None else rest
    clause = regex(r",\s(?P<told>[^,;:]{5,90})").match(rest)
    verb = PAST.search(clause["told"]) if clause is not None else None
    if clause is None or verb is None or _CLEFT.search(clause["told"][: verb.start()]):
        return
    object_ = regex(r"\s(?:an?|the|its|their|his|her|[A-Z\d]|in\b)").match(
        clause["told"][verb.end() :]
    )
    if verb[0] not in {"was", "were"} and (SURELY_PAST.match(verb[0]) or object_):
        yield DoneAhead(verb[0], date, sure=sure)


def _in_year(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)
