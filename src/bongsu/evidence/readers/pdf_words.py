"""Takes words with their boxes, and ruled lines, from the pages of a PDF; it judges nothing."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from bongsu.errors import BadFile

PAGES = 5_000
CHARACTERS = 5_000_000  # of a whole file
_TAIL = 2_048  # bytes at the end within which a whole PDF says that it ends
_SEGMENTS = 40_000  # of ruled lines on one page; drawings have more
_THIN = 3.0  # points; a filled box no thicker is a line
_SHORT = 4.0  # points; shorter lines rule nothing
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_LINE_END_HYPHEN = (0x02, 0xFFFE)  # how pdfium marks a hyphen that ends a line
_BOLD = 600  # weight
_NO_BLANK = 0.03  # of a character's height
_LEVEL = 0.1  # of the smaller height: raised characters overlap others by as much
_NESTED = 4  # form objects within form objects
_ASTRAY = 0.12  # of its height: how far a character may lie from its double

Point = tuple[float, float]
_Skipped = Callable[[str, float, float, float], bool]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them, and the box around them in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float  # height of its box
    bold: bool
    glued: bool  # no blank stands before it, such as a raised digit

    @property
    def middle(self) -> float:
        """Height of its centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, horizontal or vertical: at which height or width, and from where to where."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in points from its lower left corner as it is looked at."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]  # in the order of the file
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def pages(data: bytes, name: str) -> tuple[tuple[Page, ...], dict[str, str]]:
    """Return the pages of a PDF and its properties.

    Raises
    ------
    BadFile
        If the file is encrypted, damaged, no PDF, or has too many pages or characters.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(error, data, name) from None
    try:
        count = len(document)
        if count > PAGES:
            raise BadFile(
                f"the PDF has {count:,} pages; {PAGES:,} are read at most",
                where=name,
                mend="split it into smaller files",
            )
        taken, total = [], 0
        for number in range(count):
            page = _page(document, number, name)
            total += sum(len(word.text) for word in page.words)
            if total > CHARACTERS:
                raise BadFile(
                    f"the PDF has more than {CHARACTERS:,} characters",
                    where=f"{name}, page {number + 1}",
                    mend="split it into smaller files",
                )
            taken.append(page)
        return tuple(taken), document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()


def _refusal(error: pdfium.PdfiumError, data: bytes, name: str) -> BadFile:
    if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
        return BadFile(
            "the PDF is encrypted and asks for a password",
            where=name,
            mend="open it with its password and save it without one",
        )
    if b"%%EOF" not in data[-_TAIL:]:
        return BadFile(
            f"the PDF is damaged: after {len(data):,} bytes it breaks off without its end",
            where=name,
            mend="fetch it again, and to the end",
        )
    return BadFile(
        "the PDF is damaged, or has no pages",
        where=name,
        mend="open it to see whether it has pages; fetch it again, or print it anew to PDF",
    )


def _page(document: pdfium.PdfDocument, number: int, name: str) -> Page:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        raise BadFile(
            f"the PDF is damaged: page {number + 1} of {len(document):,} cannot be read",
            where=name,
            mend="fetch the file again, or print it anew to PDF",
        ) from None
    try:
        width, height = page.get_size()
        turn = _turn(page.get_rotation(), width, height)
        words = tuple(_words(page, turn))
        if len({(word.text, round(word.left), round(word.bottom)) for word in words}) < len(words):
            words = _pieced(tuple(_words(page, turn, _Drawn().again)))
        across, down = _rules(page, turn)
        return Page(number + 1, width, height, words, across, down)
    finally:
        page.close()


def _turn(rotation: int, width: float, height: float) -> Callable[[float, float], Point]:
    """Return how a point of the page's own space moves when the page is turned for reading."""
    if rotation == 90:
        return lambda x, y: (y, height - x)
    if rotation == 180:
        return lambda x, y: (width - x, height - y)
    if rotation == 270:
        return lambda x, y: (width - y, x)
    return lambda x, y: (x, y)


