"""Ranks, votes and seats that are more than a field or a chamber can have.

The field may be told beside a rank ("41st among the 37 economies"), the size of a chamber anywhere
in the article; that of the best known chambers is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.audit.reading.wording import as_note, prose, table
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_words
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_ORDINAL = r"(?P<n>\d{1,3})(?:st|nd|rd|th)(?![a-z])[\u00b9\u00b2\u00b3\u2070-\u2079*]?"
_FIELD = (
    r"(?:the |all |some |a total of )?(?P<m>\d{1,3})(?![\d,.]*\d)"
    r"(?= [a-z]|[A-Z\s]*[.,;:)]| [A-Z]|$)"
)
_RANK_FIRST = lazy_regex(
    rf"\b{_ORDINAL}(?: (?:place|rank|spot|position))?[^.;:\d]{{0,40}}? "
    rf"(?:out of|of|among|amongst|in a (?:list|field|group|ranking) of|from among) {_FIELD}"
)
_FIELD_FIRST = lazy_regex(
    rf"\b(?:[Oo]ut of|[Oo]f|[Aa]mong|[Aa]mongst) {_FIELD} [^.;:\d]{{3,90}}?"
    rf"\b(?:rank\w*|plac\w+|came|comes|stood|stands|finish\w+|was|is|were|are|in) "
    rf"(?:in |at |only |just )?(?:the )?{_ORDINAL}"
)
_NO_FIELD = lazy_regex(
    r"\b(?:centur\w+|anniversary|congress|session|article|percentile|parallel|amendment|floor|"
    r"day|week|month|year|minute|round|edition|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b",
    re.IGNORECASE,
)


class Excess(NamedTuple):
    """Figures that are too many, with what they are too many for."""

    start: int
    end: int
    message: str
    other: tuple[int, int] | None = None  # where the size is told
    likely: bool = True


def excess_findings(
    evidence: Evidence, every: Iterable[Excess], told: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield what is wrong, but where another reader has told it already."""
    for found in every:
        if any(start < found.end and found.start < end for start, end in told):
            continue
        related = [
            related_words(evidence, start, end, "how many there are")
            for start, end in ([found.other] if found.other else [])
        ]
        finding = RULES["CN122"].finding_at(
            evidence.document, found, found.message, related=related
        )
        yield finding if found.likely else as_note(finding)


def excesses(evidence: Evidence) -> Iterator[Excess]:
    """Yield ranks beyond their field, and votes and seats beyond those of a chamber."""
    seats = _seats_told(evidence)
    for sentence, words in prose(evidence):
        flat = words.replace("\n", " ")
        yield from _ranks(flat, sentence.start)
        yield from _votes(flat, sentence.start)
        yield from _with_abstentions(flat, sentence.start)
        yield from _seats(flat, sentence.start, seats)
        yield from _shares(flat, sentence.start)
        yield from _splits(flat, sentence.start)


def _ranks(flat: str, start: int) -> Iterator[Excess]:
    for pattern in (_RANK_FIRST, _FIELD_FIRST):
        for match in pattern.finditer(flat):
            rank, field = int(match["n"]), int(match["m"])
            if rank <= field or field < _SMALLEST or _NO_FIELD.search(match[0]):
                continue
            if _is_day(flat, match, rank):
                continue
            yield Excess(
                start=start + match.start("n"),
                end=start + match.end("n"),
                message=f"nothing ranks {match['n']} among {match['m']}",
                other=(start + match.start("m"), start + match.end("m")),
            )


_DAYS = 31  # of a month
_ON_THE = lazy_regex(r"\b(?:on|by|until|till|since|from|after|before) the $", re.IGNORECASE)
_LEAD = 12  # code points before an ordinal in which it is told to be a day
_RANKED = lazy_regex(
    r" (?:place|rank|spot|position|out of|of|among\w*|from among|"
    r"in a (?:list|field|group|ranking))\b"
)


def _is_day(flat: str, match: re.Match[str], rank: int) -> bool:
    """Whether an ordinal is a day of the month: "on the 28th, it sent a report of 14 pages"."""
    return (
        rank <= _DAYS
        and _ON_THE.search(flat[max(0, match.start("n") - _LEAD) : match.start("n")]) is not None
        and _RANKED.match(flat[match.end("n") + len("th") :]) is None
    )


_SMALLEST = 3  # of a field: "the 19th of two" is of something else

