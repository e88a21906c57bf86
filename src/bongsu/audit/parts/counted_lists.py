"""Lists that stand away from the number that counts them.

"Four economies take most of it: A, B and C" opens its list behind other words, "A, B and C are
the four biggest" gives it first, "The other six are" counts what is left, "Members (6): A, B"
labels it, and of "at least three cities in China, A and B" a reader sees one too few whatever else
there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.named_lists import (
    GOES_ON,
    LIST_ENDS,
    NUMBER,
    Listing,
    counted_as,
    read_list,
)
from bongsu.audit.parts.short_forms import counted_in_words
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.audit.reading.wording import prose, table
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex, regex

_COUNT = lazy_regex(
    rf"(?<![\w$.,/-])(?P<least>[Aa]t least |no fewer than )?(?P<n>{NUMBER})(?= [A-Za-z])",
    re.IGNORECASE,
)
_NOUN = (
    r"(?: (?!(?:and|or|of|in|for|to|from|by|are|were)\b)[A-Za-z][\w\u2019'-]*){0,3}? "
    r"(?P<noun>[A-Za-z-]*(?:[^\Wsu]s|men|women|people|children|criteria|media))"
)
_NAMEABLE = lazy_regex(  # whose members have names, so that a list of names is one of them
    r"(?:countries|economies|nations|states|cities|provinces|regions|districts|counties|ports|"
    r"ministries|agencies|companies|firms|banks|universities|institutes|institutions|makers|"
    r"builders|automakers|shipbuilders|carriers|airlines|partners|markets|destinations|members|"
    r"allies|powers|parties|lawmakers|senators|ministers|islands|airports|plants|conglomerates|"
    r"groups|buyers|customers|suppliers|signatories|participants|organi[sz]ations|bodies|"
    r"industries|sectors|items|products|crops|categories|areas|fields)$",
    re.IGNORECASE,
)
_FAR_MARK = lazy_regex(
    r"(?: [\w\u2019'-]+(?:,(?= [a-z]))?){0,14}?(?P<mark>:| ?\(| ?[\u2014\u2013] ?) ?(?=\w)"
)
_NUMBERED = lazy_regex(
    rf"\d|\b(?:{'|'.join(UNITS[1:])}|percent|million|billion|including|such|like)\b"
)
_NO_COUNT = lazy_regex(
    r"\b(?:more than|over|nearly|almost|about|around|up to|another|fewer than|every|each|per|no\.|"
    r"chapter|section|article|page|table|one of|out of|including|among|of|or|to|and)\s$",
    re.IGNORECASE,
)
_IN_LAND = lazy_regex(
    r" (?:in|across|within|of) (?:the )?(?P<land>[A-Z][\w.]+(?: [A-Z][\w.]+)?)"
    r"(?P<mark>, |: | \(| ?[\u2014\u2013] ?)(?=[A-Z])"
)
_BEFORE = lazy_regex(
    r"(?P<verb>,? (?:are|were|remain|remained|became|make up|made up|form|formed) "
    r"(?:the|its|their|all|(?:South )?Korea['\u2019]s) (?:top |world's )?)"
    rf"(?P<n>{NUMBER})(?: [a-z-]+)?" + _NOUN,
)
_OTHERS = guarded_regex(
    rf"\b[Tt]he (?:other|remaining|rest,) (?P<n>{NUMBER})(?: [a-z]+)? "
    r"(?:are|were|include only|being):? "
)
_LABEL = guarded_regex(
    rf"(?:^|[.;] )(?P<what>[A-Z][A-Za-z -]{{2,50}}?) \((?P<n>{NUMBER})\): ?(?=\w)"
)
_BARE_RUN = lazy_regex(r"[A-Z][\w.&\u2019' -]{1,40}(?:, [A-Z][\w.&\u2019' -]{1,40})+\.?$")
_ITEM_MARK = lazy_regex(r": ?[-\u2022*\u2013] \S")


def counted_lists(evidence: Evidence) -> Iterator[Listing]:
    """Yield the numbers whose list, which stands apart, has one item more or less."""
    before, block = "", -1
    for sentence, words in prose(evidence):
        flat = words.replace("\n", " ")
        earlier = before if sentence.block == block else ""
        before, block = flat, sentence.block
        for found in (
            *_qualified(flat, sentence),
            *_all_of_them(earlier, flat, sentence),
            *_counted(flat, sentence),
            *_given_first(flat, sentence),
            *_what_is_left(flat, sentence),
            *_labeled(flat, sentence),
            *_joined_items(evidence, flat, sentence),
            *_set_out_below(evidence, flat, sentence),
            *_together(flat, sentence),
        ):
            if abs(found.length - (found.count.value or 0)) == 1:
                yield found


def _listing(
    sentence: Sentence, match: re.Match[str], read: tuple[int, int], start: int, *, firm: bool
) -> Listing:
    return Listing(
        count=counted_as(sentence.start + match.start("n"), match["n"]),
        length=read[0],
        start=sentence.start + start,
        end=sentence.start + read[1],
        firm=firm,
    )


def _counted(flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield the lists that a mark opens far behind their noun, or behind a country."""
    for match in _COUNT.finditer(flat):
        noun = regex(_NOUN).match(flat, match.end())
        if noun is None or _NO_COUNT.search(flat[max(0, match.start() - 14) : match.start()]):
            continue
        at_least, told = bool(match["least"]), number(match["n"]) or 0
        land = _IN_LAND.match(flat, noun.end())
        if land is not None and _is_land(land["land"]):
            read = _within_land(flat, land)
            if read is not None and not (at_least and read[0] > told):
                yield _listing(sentence, match, read, land.end(), firm=True)
            continue
        mark = _FAR_MARK.match(flat, noun.end())
        if mark is None or at_least or not _NAMEABLE.search(noun["noun"]):
            continue
        if _NUMBERED.search(mark[0]) or not mark[0].strip(" :(\u2014\u2013"):
            continue
        read = read_list(flat, mark.end(), names=True, ended=LIST_ENDS)
        closed = read is not None and flat[read[1] : read[1] + 1] in {"", ".", ")", ";"}
        if read is not None and closed and read[0] > 1:
            yield _listing(sentence, match, read, mark.end(), firm=mark["mark"] == ":")
        elif read is None:
            plain = read_list(flat, mark.end(), names=False, ended=LIST_ENDS)
            if plain is not None and plain[0] > 2 and flat[plain[1] : plain[1] + 1] in {".", ")"}:
                yield _listing(sentence, match, plain, mark.end(), firm=False)


