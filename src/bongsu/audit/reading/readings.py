"""Figures of a text with the series of the reference that their words can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import about_korea, of_elided_part
from bongsu.audit.reading.wording import in_quotes
from bongsu.audit.references.series import Series, excluded, series, series_for
from bongsu.audit.remembering import remembered
from bongsu.evidence.dictionary import words as split
from bongsu.evidence.mentions import (
    PERCENTS,
    Claim,
    Evidence,
    Kind,
    Modality,
    Quantity,
    Role,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex

_REACH = 70  # code points before a figure in which its measure is named
_BEHIND = 45  # and behind it, up to the next one
_SCOPE = 400  # code points before a figure in which its subject is named
_MANY = 1000.0  # a bare number from here on counts heads
_BACK = 3  # sentences back from which a subject is carried on
_UNITS = {Kind.RATE: ("rate", "year"), Kind.INDEX: ("index",), Kind.COUNT: ("persons", "events")}
_CARRIES = regex(
    r"\b(?:it|that|the\s(?:figure|share|rate|number|proportion))\s(?:was|stood\sat|had\sbeen|is)\s$"
)
_PRONOUN = regex(
    r"(?:[A-Z][\w\s]{3,30}:\s)?(?:In\s\d{4},\s)?(?:it|this|(?:the|that)\s(?:figure|rate|share))\s",
    re.IGNORECASE,
)
_OTHER_SCOPE = regex(
    r"\b(?:regional|provinc\w+|city|monthly|quarter\w*|average|median|first\s(?:half|ten|nine|eleven)|"
    r"forecast\w*|project\w*|target\w*|expected|seasonally|preliminary|each|per\scapita)\b",
    re.IGNORECASE,
)


_SO_FAR = guarded_regex(r"\b(?:cumulative\w*|so\sfar)\b", re.IGNORECASE)


class Reading(NamedTuple):
    """A claim with the series that its words can mean."""

    claim: Claim
    sentence: Sentence
    series: tuple[Series, ...]
    sure: bool  # whether nothing in the whole sentence speaks of another measure or subject

    @property
    def quantity(self) -> Quantity:
        """The figure."""
        return self.claim.quantity


@remembered
def readings(evidence: Evidence) -> Iterator[Reading]:
    """Yield the levels that a text states, each with the yearly series that it may be of."""
    for told in evidence.claims:
        claim = _of_its_year(evidence, told)
        quantity = claim.quantity
        if (
            quantity.value is None
            or quantity.malformed
            or claim.role is Role.CHANGE
            or evidence.text.endswith("+", 0, quantity.start)  # "(+$62.1 billion year-on-year)"
            or claim.part == "from"
            or claim.modality is not Modality.STATED
        ):
            continue
        sentence = evidence.sentences[claim.sentence]
        if of_elided_part(evidence, quantity, sentence):
            continue
        found, sure = _named(evidence, claim, sentence)
        if found and not in_quotes(evidence, sentence, quantity.start):
            yield Reading(claim, sentence, found, sure)


_YEARS = regex(r"\b((?:19|20)\d\d)['’]s\s$")


def _of_its_year(evidence: Evidence, claim: Claim) -> Claim:
    """Return a claim as a level of the year that owns it: "from 2020's 0.84"."""
    start = claim.quantity.start
    owner = _YEARS.search(evidence.text[max(0, start - 8) : start])
    return replace(claim, period=owner[1], part="") if owner else claim


@cache
def _measures() -> tuple[str, ...]:
    """Return words in lower case of which every measure of the reference has one."""
    longest = {max(split(phrase), key=len) for one in series().values() for phrase in one.measures}
    return tuple(sorted({word.removesuffix("s").lower() for word in longest}))


def _named(evidence: Evidence, claim: Claim, sentence: Sentence) -> tuple[tuple[Series, ...], bool]:
    """Return the series whose measure stands by a figure and whose subject in its sentence."""
    quantity = claim.quantity
    near = max(sentence.start, quantity.start - _REACH)
    earlier = [q.end for q in within(evidence.quantities, near, quantity.start)]
    start = near if claim.part == "to" else max([near, *earlier])
    before = evidence.text[start : quantity.start]
    later = [q.start for q in within(evidence.quantities, quantity.end, sentence.end)]
    rest = evidence.text[quantity.end : min([sentence.end, *later])]
    behind = _CLAUSE.split(rest[:_BEHIND], maxsplit=1)[0]
    own = claim.measure if claim.measure in evidence.words(sentence) else ""
    measure = f"{before} {behind} {own}"
    first, last = max(sentence.start, quantity.start - _SCOPE), quantity.end + _SCOPE
    said = f"{evidence.text[first : quantity.end]} {behind}"
    carried = _CARRIES.search(before) is not None or _PRONOUN.match(evidence.words(sentence))
    lower = f"{measure} {claim.subject}".lower()
    born = "wom" in lower and ("child" in lower or "birth" in lower)
    if not any(word in lower for word in _measures()) and not carried and not born:
        return (), False
    if _OTHER_SCOPE.search(measure):
        return (), False
    whole_lead = evidence.text[max(sentence.start, start - _REACH) : quantity.start]
    so_far = _SO_FAR.search(whole_lead) is not None
    units = _UNITS.get(quantity.kind, (quantity.unit,))
    if quantity.kind is Kind.RATE and (quantity.value or 0.0) >= _MANY:
        units = _UNITS[Kind.COUNT]  # "the population was 51.7 million"
    if (quantity.value or 0.0) < _FEW and _BORN.search(f"{before} {quantity.noun} {behind}"):
        measure, units = f"{measure} fertility rate", ("rate",)  # "women had 0.8 children"
    told = _before(evidence, claim)
    found = _yearly(measure, said, units)
    if _OF_ALL.match(evidence.words(sentence)):
        told = []  # "the total was" is no figure of the part that the sentence before is about
    if so_far:
        found = _yearly(f"{whole_lead} {measure}", said, units)
        found = tuple(one for one in found if "cumulative" in one.measures)
        return found, bool(found)
    if not found and carried:
        near_by = told[-1] if told else evidence.article.title
        measure, said = f"{near_by} {measure}", f"{said} {' '.join(told)}"
        found = _yearly(measure, f"{said} {evidence.article.title}", units)
        if quantity.kind is not Kind.PERCENT or not _CARRIES.search(before):
            return (found, False) if len(found) == 1 else ((), False)
    elif not found and not _OTHERS.search(said):
        rest = evidence.text[quantity.end : min(last, sentence.end)]
        around = f"{rest} {claim.subject} {' '.join(told)} {evidence.article.title}"
        found = _yearly(f"{measure} {claim.subject}", f"{said} {around}", units)
        return (found, False) if len(found) == 1 else ((), False)
    clause = _CLAUSE.split(evidence.text[quantity.end : sentence.end], maxsplit=1)[0]
    found = tuple(one for one in found if not excluded(one, clause))
    whole = evidence.text[first : min(last, sentence.end)] if found else ""
    kept = {one.id for unit in units for one in series_for(measure, f"{said} {whole}", unit)}
    return found, all(one.id in kept for one in found)


_CLAUSE = regex(r"[,;:.—]")
_FEW = 3.0  # children that a woman has, and not those of a country
_BORN = lazy_regex(
    r"\bwom[ae]n\b[^.]*\b(?:children|births|babies)\b|\b(?:births|children|babies)\s(?:per|a)\swoman"
)
_OF_ALL = regex(r"(?:In\s\d{4},\s)?(?:the\s)?(?:overall\s|grand\s)?total\b", re.IGNORECASE)
_OTHERS = regex(  # another subject than that of the text; a measure's acronym is none
    r"\b(?!(?:GDP|GNI|CPI|FDI|ODA|USD|KRW|KOSPI|NPS|TFR|SMA|USFK|BOK)\b)[A-Z]{2,}\b|"
    r"\b[A-Z][a-z]+(?:['’]s|an|ese|ish|i)\b"
)


def _before(evidence: Evidence, claim: Claim) -> list[str]:
    """Return the sentences before a claim's own in its paragraph, the nearest last."""
    block = evidence.sentences[claim.sentence].block
    return [
        evidence.words(one)[:_SCOPE]
        for one in evidence.sentences[max(0, claim.sentence - _BACK) : claim.sentence]
        if one.block == block
    ]


