"""Offices before the names of known persons who did not hold them, or not at the time told of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial, reduce
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.overtaken import past_holders
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import as_note, in_quotes, prose
from bongsu.audit.rules import RULES
from bongsu.evidence.entities import Entity, Term, entities
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_OF_INDUSTRY = (
    "Minister of Trade, Industry and Energy",
    "Minister of Trade, Industry and Resources",
    "Minister of Economy, Trade and Industry",  # of Japan
)
_OFFICES: dict[str, tuple[str, ...]] = {
    "president": ("President",),
    "prime minister": ("Prime Minister",),
    "deputy prime minister": (
        "Minister of Economy and Finance",
        "Minister of Finance and Economy",
        "Deputy Prime Minister",
    ),
    "foreign minister": ("Minister of Foreign Affairs",),
    "defense minister": ("Minister of National Defense", "Minister of Defense"),
    "unification minister": ("Minister of Unification",),
    "justice minister": ("Minister of Justice",),
    "trade minister": ("Trade Minister", *_OF_INDUSTRY),  # the press calls both so
    "industry minister": _OF_INDUSTRY,
    "finance minister": (
        "Minister of Economy and Finance",
        "Minister of Finance and Economy",
        "Minister of Finance",
    ),
    "education minister": ("Minister of Education",),
    "labor minister": ("Minister of Employment and Labor",),
    "health minister": ("Minister of Health and Welfare",),
    "science minister": ("Minister of Science and ICT",),
    "land minister": ("Minister of Land, Infrastructure and Transport",),
    "national security advisor": ("National Security Advisor", "Director of National Security"),
    "chief cabinet secretary": ("Chief Cabinet Secretary",),
    "bank of korea governor": ("Governor of the Bank of Korea",),
    "bok governor": ("Governor of the Bank of Korea",),
    "governor": (),  # of any bank or province: see `_offices`
    "national assembly speaker": ("Speaker of the National Assembly",),
    "house speaker": ("Speaker of the House",),
    "secretary of state": ("Secretary of State",),
    "secretary of defense": ("Secretary of Defense",),
    "defense secretary": ("Secretary of Defense",),
    "treasury secretary": ("Secretary of the Treasury",),
    "secretary of the treasury": ("Secretary of the Treasury",),
    "commerce secretary": ("Secretary of Commerce",),
    "secretary of commerce": ("Secretary of Commerce",),
    "energy secretary": ("Secretary of Energy",),
    "trade representative": ("U.S. Trade Representative",),
    "vice president": ("Vice President",),
    "ambassador": ("Ambassador to South Korea",),
    "usfk commander": ("Commander of U.S. Forces Korea",),
    "u.s. forces korea commander": ("Commander of U.S. Forces Korea",),
    "commander of u.s. forces korea": ("Commander of U.S. Forces Korea",),
    "ustr": ("U.S. Trade Representative",),
    "fed chair": ("Chair of the Federal Reserve",),
    "federal reserve chair": ("Chair of the Federal Reserve",),
    "imf managing director": ("Managing Director of the IMF",),
    "nato secretary general": ("Secretary General of NATO",),
    "u.n. secretary-general": ("Secretary-General of the United Nations",),
    "un secretary-general": ("Secretary-General of the United Nations",),
}
_SPELT = {
    ".": r"\.",
    "chair": "chair(?:man|woman)?",
    "defense": "defen[sc]e",
    "labor": "labou?r",
    "advisor": "advis[eo]r",
    " ": r"\s",
}
_WRITTEN = reduce(lambda told, one: told.replace(*one), _SPELT.items(), "|".join(_OFFICES))
_TITLED = guarded_regex(
    rf"\b(?P<office>(?i:{_WRITTEN}))(?:\sto\s(?:the\s)?(?:South\s|Republic\sof\s)?(?:Korea|ROK|Seoul))?,?\s(?:Gen(?:\.|eral)\s)?"
    r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]*\w){1,2})"
)
_NOT_IN_IT = lazy_regex(
    r"\b(?i:former(?:ly)?|then|ex|late|vice|deputy|acting|interim|next|incoming|outgoing|future|assistant|under|"
    r"first|second|shadow|opposition|predecessor|successor|senior)[\s-]$|"
    r"\b(?:Bank|Association|University|Institute|Group|Federation|Chamber|Fed|Reserve|Council|Club)\s$"
)
_NATION = lazy_regex(  # "former U.S. President"
    r"\b(?:U\.?S\.?|American|South\sKorean|Korean|Japanese|Chinese|British|Canadian|Australian|French|German|"
    r"Russian|Taiwanese|Indian|Philippine)\s$"
)
_TO_BE = lazy_regex(r"[\s-](?i:nominee|designate|elect|candidate)\b")
_HANDED_OVER = dt.timedelta(days=21)  # in which a text may still, or already, call a person so
_EXACT = frozenset({Granularity.DAY, Granularity.MONTH})
_LATER_LIFE = lazy_regex(  # what a text tells of people in another time than that of their office
    r"\b(?:born|sentenced|pardon\w*|arrest\w*|died|death|trial|jail\w*|released|prison|convict\w*|indict\w*|daughter|son|"
    r"wife|widow|memoir|birth\w*|anniversary|under|since|legacy|policy|era|administration|government|campaign\w*)\b"
)
_LEAD = 600  # code points in which a release says that it tells of its day
_NEWS = 10  # days from the publication in which what is told is of now


class WrongOffice(NamedTuple):
    """An office and a name that do not go together."""

    start: int
    end: int
    person: Entity
    term: Term  # of who holds the office, or of when the person did
    sure: bool


def in_office(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    """Yield what is to say of persons told in an office that they are not in."""
    made = partial(RULES["ST802"].finding, evidence.document)
    for holder in past_holders(evidence, day):
        yield made(
            holder.start,
            holder.end,
            f"“{evidence.text[holder.start : holder.end]}”: his term as {holder.term.office} ended "
            f"on {holder.term.end}, another one began on {holder.after.start}",
            evidence={"person": holder.after.person, "source": holder.after.source},
        )
    for one in wrong_offices(evidence, day):
        until = f" to {one.term.end}" if one.term.end else ""
        held = (
            f"held it from {one.term.start}{until}"
            if one.term.person == one.person.id
            else "is not known to have held it"
        )
        finding = made(
            one.start,
            one.end,
            f"“{evidence.text[one.start : one.end]}”: {one.person.name} {held}",
            evidence={"person": one.term.person, "source": one.term.source},
        )
        yield finding if one.sure else as_note(finding)


def wrong_offices(evidence: Evidence, day: dt.date) -> Iterator[WrongOffice]:
    """Yield known persons with an office that they did not hold at the time told of."""
    for sentence, words in prose(evidence):
        for match in _TITLED.finditer(words):
            at, end = match.span()
            if _NOT_IN_IT.search(_NATION.sub("", words[max(0, at - 40) : at])):
                continue
            if _TO_BE.match(words, end):
                continue
            found = _person(match["name"], day)
            if found is None or in_quotes(evidence, sentence, sentence.start + at):
                continue
            current = _of_late(words, match)
            told_of = _TOLD_OF.search(words[max(0, at - 24) : at]) and not (
                current or _DONE_BY.search(words[:at]) or _MET_WITH.search(words[:at])
            )
            if told_of or _elsewhere(match, end, words):
                continue
            person, written = found
            offices = _offices(match["office"].casefold(), person)
            dates = within(evidence.dates, sentence.start, sentence.end)
            block = evidence.block_of(sentence)
            near = dates or within(evidence.dates, block.start, block.end)
            told_else = not dates or _LATER_LIFE.search(words) is not None
            term = _denied(person, offices, near, day, told_else)
            if term is None and (current or (not near and _quoted_now(words, match, evidence))):
                term = _denied(person, offices, [day_itself(day)], day, told_else=True)
            if term is not None:
                stop = sentence.start + match.start("name") + len(written)
                does = _DOES.match(words, end) is not None
                sure = term.person == person.id and bool(dates) and does
                yield WrongOffice(sentence.start + at, stop, person, term, sure)


_SAYS = lazy_regex(
    r"[”\"]\s(?:said|says|added)\s(?:U\.?S\.?\s|South\sKorean?\s)?(?:[A-Z][a-z]+\s)?$"
)
_TELLS = lazy_regex(r"\s(?:told|tells)\s(?:reporters|a\s(?:press|news)\s(?:conference|briefing))\b")
_TODAY = guarded_regex(r"\btoday\b|\s(?:--|–|—)\s")


_ARGUES = lazy_regex(
    r"\s(?:has\s(?:argued|said|warned|called|insisted|urged)|says|argues|warns|insists)\b"
)
_HOLDS_WITH = lazy_regex(r"\b(?:holds|meets|works|sits)\b[^.;,]{0,30}\bwith\s(?:the\s)?$")
_MET_WITH = lazy_regex(
    r"\b(?:met|talks|meeting|spoke|sat\sdown|conferred)\swith\s(?:[\w\s]{0,30}\s)?$"
)
_OF_LATE = lazy_regex(r"\s(?:recent|latest|current|upcoming|coming|forthcoming|planned)\b")
_OFTEN = lazy_regex(
    r"\b(?:[Cc]urrent|[Pp]resent|[Ss]itting|[Ii]ncumbent)\s(?:U\.?S\.?\s|South\sKorean?\s)?$"
)
_DONE_BY = lazy_regex(
    r"\b(?:suggested|said|noted|announced|stated|signed|warned|hinted|proposed|urged|chaired|hosted|led|headed|"
    r"made|issued|told|delivered|co-hosted)\sby\s(?:U\.?S\.?\s|South\sKorean?\s|Korean\s|American\s)?$"
)


def _of_late(words: str, match: re.Match[str]) -> bool:
    """Whether words say that a person is in an office now, or does something of it of late."""
    if _ARGUES.match(words, match.end()) or _HOLDS_WITH.search(words, 0, match.start()):
        return True
    behind = words[match.end("name") - 2 : match.end()]
    possessive = behind in {"’s", "'s"} and _OF_LATE.match(words, match.end()) is not None
    return possessive or _OFTEN.search(words[: match.start()]) is not None


def _quoted_now(words: str, match: re.Match[str], evidence: Evidence) -> bool:
    """Whether a person is quoted in what tells the news of its day: a release, an agency's text."""
    if _TELLS.match(words, match.end()):
        return True
    if _SAYS.search(words[: match.start()]) is None:
        return False
    article = evidence.article
    return _TODAY.search(evidence.text, article.start, article.start + _LEAD) is not None


