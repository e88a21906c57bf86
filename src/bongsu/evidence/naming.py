"""Tells numbers that are names, labels or idioms from figures: F-15K, G20, "first mover"."""

from __future__ import annotations

import re

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.numbered_names import is_cited, is_numbered, names_a_force
from bongsu.evidence.numbering import marks_part, names_a_type
from bongsu.evidence.quantity_words import words
from bongsu.patterns import lazy_regex, regex

_BEFORE = regex(r"([A-Za-z&][\w&.'’-]*)(?::(?=[ \n]))?[ \n]?(?:[(§][ \n]?)?\Z")
_SPELT_MONEY = regex(r"(?<![A-Za-z])(?:USD|KRW|EUR|GBP|JPY|CNY|RMB|AUD|CAD|W)\Z")
_CHAIN = regex(
    r"(?<![\w.])(?:\d[\d.]{0,9}(?:[-–]|,?[ \n](?:and|or|to|through)[ \n]|,[ \n])){1,6}\Z"
)
_PHONE_BEFORE, _PHONE_BEHIND = regex(r"\d-\d{1,5}-\Z"), regex(r"-\d{1,5}-\d")
_WITH_UNIT = regex(
    r"[ \n]?%|[ \n-]?(?:percent|per[ \n]cent|percentage|million|billion|trillion|thousand|basis"
    r"|bps?\b)"
)
_CLOCK = regex(r"[ \n](?:GMT|UTC|KST|JST|EST|EDT|CET|hours|hrs)\b")
_OF_DAY = regex(r"[ \n]?(?:[ap]\.m\.|[ap]m\b|o[’']clock\b)", re.IGNORECASE)
_MODEL = lazy_regex(r"[ \n](?:model|version|variant|parameter|network|system)s?\b")
_LIST_MARK = lazy_regex(r"\d{1,3}[.)](?=[ \n\t]|\Z)|\d{1,3}[.)]?\Z")
_DETERMINER = regex(
    r"(?:\b(?:the|a|an|its|their|his|her|this|our|my|your|that|each|every|one)|['’]s?|\w['’]s"
    r"|\b(?:for|as|was|is|became|ranked|ranks|placed|finished|came|only|also|in|or|and|to))"
    r"(?:[ \n](?:very|official|fully))?[ \n]\Z",
    re.IGNORECASE,
)
_PLACED = regex(
    r"-(?:largest|biggest|highest|lowest|most|ever|best|worst|longest|busiest|ranked)\b"
    r"|[ \n](?:consecutive|straight|successive|time|largest|highest|lowest|most)\b"
)
_HALF_BEHIND = regex(r"-(?:half|quarter)\b")
_CAPITAL_NEXT = regex(r"[ \n][A-Z]")
_HALF_BEFORE = regex(
    r"\b(?:first|second|latter|other|better|upper|lower|top|bottom|1st|2nd)[ \n-]\Z", re.IGNORECASE
)
_PART_BEHIND = regex(
    r"[ \n]of\b|[ \n-](?:a[ \n])?(?:percent|point|million|billion|trillion)|"
    r"[ \n](?:percentage|were|was|are|is|had|have|that|as|its|their|the|a|an)\b|[,.;)]"
    r"|[ \n]\((?:or[ \n])?\d[\d.]*[ \n]?(?:%|percent|per[ \n]cent)"  # "nearly a third (32 percent)"
)
_CHANGED = regex(r"[ \n](?:more|less|fewer|higher|lower|larger|smaller|longer|shorter|cheaper)\b")
_MEASURED = regex(r"[ \n](?:from|to|in|on|over|since|between|during|within|against|compared)\b")
_MEASURES = regex(
    r"\b(?:by|up|down|nearly|almost|about|roughly|around|(?:more|less)[ \n]than|fell|rose|dropped)"
    r"[ \n]\Z",
    re.IGNORECASE,
)
_MARKED = regex(r"(?:ly)?(?:,|:)|[ \n]and[ \n]foremost")
_ANY_CASE = frozenset(
    {
        "section",
        "sections",
        "sec.",
        "sect.",
        "article",
        "articles",
        "art.",
        "chapter",
        "chapters",
        "title",
        "paragraph",
        "para.",
        "annex",
        "appendix",
        "subheading",
        "hts",
        "figure",
        "figures",
        "fig.",
        "table",
        "tables",
        "charts",
        "page",
        "pages",
        "p.",
        "pp.",
        "vol.",
        "no.",
        "nos.",
        "footnote",
        "phase",
        "tier",
        "clause",
        "resolution",
        "type",
        "types",
        "version",
        "versions",
        "route",
        "doi",
    }
)


