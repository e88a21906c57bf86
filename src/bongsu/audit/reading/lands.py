"""Whether a sentence speaks of other countries than South Korea.

Of a government or a central bank that is only called so, the place tells whose it is: "Ankara's
central bank", "the government in Jakarta", "In Wellington the central bank". No list has all places
of the world; one that is none of Korea's is abroad.
"""

from __future__ import annotations

from functools import lru_cache

from bongsu.audit.reading.wording import table
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

ABROAD = lazy_regex(
    r"\b(?:United States|U\.?S\.?|America\w*|Japan\w*|Tokyo|Chin(?:a|ese)|Beijing|euro area|"
    r"Europe\w*|"
    r"German\w*|Brit\w+|U\.?K\.?|global\w*|world\w*|North|Pyongyang|Taiwan\w*|India\w*|Vietnam\w*|"
    r"France|French|Ital\w+|Russia\w*|Brazil\w*|ASEAN|OECD|countries)\b"
)
_NAMED = lazy_regex(
    r"\b(?:(?:Russia|Taiwan|India|Vietnam|German|Brazil|Indonesia|Turk|Canad|Mexic|Austral|Ukrain|"
    r"Japan|Chin|Brit|Iran|Israel|Ital|Pol(?=and|ish))[a-z]*|France|French|"
    r"(?<=in\s)(?:America|the\sUnited\sStates|the\sU\.S(?=\.)))\b"
)
_OWN = lazy_regex(r"\b(?:South Korea|Korea(?:n|ns)?|Seoul|ROK|Republic of Korea)\b")
_ROOT = 4  # letters that a country and its adjective share


def of_other_land(words: str, title: str) -> bool:
    """Whether a sentence names a country that a measure is not of, and South Korea not at all.

    Examples
    --------
    >>> of_other_land("Russia made up the drop in imports.", "Imports of South Korea")
    True
    >>> of_other_land("Chinese orders fell.", "Exports of South Korea to China")
    False
    """
    if _OWN.search(words):
        return False
    return any(found[0][:_ROOT] not in title for found in _NAMED.finditer(words))


_HOUSE = r"(?:[a-z]+\s){0,2}?(?:government|central\sbank|(?:finance\s)?ministry|treasury|cabinet)"
_PLACE = r"(?P<{0}>[A-Z][\w-]+(?:\s[A-Z][a-z]+){{0,2}})"
_SEAT = lazy_regex(
    rf"{_PLACE.format('owner')}[’']s?\s{_HOUSE}\b|"
    rf"\b(?:government|central\sbank|ministry|treasury|cabinet|Bank|Authority)\s(?:in|of|at)\s"
    rf"{_PLACE.format('of')}|"
    rf"^\W*(?:In|From|At)\s{_PLACE.format('opens')}(?:,|\s(?:the|a|came|its)\b)"
)
_WITHIN = lazy_regex(rf"\b(?:in|from)\s{_PLACE.format('place')}")
_NO_PLACE = lazy_regex(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Korea\w*|South\sKorea\w*|The|It|"
    r"President|Prime|Minister|Governor|Mr|Ms|Q\d|Settlements|Ministry|Parliament|Assembly|"
    r"National|Cabinet|Budget|Article|Table|Chart|Figure|Box|Annex|Chapter|Section|Part)\b"
)
_MENTIONS_HOUSE = lazy_regex(rf"\b{_HOUSE}\b|\bReserve\sBank\b|\bMonetary\sAuthority\b")
_BACK = 3  # sentences of a paragraph in which the place may stand


def seat_abroad(evidence: Evidence, index: int) -> str:
    """Return the foreign place whose government or central bank a sentence tells of, "" for none.

    Parameters
    ----------
    evidence : Evidence
        An article.
    index : int
        Which of its sentences.
    """
    block = evidence.sentences[index].block
    for sentence in reversed(evidence.sentences[max(0, index - _BACK) : index + 1]):
        if sentence.block != block:
            return ""
        words = evidence.words(sentence)
        if _OWN.search(words) or _PROPER.search(words):
            return ""
        if (seat := _seat(words)) and _MENTIONS_HOUSE.search(words):
            return seat
    return ""


_PROPER = lazy_regex(r"\b(?:BO[Kk]|KDI|IMF|International Monetary Fund|OECD|World Bank)\b")


@lru_cache(maxsize=1 << 10)
def _seat(words: str) -> str:
    for found in _SEAT.finditer(words):
        name = found["owner"] or found["of"] or found["opens"]
        if not _NO_PLACE.match(name) and not _of_korea(name):
            return name
    for found in _WITHIN.finditer(words):
        known = [one for one in entities().named(found["place"]) if one.kind == "place"]
        if known and not any(one.country in _KOREAS for one in known):
            return found["place"]
    return ""


_KOREAS = frozenset({"KR", "KP"})


def _of_korea(name: str) -> bool:
    """Whether a name is a place in Korea, or may be that of a Korean: "Yoon's government"."""
    first = name.split(maxsplit=1)[0]
    if first in table("names")["families"]:
        return True
    parts = (name, first, name.rsplit(maxsplit=1)[-1])
    known = [one for part in parts for one in entities().named(part)]
    return any(one.country in _KOREAS for one in known)
