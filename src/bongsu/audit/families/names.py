"""Names that are written in two ways, or nearly like a known one (NA)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import table
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.structure.misspelt import misspelt_names, misspelt_words, renamed_companies
from bongsu.audit.structure.names_in_titles import respelt_names
from bongsu.audit.structure.names_of_one import names_of_one
from bongsu.audit.structure.names_written import WORD, candidates, written_names
from bongsu.audit.structure.near_names import NO_LETTER, SHORTEST, near_known, rehyphened
from bongsu.audit.structure.romanised import Name, misspelt_people, respelt_in_short
from bongsu.audit.structure.surnames import misspelt_families, misspelt_surnames
from bongsu.audit.structure.twin_names import twin_names
from bongsu.audit.telling import related_part
from bongsu.evidence.entities import Entities, Entity, entities, one_edit
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_JOINED = regex(  # "LaCamera", which is also "La Camera"
    r"\b(?:La|Le|Mc|Mac|De|Del|Di|Du|Da|Van|Von|Fitz|El|Al|O)[A-Z][a-z]+\b"
)
_BEGINNINGS = frozenset({"And", "The", "In", "On", "But", "For", "At", "With"})


@RULES.add("NA902", "variants-of-a-name", Severity.NOTE)
def variants_of_a_name(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """One name is spelt in two ways in one text."""
    groups: dict[str, dict[str, list[Name]]] = {}
    names = written_names(evidence)
    keyed: dict[str, list[tuple[str, Name]]] = {}  # a name's parts, each by its letters
    for name in names:
        parts = keyed.get(name.written)
        if parts is None:
            parts = keyed[name.written] = list(_keyed(name.written))
        for key, part in parts:
            place = Name(name.start + part.start, name.start + part.end, part.written)
            groups.setdefault(key, {}).setdefault(part.written, []).append(place)
    for spellings in groups.values():
        if len(spellings) < 2:
            continue
        usual = max(spellings, key=lambda written: (len(spellings[written]), _weight(written)))
        for written, places in sorted(spellings.items()):
            if written != usual and _differs(written, usual):
                yield _variant(evidence, places[0], spellings[usual][0], usual)
    yield from _turned_people(evidence, context, names)
    told: set[int] = set()
    for seldom, other in (
        *misspelt_people(evidence.text, names),
        *respelt_in_short(names),
        *misspelt_words(evidence.text, names),
        *misspelt_names(evidence.text, names),
        *renamed_companies(evidence.text, names),
        *misspelt_surnames(evidence.text, names),
        *misspelt_families(names),
        *respelt_names(evidence, names),
        *twin_names(evidence.text, names),
        *names_of_one(evidence, names),
    ):
        if told.isdisjoint(range(seldom.start, seldom.end)):
            told.update(range(seldom.start, seldom.end), range(other.start, other.end))
            yield _variant(evidence, seldom, other, other.written)


def _keyed(written: str) -> Iterator[tuple[str, Name]]:
    for part in _parts(written):
        key = NO_LETTER.sub("", part.written).casefold()
        if len(key) >= SHORTEST:
            yield key, part


def _parts(written: str) -> Iterator[Name]:
    """Yield a name, and the rows of its words by which it may stand alone elsewhere."""
    yield Name(0, len(written), written)
    words = list(WORD.finditer(written))
    for joined in _JOINED.finditer(written) if len(words) > 1 else ():
        yield Name(joined.start(), joined.end(), joined[0])
    if len(words) > 2:
        rest = words[1].start()  # the first may only begin the sentence
        if len(words) > 3 and not words[1][0].islower():
            yield Name(rest, len(written), written[rest:])
        for first, last in pairwise(words):
            if first[0].islower() or not last[0][0].isalnum() or last[0].islower():
                continue
            if first[0] in _BEGINNINGS:
                continue
            yield Name(first.start(), last.end(), written[first.start() : last.end()])


def _weight(written: str) -> tuple[int, str]:
    return sum(char.isupper() for char in written), written


def _differs(written: str, usual: str) -> bool:
    """Whether two spellings differ in more than dots, plural, and a hyphen before a participle."""
    if _bare(written) == _bare(usual):
        return False
    if written.isupper() or usual.isupper():
        if " " not in written + usual and "-" not in written + usual:
            return len(written) >= SHORTEST and not written.islower()
        return written.replace("-", " ").casefold() != usual.replace("-", " ").casefold()
    hyphened = written if "-" in written else usual
    last = regex(r"[-\s]").split(hyphened)[-1]
    return not (last[:1].islower() and last.casefold() in table("names")["joints"])


def _bare(written: str) -> str:
    """Return a name without its dots and what only joins it to the words before."""
    return written.replace(".", "").removeprefix("& ").removeprefix("the ").removeprefix("The ")


def _variant(evidence: Evidence, place: Name, usual: Name, written: str) -> Finding:
    return RULES["NA902"].finding_at(
        evidence.document,
        place,
        f"“{place.written}” is written “{written}” elsewhere in this text",
        related=[related_part(evidence, usual, "elsewhere")],
    )


def _turned_people(
    evidence: Evidence, context: Context, names: Sequence[Name]
) -> Iterator[Finding]:
    """Yield a known person whose family name stands last, where others' stand first."""
    day = context.day(evidence)
    known = entities()
    people: list[tuple[Name, Entity]] = []
    authors = {author.casefold() for author in evidence.article.authors}
    told: dict[str, tuple[Name, Entity] | None] = {}
    for name in names:
        if name.written not in told:
            told[name.written] = _person(name.written, known, day)
        found = told[name.written]
        if found is not None:
            part, person = found
            people.append(
                (Name(name.start + part.start, name.start + part.end, part.written), person)
            )
    order = Counter(_family_first(name.written, person) for name, person in people)
    if order[True] < 2 or order[False] == 0 or order[False] * 2 >= order[True]:
        return
    model = next(name for name, person in people if _family_first(name.written, person))
    for name, person in people:
        if _family_first(name.written, person) is False and name.written.casefold() not in authors:
            yield RULES["NA902"].finding_at(
                evidence.document,
                name,
                f"“{name.written}” has the family name last, other Korean names of this text first",
                related=[related_part(evidence, model, "family name first")],
                evidence={"entity": person.id},
            )


