"""Names that are a letter off one of the entity list (NA903)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import reduce

from bongsu.audit.findings import Finding
from bongsu.audit.rules import RULES
from bongsu.audit.structure.misspelt import no_slips, plain_words
from bongsu.audit.structure.romanised import Name, in_one_sentence
from bongsu.evidence.entities import Entities, Entity
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

SHORTEST = 5  # letters of a name whose spellings are compared
_SHORTEST_NEAR = 7  # letters of a name that is compared with the entity list
_SHORTEST_PERSON = 9
NO_LETTER = regex(r"[\W_]+")


def near_known(
    evidence: Evidence, part: Name, known: Entities, day: dt.date | None
) -> Finding | None:
    """Return what is to say of an unknown name, if it is close to a known one."""
    if part.written.isupper() or not _long_enough(part.written):
        return None
    for entity, written in known.near(part.written, day):
        if entity.kind == "person" and _beside_it(evidence.text, part, written):
            continue
        if _comparable(part.written, written, entity, evidence.text):
            return RULES["NA903"].finding_at(
                evidence.document,
                part,
                f"“{part.written}” is no known name, “{written}” is",
                evidence={"entity": entity.id, "name": written, "source": entity.source},
            )
    return None


def _beside_it(text: str, part: Name, known: str) -> bool:
    """Whether one sentence names a known person, and another of nearly that name."""
    found = regex(rf"\b{re.escape(known)}\b").finditer(text)
    return in_one_sentence(text, [part], [Name(one.start(), one.end(), known) for one in found])


def rehyphened(evidence: Evidence, part: Name, found: Sequence[Entity]) -> Iterator[Finding]:
    """Yield a known organisation whose hyphen was written as a blank, or the other way round."""
    if len(found) != 1 or found[0].kind in {"person", "place"} or " " not in part.written:
        return
    spellings = [name for name in found[0].names if _unhyphened(name) == _unhyphened(part.written)]
    if not spellings or any(name.casefold() == part.written.casefold() for name in spellings):
        return
    if not any("-" in name for name in spellings):
        return
    yield RULES["NA903"].finding_at(
        evidence.document,
        part,
        f"“{part.written}” is written “{spellings[0]}”",
        evidence={"entity": found[0].id, "name": spellings[0], "source": found[0].source},
    )


def _unhyphened(name: str) -> str:
    return name.replace("-", " ").casefold()


def _long_enough(written: str) -> bool:
    return len(written) >= _SHORTEST_NEAR or "-" in written or any(c.isdigit() for c in written)


def _comparable(written: str, known: str, entity: Entity, text: str) -> bool:
    """Whether two names are long enough, and the new one no other form or plain word."""
    new, old = (NO_LETTER.sub("", one).casefold() for one in (written, known))
    if any(char.isdigit() for char in known):
        return len(new) >= SHORTEST and new[:2] == old[:2] and " " not in written
    if len(old) < _SHORTEST_NEAR or len(new) < _SHORTEST_NEAR:
        return False
    plain = new in no_slips() or not {new, old}.isdisjoint(plain_words(text))
    if plain or {new, old} & _forms(new, old):
        return False
    apart = (len(one.split()) for one in (written, known))
    parted = (len(_unhyphened(one).split()) for one in (written, known))
    if len({*apart}) == len({*parted}) == 2 or written.upper() == written:
        return False
    if new[0] != old[0] or _nation(written) == _nation(known):
        return False  # "Korea's Assembly" for "Korean Assembly" is no slip
    if any(
        one == f"{other}s" or (one.isupper() and other.isupper())
        for one, other in zip(written.split(), known.split(), strict=False)
        if one != other
    ):
        return False  # "Departments of Justice", "UK Supreme Court"
    if _as_american(written) == known.casefold():
        return False
    if " " in written:
        return entity.kind != "person" or len(old) >= _SHORTEST_PERSON
    if entity.kind == "place":  # of the world's places too many are one letter apart
        turned = len(new) == len(old) and sorted(new) == sorted(old)
        return entity.country in {"KR", "KP"} and (turned or len(old) > _SHORTEST_NEAR)
    return entity.kind != "person" and len(old) > _SHORTEST_NEAR


_BRITISH = (
    ("isation", "ization"), ("defence", "defense"), ("labour", "labor"), ("centre", "center")
)  # fmt: skip


def _as_american(written: str) -> str:
    """Return a name in the spelling of the United States, in small letters."""
    return reduce(lambda told, pair: told.replace(*pair), _BRITISH, written.casefold())


_POSSESSIVE = lazy_regex(r"['’]s(?=\s)|(?<=[a-z]a)n(?=\s)")


def _nation(written: str) -> str:
    """Return a name with "Korea's" and "Korean" as the bare country."""
    return _POSSESSIVE.sub("", written).casefold()


def _forms(new: str, old: str) -> frozenset[str]:
    """Return the names if one is a plural, an adjective or an initial more than the other."""
    short, long = sorted((new, old), key=len)
    if len(long) - len(short) == 1 and (long.startswith(short) or long.endswith(short)):
        return frozenset({new, old}) if long[-1] in "sn" or long.endswith(short) else frozenset()
    return frozenset()
