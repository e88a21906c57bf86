"""Numbers with a sign too many, a letter for a digit, or a space inside.

What looks like a version, a section or two numbers side by side is left alone, unless the text
itself tells that it is one number: by the unit behind it, by the cells of its column, or since it
writes the same number rightly elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_UNIT = (
    r"(?=\s?%|\s(?:percent|per cent|thousand|million|billion|trillion|won|dollars|euros|yen|"
    r"points?|tons)\b)"
)
_WRONG = regex(
    r"(?<![\w.])(?=[\dlIOo][\d.,lIOoSZB])(?:"  # which all have in common
    r"(?<![\w.])\d[\d,]*\.\.\d+(?![\w.])"  # 62..5
    rf"|(?<![\w.])\d+(?:\.\d+){{2,3}}{_UNIT}"  # 3.3.7 billion
    r"|(?<![\w.,-])\d{1,3}(?:\.\d{3}){2,}(?=\s[a-z])"  # 1.214.500 tons
    r"|(?<![\w.,-])[lIOo],\d{3}(?:,\d{3})*(?![\w,])"  # l,364
    r"|(?<![\w.,-])\d{1,3},(?=[\dlIOo]{3}(?!\w))\d*[lIOo][\dlIOo]*(?![\w,])"  # 1,3O5
    rf"|(?<![\w.,-])\d+\.\d*[lIOo]\d*{_UNIT}"  # 3.O percent
    rf"|(?<![\w.,-])(?!O2\b)(?:\d+[lIOo]\d*|[lIOo]\d+|[lIO](?=\.\d))(?:\.\d+)?{_UNIT}"  # 1O percent
    r"|(?<![\w.,$-])\d{1,2}[lIOo]\d?(?:,\d{3})+(?![\w,])"  # 1O,400
    r"|(?<![\w.,-])\d{1,3}(?:,\d{3})*,(?=\d{0,2}[SZB])[\dSZB]{3}(?![\w,])"  # 1,2S0
    r"|(?<![\w.,-])\d+(?:\.\d*)?[SZB]\d*(?=\s?%|\s(?:percent|per cent)\b)"  # 2S percent
    r"|(?<![\w.,/-])\d+O\d*(?=\s[a-z]{3})|(?<![\w.,/-])\d+[oO]\d+(?=\s[a-z]{3})"  # 15O days
    r"|(?<=\$)(?=\S{0,9}\d)(?:\d+[lIO]\d*|[lIO]\d*)(?:\.\d+)?(?=\s(?:m|b|tr)illion\b)"
    rf"|(?<![\w.,-])\d+(?:\.,\d+|\.\d+,\d{{1,2}}(?![\d,.])){_UNIT}"  # 2.,8 percent
    r"|(?<![\w.,-])\d+\.\d+\.(?=\s?(?:percent|thousand|million|billion|trillion)\b))"
)
_TWO_POINTS = regex(  # 104.3.5, of an index or a rate
    r"(?<![\w.,/-])(?!(?:19|20)\d\d\.)\d+\.\d+\.\d+(?![\w/-]|[.,]\d)"
)
_LEVEL = lazy_regex(
    r"\b(?:index|rate|ratio|average|score|deflator|multiplier|kospi|kosdaq|elasticity|coefficient)\b"
    r"[^.;:]{0,60}? (?:was|is|were|at|to|of|from|by|reached|averaged|hit) $",
    re.IGNORECASE,
)
_BASE = lazy_regex(r"\s?\((?:19|20)\d\d\s?=\s?100\)")
_TWO = regex(r"(?<![\w.,/$-])(?<![A-Za-z]\.\s)(\d{1,3}) (\d{1,3})(?![\w,./%-])(?=\s[A-Za-z])")
_NUMBERED = lazy_regex(  # what has a number of its own, so that the next one is another
    r"\b(?:groups?|chapters?|sections?|articles?|pages?|lines?|teams?|phases?|no\.|weeks?|days?|"
    r"versions?|releases?|builds?|firmware|networks?|address(?:es)?|codes?|levels?|grades?|class(?:es)?|types?|zones?|units?|items?|steps?|parts?|stages?|rounds?|gates?|"
    r"(?:jan|febr)uary|march|april|may|june|july|august|"
    r"(?:septem|octo|novem|decem)ber|[a-z]{3}\.) $",
    re.IGNORECASE,
)
_POINTS = lazy_regex(r"\s*\d+(?:\.\d+){2}\s*")
_DECIMAL = lazy_regex(r"\s*[-+\u2212]?\d[\d,]*\.\d+\s*%?\s*")


def _is_numbered(text: str, start: int) -> bool:
    """Whether what stands before a number has numbers of its own."""
    return _NUMBERED.search(text, max(0, start - 14), start) is not None


def miswritten(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Yield where a number begins and ends that is written so that it is none."""
    text = evidence.text
    start, end = evidence.article.start, evidence.article.end
    yield from _signs_astray(text, start, end)
    for match in _TWO_POINTS.finditer(text, start, end):
        led = _LEVEL.search(text, max(start, match.start() - 110), match.start())
        if _BASE.match(text, match.end()) or (led and not _is_numbered(text, match.start())):
            yield match.span()
    yield from _parted(text, start, end)
    for table in evidence.article.tables:
        for row in table.rows:
            for column, block in enumerate(row):
                if block.kind is BlockKind.CELL and _POINTS.fullmatch(text, block.start, block.end):
                    cells = [line[column] for line in table.rows if column < len(line)]
                    if any(_DECIMAL.fullmatch(text, cell.start, cell.end) for cell in cells):
                        yield block.start, block.end