_MARKS_ITEM = regex(r"[):]\s[A-Z]")
_OF_LAW = lazy_regex(r"[ \n](?:et[ \n]seq|U\.S\.C|C\.F\.R|U\.S\.T)\b")
_ACRONYM = regex(r"\((?:[A-Z]\.?){2,6}s?\)[ \n]\Z")  # "Security Council Resolution (UNSCR) 2375"
_SHIP = regex(r"(?:\b[A-Z]{2,}[ \n]){2}\Z")  # "the vessel KUM UN SAN 3"
_COUNTED = regex(r"[ \n](?:[A-Z]|(?!was\b|is\b|has\b)[a-z]+s\b)")
_WIRE = regex(r"\s(?:LD|LEAD)\)")


def is_name(text: str, start: int, end: int, form: str, block: Block) -> bool:
    """Whether a candidate is part of a name, a label or an idiom, and so no figure.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        Where the candidate stands in it.
    form : str
        Which sort of candidate it is: digits, words, scaled, placed, ordinal, fraction, multiple.
    block : Block
        The block that it stands in.
    """
    if _in_phrase(text, start, end):
        return True
    if form in {"digits", "mixed", "tally", "korean"}:
        return _is_label(text, start, end, block)
    if _is_quoted(text, start, block):
        return True
    if form == "tally_words":
        return False
    if form in {"ordinal", "placed"}:
        if text[start - 1 : start] == "(" and _WIRE.match(text, end):
            return True  # the second telling of a wire: "(2nd LD)"
        return not _counts_places(text, start, end, block)
    if form == "fraction":
        return not _is_part(text, start, end)
    if form == "multiple":
        return not _multiplies(text, start, end)
    return _is_title(text, start, end, block) or _is_spelt_label(text, start, block)


def _is_spelt_label(text: str, start: int, block: Block) -> bool:
    """Whether number words follow the word for a part of a text: "on page ten"."""
    found = _BEFORE.search(text[max(block.start, start - 24) : start])
    return found is not None and found[1].lower() in _ANY_CASE


def _in_phrase(text: str, start: int, end: int) -> bool:
    """Whether a known name or idiom holds the candidate."""
    names = words().names
    for part in regex(r"[A-Za-z]+|\d[\d.]*").finditer(text[start:end]):
        for before, behind in names.get(part[0].lower(), ()):
            left, right = start + part.start() - len(before), start + part.end() + len(behind)
            if left < 0 or text[left:right].lower().replace("\n", " ") != (
                f"{before}{part[0].lower()}{behind}"
            ):
                continue
            if text.startswith(" Korea", right):
                continue  # "38 North Koreans" are no website
            if not text[left - 1 : left].isalnum() and not text[right : right + 1].isalnum():
                return True
    return False


_QUOTED = regex(r"[“\"‘](?:[\w’'-]+[ \n]){1,4}[\w’'-]+[,.]?[”\"’]")


def _is_quoted(text: str, start: int, block: Block) -> bool:
    """Whether a number word opens a short quotation, which is then a name: "two hostile states"."""
    return start > block.start and _QUOTED.match(text, start - 1, block.end) is not None


_QUALIFIED = (
    "mid-",
    "sub-",
    "lower-",
    "upper-",
    "low-",
    "high-",
    "early-",
    "late-",
    "near-",
    "over-",
)


