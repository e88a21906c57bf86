"""Code in Markdown and HTML: commands and samples, which say nothing of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bongsu.evidence.documents import Document, Format
from bongsu.evidence.readers.lines import Line, lines
from bongsu.patterns import lazy_regex, regex

_FENCE = regex(r"(?P<indent>[ \t]{0,16})(?P<sign>```|~~~)")
_INDENTED = regex(r"(?: {4}|\t)[ \t]*(?=\S)")
_IN_LIST = lazy_regex(r"(?: {4}|\t){2}[ \t]*(?=\S)")
_LISTED = regex(r" {0,3}(?:[-*+•]|\(?\d{1,3}[.)])[ \t]")
_SIGN = lazy_regex(  # what commands and programs have, and prose has not
    r"^\s*(?:[$>%]|>>>)\s\S|(?:^|\s)--?[a-zA-Z]|[;{}<>\\=]\S*\s*$|\s[=|]{1,2}\s|\w\(|\w/\w|"
    r"\w\.(?:py|md|sh|js|json|ya?ml|toml|txt|csv|html?)\b|<!--|\[bongsu:",
)
_SHOWN = lazy_regex(r"\s*(?:<!--|[$>%]\s\S)")  # what begins a sample, whatever comes after it
_COMMAND = lazy_regex(r"\s*[a-z][\w.-]*(?:\s[\w./:@-]+){0,6}\s*$")
_SENTENCE = lazy_regex(r"\s*[A-Z“\"][\w’']*,?\s\w.*[.!?:][)”\"]?\s*$")
_SPAN = lazy_regex(r"(?<!`)(`{1,3})(?!`)(?:(?!\n[ \t]*\n)[^`]){1,500}\1(?!`)")
_TAGGED = lazy_regex(r"<(?P<tag>code|pre|samp|kbd)\b[^<>]{0,200}>[\s\S]{0,5000}?</(?P=tag)>")
_MARK = regex(r"`|</?(?:code|pre|samp|kbd|tt|var)\b")


_DEEPER = 3  # code points by which a closing fence may be indented more than its opening one


def code_lines(rows: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of Markdown that are code: within fences, those too, or indented.

    A paragraph that its author indented is no code: it is told by its sentences.
    """
    fenced, depth, listed = "", 0, False
    block: list[Line] = []
    after_blank = True
    for row in rows:
        fence = _FENCE.match(row.text)
        if fence and not fenced:
            fenced, depth = fence["sign"], len(fence["indent"])
            yield row
            continue
        if fenced:
            if fence and fence["sign"] == fenced and len(fence["indent"]) <= depth + _DEEPER:
                fenced = ""
            yield row
            continue
        pattern = _IN_LIST if listed else _INDENTED
        if not row.blank and pattern.match(row.text) and (after_blank or block):
            block.append(row)
        elif not row.blank:
            yield from block if _is_code(block) else ()
            block = []
            if not row.text[:1].isspace():
                listed = _LISTED.match(row.text) is not None
        after_blank = row.blank
    yield from block if _is_code(block) else ()


def _is_code(block: Sequence[Line]) -> bool:
    if block and _SHOWN.match(block[0].text):
        return True
    signs = sum(bool(_SIGN.search(row.text) or _COMMAND.match(row.text)) for row in block)
    return signs * 2 > len(block) and not any(_is_prose(row.text) for row in block)


def _is_prose(text: str) -> bool:
    return _SENTENCE.match(text) is not None and _SIGN.search(text) is None


def code_spans(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where code stands in the source of a document."""
    if document.format is Format.MARKDOWN:
        yield from ((row.start, row.end) for row in code_lines(lines(document.source)))
        yield from (found.span() for found in _SPAN.finditer(document.source))
    elif document.format is Format.HTML:
        yield from (found.span() for found in _TAGGED.finditer(document.source))


def meets_code(document: Document, start: int, end: int) -> bool:
    """Whether code begins or ends within a stretch of the text: "set `rate` rate by rate"."""
    return _MARK.search(document.quote(start, end)) is not None
