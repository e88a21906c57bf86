"""How long a list in running text may be, counted every way that a reader may count it.

Also the numbers that announce one and look like something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence
from bongsu.patterns import lazy_regex, regex

_OPEN = regex(
    r"\b(?:including|such as|among (?:others?|them|these)|"
    r"and others?|and (?:their|other)|etc|e\.g|for example|and more|and so on|"
    r"which|who|whose|where|because|while|although|but|if|(?<!well )as the|"
    r"would|could|should)\b|\.\.\.|\u2026",
    re.IGNORECASE,
)
_CLOSED_BY = lazy_regex(
    r";[^;]+; (?:and|or) (?!which|who|where|because|so\b|both|all|each|these|they)[^;]+$"
)
_ENDLESS = lazy_regex(
    r"\b(?:including|such as|among (?:others?|them|these)|and others?|and (?:their|other)|etc|e\.g|"
    r"for example|and more|and so on)\b|\.\.\.|\u2026",
    re.IGNORECASE,
)
_GROUP = lazy_regex(rf"\bthe (?:{'|'.join(UNITS[3:])}) [A-Z]", re.IGNORECASE)  # "the Five Eyes"
_ASIDE = lazy_regex(r" ?(?:again|namely|that is|once more), ")
_AGE = lazy_regex(r"(?<=\d) (?:and|or) (?:over|above|older|under|younger|more|below|up)\b")
_LONGEST_ITEM = 90  # signs
_WORDS_ITEM = 9


def past_aside(text: str, start: int) -> int:
    """Return where a list begins that "again," or "namely," leads in."""
    found = _ASIDE.match(text, start)
    return found.end() if found is not None else start


def lengths(body: str) -> frozenset[int]:
    """Return the numbers of items that a list may have; none if it is not plainly a list.

    Commas and semicolons part items. "And" parts the last two, and may also stand within an item
    ("research and development"), so that a list has several lengths unless it has one "and" only.

    Examples
    --------
    >>> sorted(lengths("roads, rail, and ports"))
    [3]
    >>> sorted(lengths("trade and investment, energy, and research and development"))
    [3, 4, 5]
    >>> lengths("roads, rail, and others")
    frozenset()
    """
    body = body[past_aside(body, 0) :]
    body = regex(r"(?<=\d),(?=\d{3})").sub("", body)
    body = _AGE.sub("", regex(r"\([^()]*\)").sub("", body)).strip().rstrip(".!?\u201d\"'")
    if not body or _is_open(body) or _GROUP.search(body):
        return frozenset()
    if ";" in body:
        parts = [part for part in body.split(";") if part.strip()]
        return frozenset({len(parts)}) if len(parts) > 2 else frozenset()
    clauses = [clause.strip() for clause in body.split(",")]
    alike = _alike(clauses)
    if alike:
        return frozenset({alike})
    if _too_long(clauses):
        return frozenset()
    if not all(clauses) or "." in regex(r"\b(?:[A-Z]\.)+").sub("", body):
        return frozenset()
    added = _with_added(body)
    if added:
        return added
    last = clauses[-1]
    joined = regex(r"(?:and|or|&) ").match(last)
    inner = [len(regex(r"\b(?:and|or)\b|&|\bas well as\b|\bplus\b").findall(c)) for c in clauses]
    if joined:
        fewest, most = len(clauses), len(clauses) + sum(inner) - 1
    elif inner[-1]:
        # "a, b and c": the last "and" parts; with commas only a reader may also see one item less
        fewest, most = len(clauses) + (1 if sum(inner) == 1 else 0), len(clauses) + sum(inner)
    else:
        return frozenset()  # no "and" before the last: not plainly the whole list
    if most < 2:
        return frozenset()
    return frozenset(range(fewest, most + 1))


_OPENS = lazy_regex(r"(?:and |or )?(?P<word>to|that|whether|how|why|by) [a-z]")
_FEWEST_ALIKE = 3  # clauses


def _alike(clauses: Sequence[str]) -> int:
    """Return how many clauses begin, all of them, with one small word: "to a, to b, and to c"."""
    found = [_OPENS.match(clause) for clause in clauses]
    words = {match["word"] if match is not None else "" for match in found}
    last = clauses[-1]
    if (
        len(clauses) < _FEWEST_ALIKE
        or len(words) > 1
        or "" in words
        or last[:3] not in {"and", "or "}
    ):
        return 0
    word = words.pop()
    return 0 if any(f" and {word} " in f" {c}"[4:] for c in clauses) else len(clauses)


def _too_long(clauses: Sequence[str]) -> bool:
    """Whether what stands between commas is too long for items."""
    if len(clauses[-1].split()) > 2 * _WORDS_ITEM:
        return True  # the last may hold an "as well as"
    return any(
        len(clause) > _LONGEST_ITEM or len(clause.split()) > _WORDS_ITEM for clause in clauses[:-1]
    )


def _is_open(body: str) -> bool:
    """Whether a list may go on; what is said within items that "; and" closes does not matter."""
    closed = _CLOSED_BY.search(body) is not None
    return (_ENDLESS if closed else _OPEN).search(body) is not None


_DOES = lazy_regex(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|must|did|(?:all|both|each|alike|"
    r"together) [a-z]+(?:ed|ll|se|nk|w))\b"
)
_VALUES = lazy_regex(r"[a-z]+s (?:are|were) \d")  # "means are 2,112, 1,302 and 219"
_ACTED = lazy_regex(  # "the mayor blamed the tide", "they ate, drank"
    r"(?:they|he|she|it|we|(?:the|its|their|an?) [a-z]+) [a-z]+ed (?:the|its|their|an?) "
)


def is_clause(body: str) -> bool:
    """Whether what stands behind a mark is one statement in which some things are listed.

    Examples
    --------
    >>> is_clause("sales, orders and stocks all fell")
    True
    >>> is_clause("prices are up, sales are down and stocks are low")
    False
    """
    first, _, _ = body.partition(",")
    last = body.rpartition(" and ")[2]
    alone = _DOES.search(last) is not None and _DOES.search(first) is None
    if _VALUES.match(body):
        return True
    return alone or _ACTED.match(body.strip()) is not None


_AND_ONE = lazy_regex(r"\band (?:one|an?)\b")


def lengths_of(noun: str, body: str) -> frozenset[int]:
    """Return the lengths of a list without those that its noun adds to its number.

    Examples
    --------
    >>> sorted(lengths_of(" persons and one company", "Lee, Kim, and Port Works"))
    [2]
    """
    added = len(_AND_ONE.findall(noun))
    several = _SEVERAL_LAST.search(body)
    more = UNITS.index(several["n"].lower()) - 1 if several else 0
    more += len(_TWICE.findall(body))
    told = lengths(body)
    counted = told | {length + more for length in told}
    return frozenset(length - added for length in counted if length > added)


_TWICE = lazy_regex(r"\btwice\b", re.IGNORECASE)  # "in 2013, twice in 2016 and in 2017"
_SEVERAL_LAST = lazy_regex(  # "the governor, his deputy and five others"
    rf"\b(?:and|plus) (?P<n>{'|'.join(UNITS[2:10])}) (?:others\b|more\b|(?:[a-z-]+ )?[a-z-]+s\b)",
    re.IGNORECASE,
)


_ADDED = regex(r",? (?:as well as|in addition to|along with|together with) ")
_DETERMINER = regex(r"(?:the|an?|its|their|our|his|her) ")


def _with_added(body: str) -> frozenset[int]:
    """Return the lengths of "a, b and c as well as d and e": what is added counts whole or not.

    None if there is no list before "as well as", or if another list stands behind it.

    Examples
    --------
    >>> sorted(_with_added("roads, rail and ports as well as sea cables and land cables"))
    [3, 5]
    """
    parts = _ADDED.split(body)
    if len(parts) != 2 or regex("[,;]").search(parts[1]):
        return frozenset()
    told = lengths(parts[0])
    added = regex(r" (?:and|or|&) ").split(parts[1])
    alike = len({item.split()[-1] for item in added}) == 1
    apart = alike or all(_DETERMINER.match(item) for item in added)
    # "research and development" is one item, "the roads and the rails" are two
    fewest = len(added) if apart else 1
    return told | {one + more for one in told for more in range(fewest, len(added) + 1)}


_FIRST = regex(r"(?:First|Firstly|The first)\b,?")
_ORDER = ORDINALS[:10]
_LAST = regex(r"(?:And )?(?:then,? )?(?:the )?(?:finally|lastly|last|final)\b,?", re.IGNORECASE)
_NTH = regex(  # "Third countries" counts nothing
    rf"(?:(?:And )?(?:The|An?) ({'|'.join(_ORDER)}) "
    rf"|({'|'.join(_ORDER)})(?:ly)?(?:,|:| of all\b) ?)",
    re.IGNORECASE,
)
ANNOUNCED = regex(
    r"(?: [a-z][\w-]*){0,3} (?:reasons|recommendations|challenges|factors|pillars|steps|objectives|"
    r"goals|priorities|points|principles|problems|issues|measures|options|ways|lessons|conditions|"
    r"questions|areas|implications|concerns|risks|trends|features|elements|tasks|themes|scenarios|"
    r"proposals|aims|arguments|explanations|drivers|forces|obstacles|requirements|stages|phases|"
    r"causes|demands|tests|promises|commitments|criteria|indicators|signs|exceptions|exemptions|"
    r"suggestions|remedies|motives|duties|topics|findings|conclusions|changes|benefits)\b"
)
_FAR = 30  # sentences
_FURTHER = 90  # sentences in which a speaker gets to the next point


def ordinals_after(
    evidence: Evidence, index: int, quantity: Quantity
) -> tuple[frozenset[int], int, int] | None:
    """Return how far "First", "Second" go in the sentences after one that announces a number."""
    sentences = evidence.sentences
    if not ANNOUNCED.match(evidence.text, quantity.end):
        return None
    at = index + 1
    if at >= len(sentences) or not _FIRST.match(evidence.text, sentences[at].start):
        return None
    reached, closed, surely, end = 1, False, False, sentences[at].end
    level = evidence.article.blocks[sentences[at].block].kind
    for sentence in sentences[at + 1 : at + _FAR]:
        if evidence.article.blocks[sentence.block].kind is not level:
            break
        nth = _NTH.match(evidence.text, sentence.start)
        told = (nth[1] or nth[2]).lower() if nth else ""
        if nth and _ORDER.index(told) == reached:
            reached, end = reached + 1, sentence.end
        elif told == "first":
            break
        elif _LAST.match(evidence.text, sentence.start) and not closed:
            reached, closed, end = reached + 1, True, sentence.end
            surely = _of_announced(evidence, sentences[index], quantity, sentence)
            break
    if reached < 2:
        return None
    if reached < len(_ORDER) and _goes_on(evidence, at, _ORDER[reached - closed], closed=closed):
        return None  # told in other words: "And the third reason is"
    # "Finally" may open the last item or the end of the text
    fewest = reached if surely else reached - closed
    return frozenset({reached, fewest}), sentences[at].start, end


_OPENING = regex(r"(?:\W*[\w’'-]+){1,6}")


def _of_announced(
    evidence: Evidence, announcing: Sentence, quantity: Quantity, last: Sentence
) -> bool:
    """Whether "Finally" opens an item: what announces the list does something more in it."""
    subject = content_words(evidence.text[announcing.start : quantity.start])
    opening = _OPENING.match(evidence.text, last.start, last.end)
    return opening is not None and bool(subject & content_words(opening[0]))


def _goes_on(evidence: Evidence, at: int, ordinal: str, *, closed: bool) -> bool:
    """Whether the next ordinal, or the last point, stands anywhere in what follows."""
    last = min(at + _FURTHER, len(evidence.sentences)) - 1
    told = evidence.text[evidence.sentences[at].start : evidence.sentences[last].end]
    if re.search(rf"\b{ordinal}(?:ly)?\b", told, re.IGNORECASE) is not None:
        return True
    return not closed and any(
        _LAST.match(evidence.text, one.start) for one in evidence.sentences[at : last + 1]
    )


_BARE_POINTS = lazy_regex(r"(?P<n>\S+)\spoints", re.IGNORECASE)


def points_to_list(evidence: Evidence, told: Quantity) -> Quantity | None:
    """Return "four points" as a count of points to be made, which may be no percentage points."""
    found = _BARE_POINTS.fullmatch(evidence.words(told)) if told.kind is Kind.POINTS else None
    if found is None:
        return None
    return replace(told, kind=Kind.COUNT, unit="", end=told.start + found.end("n"))