_PAIR = lazy_regex(
    r"(?<![\w.,$/-])(?P<a>\d{1,3})(?: votes)?(?: to |-to-|[-\u2013\u2014])"
    r"(?P<b>\d{1,3})(?![\w%/,]*\d)"
    r"(?! (?:percent|million|billion|won|points?|years?))"
    r"(?:(?: votes?)? in the (?P<in>[A-Z][A-Za-z. ]{3,26}?)"
    r"(?=[,.;:)]| (?:and|in|on|for|with)\b|$))?"
)
_TIE_BREAK = lazy_regex(
    r"\b(?:vice[- ]president|tie-?breaking|casting vote|(?:broke|breaking) (?:a|the) tie|"
    r"speaker)\b",
    re.IGNORECASE,
)
_FROM = lazy_regex(r"\b(?:from|between) (?:about |some |only |just )?$")
_CAST = guarded_regex(
    r"\b(?:vot\w+|pass\w*|approv\w+|adopt\w+|ratif\w+|reject\w+|majorit\w+|backed|clear\w+)\b",
    re.IGNORECASE,
)


class Chamber(NamedTuple):
    """A body of a known size."""

    named: re.Pattern[str]
    barred: re.Pattern[str] | None
    size: int
    title: str


@cache
def chambers() -> tuple[Chamber, ...]:
    """Return the bodies whose size is known, and how each is named."""
    return tuple(
        Chamber(
            regex(rf"\b(?:{'|'.join(row['named'])})"),
            regex("|".join(row["not"])) if row.get("not") else None,
            int(row["size"]),
            row["title"],
        )
        for row in table("chambers")["chambers"]
    )


def _votes(flat: str, start: int) -> Iterator[Excess]:
    """Yield a vote of more than all members of the chamber that is named nearest to it."""
    if _CAST.search(flat) is None:
        return
    end = 0
    for match in _PAIR.finditer(flat):
        said = match["in"] or flat[end : match.start()]
        end = match.end()
        if _FROM.search(flat, 0, match.start()) and " to " in match[0]:
            continue  # "fell from 190 to 180"
        places = [
            (found.end(), chamber)
            for chamber in chambers()
            for found in chamber.named.finditer(said)
            if chamber.barred is None or not chamber.barred.search(flat)
        ]
        if not places:
            continue
        chamber = max(places, key=lambda place: place[0])[1]
        added = int(match["a"]) + int(match["b"])
        if added == chamber.size + 1 and _TIE_BREAK.search(flat):
            continue
        if chamber.size < added <= 2 * chamber.size:
            yield Excess(
                start=start + match.start("a"),
                end=start + match.end("b"),
                message=f"{added} votes are more than {chamber.title} has: {chamber.size}",
            )


_SMALL = rf"(?:\d{{1,3}}|{'|'.join(UNITS[1:])})"
_VOTERS = r"(?: (?:votes?|members?|states|countries|nations|lawmakers))?(?: (?:voted|were))?"
_THREE_WAYS = guarded_regex(  # "14 states voted in favor and one against, with one abstention"
    rf"(?<![\w.,-])(?P<a>{_SMALL}){_VOTERS} (?:in favou?r|for)\b[^.;]{{0,40}}?[, ]"
    rf"(?P<b>{_SMALL}){_VOTERS} (?:against|opposed)\b[^.;]{{0,25}}?[, ]"
    rf"(?P<c>{_SMALL}){_VOTERS} (?:abstentions?|abstained|abstaining)\b",
    re.IGNORECASE,
)
_OF_MEMBERS = lazy_regex(rf"\b(?P<size>{_SMALL})-(?:member|seat|nation)\b")


def _with_abstentions(flat: str, start: int) -> Iterator[Excess]:
    """Yield votes for and against and abstentions that come to more than all members."""
    match = _THREE_WAYS.search(flat)
    if match is None:
        return
    told = _OF_MEMBERS.search(flat)
    known = [one for one in chambers() if one.named.search(flat)]
    if told is not None and all(match[way].isdigit() for way in "abc"):
        return  # which is read as figures
    if told is not None:
        size, body = _number(told["size"]), "the body"
    elif len(known) == 1 and (known[0].barred is None or not known[0].barred.search(flat)):
        size, body = known[0].size, known[0].title
    else:
        return
    added = sum(_number(match[way]) for way in "abc")
    if size < added <= 2 * size:
        yield Excess(
            start=start + match.start("a"),
            end=start + match.end("c"),
            message=f"the votes and abstentions come to {added}, and {body} has {size} members",
        )


def _number(written: str) -> int:
    return int(number(written.lower()) or 0)


_TOLD_SEATS = guarded_regex(
    r"(?<![\w.,])(?P<n>\d{2,3})(?:-(?:seat|member|strong)\b| (?:seats|members)\b)|"
    r"\b(?:seats|members)(?: in all| in total)?: (?P<m>\d{2,3})(?![\d,])"
)
_OF_SEATS = guarded_regex(r"\b(?:seats?|lawmakers|mandates|deputies)\b", re.IGNORECASE)
_WHO = (  # a party or a person, which no verb may be part of
    r"(?P<who>(?:[A-Z]|(?:all )?[Oo]ther|[Ii]ndependent)"
    r"(?:(?! (?:has|have|had|won|with|is|are|holds?) )[A-Za-z.()\u2019'& -]){0,60}?)[ :]+"
)
_PART = lazy_regex(
    rf"{_WHO}(?:\((?P<m>\d{{1,3}})\)|"
    r"(?P<n>\d{1,3})(?: seats?| members?| lawmakers)?(?=\s*(?:[,;.]|and\b|$)))"
)
_FEWEST = 3  # parties in a row, so that they are all


