"""What stands in the cells of tables (TB)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.reading.rows_checked import exchanged_cells, shortened_rows
from bongsu.audit.reading.wording import alternation, as_note, table
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.structure.columns import exchanged, told_otherwise
from bongsu.audit.structure.strays import strays
from bongsu.audit.structure.swapped_rows import swapped_rows
from bongsu.audit.structure.terms_in_tables import out_of_term
from bongsu.audit.structure.text_rows import ragged_lines
from bongsu.audit.structure.uneven_lines import uneven_lines
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.documents import Block, Table
from bongsu.evidence.entities import Entities, Entity, entities
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_PARTIES = regex(
    r"\b(?:entit(?:y|ies)|compan(?:y|ies)|firms?|part(?:y|ies)|partners?|side|investors?|"
    r"organi[sz]ations?|agenc(?:y|ies)|counterparts?|institutions?|corporations?|business(?:es)?)\b",
    re.IGNORECASE,
)
_FEWEST_ROWS = 4  # below this nobody can tell what is usual
_WIDE = 6  # cells of a row of which even two rows tell what is usual
_REGULAR = 0.8  # share of the rows that must agree on the number of cells, or all of them but one


@RULES.add("TB901", "entity-in-wrong-column", Severity.WARNING, needs=Needs.ENTITIES)
def entity_in_wrong_column(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A cell of the column for one country's parties names a party of another country."""
    day = context.day(evidence)
    known = entities()
    yield from _figures_exchanged(evidence)
    yield from _rows_swapped(evidence)
    for table_ in evidence.article.tables:
        if not table_.has_header or len(table_.rows) < 2:
            continue
        yield from _out_of_column(evidence, table_)
        yield from _told_otherwise(evidence, table_)
        yield from _out_of_term(evidence, table_)
        columns = _columns(evidence, table_)
        if len(set(columns.values())) < 2:
            continue  # where only one country has a column, others may stand in it as partners
        for row in table_.rows[1:]:
            for cell in row:
                wanted = columns.get(cell.column)
                if wanted is None or cell.start == cell.end:
                    continue
                found = list(known.mentions(evidence.words(cell), day))
                parties = [one for _, _, one in found if all(e.kind != "place" for e in one)]
                if parties and not any(_may_be(e, wanted, known) for one in parties for e in one):
                    others = {e.country for one in parties for e in one}
                    if others & set(columns.values()):
                        yield _misplaced(evidence, table_, cell, wanted, parties[0][0])


def _figures_exchanged(evidence: Evidence) -> Iterator[Finding]:
    """Yield rows of which two figures are each like those of the other's column."""
    for found in exchanged_cells(evidence):
        yield RULES["TB901"].finding_at(
            evidence.document,
            found.row,
            f"figures {found.first + 1} and {found.second + 1} of the row stand in each other's "
            "column, as the other rows show",
        )


def _rows_swapped(evidence: Evidence) -> Iterator[Finding]:
    """Yield figures of the text that stand in another row than in that of their name."""
    for one in swapped_rows(evidence):
        written = evidence.words(one.quantity)
        finding = RULES["TB901"].finding_at(
            evidence.document,
            one.quantity,
            f"{written} is told of “{one.named.label.strip()}”, and stands in the row of "
            f"“{one.holder.label.strip()}”",
            related=[
                related_part(evidence, one.holder, "the row that has it"),
                related_part(evidence, one.named, "the row that is named"),
            ],
        )
        yield finding if one.sure else as_note(finding)


def _exchanged(evidence: Evidence, table_: Table) -> Iterator[Finding]:
    """Yield two cells of a row that stand in each other's columns."""
    for cell, other, sort in exchanged(evidence, table_):
        heads = [table_.rows[0][one.column] for one in (cell, other)]
        under = [_headed(evidence, head) for head in heads]
        yield RULES["TB901"].finding(
            evidence.document,
            min(cell.start, other.start),
            max(cell.end, other.end),
            f"“{evidence.words(cell).strip()}” stands {under[0]}, and "
            f"“{evidence.words(other).strip()}” {under[1]}, which holds the like of the "
            f"first in the other rows ({sort})",
            related=_related_head(evidence, heads[1], "where it belongs"),
        )


