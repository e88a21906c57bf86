"""``html``: one page with the text of the documents, findings marked in it and told beside it.

The page needs no script and fetches nothing. All that comes from a document is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import PurePath
from typing import NamedTuple

from bongsu.audit.findings import Severity
from bongsu.audit.formats.html_text import Mark, Part, part_of, parts
from bongsu.audit.reports import Located, Report, Spot
from bongsu.audit.values import flat
from bongsu.evidence.documents import Document
from bongsu.evidence.mentions import Evidence
from bongsu.packaged import packaged
from bongsu.version import __version__

_SEVERAL = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}


class Numbered(NamedTuple):
    """A finding with its number on the page."""

    number: int
    one: Located


def render(report: Report) -> str:
    """Return a report in this format."""
    numbered = [Numbered(number=n, one=one) for n, one in enumerate(report.findings, 1)]
    documents = report.documents
    body = "".join(
        (
            _head(report),
            _faults(report),
            _index(numbered, several=len(documents) > 1),
            *(_document(number, one, numbered, report) for number, one in enumerate(documents)),
        )
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="generator" content="bongsu {__version__}">\n'
        f"<title>{safe(f'Findings in {_title(report)}')}</title>\n"
        f"<style>\n{_style()}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return packaged("bongsu.audit.formats", "page.css").read_text(encoding="utf-8")


def safe(words: str) -> str:
    r"""Return words as HTML shows them; a character that it cannot have becomes U+FFFD.

    Examples
    --------
    >>> safe("<b>'5'\x00")
    '&lt;b&gt;&#x27;5&#x27;\ufffd'
    """
    kept = "".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in words)
    return escape(kept.replace("\x7f", "\ufffd"))


def _head(report: Report) -> str:
    counts = {
        severity: sum(one.severity is severity for one in report.findings) for severity in Severity
    }
    keys = "".join(
        f'<div class="{severity.value}"><dt>{_SEVERAL[severity]}</dt><dd>{count}</dd></div>'
        for severity, count in counts.items()
    )
    known = f'<p class="aside">{_known(report)}</p>\n' if report.baselined else ""
    return (
        '<a class="skip" href="#findings">To the findings</a>\n<header>\n'
        f'<p class="name">bongsu check</p>\n<h1>{safe(_title(report))}</h1>\n'
        f'<dl class="keys">{keys}</dl>\n{known}</header>\n'
    )


def _title(report: Report) -> str:
    """Return the files' own names, without folders; only how many if they are many."""
    names = [PurePath(document.name).name for document in report.documents]
    return " and ".join(names) or "No document" if len(names) < 3 else f"{len(names)} documents"


def _known(report: Report) -> str:
    one = report.baselined == 1
    return f"{report.baselined} more {'is' if one else 'are'} known to the baseline and left out."


def _faults(report: Report) -> str:
    if not report.faults:
        return ""
    items = "".join(
        f"<li><strong>{safe(fault.file)}</strong> {safe(fault.error.what)}: "
        f"{safe(fault.error.mend)}.</li>\n"
        for fault in report.faults
    )
    return f'<section class="faults">\n<h2>Not read</h2>\n<ul>\n{items}</ul>\n</section>\n'


def _index(numbered: Sequence[Numbered], *, several: bool) -> str:
    if not numbered:
        return '<section id="findings"><p>Nothing was found.</p></section>\n'
    rows = "".join(
        f'<tr class="{each.one.severity.value}">'
        f'<td><a href="#f{each.number}">{each.number}</a></td>'
        f"<td>{_word(each.one.severity)}</td><td>{safe(each.one.finding.rule)}</td>"
        f"<td>{safe(_where(each.one.spot, named=several))}</td>"
        f"<td>{safe(each.one.finding.message)}</td></tr>\n"
        for each in numbered
    )
    return (
        '<section id="findings">\n<h2>Findings</h2>\n<div class="scroll"><table class="index">\n'
        "<thead><tr><th>No.</th><th>Severity</th><th>Rule</th><th>Place</th><th>What is wrong</th>"
        f"</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n</section>\n"
    )


def _word(severity: Severity) -> str:
    return f'<span class="word {severity.value}">{severity.value}</span>'


