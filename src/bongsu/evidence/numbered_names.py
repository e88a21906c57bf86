"""Numbers behind a proper name, in citations, addresses and telephone numbers: no figures."""

from __future__ import annotations

from bongsu.evidence.date_words import STREETS
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.phrases import claim_words
from bongsu.evidence.quantity_words import words
from bongsu.patterns import regex

_PLAIN = regex(r"[1-9]\d{0,4}")
_NAME = regex(r"(?P<opens>\A|[.!?:][\"”’)]?[ \n])?(?P<name>[A-Z][\w’'&/-]*)[ \n]\Z")
_ACRONYM = regex(r"[A-Z]{2}")
_ENDS_NAME = regex(
    r"[ \n](?:is|was|has|will|would|and|or|to|in|at|on|by|for|from|with|which|that|as)\b"
    r"|[ \n](?:Block|Mark|Mk|Type|Batch|Flight)[ \n]"  # "Standard Missile 3 Block IIA"
    r"|[.,;:)’']|\Z"
)
_NEXT_PAIR = regex(
    r"(?:[,;]|[ \n]and)[ \n](?:and[ \n])?(?:[A-Z][\w.’'&-]*[ \n]){1,3}(?:at[ \n])?\d"
)
_LAST_PAIR = regex(r"\d(?:[,;]|[ \n]and)[ \n](?:and[ \n])?(?:[A-Z][\w.’'&-]*[ \n]){1,3}\Z")
_LAW = r"(?:U\.?[ ]?S\.?[ ]?C|C\.?[ ]?F\.?[ ]?R|Fed\.[ ]?Reg|F\.[ ]?(?:2d|3d|4th|Supp)|Stat|U\.S)\b"
_LAW_BEHIND = regex(rf"[ \n]{_LAW}\.?(?=[ \n](?:§{{1,2}}[ \n]?)?\d|[ \n][Aa]nnex)")
_LAW_BEFORE = regex(
    rf"\d[ \n]{_LAW}\.?[ \n]"
    r"(?:§{1,2}[ \n]?|[Pp]arts?[ \n]|(?:\d+(?:[-–]\d+)?,[ \n])*(?:\d+[-–])?)\Z"
)
_NOTE_BEFORE = regex(r"\bnotes?[ \n]\Z")  # "U.S. note 5 to such subchapter"
_JOURNAL_BEHIND = regex(r"\(\d{1,3}\)(?=[,:;.]|[ \n]|\Z)")
_JOURNAL_BEFORE = regex(r"\d\(\d{1,3}\)[,:][ \n]?(?:pp?\.[ \n]?)?(?:\d{1,4}[-–])?\Z")
_BASE_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?:\.\d+)?[ \n]?=[ \n]?\Z")
_ZERO_NEXT = regex(r"-0\d")
_DIALLED = regex(r"-\d{4}(?![\d,.]*\d)")
_DIALLED_BEFORE = regex(r"(?<![\d.,])(?P<first>\d{3,4})-\Z")
_STREET = regex(r"[A-Z]?[ \n](?:[A-Z][\w.’'-]*[ \n]){1,3}(?P<last>[A-Z][A-Za-z]*)\b")
_CAPITALS = regex(r"(?:[ \n](?:[A-Z][\w’'-]*|and)){1,4}")
_SMALL = 3  # digits of the numbers that tallies give to names
_REACH = 48  # code points on each side that are looked at


def is_numbered(text: str, start: int, end: int, block: Block) -> bool:
    """Whether a bare number belongs to the name before it: "ISO 9001", "Hill 3 and 4".

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        Where the first number behind the name stands; what may follow is read there too.
    block : Block
        The block that it stands in.
    """
    before = text[max(block.start, start - _REACH) : start]
    found = _NAME.search(before)
    if found is None or block.kind is BlockKind.CELL or not _PLAIN.fullmatch(text, start, end):
        return False
    behind = text[end : min(block.end, end + _REACH)]
    name = found["name"]
    if not _ENDS_NAME.match(behind) or name.endswith(("'s", "’s")) or name in words().currencies:
        return False
    if _ACRONYM.search(name) and end - start > _SMALL:
        return True
    if _NEXT_PAIR.match(behind) or _LAST_PAIR.search(before):
        return False  # a tally: "Bada 12, Hanok 7"
    if _ACRONYM.search(name):
        return True
    known = claim_words()
    spoken = name.lower()
    usual = spoken in words().stops or spoken in known.measures or name in known.not_subject
    return not (
        found["opens"] is not None or usual or name in known.demonyms or known.place.fullmatch(name)
    )


def is_cited(text: str, start: int, end: int, block: Block) -> bool:
    """Whether a number stands in a citation, an address or a telephone number."""
    before = text[max(block.start, start - _REACH) : start]
    behind = text[end : min(block.end, end + _REACH)]
    if text[start] == "0" and end - start > 1 and text[start + 1].isdigit():
        return True  # no figure is written with a leading zero
    if _LAW_BEHIND.match(behind) or _LAW_BEFORE.search(before):
        return True
    if _NOTE_BEFORE.search(before) and _ENDS_NAME.match(behind):
        return True
    if _JOURNAL_BEHIND.match(behind) or (")" in before and _JOURNAL_BEFORE.search(before)):
        return True
    if ("=" in before and _BASE_YEAR.search(before)) or (
        text.startswith("10.", start) and behind[:1] == "/"
    ):
        return True
    if _ZERO_NEXT.match(behind) or _is_dialled(text[start:end], before, behind):
        return True
    street = _STREET.match(behind)
    return street is not None and street["last"] in STREETS


def _is_dialled(number: str, before: str, behind: str) -> bool:
    """Whether two groups of digits are no range, since the second is less: "1588-1234"."""
    if not number.isdigit():
        return False
    if 3 <= len(number) <= 4 and _DIALLED.match(behind):
        return int(behind[1:5]) < int(number)
    first = _DIALLED_BEFORE.search(before)
    return first is not None and len(number) == 4 and int(number) < int(first["first"])


def names_a_force(text: str, end: int) -> bool:
    """Whether an ordinal numbers a force or a line on the map: "the 2nd Infantry Division"."""
    found = _CAPITALS.match(text, end, end + _REACH)
    return found is not None and not words().forces.isdisjoint(found[0].split())