def _headed(evidence: Evidence, head: Block) -> str:
    said = evidence.words(head).strip()
    return f"under “{said}”" if said else f"in column {head.column + 1}"


def _related_head(evidence: Evidence, head: Block, message: str) -> list[Related]:
    """Return the head of a column as what a finding rests on, if anything stands there."""
    return [related_part(evidence, head, message)] if head.start < head.end else []


def _out_of_column(evidence: Evidence, table_: Table) -> Iterator[Finding]:
    """Yield cells exchanged with another of their row, and single ones of another column."""
    told = list(_exchanged(evidence, table_))
    yield from told
    for finding in _strayed(evidence, table_):
        if not any(one.start < finding.end and finding.start < one.end for one in told):
            yield finding


def _strayed(evidence: Evidence, table_: Table) -> Iterator[Finding]:
    """Yield single cells that are like those of another column, and unlike those of their own."""
    for cell, head in strays(evidence, table_):
        own = cell.column == head.column
        like = "" if own else f" is like what stands {_headed(evidence, head)}, and"
        finding = RULES["TB901"].finding_at(
            evidence.document,
            cell,
            f"“{evidence.words(cell).strip()}”{like} is unlike the other cells of its column",
            related=_related_head(evidence, head, "its head" if own else "where its like stand"),
        )
        yield as_note(finding)


def _told_otherwise(evidence: Evidence, table_: Table) -> Iterator[Finding]:
    """Yield names that the text puts under another head than the table."""
    for start, end, head, other, sentence in told_otherwise(evidence, table_):
        finding = RULES["TB901"].finding(
            evidence.document,
            start,
            end,
            f"{evidence.text[start:end]} stands under “{evidence.words(head).strip()}”, but the "
            f"text speaks of it as of “{evidence.words(other).strip()}”",
            related=[related_part(evidence, sentence, "where the text does")],
        )
        yield as_note(finding)


def _out_of_term(evidence: Evidence, table_: Table) -> Iterator[Finding]:
    """Yield people who stand beside a year in which they did not hold the office named."""
    for found in out_of_term(evidence, table_):
        held = " and ".join(
            f"{term.start.year} to {term.end.year}" if term.end else f"from {term.start.year} on"
            for term in found.terms
        )
        finding = RULES["TB901"].finding_at(
            evidence.document,
            found.cell,
            f"{evidence.words(found.cell).strip()} stands beside "
            f"{evidence.words(found.year).strip()}, and was {found.office} {held}",
            related=[related_part(evidence, found.year, "the year")],
            evidence={"source": found.terms[0].source},
        )
        yield as_note(finding)


def _columns(evidence: Evidence, table_: Table) -> dict[int, str]:
    """Return which country's parties each column is for."""
    found: dict[int, str] = {}
    for cell in table_.rows[0]:
        words = evidence.words(cell)
        if not _PARTIES.search(words):
            continue
        for country, forms in table("countries")["adjectives"].items():
            if re.search(rf"(?<!\w){alternation(forms)}(?!\w)", words):
                found[cell.column] = country
                break
    return found


def _may_be(entity: Entity, country: str, known: Entities) -> bool:
    """Whether a party, or what it belongs to, is of a country or of none."""
    seen: set[str] = set()
    one: Entity | None = entity
    while one is not None and one.id not in seen:
        if one.country in {country, ""}:
            return True
        seen.add(one.id)
        one = known.get(one.parent) if one.parent else None
    return False


def _misplaced(
    evidence: Evidence, table_: Table, cell: Block, wanted: str, entity: Entity
) -> Finding:
    header = table_.rows[0][cell.column]
    names = table("countries")["names"]
    above = related_part(evidence, header, "what the column is for")
    return RULES["TB901"].finding_at(
        evidence.document,
        cell,
        f"{entity.name} stands under “{evidence.words(header)}”, but is of "
        f"{names.get(entity.country, entity.country)}, not of {names.get(wanted, wanted)}",
        related=[above],
        evidence={"entity": entity.id, "country": entity.country, "source": entity.source},
    )


