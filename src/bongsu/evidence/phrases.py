"""Names and noun phrases in a sentence, without a model: by capitals, verbs and small words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from bongsu.evidence.documents import Article, BlockKind
from bongsu.evidence.mentions import Sentence
from bongsu.evidence.quantity_words import any_of, words
from bongsu.evidence.word_tables import tables
from bongsu.patterns import regex

_CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w&’'.-]{0,60}\w|[A-Z]\.(?=[ \n][A-Z])|[A-Z])"
_NAME = regex(
    rf"(?=[A-Z]){_CAPITAL}(?:[ \n](?:(?:of|for|de|van|von)[ \n](?:the[ \n])?)?{_CAPITAL})*"
)
_LONGEST = 8  # words of a name; more capitals in a row are a headline within the text
_POSSESSIVE = regex(r"[’']s?\Z")
_LEAD = regex(
    r"(?:In|On|At|By|During|After|Before|Since|According to|As of|For|With|Under|From|Among"
    r"|Following"
    r"|Despite|Of|Amid|Over|Within|Until|Between|While|As|Should|If|Although|Though|Meanwhile"
    r"|However"
    r"|Concurrently|Specifically|Additionally|Moreover|Nevertheless)\b[^,]{0,160},[ \n]"
)


_CLAUSE = (
    r"[;:—–()]|,[ \n](?:and|but|while|with|which|whereas|though|although|or|by[ \n]comparison)\b"
    r"|[ \n](?:while|whereas|but|that)[ \n]|,[ \n]"
)
# People in some titles, in others the adjective of what is measured.
_NO_PEOPLE = frozenset({"employed", "unemployed", "elderly", "dead", "insured"})


class ClaimWords(NamedTuple):
    """The tables of `claims.toml`, ready to match."""

    verbs: frozenset[str]
    clause: re.Pattern[str]  # what parts one clause from the next
    up: frozenset[str]
    down: frozenset[str]
    expected: re.Pattern[str]
    target: re.Pattern[str]
    conditional: re.Pattern[str]
    attributed: re.Pattern[str]
    says: frozenset[str]
    anaphora: frozenset[str]
    not_subject: frozenset[str]
    demonyms: Mapping[str, str]
    place: re.Pattern[str]
    measures: frozenset[str]
    national: frozenset[str]  # measures that a country has
    adjectives: frozenset[str]
    aliases: Mapping[str, str]  # by every name and adjective of a place, its usual name
    any_place: re.Pattern[str]


@cache
def claim_words() -> ClaimWords:
    """Return the words that bind figures to what they measure."""
    found: Mapping[str, Mapping[str, Any]] = tables("claims")
    verbs, modality = found["verbs"], found["modality"]
    says = any_of(found["attribution"]["says"])
    who = (
        r"(?:[Tt]he[ \n])?(?P<{}>(?<!\w)[A-Z][\w&’'.-]{{0,40}}"
        r"(?:[ \n](?:of|for|and|the|[A-Z])[\w&’'.-]{{0,40}}){{0,8}})"
    )
    places = found["places"]["words"]
    aliases = {**dict(zip(places, places, strict=True)), **found["demonyms"], **found["aliases"]}
    return ClaimWords(
        aliases={name: str(usual) for name, usual in aliases.items()},
        any_place=regex(rf"(?<!\w)(?:{any_of(aliases)})(?!\w)"),
        verbs=frozenset(word for some in verbs.values() for word in some),
        clause=regex(_CLAUSE + rf"|[ \n](?:{says})[ \n](?:that[ \n])?"),
        up=frozenset(verbs["up"]),
        down=frozenset(verbs["down"]),
        expected=_words(modality["expected"]),
        target=_words(modality["target"]),
        conditional=_words(modality["conditional"]),
        attributed=regex(
            rf"\b[Aa]ccording[ \n]to[ \n]{who.format('by')}"
            rf"|{who.format('of')}[ \n](?:(?:has|have|had|also|previously"
            rf"|recently)[ \n])?(?:{says})\b"
        ),
        says=frozenset(found["attribution"]["says"]),
        anaphora=frozenset(found["anaphora"]["words"]),
        not_subject=frozenset(found["not_subject"]["words"]),
        place=regex(  # a U.S. dollar speaks of money, not of its country
            rf"(?<![\w])(?:{any_of(found['places']['words'])})(?![\w]|[ \n]dollars?\b)"
        ),
        measures=frozenset(found["measures"]["words"]),
        national=frozenset(found["national"]["words"]),
        adjectives=frozenset(found["adjectives"]["words"]),
        demonyms={adjective: str(place) for adjective, place in found["demonyms"].items()},
    )


def _words(some: list[str]) -> re.Pattern[str]:
    return regex(rf"\b(?:{any_of(some)})\b", re.IGNORECASE)


def place(name: str) -> str:
    """Return the place that an adjective or an abbreviation stands for, else the name itself."""
    return claim_words().demonyms.get(name, name)


def with_owner(subject: str, country: str) -> str:
    """Return a subject with the country of its figure, unless it names that itself.

    Parameters
    ----------
    subject : str
        The noun phrase that a figure is said of.
    country : str
        The one that the text is about, of which a figure is that is said to be no other's.

    Examples
    --------
    >>> with_owner("exports", "South Korea"), with_owner("exports of South Korea", "Japan")
    ('exports; South Korea', 'exports of South Korea')
    >>> with_owner("ROK", "Japan"), with_owner("North Koreans", "Japan")
    ('ROK; South Korea', 'North Koreans; North Korea')
    """
    known = claim_words()
    told = [known.aliases[match[0]] for match in known.any_place.finditer(subject)]
    owners = told or [known.aliases[name] for name in (country,) if name in known.aliases]
    missing = [
        owner
        for owner in dict.fromkeys(owners)
        if re.search(rf"(?<!\w){re.escape(owner)}(?!\w)", subject) is None
    ]
    return "; ".join([*([subject] if subject else []), *missing])


Name: TypeAlias = tuple[int, int, str]  # where a name begins and ends, and its words


class Names:
    """The proper names of an article; a capital that only begins a sentence makes none."""

    def __init__(self, text: str, article: Article, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._starts = {sentence.start for sentence in sentences}
        self._known: frozenset[str] = frozenset()
        prose = [
            sentence
            for sentence in sentences
            if article.blocks[sentence.block].kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        ]
        counts: Counter[str] = Counter()
        for sentence in prose:
            for first, _, name in self.within(sentence.start, sentence.end, sure=True):
                if first not in self._starts:
                    counts[name] += 1
        self._known = frozenset(counts)
        placed = Counter(claim_words().place.findall(text, article.start, article.end))
        people = _people(article.title)
        self.topic = people or place(self._topic(article, counts, placed))
        known = set(claim_words().demonyms.values()) | {place(name) for name in placed}
        self.country = self.topic
        if not people and self.topic not in known:
            self.country = place(max(placed, key=lambda name: (placed[name], name), default=""))
        self.home = _home(text, article)

    def _topic(self, article: Article, counts: Counter[str], placed: Counter[str]) -> str:
        """Return the name of the title that is used most; without one, the place used most."""
        lower = article.title.casefold()
        titled = [name for name in counts if _stands_in(name.casefold(), lower)]
        if titled:
            return max(titled, key=lambda name: (counts[name], len(name), name))
        some = placed or counts
        return max(some, key=lambda name: (some[name], len(name), name), default="")

    def within(self, start: int, end: int, *, sure: bool = False) -> list[Name]:
        """Return the names in a stretch: where each begins and ends, and its words.

        Parameters
        ----------
        start, end : int
            The stretch.
        sure : bool
            Whether single words at the start of a sentence are passed over without looking.
        """
        others = claim_words().not_subject
        found: list[Name] = []
        for match in _NAME.finditer(self._text, start, end):
            first, last = match.span()
            kept = regex(r"[ \n]").split(match[0])
            while kept and kept[0].rstrip(".") in others and kept[1:2] != ["of"]:
                first += len(kept[0]) + 1
                kept = kept[1:]
            if (
                not 0 < len(kept) <= _LONGEST
                or kept[0].islower()
                or all(word in others for word in kept)
                or _DOLLAR_BEHIND.match(self._text, last)
            ):
                continue
            name = _POSSESSIVE.sub("", " ".join(kept))
            opens = match.start() in self._starts and first == match.start()
            doubtful = opens and len(kept) == 1 and (sure or name not in self._known)
            if doubtful and not is_place(name):
                continue
            found.append((first, last, name))
        return found


_HOME_MONEY = {  # by the words for it, who counts in a currency that is not used abroad
    "South Korea": regex(r"\b(?:KRW|won|WON)\b"),
    "Japan": regex(r"\b(?:JPY|yen)\b"),
    "China": regex(r"\b(?:CNY|RMB|yuan|renminbi)\b"),
}
_DOLLAR_BEHIND = regex(r"[ \n]dollars?\b")
_DOLLARS = regex(r"\b(?:U\.S\.|US)[ \n]dollars?\b|\bUS\$")


def _home(text: str, article: Article) -> str:
    """Return the country that an article is about: of its title, else the one it names most.

    Where it names none, its money tells it.
    """
    known = claim_words()
    titled = known.any_place.search(article.title)
    if titled is not None:
        return known.aliases[titled[0]]
    body = _DOLLARS.sub("", text[article.start : article.end])
    named = Counter(known.aliases[name] for name in known.any_place.findall(body))
    if named:
        return max(named, key=lambda name: (named[name], name))
    spent = Counter({who: len(money.findall(body)) for who, money in _HOME_MONEY.items()})
    who, times = spent.most_common(1)[0]
    return who if times else ""


def is_place(name: str) -> bool:
    """Whether a name is one of a place or of its people."""
    known = claim_words()
    return name in known.demonyms or known.place.fullmatch(name) is not None


def leads(text: str, start: int, end: int) -> list[int]:
    """Return where each of the leads of a sentence ends: "In 2024,", "Reuters reported that"."""
    found: list[int] = []
    lead = _LEAD.match(text, start, end) or _SAID_THAT.match(text, start, end)
    while lead:
        found.append(lead.end())
        lead = _LEAD.match(text, lead.end(), end) or _SAID_THAT.match(text, lead.end(), end)
    return found


def _stands_in(name: str, title: str) -> bool:
    """Whether a name stands in a title as whole words."""
    at = title.find(name)
    while at >= 0:
        end = at + len(name)
        if not title[at - 1 : at].isalnum() and not title[end : end + 1].isalnum():
            return True
        at = title.find(name, at + 1)
    return False


_SAID_THAT = regex(
    r"[^,;.]{1,80}?\b(?:said|says|reported|reports|announced|announces|estimates|estimated"
    r"|projects|showed|shows|found|finds"
    r"|noted|notes|stated|states|confirmed|confirms|expects|predicts|predicted|forecast|indicate"
    r"|indicates|suggests?)[ \n]that[ \n]"
)
_TITLE_WORD = regex(r"[A-Za-z]+")


def _people(title: str) -> str:
    """Return the people whom a title names, with their adjectives: "North Korean Refugees"."""
    for match in _TITLE_WORD.finditer(title):
        if match[0].lower() in _NO_PEOPLE:
            continue
        if match[0] in words().persons or match[0].lower() in words().persons:
            before = regex(r"(?:[A-Z][\w-]* ){0,2}\Z").search(title[: match.start()])
            return (before[0] if before else "") + match[0]
    return ""
