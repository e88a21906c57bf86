"""Numbers of headings, notes, types and clubs in running text, which are no figures."""

from __future__ import annotations

from bongsu.evidence.documents import Block, BlockKind
from bongsu.patterns import regex

_ENDS_SENTENCE = regex(r"(?:[.!?:)\]][\"”’]?[ ]?|\A|\n)[ ]?\Z")
_PART_NUMBER = regex(r"\d{1,2}\.[ ](?=[A-Z][a-z]+[ ])|\d{1,2}(?:\.\d{1,2}){1,2}[ ](?=[A-Z])")
_NOTE_NUMBER = regex(  # of a note at the foot of a page
    r"\d{1,2}[ ](?=(?:The|This|These|In|For|It|See|As|Note|Data|Source|According|Based|If|Here)[ ])"
)


def marks_part(text: str, start: int, end: int, block: Block) -> bool:
    """Whether a number within a block opens a heading or a note of which the line was lost.

    "... as well. 3. Total expenditures rose", "1 The additional sum was left out".
    """
    before = text[max(block.start, start - 3) : start]
    if block.kind is BlockKind.CELL or not _ENDS_SENTENCE.search(before):
        return False
    if _PART_NUMBER.match(text, start, block.end):
        return _UNIT.match(text, end) is None
    return _NOTE_NUMBER.match(text, start, block.end) is not None


_AIRCRAFT = regex(r"[ ](?:Dreamliner|MAX|Max|Superfortress|Stratofortress|freighter|airliner)s?\b")
_CLUB = regex(
    r"[”\"’]?[ ](?:club|rule|strategy|plan|formula|policy|project|vision|initiative|principle|law|"
    r"system|program|programme|pledge|campaign|slogan|doctrine)s?\b"
)
_UNIT = regex(r"[ ]?(?:[Pp]er|[MmBbTt]r?illion|[Tt]housand)")
_LARGE = 3  # digits: so many times is told by no "X"


def names_a_type(text: str, start: int, end: int) -> bool:
    """Whether digits name a type or a club: "777X", "787 Dreamliners", "the “20–50” club"."""
    behind = text[end : end + 4]
    if text.startswith("-something", end):
        return True  # people in their twenties
    if behind.startswith("X") and end - start >= _LARGE:
        return True
    quoted = text[start - 1 : start] in {"“", '"', "‘"} or text[start - 1 : start] in {"–", "-"}
    follows = regex(r"[–-]\d{1,3}").match(behind)
    if quoted and _CLUB.match(text, end + (follows.end() if follows else 0)):
        return True
    return _AIRCRAFT.match(text, end) is not None