class _Drawn:
    """Which characters a page has where: some writers of PDF draw words twice, to look bold."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int, int], Point] = {}

    def again(self, letter: str, left: float, bottom: float, height: float) -> bool:
        """Tell whether a character stands upon one of its own kind; remember it if not."""
        column, row = math.floor(left - 0.5), math.floor(bottom - 0.5)
        for place in ((letter, column + x, row + y) for x in (0, 1) for y in (0, 1)):
            other = self._places.get(place)
            if other is not None and (
                max(abs(other[0] - left), abs(other[1] - bottom)) < _ASTRAY * height
            ):
                return True
        self._places[letter, math.floor(left), math.floor(bottom)] = (left, bottom)
        return False


@dataclass(slots=True)
class _Open:
    """The word that is being put together."""

    letters: list[str]
    left: float
    bottom: float
    right: float
    top: float
    bold: bool
    glued: bool

    def closed(self) -> Word:
        size = self.top - self.bottom
        text = "".join(self.letters)
        return Word(text, self.left, self.bottom, self.right, self.top, size, self.bold, self.glued)


def _words(
    page: pdfium.PdfPage, turn: Callable[[float, float], Point], skipped: _Skipped | None = None
) -> Iterator[Word]:
    """Put characters together to words until white space, a jump, or another size.

    Parameters
    ----------
    page : PdfPage
        The page.
    turn : callable
        Turns its points upright.
    skipped : callable, optional
        Tells of a character, its left and lower edge and its height whether to leave it out.
    """
    text = page.get_textpage()
    try:
        handle, box, running = text.raw, raw.FS_RECTF(), None
        blank = False  # since the last character
        for at, letter in _letters(handle):
            if not letter or letter.isspace() or not letter.isprintable():
                blank = blank or letter.isspace()
                continue
            if not raw.FPDFText_GetLooseCharBox(handle, at, box):
                continue
            left, bottom, right, top = _upright(box, turn)
            if skipped and skipped(letter, left, bottom, top - bottom):
                continue
            if running is not None:
                joins, glued = _joins(running, left, bottom, right, top)
                # Blanks that pdfium thinks up where a raised character ends have no width.
                if blank and abs(left - running.right) > _NO_BLANK * (top - bottom):
                    joins = glued = False
                blank = False
                if joins:
                    running.letters.append(letter)
                    running.right = max(running.right, right)
                    running.left = min(running.left, left)
                    continue
                yield running.closed()
            else:
                blank = glued = False
            bold = raw.FPDFText_GetFontWeight(handle, at) >= _BOLD or _named_bold(handle, at)
            running = _Open([letter], left, bottom, right, top, bold, glued)
        if running is not None:
            yield running.closed()
    finally:
        text.close()


def _pieced(words: Sequence[Word]) -> tuple[Word, ...]:
    """Glue words to what ends where they begin: of words drawn twice, parts are drawn later."""
    ends = {(round(word.right), round(word.bottom)): word for word in words}
    found = []
    for word in words:
        near = (ends.get((round(word.left) + x, round(word.bottom))) for x in (-1, 0, 1))
        touched = any(
            other is not None
            and other is not word
            and abs(other.right - word.left) < _NO_BLANK * word.size
            and abs(other.size - word.size) < _ASTRAY * word.size
            for other in near
        )
        found.append(replace(word, glued=True) if touched else word)
    return tuple(found)


def _letters(handle: raw.FPDF_TEXTPAGE) -> Iterator[tuple[int, str]]:
    """Yield the places and characters of a page; nothing for what is none."""
    high = 0  # first half of a surrogate pair
    for at in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        yield at, "-" if code in _LINE_END_HYPHEN else chr(code) if 0 < code < 0x110000 else ""


def _upright(
    box: raw.FS_RECTF, turn: Callable[[float, float], Point]
) -> tuple[float, float, float, float]:
    one, other = turn(box.left, box.bottom), turn(box.right, box.top)
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )


def _joins(word: _Open, left: float, bottom: float, right: float, top: float) -> tuple[bool, bool]:
    """Tell whether a character goes on in a word, and if not, whether no blank parts them."""
    size = word.top - word.bottom
    height = top - bottom
    gap = min(abs(left - word.right), abs(word.left - right))
    near = gap < 0.25 * size or (left < word.right and right > word.left)
    level = min(top, word.top) - max(bottom, word.bottom) > _LEVEL * min(size, height)
    alike = abs(height - size) < 0.2 * max(size, height)
    if near and level and alike and abs(bottom - word.bottom) < 0.15 * size:
        return True, False
    return False, near and level


def _named_bold(handle: raw.FPDF_TEXTPAGE, at: int) -> bool:
    """Tell whether the name of a character's font calls it bold."""
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, at, buffer, 128, flags)
    return b"bold" in buffer.value.lower() or b"black" in buffer.value.lower()