def _is_label(text: str, start: int, end: int, block: Block) -> bool:
    before, behind = text[max(block.start, start - 24) : start], text[end : end + 12]
    last = before[-1:]
    if (
        last.isalnum()
        or last in {"_", "/", "@", "#", "§"}
        or (last == "." and before[-2:-1].isalnum())
    ):
        return not _SPELT_MONEY.search(before)
    if last == "-" and before[-2:-1].isalpha() and not before.lower().endswith(_QUALIFIED):
        return True
    if _goes_on(behind) or _is_lettered(before, behind):
        return True
    if (end - start == 4 and _CLOCK.match(behind)) or _OF_DAY.match(behind):
        return True  # "0210 GMT", "10 a.m."
    if start == block.start and _marks_item(text, start, end, block):
        return True
    if regex(r":\d").match(behind) or regex(r"\d:\Z").search(before):
        return True  # a time of day, or odds
    if (
        _PHONE_BEHIND.match(behind)
        or _PHONE_BEFORE.search(before)
        or (last == "-" and before[-2:-1].isdigit() and regex(r"-\d").match(behind))
    ):
        return True
    if (last == "[" and behind[:1] == "]") or (last + behind[:1] == "()" and end - start <= 2):
        return True
    return (
        is_cited(text, start, end, block)
        or marks_part(text, start, end, block)
        or names_a_type(text, start, end)
        or _is_called(text, before, start, end)
        or _follows_label(text, before, start, end, block)
    )


def _is_called(text: str, before: str, start: int, end: int) -> bool:
    """Whether a number is a name's: "Order (EO) 14257", "DONG FENG 6", "App. 1 et seq."."""
    if _OF_LAW.match(text, end):
        return True
    digits = text[start:end].rstrip(",.")
    end = start + len(digits)
    if not digits.isdigit() or _WITH_UNIT.match(text, end) or _COUNTED.match(text, end):
        return False
    if len(digits) >= 3:  # "Orders (E.O.s) 13687, 13722, and 13810"
        before = text[max(0, start - 48) : start]
        chain = _CHAIN.search(before)
        return _ACRONYM.search(before[: chain.start()] if chain else before) is not None
    return len(digits) <= 2 and _SHIP.search(before) is not None


def _marks_item(text: str, start: int, end: int, block: Block) -> bool:
    """Whether the number that a block opens with numbers it: "1) Loans", "4: Markets had been"."""
    if end - start <= 2 and _MARKS_ITEM.match(text, end):
        return True
    cell = block.kind is BlockKind.CELL
    return not cell and _LIST_MARK.match(text, start, block.end) is not None


def _goes_on(behind: str) -> bool:
    """Whether what stands directly behind digits makes them another number, or part of a name."""
    if regex(r"[A-Za-z]").match(behind) and _letters(behind) not in words().letters_behind:
        return True
    return bool(regex(r"-[A-Z]\w*").match(behind)) or bool(regex(r"/\d").match(behind))


def _is_lettered(before: str, behind: str) -> bool:
    """Whether a number with one letter names a part or a model: "note 16b", "a 27b model"."""
    if not regex(r"[a-zA-Z](?![A-Za-z])").match(behind):
        return False
    if _MODEL.match(behind, 1):
        return True
    found = _BEFORE.search(before)
    return found is not None and found[1].lower() in words().named_before


def _letters(behind: str) -> str:
    found = regex(r"[A-Za-z]+").match(behind)
    return found[0].lower() if found else ""


def _follows_label(text: str, before: str, start: int, end: int, block: Block) -> bool:
    """Whether the word before makes a name of it: "Section 232", "Boeing 737", "Volume: 12"."""
    if _WITH_UNIT.match(text, end):
        return False
    chain = _CHAIN.search(before)
    found = _BEFORE.search(before[: chain.start()] if chain else before)
    if before.rstrip().endswith("§"):
        return True
    if found is None:
        return False
    word = found[1]
    lower = word.lower()
    if lower in _ANY_CASE or lower.rstrip(".") + "." in _ANY_CASE & {f"{lower}."}:
        return True
    if word != lower and lower in words().named_before:
        return True
    first = start - len(chain[0]) if chain else start
    digits = regex(r"\d+").match(text, first) if chain else None
    return (
        is_numbered(text, first, end, block)
        if digits is None
        else (is_numbered(text, first, digits.end(), block))
    )