def _yearly(measure: str, said: str, units: tuple[str, ...]) -> tuple[Series, ...]:
    return tuple(
        one
        for unit in units
        for one in series_for(measure, said, unit)
        if one.kind != "projection"
        and (one.frequency == "year" or (one.frequency, one.kind) == ("once", "count"))
    )


_GROWTH = lazy_regex(
    r"\b(?:(?P<of>econom(?:y|ies)|(?:real\s)?GDP|gross\sdomestic\sproduct|[Cc]onsumer\sprices?)\s"
    r"(?:(?:of|in)\s(?:South\s)?Korea\s)?(?:\w+ly\s)?"
    r"(?P<verb>grew|expanded|rose|increased|climbed|contracted|shrank|fell)\s(?:by\s)?|"
    r"(?:^|economic\s|GDP\s|With\s|[’']s\s)(?P<noun>[Gg]rowth)\s(?:in\s(?:South\s)?Korea\s)?"
    r"(?:(?:slowed|picked\sup|accelerated|fell|rose|came)\sto\s|(?:of|was|reached)\s))"
    r"(?:only\s|just\s|about\s|a\smere\s)?$"
)
_OF_ANOTHER = lazy_regex(
    r"\b(?:quarter\w*|month\w*|half|earlier|nominal|forecast\w*|project\w*|expect\w*|estimat\w*|average|"
    r"annualized|since|between|over|per\scapita|North|digital|platform|if|would|could|core|first|second)\b"
)
_KOREAN = lazy_regex(r"\b(?:South\s)?Korea(?:n|['’]s)?\b")