def _within_land(flat: str, land: re.Match[str]) -> tuple[int, int] | None:
    """Return the list behind a country, unless that goes on with others: "in Peru, Chile and"."""
    read = read_list(flat, land.end(), names=True, ended=LIST_ENDS)
    if read is None or land["mark"] != ", ":
        return read
    names = regex(r",? and |, ").split(flat[land.end() : read[1]])
    return None if any(_is_land(name.rstrip(".")) for name in names) else read


def _is_land(name: str) -> bool:
    adjectives = table("countries")["adjectives"]
    return any(name in forms for forms in adjectives.values())


_QUALIFIED = guarded_regex(  # "The five posts that change hands are A, B, C, D and E."
    rf"\b[Tt]he (?:other )?(?P<n>{NUMBER})"
    + _NOUN
    + r" (?P<of>(?!(?:are|were)\b)[a-z][\w'\u2019-]*(?: [\w'\u2019.-]+){0,11}?)"
    r" (?:are|were):? (?=\w)"
)
_WHAT_THEY_ARE = lazy_regex(  # "the three firms that won are Korean, Chinese and Japanese"
    r"(?:not|now|also|still|all|both|too|so|more|less|very|[a-z]+ed|[A-Za-z]+ing)\b"
)


def _qualified(flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield the lists behind what tells which things are counted."""
    for match in _QUALIFIED.finditer(flat):
        if _NUMBERED.search(match["of"]) or _WHAT_THEY_ARE.match(flat, match.end()):
            continue
        for names in (True, False):
            read = read_list(flat, match.end(), names=names, ended=LIST_ENDS)
            if read is not None and read[0] > 2 and flat[read[1] : read[1] + 1] in {".", ";", ""}:
                yield _listing(sentence, match, read, match.end(), firm=names)
                break


_ALL = guarded_regex(
    r"^(?:(?P<sum>Together|Combined|Between them|Taken together|In all|Jointly),? )?"
    rf"(?:(?P<all>[Aa]ll(?: of)?(?: the)?|[Tt]hese|[Tt]hose)|[Tt]he) (?P<n>{NUMBER})" + _NOUN
)
_ADDED_UP = lazy_regex(r"(?: [a-z]+){0,3}? (?:together|combined|jointly|in all|between them)\b")
_RUN = lazy_regex(r"\b[A-Z][\w\u2019'-]*")
_ROOT = 4  # letters by which a noun is known again


def _all_of_them(before: str, flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield "All four pacts" behind "pacts with China, New Zealand and Vietnam".

    Names at the head of a sentence need no noun: "A, B and C report. Together the two firms sold".
    """
    match = _ALL.match(flat) if before else None
    if match is None or not (match["sum"] or match["all"] or _ADDED_UP.match(flat, match.end())):
        return
    found = []
    at = 0
    while (start := _RUN.search(before, at)) is not None:
        ended = LIST_ENDS if start.start() else GOES_ON
        read = read_list(before, start.start(), names=True, ended=ended)
        if read is not None:
            found.append((start.start(), read[0]))
        at = read[1] if read is not None else start.end()
    if len(found) != 1 or found[0][1] < _FEWEST:
        return
    named = match["noun"][:_ROOT].lower() in before.lower()
    heads = found[0][0] == 0 and _NAMEABLE.search(match["noun"]) is not None
    if named or heads:
        span = match.end("n") - len(match["n"]), match.end()
        yield _listing(sentence, match, (found[0][1], span[1]), span[0], firm=False)


_FEWEST = 3  # names of a list


def _given_first(flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield "A, B and C are the four biggest buyers", with the list at the head of the sentence."""
    for match in _BEFORE.finditer(flat):
        for names in (True, False):
            head = flat[: match.start()]
            lead = head if names else head[:1].lower() + head[1:]
            read = read_list(f"{lead}.", 0, names=names, ended=LIST_ENDS)
            if read is not None and read[1] >= len(lead.rstrip()) and read[0] > 1:
                yield _listing(sentence, match, read, 0, firm=names and read[0] > 2)
                break


def _what_is_left(flat: str, sentence: Sentence) -> Iterator[Listing]:
    for match in _OTHERS.finditer(flat):
        read = read_list(flat, match.end(), names=True, ended=LIST_ENDS)
        if read is not None:
            yield _listing(sentence, match, read, match.end(), firm=True)


def _labeled(flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield "Members (6): A, B, C", which needs no "and"."""
    for match in _LABEL.finditer(flat):
        read = read_list(flat, match.end(), names=True, ended=LIST_ENDS)
        bare = _BARE_RUN.match(flat, match.end())
        if read is None and bare is not None and " and " not in bare[0]:
            read = (bare[0].count(",") + 1, bare.end())
        if read is not None and read[0] > 1:
            yield _listing(sentence, match, read, match.end(), firm=True)


def _joined_items(evidence: Evidence, flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield "four pillars: - a" with the items below, of which the first ran on into the line."""
    mark = next(reversed([*_ITEM_MARK.finditer(flat)]), None)
    blocks = evidence.article.blocks
    if mark is None or evidence.block_of(sentence).end != sentence.end:
        return
    below: list[Block] = []
    for block in blocks[sentence.block + 1 :]:
        if block.kind is not BlockKind.ITEM or (below and block.level != below[0].level):
            break
        below.append(block)
    counts = [
        match
        for match in _COUNT.finditer(flat[: mark.start()])
        if regex(rf"{_NOUN}(?: [a-z-]+){{0,3}}$").match(flat[: mark.start()], match.end())
    ]
    if len(counts) == 1 and below and not counts[0]["least"]:
        read = len(below) + 1, below[-1].end - sentence.start
        yield _listing(sentence, counts[0], read, mark.start(), firm=True)


_SET_OUT = guarded_regex(  # "It has done so six times, as set out below."
    rf"\b(?P<n>{NUMBER})(?: [a-z]+)? (?:times|[a-z]{{3,}}s)\b[^.;:]{{0,60}}?"
    r"\b(?:(?:set out|shown|listed|given|told|tabled|laid out|as|found|stand|summari[sz]ed) "
    r"(?:below|in the (?:following )?table(?: below)?)|as follows)[.:]?$",
    re.IGNORECASE,
)
_NO_ROW = lazy_regex(
    r"\W*(?:total|sum|all|average|mean|overall|before|initial|start|base|source|note|today|now|current)\b",
    re.IGNORECASE,
)
_FEWEST_ROWS = 3


def _set_out_below(evidence: Evidence, flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield "six times, as set out below" with the rows of the table right below."""
    match = _SET_OUT.search(flat.strip())
    after = evidence.article.blocks[sentence.block + 1 : sentence.block + 2]
    if match is None or not after or after[0].kind is not BlockKind.CELL:
        return
    table = evidence.article.tables[after[0].table]
    rows = [row for row in table.rows[1:] if row and not _NO_ROW.match(evidence.words(row[0]))]
    labels = {evidence.words(row[0]).strip() for row in rows}
    whole = len(labels) == len(rows) == len(table.rows) - 1 and "" not in labels
    if table.has_header and whole and len(rows) >= _FEWEST_ROWS:
        start, end = rows[0][0].start, rows[-1][-1].end
        read = len(rows), end - sentence.start
        yield _listing(sentence, match, read, start - sentence.start, firm=False)


_GROUPS = {"both": 2, "pair": 2, "duo": 2, "trio": 3, "triad": 3, "quartet": 4, "quintet": 5}
_GROUP = guarded_regex(
    r"\b(?P<n>both|(?:(?<=the )|(?<=a ))(?:pair|duo|trio|quartet|quintet|triad))"
    r"(?P<of> of (?-i:[a-z-]+(?: [a-z-]+)?))?(?P<mark>,| of|:| \(| ?[\u2014\u2013])? ?(?=[A-Z])",
    re.IGNORECASE,
)


def _together(flat: str, sentence: Sentence) -> Iterator[Listing]:
    """Yield "the trio of A, B, C and D" and "both A, B and C"."""
    for match in _GROUP.finditer(flat):
        both = match["n"].lower() == "both"
        if both is not (match["mark"] is None) or not flat[match.end() : match.end() + 1].isupper():
            continue
        ended = GOES_ON if both or match["mark"] == " of" else LIST_ENDS
        read = read_list(flat, match.end(), names=True, ended=ended)
        if read is not None:
            start, end = (sentence.start + at for at in match.span("n"))
            count = counted_in_words(start, end, _GROUPS[match["n"].lower()])
            last = sentence.start + read[1]
            yield Listing(
                count=count,
                length=read[0],
                start=sentence.start + match.end(),
                end=last,
                firm=False,
            )
