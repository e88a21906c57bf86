"""Votes of more members than a text lists as present, or says that a bench has.

"Members present: A; B; C" names all who may vote, so that six of them cast no seven votes; and
all judges of a court are no more than it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.excess import Excess, chambers
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_LIST = guarded_regex(
    r"(?:\b(?P<who>(?:[A-Za-z]+ ){0,3})(?:present|in attendance|attendance|attendees|"
    r"attending)(?: were| was)?\s?(?::|were\b)"
    r"|\b(?:those|members|judges|directors|justices) (?:who were )?present were"
    r"|\b(?:panel|bench|board|committee|jury|tribunal|court|division) (?:consist(?:s|ed) of|"
    r"compris(?:es|ed)|was made up of|"
    r"was composed of|is composed of)(?: the)?)\s+(?=(?:[A-Z]))",
    re.IGNORECASE,
)
_OTHERS = lazy_regex(
    r"\b(?:representatives?|government|staff|observers?|guests?|also|officials?|secretar\w+|non-voting|media)\b",
    re.IGNORECASE,
)
_END = lazy_regex(
    r"\n|(?<![A-Z])(?<!\bM[rs])(?<!\bDr)(?<!\bMrs)(?<!\bProf)\.(?=\s|$)|\.(?=\s(?:The|It|A|An|They|All)\s)"
)
_BRACKETS = lazy_regex(r"\([^()]*\)")
_NAME = lazy_regex(r"\s*(?:and\s)?(?:[A-Z][\w.'\u2019-]*[,\s]*){1,7}.{0,40}")
_N = rf"(?<![\w.,-])(?:\d{{1,2}}(?![\d,.]*\d)|(?:{'|'.join(UNITS[1:])})\b)"
_M = rf"(?:\d{{1,2}}(?![\d%,.]*\d)|(?:{'|'.join(UNITS[1:])})\b)"
_SIDE = r"(?: (?:members?|judges?|justices?|directors?|commissioners?|votes?))?"
_YES = (
    r"(?:agreed|voted for|in favou?r|for|backed|supported|favou?red|concurred|approved|upheld|to)"
)
_NO = r"(?:against|dissent\w*|disagreed|opposed|rejected|objected|abstain\w*|abstentions?)"
_VOTES = guarded_regex(
    rf"\b(?:by|in|on|with|of|rejected|approved|passed|carried|was|upheld|adopted) (?:an? "
    rf"(?:vote|majority|split) of )?"
    rf"(?P<a>{_N})(?: votes?)?(?: to |-to-|[-\u2013])(?P<b>{_M})(?! (?:percent|years?|months?|"
    rf"billion|million))|"
    rf"(?P<c>{_N}){_SIDE} (?:{_NO})\b[^.;]{{0,40}}?\b(?P<d>{_N}){_SIDE} (?:voted |were )?{_YES}\b|"
    rf"(?P<e>{_N}){_SIDE} (?:voted |were )?{_YES}\b[^.;]{{0,40}}?\b(?P<f>{_N}){_SIDE} (?:voted |"
    rf"were )?{_NO}\b",
    re.IGNORECASE,
)
_VOTED = guarded_regex(
    r"\b(?:vot\w+|resolv\w+|approv\w+|adopt\w+|reject\w+|dissent\w*|upheld|passed|carried|favou?r|against|agreed)\b",
    re.IGNORECASE,
)
_BENCH = guarded_regex(
    rf"\b[Aa]ll (?:of )?(?:the |its )?(?P<n>{_M}) (?:sitting |serving )?(?:judges|justices)\b"
)
_FEWEST, _MOST = 3, 25  # members listed


def beyond_present(evidence: Evidence) -> Iterator[Excess]:
    """Yield votes that outnumber the members listed as present, and benches that are too large."""
    yield from _benches(evidence)
    lists = [one for one in _lists(evidence) if _FEWEST <= one[2] <= _MOST]
    if len({size for _, _, size in lists}) != 1:
        return
    start, end, size = lists[0]
    for sentence, words in prose(evidence):
        if sentence.start < start or _VOTED.search(words) is None:
            continue
        for match in _VOTES.finditer(words):
            sides = [name for name in "abcdef" if match[name]]
            added = sum(number(match[name].lower()) or 0 for name in sides)
            if size < added <= 3 * size:
                yield Excess(
                    start=sentence.start + match.start(sides[0]),
                    end=sentence.start + match.end(sides[-1]),
                    message=f"{added} votes, and {size} members are listed as present",
                    other=(start, end),
                )


def _lists(evidence: Evidence) -> Iterator[tuple[int, int, int]]:
    """Yield where members are listed, and how many names the list has."""
    for block in evidence.article.blocks:
        for match in _LIST.finditer(evidence.text, block.start, block.end):
            if _OTHERS.search(match[0]):
                continue
            found = _END.search(evidence.text, match.end(), block.end)
            end = found.start() if found else block.end
            names = _BRACKETS.sub("", evidence.text[match.end() : end])
            pieces = names.split(";") if ";" in names else _COMMA.split(names)
            if all(_NAME.fullmatch(piece) for piece in pieces if piece.strip()):
                yield match.end(), end, sum(bool(piece.strip()) for piece in pieces)


_COMMA = lazy_regex(r",\s(?:and\s)?|\sand\s")


def _benches(evidence: Evidence) -> Iterator[Excess]:
    """Yield "all ten judges" of a court that has fewer, named in the sentence before."""
    before = ""
    block = -1
    for sentence, words in prose(evidence):
        said = f"{before if sentence.block == block else ''} {words}"
        before, block = words, sentence.block
        match = _BENCH.search(words)
        if match is None:
            continue
        courts = [one for one in chambers() if "Court" in one.title and one.named.search(said)]
        courts = [one for one in courts if one.barred is None or not one.barred.search(said)]
        size = number(match["n"].lower()) or 0
        if len(courts) == 1 and courts[0].size < size:
            yield Excess(
                start=sentence.start + match.start("n"),
                end=sentence.start + match.end(),
                message=f"{courts[0].title} has {courts[0].size} judges, not {match['n']}",
            )