def _signs_astray(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _WRONG.finditer(text, start, end):
        written = match[0]
        if written.count(".") > 1 and ".." not in written and _is_numbered(text, match.start()):
            continue  # "section 1.214.500"
        if "," not in written or any(char.isdigit() for char in written):
            yield match.span()


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a blank parts a number that the text writes in one piece elsewhere."""
    twos = list(_TWO.finditer(text, start, end))
    spaced = {match[0] for match in twos if len(match[2]) == _GROUP}
    for match in twos:
        if len(match[2]) == _GROUP and len(spaced) > 1:
            continue  # "5 931 of 100 000": so this text groups its digits
        if _is_numbered(text, match.start()):
            continue
        digits = match[1] + match[2]
        if _elsewhere(text[start:end], digits) or _lost_comma(text, match, text[start:end]):
            yield match.span()


_LED = lazy_regex(r"(?:^|[^\w\s]\s?|\b[A-Z]\w*\s|\d\s)$")  # of a name, or of a clause that begins
_MANY = lazy_regex(r"\s(?:[a-z-]+\s)?(?:[a-z]{2,}s|people|men|women|children)\b")
_COMMA = lazy_regex(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,]*\d)")


def _lost_comma(text: str, match: re.Match[str], whole: str) -> bool:
    """Whether a blank stands for the comma by which all large numbers of a text are grouped."""
    return (
        len(match[2]) == _GROUP
        and not match[1].startswith("0")
        and _MANY.match(text, match.end()) is not None
        and _LED.search(text, max(0, match.start() - 25), match.start()) is None
        and _COMMA.search(whole) is not None
    )


def _elsewhere(text: str, digits: str) -> bool:
    """Whether a text writes a number of some digits in one piece."""
    grouped = f"{int(digits):,}" if digits.isdigit() else digits
    return len(digits) >= _FEWEST and any(
        re.search(rf"(?<![\w.,]){re.escape(form)}(?![\w,]*\d)", text) for form in {digits, grouped}
    )


_GROUP = 3  # digits between two commas, or blanks where a text parts them so
_FEWEST = 3  # digits: two of one digit side by side are two numbers