_TOLD_OF = lazy_regex(r"\b(?:by|of|under|for|that|how|with|from|against)\s(?:the\s)?$")
_DOES = lazy_regex(  # what a person does at the time that a sentence tells
    r"(?:,[^,]{3,60},)?\s(?:said|says|met|meets|told|tells|signed|visited|announced|held|attended|spoke|will|called|"
    r"urged|warned|welcomed|arrived|left|chaired|hosted|pledged|agreed|discussed|led|opened|took)\b"
)


def _elsewhere(match: re.Match[str], end: int, words: str) -> bool:
    """Whether an ambassador is to another country, or only styled so."""
    if match["office"].casefold() != "ambassador":
        return False
    return regex(r"Korea|ROK|Seoul").search(match[0] + words[end : end + 24]) is None


def _offices(written: str, person: Entity) -> tuple[str, ...]:
    """Return the offices that are called so.

    A governor's is one that the person once held; who presides over something else has another.
    """
    own = [term.office for term in entities().terms if term.person == person.id]
    if written == "governor":
        return tuple(office for office in own if office.startswith("Governor of "))
    if written == "president" and any(office.startswith("President of ") for office in own):
        return ()
    return next(
        offices for office, offices in _OFFICES.items() if _spelt(office).fullmatch(written)
    )