def _where(spot: Spot, *, named: bool) -> str:
    return f"{spot.document.name}:{spot.place.label}" if named else spot.place.label


def _document(number: int, document: Document, numbered: Sequence[Numbered], report: Report) -> str:
    articles = [part for part in report.evidences if part.document.name == document.name]
    mine = [each for each in numbered if each.one.spot.document is document]
    marks = _marks(document, numbered)
    notes = "".join(f'<p class="aside">{safe(note)}</p>\n' for note in report.notes(document))
    return (
        f'<section class="document" id="d{number}">\n<h2>{safe(document.name)}</h2>\n{notes}'
        f'<div class="columns">\n{"".join(_articles(articles, mine, marks, report))}</div>\n'
        "</section>\n"
    )


def _marks(document: Document, numbered: Sequence[Numbered]) -> list[Mark]:
    found = []
    for each in numbered:
        finding = each.one.finding
        if finding.document is document:
            found.append(
                Mark(
                    start=finding.start,
                    end=finding.end,
                    number=each.number,
                    kind=finding.severity.value,
                )
            )
        found += [
            Mark(start=near.start, end=near.end, number=each.number, kind="related")
            for near in finding.related
            if near.document is document
        ]
    return found


def _articles(
    articles: Sequence[Evidence],
    mine: Sequence[Numbered],
    marks: Sequence[Mark],
    report: Report,
) -> Iterator[str]:
    """Yield rows of the page: a part of the text, and beside it what was found there."""
    shown: list[Part] = []
    begins: set[int] = set()  # parts with which a further article begins
    for article in articles:
        begins.add(len(shown))
        shown += parts(article, marks)
    beside: dict[int, list[Numbered]] = {}
    for each in mine:
        beside.setdefault(part_of(each.one.finding.start, shown), []).append(each)
    for place, part in enumerate(shown):
        cards = "".join(_card(each, report) for each in beside.get(place, ()))
        aside = f'<div class="cards">{cards}</div>' if cards else ""
        kind = "row begins" if place and place in begins else "row"
        yield f'<div class="{kind}">{aside}<div class="text">{part.html}</div></div>\n'
    lost = "".join(_card(each, report) for each in beside.get(-1, ()))  # a text without parts
    if lost:
        yield f'<div class="row"><div class="cards">{lost}</div><div class="text"></div></div>\n'


def _card(each: Numbered, report: Report) -> str:
    one, finding = each.one, each.one.finding
    rule = report.rules.get(finding.rule)
    name = f" {rule.name.replace('-', ' ')}" if rule else ""
    back = f'<a class="number" href="#m{each.number}" title="To the words">{each.number}</a>'
    return (
        f'<article class="card {one.severity.value}" id="f{each.number}">\n'
        f'<h3>{back} {_word(one.severity)} <span class="rule">{safe(finding.rule)}</span>'
        f"{safe(name)}</h3>\n<p>{safe(finding.message)}</p>\n"
        f"{_related(each)}{_evidence(finding.evidence)}"
        f'<p class="aside">{safe(_where(one.spot, named=False))} · <code>{one.id}</code></p>\n'
        "</article>\n"
    )


def _related(each: Numbered) -> str:
    one = each.one
    items = "".join(
        f"<li><q>{safe(_short(spot.quote))}</q> "
        f'{safe(message)} <span class="place">'
        f"{safe(_where(spot, named=spot.document is not one.spot.document))}</span></li>\n"
        for spot, message in one.related
    )
    return f'<ul class="related">\n{items}</ul>\n' if items else ""


def _short(words: str) -> str:
    even = " ".join(words.split())
    return even if len(even) <= 80 else f"{even[:78]}…"


def _evidence(evidence: Mapping[str, object] | None) -> str:
    rows = "".join(
        f"<tr><th>{safe(name)}</th><td>{safe(value)}</td></tr>\n"
        for name, value in flat(evidence or {})
    )
    if not rows:
        return ""
    return (
        "<details>\n<summary>What it rests on</summary>\n"
        f'<table class="evidence">\n<tbody>\n{rows}</tbody>\n</table>\n</details>\n'
    )
