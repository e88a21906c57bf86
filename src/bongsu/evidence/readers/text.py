"""Plain text and Markdown: blocks from lines, with the place of every code point kept.

Plain text is read as Markdown where it shows Markdown's signs, which text taken from PDF often
does. Tab-separated lines are rows of a table even where blank lines part them, lists may use any
bullet, and two columns that a conversion has interleaved line by line are told apart again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bongsu.evidence.documents import BlockKind
from bongsu.evidence.parts import Parts, Writer
from bongsu.evidence.readers.code import code_lines
from bongsu.evidence.readers.inline import write_inline
from bongsu.evidence.readers.lines import Line, lines
from bongsu.patterns import lazy_regex, regex

_SIGNS = regex(
    r"^#{1,6} \S|\*\*\S|\]\([^()\s]{0,2000}\)|^\|?[ :]{0,9}-{3,}[ :]{0,9}\|", re.MULTILINE
)
_HEADING = regex(r" {0,3}(#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*\Z")
_BULLET = regex(
    r"(?P<indent>[ \t]*)(?:[-*+•‣◦▪●○∙·–❍□■➢►―❑❏▶▷◆◇◎☐⦁ㅇ]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+(?=\S)"
)
_SURE_BULLET = regex(
    r"[ \t]*(?:[•‣◦▪●○∙❍□■➢►❑❏▶▷◆◇◎☐⦁][ \t]*|[―ㅇ][ \t]+)(?=\S)"  # the last two are letters, too
)
_RULE = regex(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_SETEXT = lazy_regex(r" {0,3}(?:=+|-{3,})[ \t]*\Z")
_PIPES = regex(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*\Z")
_BARRED = 3  # lines with as many bars each that make a table without a rule
_SEPARATED = 3  # lines of values with a sign between them that make a table
_VALUE = 40  # code points of a value in such a line
_WRAPPED = 48  # among few lines, one as long as this was broken by its width, not by its author
_WIDEST = 200  # code points; no line is longer that was broken by a width, or after each sentence
_SENTENCES = lazy_regex(r"[a-z][.!?][)”’\"']?\s+[A-Z].*[.!?:][)”’\"']?\s*\Z")
_ENDS = (".", "!", "?", ":", ")", "”", "’", '"')
_TITLE = 80  # code points
_LOOKS_AT = 100_000  # code points in which Markdown shows its signs


def read(
    source: str, *, markdown: bool, start: int = 0, title: tuple[int, int] | None = None
) -> Parts:
    """Return the parts of a plain text or a Markdown text.

    Parameters
    ----------
    source : str
        The decoded file.
    markdown : bool
        Whether the file's name says that it is Markdown; plain text that shows Markdown's signs
        is read as Markdown too.
    start : int
        Where the text begins in the source, behind what the file says about itself.
    title : tuple of int, optional
        Where its title stands in the source, if that is before `start`.
    """
    marked = markdown or _SIGNS.search(source[:_LOOKS_AT]) is not None
    out = Writer()
    notes: list[str] = []
    table = _Rows(out, source, marked)
    if title is not None:
        out.begin(BlockKind.HEADING, level=1)
        out.copy(source, *title)
        out.end()
    for group in _groups(list(lines(source, start)), marked):
        if _is_tabular(group):
            table.add(group)
            continue
        table.close()
        _write_group(out, source, group, marked, notes)
    table.close()
    return out.parts(source, notes=tuple(notes))


def _groups(rows: Sequence[Line], marked: bool) -> Iterator[list[Line]]:
    """Yield runs of lines that stand together: parted by blank lines, headings and rules."""
    group: list[Line] = []
    code = {line.start for line in code_lines(rows)} if marked else set()
    for line in rows:
        if line.start in code:  # which holds no prose
            if group:
                yield group
                group = []
            continue
        alone = marked and (_HEADING.match(line.text) or _is_rule(line, group))
        if line.blank or alone:
            if group:
                yield group
            group = []
            if alone:
                yield [line]
            continue
        group.append(line)
    if group:
        yield group


def _is_rule(line: Line, group: list[Line]) -> bool:
    return not group and _RULE.match(line.text) is not None


def _is_tabular(group: list[Line]) -> bool:
    if len(group) > 1 and _PIPES.match(group[1].text) and "|" in group[0].text:
        return True
    bars = {line.text.strip().strip("|").count("|") for line in group}
    if len(group) >= _BARRED and len(bars) == 1 and (max(bars) >= 2 or _is_pairs(group)):
        return True
    return all("\t" in line.text.strip() for line in group) or _separator(group) != ""


def _is_pairs(group: list[Line]) -> bool:
    """Whether lines are a label and a value each: "2018 | 0.98"."""
    cells = [cell for line in group for cell in line.text.split(" | ")]
    return len(cells) == 2 * len(group) and all(0 < len(cell.strip()) <= _VALUE for cell in cells)


def _separator(group: list[Line]) -> str:
    """Return what parts the values of lines copied from a file of them; "" if they are prose.

    One line may have lost a value or have one too many: who checks the table will say so.
    """
    head = group[0].text
    if len(group) < _SEPARATED:
        return ""
    for joint in ";,":
        wanted = head.count(joint)
        if wanted < 2 or (joint == "," and ", " in head) or head.rstrip()[-1:] in ".:":
            continue
        counts = [line.text.count(joint) for line in group]
        values = [value for line in group for value in line.text.split(joint)]
        if (
            sum(count == wanted for count in counts) >= len(group) - 1
            and all(counts)
            and max(map(len, values)) <= _VALUE
            and not (joint == "," and any(", " in line.text for line in group))
        ):
            return joint
    return ""


class _Rows:
    """A table that may be interrupted by blank lines; written when something else follows."""

    def __init__(self, out: Writer, source: str, marked: bool) -> None:
        self._out, self._source, self._marked = out, source, marked
        self._rows: list[list[tuple[int, int]]] = []
        self._joint = ""
        self._ruled = False

    def add(self, group: list[Line]) -> None:
        """Take in lines of a table."""
        piped = "|" in group[0].text and "\t" not in group[0].text.strip()
        joint = "|" if piped else "\t" if "\t" in group[0].text.strip() else _separator(group)
        if self._rows and joint != self._joint:
            self.close()
        self._joint = joint
        for line in group:
            if piped and _PIPES.match(line.text):
                self._ruled = True
                continue
            self._rows.append(list(_cells(line, joint)))

    def close(self) -> None:
        """Write the running table, if there is one; a single row without a head is prose."""
        rows, out = self._rows, self._out
        if not rows:
            return
        out.begin_table()
        for row in rows:
            out.begin_row()
            for start, end in row:
                out.begin_cell()
                _write(out, self._source, start, end, self._marked)
        first = [self._source[start:end] for start, end in rows[0]]
        out.end_table(has_header=self._ruled or _names_columns(first))
        self._rows, self._ruled = [], False


def _cells(line: Line, joint: str) -> Iterator[tuple[int, int]]:
    start, end = line.start, line.end
    text = line.text
    if joint == "|":
        lead = len(text) - len(text.lstrip())
        start += lead + (1 if text.strip().startswith("|") else 0)
        trail = len(text) - len(text.rstrip())
        end -= trail + (1 if text.strip().endswith("|") and not text.strip().endswith("\\|") else 0)
    at = start
    for found in re.finditer(re.escape(joint), text):
        here = line.start + found.start()
        if start <= here < end and not (joint == "|" and text[found.start() - 1] == "\\"):
            yield at, here
            at = here + 1
    yield at, max(at, end)


def _names_columns(cells: list[str]) -> bool:
    """Whether a first row is a head: short names without a figure but years."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2:
        return False
    return all(
        len(cell) <= 60 and not regex(r"\d").search(regex(r"\b(?:19|20)\d\d\b").sub("", cell))
        for cell in filled
    ) and not regex(r"(?:19|20)\d\d").fullmatch(filled[0])