@cache
def _spelt(office: str) -> re.Pattern[str]:
    """Return the pattern of an office with its spellings."""
    return re.compile(reduce(lambda told, one: told.replace(*one), _SPELT.items(), office))


def _person(name: str, day: dt.date) -> tuple[Entity, str] | None:
    words = name.split()
    for length in (3, 2):
        written = " ".join(words[:length]).removesuffix("’s").removesuffix("'s")
        named = entities().named(written, day + _HANDED_OVER) if length <= len(words) else ()
        if len(named) == 1 and named[0].kind == "person":
            return named[0], written
    return None


@cache
def _holders() -> dict[str, list[Term]]:
    """Return all terms of each office, an acting holder's among them."""
    found: dict[str, list[Term]] = {}
    for term in entities().terms:
        found.setdefault(term.office.removeprefix("Acting "), []).append(term)
    return found


def _denied(
    person: Entity,
    offices: Sequence[str],
    dates: Sequence[DateMention],
    day: dt.date,
    told_else: bool,
) -> Term | None:
    """Return the term that shows a person not to have been in an office; none if nothing does."""
    terms = [term for office in offices for term in _holders().get(office, ())]
    own = [term for term in terms if term.person == person.id]
    told = [date for date in dates if date.first and date.last]
    if any(_held(term, day, day) for term in own) or any(
        _held(term, date.first, date.last)
        for term in own
        for date in told
        if date.first and date.last
    ):
        return None
    if own and min(term.start for term in own) > day + _HANDED_OVER:
        return min(own, key=lambda term: term.start)
    if own and len(told) == 1 and told[0].granularity in _EXACT and not told_else:
        return max(own, key=lambda term: term.start)
    if own:
        news = [d for d in told if d.first and d.last and abs((day - d.first).days) <= _NEWS]
        return max(own, key=lambda term: term.start) if news and len(news) == len(told) else None
    if not any(term.covers(day) for term in entities().terms_of(person.id, day)):
        return None  # nothing is known of what the person was then
    return next((term for term in terms if term.covers(day) and _of(term) == person.country), None)


def _held(term: Term, first: dt.date, last: dt.date) -> bool:
    after = term.end is None or first <= term.end + _HANDED_OVER
    return after and term.start - _HANDED_OVER <= last


def _of(term: Term) -> str:
    """Return the country of who holds an office."""
    holder = entities().get(term.person)
    return holder.country if holder is not None else ""