def _rules(
    page: pdfium.PdfPage, turn: Callable[[float, float], Point]
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Collect the straight lines of a page's drawings, thin filled boxes among them."""
    across: list[Rule] = []
    down: list[Rule] = []
    left = _SEGMENTS
    for item, matrix in _drawings(page.raw):
        left -= raw.FPDFPath_CountSegments(item)
        if left < 0:
            return (), ()
        for one, other in _lines(item, matrix):
            (x0, y0), (x1, y1) = turn(*one), turn(*other)
            if abs(y0 - y1) < 1 and abs(x0 - x1) > _SHORT:
                across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < 1 and abs(y0 - y1) > _SHORT:
                down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return tuple(across), tuple(down)


_Matrix = tuple[float, float, float, float, float, float]
_STILL: _Matrix = (1, 0, 0, 1, 0, 0)


def _drawings(page: raw.FPDF_PAGE) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, _Matrix]]:
    """Yield the paths of a page and of the forms on it, with how they are moved."""
    stack = [
        (raw.FPDFPage_GetObject(page, at), _STILL, 0)
        for at in range(min(raw.FPDFPage_CountObjects(page), _SEGMENTS))
    ]
    stack.reverse()
    while stack:
        item, matrix, depth = stack.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, _times(_matrix(item), matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTED:
            inner = _times(_matrix(item), matrix)
            count = min(raw.FPDFFormObj_CountObjects(item), _SEGMENTS)
            stack.extend(
                (raw.FPDFFormObj_GetObject(item, at), inner, depth + 1) for at in range(count)
            )


def _matrix(item: raw.FPDF_PAGEOBJECT) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _STILL
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _lines(item: raw.FPDF_PAGEOBJECT, matrix: _Matrix) -> Iterator[tuple[Point, Point]]:
    """Yield the straight strokes of a path; a thin filled box is one stroke."""
    points = list(_points(item, matrix))
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, mode, stroked)
    if not stroked.value:
        if not mode.value or not points:
            return
        xs = [x for _, (x, _) in points]
        ys = [y for _, (_, y) in points]
        if max(xs) - min(xs) <= _THIN:
            middle = (max(xs) + min(xs)) / 2
            yield (middle, min(ys)), (middle, max(ys))
            return
        if max(ys) - min(ys) <= _THIN:
            middle = (max(ys) + min(ys)) / 2
            yield (min(xs), middle), (max(xs), middle)
            return
    before = first = (math.nan, math.nan)
    for move, here in points:
        if move == "m":
            first = here
        elif move == "z":
            yield before, here
            yield here, first
        else:
            yield before, here
        before = here


def _points(item: raw.FPDF_PAGEOBJECT, matrix: _Matrix) -> Iterator[tuple[str, Point]]:
    """Yield the points of a path: moved to, drawn to, or drawn to and closed."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        move = "m" if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO else "l"
        if move == "l" and raw.FPDFPathSegment_GetClose(segment):
            move = "z"
        yield move, (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