def _person(written: str, known: Entities, day: dt.date | None) -> tuple[Name, Entity] | None:
    """Return the part of a name that is one known Korean, and the person."""
    for part, length in candidates(written):
        if not 2 <= length <= 3:
            continue
        persons = [
            one
            for one in known.named(part.written, day)
            if one.kind == "person" and one.country in {"KR", "KP"}
        ]
        if len(persons) == 1:
            return part, persons[0]
    return None


def _family_first(written: str, person: Entity) -> bool | None:
    """Whether a person is written family name first; none if only one name stands."""
    words = regex(r"[\s]+").split(written)
    family = person.name.split()[0].casefold()
    if len(words) < 2:
        return None
    if words[0].casefold() == family:
        return True
    return False if words[-1].casefold() == family else None


@RULES.add("NA903", "near-a-known-name", Severity.NOTE, needs=Needs.ENTITIES)
def near_a_known_name(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A name is not in the entity list, but one letter from one that is."""
    day = context.day(evidence)
    known = entities()
    told: set[str] = set()
    whole: set[str] = set()  # names with all their parts
    for name in (*written_names(evidence), *_ministries(evidence)):
        if name.written in whole:
            continue
        taken: set[int] = set()  # where known names of two words and more stand
        for part, length in candidates(name.written):
            if part.start in taken:
                continue  # "Korea Fair" of the Korea Fair Trade Commission
            if length > 1 and known.named(part.written, day):
                taken.update(range(part.start, part.end))
            if part.written in told:
                continue
            told.add(part.written)
            place = Name(name.start + part.start, name.start + part.end, part.written)
            bearers = known.named(part.written, day)
            if bearers:
                yield from rehyphened(evidence, place, bearers)
                continue
            finding = near_known(evidence, place, known, day)
            if finding is not None:
                yield finding
                break
        else:
            whole.add(name.written)
            yield from _titled(evidence, name, known, day)


_TITLED = regex(
    r"(?:(?:Prime|Deputy|Vice|Foreign|Defense|Finance|Trade|Unification|Interior|Chief)\s)*"
    r"(?:Mr|Ms|Mrs|Dr|Gen|Adm|Sen|Rep|Gov|President|Minister|Premier|Chancellor|Secretary|General|"
    r"Admiral|Ambassador|Governor|Chairman|Chairwoman|Chair|Senator|Representative|Commissioner|"
    r"Director|Justice)\.?\s(?P<family>[A-Z][a-z]{5,})(?=\s[^A-Z]|$)"
)


def _titled(
    evidence: Evidence, name: Name, known: Entities, day: dt.date | None
) -> Iterator[Finding]:
    """Yield a family name behind a title that is one letter from that of a known office-holder."""
    found = _TITLED.search(name.written) if " " in name.written else None
    if found is None:
        return
    family = found["family"].casefold()
    families = _families()
    near = [one for one in families if one_edit(family, one)] if family not in families else []
    bearers = [e for one in near for e in families[one] if _lately(known, e, day)]
    if len({entity.id for entity in bearers}) != 1 or evidence.text.count(found["family"]) > 1:
        return  # whom a text names again and again it means to name
    start = name.start + found.start("family")
    yield RULES["NA903"].finding(
        evidence.document,
        start,
        start + len(family),
        f"“{found['family']}” is no known name, “{bearers[0].name}” is",
        evidence={"entity": bearers[0].id, "name": bearers[0].name, "source": bearers[0].source},
    )


_LATELY = dt.timedelta(days=5 * 365)  # after an office in which a text still has its holder in mind


def _lately(known: Entities, person: Entity, day: dt.date | None) -> bool:
    """Whether a person was in an office on a day, or had left it not long before."""
    if day is None:
        return known.get(person.id) is not None
    return any(
        term.end is None or day <= term.end + _LATELY for term in known.terms_of(person.id, day)
    )


_FAMILY_FIRST = frozenset({"KR", "KP", "CN", "TW", "VN"})  # as names of the list are written


@lru_cache(maxsize=1)
def _families() -> dict[str, list[Entity]]:
    """Return the long family names of those who held an office, with who bears them."""
    known = entities()
    found: dict[str, list[Entity]] = {}
    for person in {term.person for term in known.terms}:
        entity = known.get(person)
        if entity is not None:
            place = 0 if entity.country in _FAMILY_FIRST else -1
            for word in {name.split()[place] for name in (entity.name, *entity.aliases)}:
                if len(word) > SHORTEST:
                    found.setdefault(word.casefold(), []).append(entity)
    return found


_LISTED = guarded_regex(
    r"\b(?:Ministry|Minister|Department)\s(?:of|for)\s[A-Z]\w+(?:,\s[A-Z]\w+){1,3},?\sand\s[A-Z]\w+"
)


def _ministries(evidence: Evidence) -> Iterator[Name]:
    """Yield the names of ministries that list what they are for, with their commas."""
    for block in evidence.article.blocks:
        for found in _LISTED.finditer(evidence.words(block)):
            yield Name(block.start + found.start(), block.start + found.end(), found[0])