def _counts_places(text: str, start: int, end: int, block: Block) -> bool:
    """Whether an ordinal numbers something: "the third consecutive cut", not "First, ..."."""
    if _MARKED.match(text, end) and text[start].isupper():
        return False
    if regex(r"[ \n]\d").match(text[end : end + 2]):
        return False  # "the first 30 of them" counts once
    if names_a_force(text, end) or _HALF_BEHIND.match(text, end):
        return False
    if _PLACED.match(text, end) or text[start].isdigit() or "-" in text[start:end]:
        return True
    if text[start].isupper() and start != block.start and _CAPITAL_NEXT.match(text, end):
        return False
    if text[end : end + 2] in {", ", ". ", "; "} or text[start].isupper():
        return False
    return _DETERMINER.search(text[max(block.start, start - 16) : start]) is not None


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether words are a fraction: "a third of", "half were", but not "the second half"."""
    written = text[start:end].lower()
    if written == "quarter":
        return True  # the pattern saw "-point" behind it
    if written == "half":
        if _HALF_BEFORE.search(text[max(0, start - 10) : start]):
            return False
        return text[end : end + 1] != "-" or text[end : end + 6].lower() in {
            "-point",
            "-milli",
            "-centu",
            "-billi",
        }
    last = regex(r"[ \n-]").split(written)[-1]
    if written.startswith(("a ", "an ", "a\n")) or not (last.endswith("s") or last == "half"):
        hyphened = "-" in written and last not in {"quarter", "second"}
        behind = _PART_BEHIND.match(text, end) or _CHANGED.match(text, end)
        return hyphened or behind is not None or _is_change(text, start, end)
    return last != "quarters" or _PART_BEHIND.match(text, end) is not None


def _is_change(text: str, start: int, end: int) -> bool:
    """Whether something moved by a fraction: "by a third from 4 tons", "nearly a fifth in May"."""
    ahead = _MEASURES.search(text[max(0, start - 12) : start])
    return ahead is not None and _MEASURED.match(text, end) is not None


_MULTIPLIES = regex(
    r"[ \n](?:the|that|those|as|its|their|his|her|what|to|from|in|by|over|since|between|during"
    r"|within|its|last|and)\b|[,.;)]"
)
_WOULD = lazy_regex(
    r"\b(?:will|would|to|more[ \n]than|nearly|almost|about|roughly|has|have|had|over|could"
    r"|may)[ \n]\Z",
    re.IGNORECASE,
)


def _multiplies(text: str, start: int, end: int) -> bool:
    """Whether "double" and its like compare two amounts."""
    written = text[start:end].lower()
    before = text[max(0, start - 14) : start]
    if written in {"twice", "thrice"}:
        return True
    if written.endswith("fold"):
        return True
    if written.endswith("ed"):
        return True
    if written.endswith("ing"):
        return (
            regex(r"[ \n](?:the|of|from|to|in|its|since|over|that|every)\b").match(
                text[end : end + 8]
            )
            is not None
        )
    return bool(_MULTIPLIES.match(text, end) or _WOULD.search(before))


def _is_title(text: str, start: int, end: int, block: Block) -> bool:
    """Whether number words stand in a proper name: "Big Four", "Six Nations"."""
    if not text[start].isupper() or start == block.start:
        return False
    before = text[start - 2 : start]
    sentence = before in {". ", "? ", "! ", ": "} or before.endswith(
        ("“", '"', "(", "\n", "\t", "—")
    )
    return not sentence and _CAPITAL_NEXT.match(text, end) is not None
