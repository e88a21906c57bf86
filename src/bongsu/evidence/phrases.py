"""Names and noun phrases in a sentence, without a model: by capitals, verbs and small words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bongsu.evidence.documents import Article, BlockKind
from bongsu.evidence.mentions import Sentence
from bongsu.evidence.quantity_words import any_of, tables, words

_CAPITAL = r"(?:[A-Z][\w&’'.-]*\w|[A-Z]\.?(?:[A-Z]\.)+|[A-Z])"
_NAME = re.compile(
    rf"{_CAPITAL}(?:[ \n](?:{_CAPITAL}|(?:of|for|and|the|de|&|on|in)[ \n](?:the[ \n])?(?={_CAPITAL})))*"
)
_POSSESSIVE = re.compile(r"[’']s?\Z")
_LEAD = re.compile(
    r"(?:In|On|At|By|During|After|Before|Since|According to|As of|For|With|Under|From|Among|Following"
    r"|Despite|Of|Amid|Over|Within|Until|Between|While|As|Should|If|Although|Though|Meanwhile|However"
    r"|Concurrently|Specifically|Additionally|Moreover|Nevertheless)\b[^,]{0,160},[ \n]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords:
    """The tables of `claims.toml`, ready to match."""

    verb: re.Pattern[str]
    up: frozenset[str]
    down: frozenset[str]
    expected: re.Pattern[str]
    target: re.Pattern[str]
    conditional: re.Pattern[str]
    attributed: re.Pattern[str]
    anaphora: frozenset[str]
    not_subject: frozenset[str]


@cache
def claim_words() -> ClaimWords:
    """Return the words that bind figures to what they measure."""
    found: Mapping[str, Mapping[str, list[str]]] = tables("claims")
    verbs, modality = found["verbs"], found["modality"]
    says = any_of(found["attribution"]["says"])
    who = (
        r"(?:[Tt]he[ \n])?(?P<{}>[A-Z][\w&’'.-]*(?:[ \n](?:of|for|and|the|[A-Z])[\w&’'.-]*){{0,8}})"
    )
    return ClaimWords(
        verb=re.compile(
            rf"\b(?:{any_of(word for some in verbs.values() for word in some)})\b", re.IGNORECASE
        ),
        up=frozenset(verbs["up"]),
        down=frozenset(verbs["down"]),
        expected=_words(modality["expected"]),
        target=_words(modality["target"]),
        conditional=_words(modality["conditional"]),
        attributed=re.compile(
            rf"\b[Aa]ccording[ \n]to[ \n]{who.format('by')}"
            rf"|{who.format('of')}[ \n](?:(?:has|have|had|also|previously|recently)[ \n])?(?:{says})\b"
        ),
        anaphora=frozenset(found["anaphora"]["words"]),
        not_subject=frozenset(found["not_subject"]["words"]),
    )


def _words(some: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(some)})\b", re.IGNORECASE)


def names(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the proper names in a stretch, without months and words that only begin sentences."""
    found: list[tuple[int, int, str]] = []
    for match in _NAME.finditer(text, start, end):
        first, last = match.span()
        kept = re.split(r"[ \n]", match[0])
        while kept and kept[0].rstrip(".") in claim_words().not_subject:
            first += len(kept[0]) + 1
            kept = kept[1:]
        if kept and kept[0].islower():
            continue
        if kept and not all(word in claim_words().not_subject for word in kept):
            found.append((first, last, _POSSESSIVE.sub("", " ".join(kept))))
    return found


def main_clause(text: str, start: int, end: int) -> int:
    """Return where the main clause begins, behind "In 2024," and its like."""
    lead = _LEAD.match(text, start, end)
    while lead:
        start = lead.end()
        lead = _LEAD.match(text, start, end)
    return start


def topic(text: str, article: Article, sentences: Sequence[Sentence]) -> str:
    """Return what an article is about: the people or the name in its title that it names most.

    Without one, the name that stands in most of its sentences; "" if there is none.
    """
    counts: Counter[str] = Counter()
    for sentence in sentences:
        if article.blocks[sentence.block].kind is BlockKind.PARAGRAPH:
            counts.update({name for _, _, name in names(text, sentence.start, sentence.end)})
    people = _people(article.title)
    if people:
        return people
    titled = [name for _, _, name in names(article.title, 0, len(article.title))]
    best = max(titled, key=lambda name: (counts[name], -titled.index(name)), default="")
    if counts[best]:
        return best
    return counts.most_common(1)[0][0] if counts else ""


_PEOPLE = re.compile(r"(?:[A-Z][\w-]*[ \n]){0,3}[A-Za-z]+")


def _people(title: str) -> str:
    for match in re.finditer(r"[A-Za-z]+", title):
        if match[0] in words().persons or match[0].lower() in words().persons:
            before = re.search(r"(?:[A-Z][\w-]*[ ]){0,2}\Z", title[: match.start()])
            return (before[0] if before else "") + match[0]
    return ""