def _seats_told(evidence: Evidence) -> dict[int, tuple[int, int]]:
    """Return the sizes of bodies that an article tells, each with where it does."""
    found: dict[int, tuple[int, int]] = {}
    for sentence, words in prose(evidence):
        for match in _TOLD_SEATS.finditer(words):
            group = "n" if match["n"] else "m"
            place = sentence.start + match.start(group), sentence.start + match.end(group)
            found.setdefault(int(match[group]), place)
    return found


_BESIDE_PARTS = lazy_regex(r"\s*(?:[,;]|and\b|, and\b)?\s*(?:and\s)?")


def _seats(flat: str, start: int, told: dict[int, tuple[int, int]]) -> Iterator[Excess]:
    """Yield the seats of all parties that a sentence lists in a row, if no body has so many."""
    head = _OF_SEATS.search(flat)
    if head is None:
        return
    run = _first_run(flat, _PART)
    if len(run) < _FEWEST:
        return
    counts = [int(match["n"] or match["m"]) for match in run]
    added = sum(counts)
    wholes = [size for size in told if size >= max(counts) and size not in counts]
    if wholes and all(size < added <= _FAR * size for size in wholes):
        yield Excess(
            start=start + run[0].end("who"),
            end=start + run[-1].end(),
            message=f"the seats come to {added}, and there are {max(wholes)}",
            other=told[max(wholes)],
            likely=len(wholes) == 1,
        )


def _first_run(flat: str, part: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the first parts of a sentence that nothing but commas divides, if they are enough."""
    run: list[re.Match[str]] = []
    for match in part.finditer(flat):
        if run and _BESIDE_PARTS.fullmatch(flat, run[-1].end(), match.start("who")) is None:
            if len(run) >= _FEWEST:
                break
            run = []
        run.append(match)
    return run


_SHARE = guarded_regex(rf"{_WHO}\(?(?P<n>\d{{1,2}}(?:\.\d)?) ?(?:%|percent)\)?")
_OTHERS = lazy_regex(r"(?:all )?others?\b|(?:undecided|invalid|none)\b", re.IGNORECASE)
_ALL, _SPARE = 100.0, 0.06  # percent, and what the rounding of one share may add


def _shares(flat: str, start: int) -> Iterator[Excess]:
    """Yield the shares of a row that ends with the others, if they are more than all."""
    run = _first_run(flat, _SHARE)
    if len(run) < _FEWEST or not _OTHERS.match(run[-1]["who"].strip()):
        return
    added = sum(float(match["n"]) for match in run)
    coarse = 10.0 if any("." not in match["n"] for match in run) else 1.0
    if _ALL + _SPARE * coarse * len(run) < added < _FAR * _ALL:
        yield Excess(
            start=start + run[0].start("n"),
            end=start + run[-1].end("n"),
            message=f"the shares come to {added:.1f} percent",
        )


_SPLIT = (
    lazy_regex(
        r"\((?P<w>\d{2,4}) (?:seats|members|deputies|lawmakers|delegates)[;:,] "
        r"(?P<a>\d{1,4}) [^\d();]{3,80}?"
        r"(?:and|,|;) (?P<b>\d{1,4}) [^\d();]{3,80}\)"
    ),
    guarded_regex(
        r"(?<![\d.,$])(?P<a>\d{1,4}) (?:out )?of (?:the |its |all )?(?P<w>\d{1,4})(?: [a-z]+)? "
        r"(?:seats|votes|members|lawmakers|councilors|mayoralties|governorships),? "
        r"(?:and|while|with|against) (?:the|its) "
        r"(?:[a-z-]+ ){1,4}?(?P<b>\d{1,4})(?![\d.,]*\d|[\w%-]| of| percent| years?)"
    ),
)


def _splits(flat: str, start: int) -> Iterator[Excess]:
    """Yield the two parts of a body that come to more than it has."""
    for pattern in _SPLIT:
        for match in pattern.finditer(flat):
            added, whole = int(match["a"]) + int(match["b"]), int(match["w"])
            if whole < added <= _FAR * whole:
                yield Excess(
                    start=start + match.start("a"),
                    end=start + match.end("b"),
                    message=f"the parts come to {added}, and there are {whole}",
                    other=(start + match.start("w"), start + match.end("w")),
                )


_FAR = 1.5  # times the body: parts that are more by far are of another