def _write_group(
    out: Writer, source: str, group: list[Line], marked: bool, notes: list[str]
) -> None:
    if marked and len(group) == 1 and _RULE.match(group[0].text):
        return
    heading = _HEADING.match(group[0].text) if marked else None
    if heading:
        line = group[0]
        out.begin(BlockKind.HEADING, level=len(heading[1]))
        _write(
            out,
            source,
            line.start + heading.start("text"),
            line.start + heading.end("text"),
            marked,
        )
        out.end()
        return
    if marked and len(group) > 1 and _SETEXT.match(group[-1].text):
        _paragraph(
            out,
            source,
            group[:-1],
            marked,
            BlockKind.HEADING,
            level=1 if "=" in group[-1].text else 2,
        )
        return
    for part in _parts_of(group, marked, notes):
        _part(out, source, part, marked)


def _parts_of(group: list[Line], marked: bool, notes: list[str]) -> Iterator[list[Line]]:
    """Yield the paragraphs and list items of a run of lines."""
    columns = None if marked else _columns(group)
    if columns is None:
        yield from _split(group, marked)
        return
    notes.append(
        f"two columns stood line by line by turns near {group[0].text.strip()[:30]!r};"
        " they were told apart"
    )
    for column in columns:
        yield from _split(column, marked)