@RULES.add("TB902", "ragged-row", Severity.WARNING)
def ragged_row(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A row has more or fewer cells than the other rows of its table."""
    told = [*_ragged_rows(evidence), *_ragged_lines(evidence)]
    for row in uneven_lines(evidence):
        if not any(one.start < row.end and row.start < one.end for one in told):
            finding = RULES["TB902"].finding_at(
                evidence.document,
                row,
                f"the line has {row.cells} cells, the other lines have {row.usual}",
            )
            told.append(as_note(finding) if row.cells > row.usual else finding)
    yield from told
    for finding in _shortened(evidence):
        if not any(one.start < finding.end and finding.start < one.end for one in told):
            yield finding


def _ragged_rows(evidence: Evidence) -> Iterator[Finding]:
    for table_ in evidence.article.tables:
        lengths = Counter(len(row) for row in table_.rows)
        usual, times = lengths.most_common(1)[0]
        rows = len(table_.rows)
        if rows < _FEWEST_ROWS and (usual < _WIDE or times < _FEWEST_ROWS - 2):
            continue
        if usual < 2 or times < min(_REGULAR * rows, rows - 1):
            continue
        sums = [row for row in table_.rows if len(row) > 1 and _sums_up(evidence, row)]
        whole = any(len(row) == usual for row in sums)  # sums that span no columns
        short = [row for row in sums if whole and 1 < len(row) < usual]
        for row in table_.rows:
            if len(row) in {usual, 0, 1} or (_is_title(evidence, row) and row not in short):
                continue
            finding = RULES["TB902"].finding(
                evidence.document,
                min(cell.start for cell in row),
                max(cell.end for cell in row),
                f"the row has {len(row)} cells, the table's other rows have {usual}",
            )
            unsure = (
                row is table_.rows[0]
                or len(row) > usual
                or (_sums_up(evidence, row) and row not in short)
            )
            yield as_note(finding) if unsure else finding


def _ragged_lines(evidence: Evidence) -> Iterator[Finding]:
    """Yield rows of a table without cells, in lines of text, that have lost a figure."""
    for row in ragged_lines(evidence):
        others = "the line of its columns names" if row.head else "the other rows have"
        head = [
            related_words(evidence, start, end, "the columns")
            for start, end in ([row.head] if row.head else [])
        ]
        finding = RULES["TB902"].finding_at(
            evidence.document,
            row,
            f"the row has {row.figures} figures, {others} {row.usual}",
            related=head,
        )
        yield finding if row.sure else as_note(finding)


def _shortened(evidence: Evidence) -> Iterator[Finding]:
    """Yield lines that have a figure less than the others of their run."""
    for short in shortened_rows(evidence):
        yield RULES["TB902"].finding_at(
            evidence.document,
            short.row,
            f"the row has {len(short.row.cells)} figures, the other rows have {short.usual}",
        )


_ASIDE = regex(r"(?:note|source|\*|\()", re.IGNORECASE)
_SUM = regex(r"(?:total|sum|subtotal|average|all)\b", re.IGNORECASE)
_SPANS = 2  # cells of a sum that stands below several columns at once


def _is_title(evidence: Evidence, row: tuple[Block, ...]) -> bool:
    """Whether a row is a title, a note, or a sum that spans columns."""
    first = evidence.words(row[0]).strip()
    filled = [cell for cell in row if evidence.words(cell).strip()]
    return (
        len(filled) < 2
        or _ASIDE.match(first) is not None
        or (len(filled) <= _SPANS and _SUM.match(first) is not None)
    )


def _sums_up(evidence: Evidence, row: tuple[Block, ...]) -> bool:
    return _SUM.match(evidence.words(row[0]).strip()) is not None
