"""When a country joined, signed or ratified something, without the event's own name (RF853).

"Seoul joined the OECD in 1986", "Hanoi acceded to the WTO in 2001", "a member of the OECD since
1986", "its 1981 admission to the United Nations": the body, the country and a word for belonging
stand in one clause with one time. Any step of that country towards the body, or out of it, may be
the one that is meant, so that only a time that is none of them is told. "A member of the OECD for
three decades" counts from its joining.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import Stretch, fits, stretches
from bongsu.audit.reading.stretches import closed, day_itself
from bongsu.audit.reading.told_days import codes_in
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.references.accessions import Accession, Stage, accessions
from bongsu.evidence.dictionary import Phrases
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_BELONGS = guarded_regex(
    r"\b(?:join(?:ed|s|ing)?|acce(?:ded|des|ding|ssion)|ratif(?:ied|ies|ying|ication)|sign(?:ed|s|ing|ator(?:y|ies)|ature)|"
    r"(?:full\s|founding\s)?(?:members?|part(?:y|ies))(?:hip)?\b|membership|admi(?:tted|ssion)|enter(?:ed|ing)|entr(?:y|ance)|"
    r"belong(?:s|ed|ing)?|left|leav(?:e|ing)|withdr(?:ew|awal|awn)|quit(?:ting)?|adher(?:ed|es|ence)|subscrib(?:ed|es))\b",
    re.IGNORECASE,
)
_AHEAD = lazy_regex(
    r"\b(?:will|would|could|should|may|might|plans?|seeks?|sought|hop(?:es?|ed)|wants?|bid|appl(?:y|ied|ication|ies)|"
    r"not|never|before|until|if|unless|invit\w+|discuss\w*|consider\w*|negotiat\w+|talks|anniversary|"
    r"protocol|optional|amend\w*|council|committee|board|seat|presid\w+|chair\w*|summit|host\w*|"
    r"re-?join\w*|return\w*|first\sto|last|latest|other|others|neighbou?rs?|both|each|convention\sno)\b",
    re.IGNORECASE,
)
_TIMED = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})
_AT = lazy_regex(
    r"\b(?P<at>[Ss]ince(?:\sits\s\w+\s(?:there\s)?in)?|[Ii]n(?:\s(?:early|late|mid))?|[Oo]n|[Ff]rom)[\s-](?:the\syear\s)?$|\b(?:[Ii]ts|[Tt]he|[Tt]heir)\s$"
)
_CLAUSE = lazy_regex(
    r";\s|:\s|,\s(?:and|but|while|whereas|although|though|which|where|when|who|after|before)\s|"
    r"\s(?:but|while|whereas|although|though|when|after|before|because|that)\s"
)
_PART = lazy_regex(  # "the UN Command", "the OECD's survey", "two ILO conventions"
    r"\s(?:[A-Z]{2,6}\b|Council|Committee|Command|Secretar\w+|General|Program\w*|Framework|Summit|summit|member|Member|"
    r"Working|Government|Convention|Recommendation|Code|Mission|[Cc]onventions?\s\d|conventions|peace\w+|missions?|forces?|"
    r"programmes?|programs?|loans?|bail-?outs?|guidelines|codes?|standards|safeguards|declarations?|resolutions?)|['’](?:s\b|\s)"
)
_WITH = lazy_regex(  # "a deal with the EU", "conventions of the ILO"
    r"\b(?:with|between|under|(?:[Cc]onventions?|[Mm]issions?|forces?|guidelines|codes?|resolutions?|safeguards|standards)\s(?:of|by|at|from))"
    r"\s(?:the\s)?$"
)
_PAIRED = lazy_regex(r"\band\s(?:the\s)?$")  # "North Korea and the UN signed"
_SIGNED = lazy_regex(r"\s(?:(?:have|had|has|then|also)\s)?sign(?:ed|s)\b")
_OWN_YEAR = lazy_regex(r"(?:19|20)\d\d\s$")
_ROOM = dt.timedelta(days=31)  # by which a rite and its deposit may lie apart


class Mistold(NamedTuple):
    """A time told of a country and a body that is none of its steps, and the nearest step."""

    start: int
    end: int
    told: str
    title: str
    stage: Stage
    named: tuple[int, int]
    sure: bool


@cache
def _bodies() -> Phrases[Accession]:
    return Phrases((name, one) for one in accessions() for name in one.names)


def accessions_told(evidence: Evidence, day: dt.date | None) -> Iterator[Mistold]:
    """Yield the times of joining, signing and ratifying that the reference has otherwise.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date, optional
        The day of publication, up to which "for three decades" counts.
    """
    for sentence, words in prose(evidence):
        if _BELONGS.search(words) is None:
            continue
        cuts = [match.span() for match in _CLAUSE.finditer(words)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(words)]
        subject: frozenset[str] = frozenset()
        for start, end in zip(starts, ends, strict=True):
            clause = words[start:end]
            subject = codes_in(_without_bodies(clause)) or subject
            if _BELONGS.search(clause) and not _AHEAD.search(_CONVENTIONS.sub("", clause)):
                yield from _in_clause(evidence, sentence, (start, end), subject, day)


def _without_bodies(clause: str) -> str:
    """Return a clause without the names of bodies, in which lands and towns are named too."""
    kept, at = [], 0
    for start, end, _ in _bodies().find(clause):
        kept.append(clause[at:start])
        at = end
    return " ".join((*kept, clause[at:]))


_CONVENTIONS = lazy_regex(  # names in which a barred word stands
    r"(?:1967\s)?Protocol\sRelating|Kyoto\sProtocol|(?:and|or)\s(?:its|the)\s(?:\d{4}\s)?Protocol\b|Development\sAssistance\sCommittee"
)


def _is_partner(clause: str, start: int, end: int) -> bool:
    """Whether a body named is what a deed is done with, or owns what is joined or signed."""
    before = clause[:start]
    return bool(
        _PART.match(clause, end)
        or _WITH.search(before)
        or (_PAIRED.search(before) and _SIGNED.match(clause, end))
    )


def _in_clause(
    evidence: Evidence,
    sentence: Sentence,
    part: tuple[int, int],
    lands: frozenset[str],
    day: dt.date | None,
) -> Iterator[Mistold]:
    offset = sentence.start + part[0]
    clause = evidence.text[offset : sentence.start + part[1]]
    named = [
        (start, end, [one for one in found if one.land in lands])
        for start, end, found in _bodies().find(clause)
        if not _is_partner(clause, start, end)
    ]
    known = [one for one in named if one[2]]
    if not known or len(lands) != 1 or in_quotes(evidence, sentence, offset + known[0][0]):
        return
    belongs = [
        match
        for match in _BELONGS.finditer(clause)
        if not any(start <= match.start() < end for start, end, _ in named)
    ]
    if not belongs:
        return
    start, end, found = known[0]
    stages = [stage for _, _, ways in known for way in ways for stage in way.stages]
    span = offset + start, offset + end
    dates = [
        date
        for date in within(evidence.dates, offset, offset + len(clause))
        if not any(a <= date.start - offset < b for a, b, _ in named)
        and not _names_body(clause, date.end - offset, known)
    ]
    if len(dates) > 1:  # "ratified the Paris Agreement in 2016 and set a target for 2030"
        dates = [date for date in dates if _right_beside(clause, date.start - offset, known)]
    if len(dates) == 1:
        date = dates[0]
        if _mistold(clause[: date.start - offset], date, stages):
            sure = len({evidence.text[slice(*span)]}) == 1
            yield Mistold(
                date.start, date.end, "date", found[0].title, _nearest(stages, date), span, sure
            )
    elif not dates and day is not None:
        yield from _counted(evidence, offset, clause, found[0], span, day)


_OPENS = lazy_regex(r"\W*(?:In|On|Since)\s(?:early\s|late\s)?")
_BEHIND = lazy_regex(r",?\s(?:in|on|since)\s(?:early\s|late\s)?")


def _right_beside(clause: str, at: int, known: list[tuple[int, int, list[Accession]]]) -> bool:
    """Whether a date opens its clause, or follows the name of a body at once."""
    if _OPENS.fullmatch(clause[:at]):
        return True
    return any(_BEHIND.fullmatch(clause[end:at]) for _, end, _ in known if end <= at)


def _names_body(clause: str, end: int, known: list[tuple[int, int, list[Accession]]]) -> bool:
    """Whether a year is part of a name: "the 1951 Refugee Convention"."""
    return any(end <= start and not clause[end:start].strip(" ,UN") for start, _, _ in known)


def _mistold(before: str, date: DateMention, stages: list[Stage]) -> bool:
    if date.granularity not in _TIMED or date.relative or not _AT.search(before):
        return False
    told = closed(date)
    if told.first is None or told.last is None:
        return False
    return all(
        stage.last + _ROOM < told.first or told.last < stage.first - _ROOM for stage in stages
    ) and not any(_lies_by_year(stage, told) for stage in stages)


def _lies_by_year(stage: Stage, told: DateMention) -> bool:
    """Whether a year told alone, or a stage known by its year, is that of the other."""
    if told.first is None or told.last is None:
        return False
    years = told.granularity is Granularity.YEAR
    return years and stage.first.year <= told.last.year and told.first.year <= stage.last.year


def _nearest(stages: list[Stage], date: DateMention) -> Stage:
    first = date.first or dt.date.min
    return min(stages, key=lambda stage: abs(stage.first - first))


_FOR = lazy_regex(
    r"\bfor\s(?:(?:almost|nearly|over|more\sthan|about|some|just|only|at\sleast|around)\s){0,2}$"
)
_STANDING = frozenset({"joined", "in force", "ratified", "signed"})


def _counted(
    evidence: Evidence,
    offset: int,
    clause: str,
    known: Accession,
    span: tuple[int, int],
    day: dt.date,
) -> Iterator[Mistold]:
    """Yield "a member for three decades" where it is two."""
    steps = [stage for stage in known.stages if stage.action in _STANDING]
    for stretch in stretches(evidence.text, offset, offset + len(clause)):
        before = clause[: stretch.start - offset]
        if stretch.unit != "year" or not steps or not _FOR.search(before):
            continue
        if not any(fits(evidence, stretch, _date(stage), day_itself(day)) for stage in steps):
            yield Mistold(*_span(stretch), "length", known.title, steps[0], span, stretch.round)


def _span(stretch: Stretch) -> tuple[int, int]:
    return stretch.start, stretch.end


def _date(stage: Stage) -> DateMention:
    whole = Granularity.DAY if stage.first == stage.last else Granularity.RANGE
    return DateMention(
        start=-1, end=-1, edtf=stage.start, granularity=whole, first=stage.first, last=stage.last
    )