def growth_readings(evidence: Evidence) -> Iterator[Reading]:
    """Yield "Korea's economy grew 1.4 percent" and the like, where a change is the level."""
    for claim in evidence.claims:
        quantity = claim.quantity
        if quantity.kind not in PERCENTS or quantity.value is None:
            continue
        sentence = evidence.sentences[claim.sentence]
        words = evidence.words(sentence)
        match = _GROWTH.search(words[: quantity.start - sentence.start][-_REACH:])
        behind = words.find(", ", quantity.end - sentence.start)  # "the fastest since 1998"
        if match is None or _OF_ANOTHER.search(words[: behind if behind > 0 else len(words)]):
            continue
        korean = _KOREAN.search(words) is not None
        if in_quotes(evidence, sentence, quantity.start):
            continue
        if not korean and not (match["of"] and _at_home(evidence, sentence)):
            continue
        named = (
            "korea-cpi-inflation"
            if (match["of"] or "").lower().startswith("c")
            else "korea-gdp-growth"
        )
        if match["noun"] and not _ECONOMY.search(words):
            continue
        sign = -1 if match["verb"] in _DOWN else 1  # what shrank by 0.7 percent grew by -0.7
        level = replace(claim, quantity=replace(quantity, value=sign * quantity.value))
        yield Reading(level, sentence, (series()[named],), korean)


_AROUND = 600  # code points before a sentence in which another economy would be named
_ABROAD = lazy_regex(
    r"\b(?:United\sStates|U\.?S\.?|America\w*|Japan\w*|Tokyo|Chin(?:a|ese)|Beijing|euro\s(?:area|zone)|eurozone|Europe\w*|"
    r"German\w*|Brit\w+|U\.?K\.?|Fed(?:eral)?|global\w*|world\w*|foreign|abroad|other\s\w+|North|Taiwan\w*|India\w*|"
    r"Vietnam\w*|France|French|Ital\w+|Turk\w+|Argentin\w+|Russia\w*|Brazil\w*)\b"
)


def _at_home(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether an article is of Korea, and no other economy is named near a sentence."""
    first = max(evidence.article.start, sentence.start - _AROUND)
    near = f"{evidence.article.title} {evidence.text[first : sentence.end]}"
    return about_korea(evidence) and _ABROAD.search(near) is None


_DOWN = frozenset({"contracted", "shrank", "fell"})
_ECONOMY = lazy_regex(r"\b[Ee]conom\w+|\bGDP\b|\bgrowth\sin\s(?:South\s)?Korea\b|^[Gg]rowth\sin\b")