def _split(group: list[Line], marked: bool) -> Iterator[list[Line]]:
    width = _WRAPPED
    if len(group) >= 4:
        lengths = sorted(len(line.text.strip()) for line in group)
        width = 3 * lengths[4 * len(lengths) // 5] // 4
    unwrapped = marked and sum(map(_is_paragraph, group)) > 1
    several = sum(_BULLET.match(line.text) is not None for line in group) > 1
    part: list[Line] = []
    for line in group:
        led = several and bool(part) and part[-1].text.rstrip().endswith((":", ".", ";"))
        begins = _SURE_BULLET.match(line.text) or (
            _BULLET.match(line.text) and (not part or _is_item(part[0]) or marked or led)
        )
        begins = begins or (part == group[:1] and _DATED.fullmatch(part[0].text) is not None)
        begins = begins or (unwrapped and bool(part) and _ended(part[-1], line))
        if part and (begins or _author_broke(part[-1], line, marked, width)):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _is_paragraph(line: Line) -> bool:
    """Whether a line holds a paragraph of its own: sentences, and longer than lines are wrapped."""
    return len(line.text) > _WIDEST and _SENTENCES.search(line.text) is not None


def _ended(last: Line, line: Line) -> bool:
    """Whether a line among paragraphs ended one: with a sentence, or as a title above the next."""
    words = last.text.rstrip()
    short = len(words) < _TITLE
    return (short or words.endswith(_ENDS)) and not line.text.strip()[:1].islower()


def _is_item(line: Line) -> bool:
    return bool(_SURE_BULLET.match(line.text) or _BULLET.match(line.text))


def _author_broke(last: Line, line: Line, marked: bool, width: int) -> bool:
    """Whether a line ended because its author ended it, not because the page did."""
    if marked:
        return last.text.endswith("  ") or last.text.endswith("\\")
    short = len(last.text.strip()) < width
    return (short or _DATED.fullmatch(line.text) is not None) and (
        not line.text.strip()[:1].islower()
    )


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED = regex(  # the line on its publication, below a title as long as a line
    r"\s*(?:First )?(?:Published|Posted|Updated|Released|Issued)\b[^.!?]{1,50}\b(?:19|20)\d\d\W*"
    r"|\s*(?:First )?(?:Published|Posted|Updated|Released|Issued|Date)(?: on)?:? "
    r"(?:19|20)\d\d-\d\d-\d\d\W*"
    rf"|\s*(?:[A-Z][a-z]{{2,5}}day,? )?{_MONTH} \d{{1,2}}, (?:19|20)\d\d\s*"
    rf"|\s*(?:[A-Z][a-z]{{2,5}}day,? )?\d{{1,2}} {_MONTH} (?:19|20)\d\d\s*"
)


def _part(out: Writer, source: str, part: list[Line], marked: bool) -> None:
    bullet = _SURE_BULLET.match(part[0].text) or _BULLET.match(part[0].text)
    if bullet and (len(part) > 1 or bullet.end() < len(part[0].text)):
        indent = len(bullet[0]) - len(bullet[0].lstrip())
        out.begin(BlockKind.ITEM, level=1 + indent // 2)
        _write_lines(out, source, part, marked, skip=bullet.end())
        out.end()
        return
    _paragraph(out, source, part, marked, BlockKind.PARAGRAPH)


def _paragraph(
    out: Writer, source: str, part: list[Line], marked: bool, kind: BlockKind, level: int = 0
) -> None:
    out.begin(kind, level=level)
    _write_lines(out, source, part, marked)
    out.end()


def _write_lines(
    out: Writer, source: str, part: list[Line], marked: bool, *, skip: int = 0
) -> None:
    first, last = part[0].start + skip, part[-1].end
    if all(line.end + 2 >= after.start for line, after in pairwise(part)):
        _write(out, source, first, last, marked)
        return
    for line in part:
        _write(out, source, max(line.start, first), line.end, marked)
        out.put(" ", line.end, line.end)


def _write(out: Writer, source: str, start: int, end: int, marked: bool) -> None:
    if marked:
        write_inline(out, source, start, end)
    else:
        out.copy(source, start, end)


def _columns(group: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """Return two columns that stand in a run of lines by turns, or none if it reads straight on.

    Straight on, some lines go on in lower case behind a full stop, which no text does. Each line
    is given to the column whose last line it continues best, by turns where both are alike.
    """
    joins, breaks = _joins(group)
    if len(group) < 8 or breaks < 2:
        return None
    best: tuple[int, tuple[list[Line], list[Line]]] | None = None
    for skip in range(1, 6):
        columns = _dealt(group, skip)
        found = [_joins(column) for column in columns]
        if sum(broken for _, broken in found) == 0:
            score = sum(joined for joined, _ in found)
            if best is None or score > best[0]:
                best = score, columns
    return best[1] if best is not None and best[0] > joins else None


def _dealt(group: list[Line], skip: int) -> tuple[list[Line], list[Line]]:
    """Return the lines of two columns, the second of which begins behind the first `skip` lines."""
    columns = group[:skip], group[skip : skip + 1]
    last = 1
    for line in group[skip + 1 :]:
        fits = [_fit(column[-1], line) for column in columns]
        last = 1 - last if fits[0] == fits[1] else fits.index(max(fits))
        columns[last].append(line)
    return columns


def _fit(line: Line, after: Line) -> int:
    ended, lower = line.text.rstrip()[-1:] in ".!?", after.text.lstrip()[:1].islower()
    if lower:
        return -2 if ended else 1
    return 0


def _joins(lines: list[Line]) -> tuple[int, int]:
    """Return how many lines go on in lower case in the next, and how many do behind a full stop."""
    fits = [_fit(line, after) for line, after in pairwise(lines)]
    return fits.count(1), fits.count(-2)
