"""What several documents say of one thing (XD)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from bongsu.audit.between.awards_apart import Award, awards_apart
from bongsu.audit.between.bodies_met import bodies_apart, bodies_met
from bongsu.audit.between.counted_once import counted_once
from bongsu.audit.between.deeds_retold import deeds_retold
from bongsu.audit.between.forecasts_apart import Forecast, forecast_figures, forecasts_apart
from bongsu.audit.between.market_quotes import quotes_market
from bongsu.audit.between.miscopied import Copied, miscopied, retold_otherwise
from bongsu.audit.between.mistold import mistold
from bongsu.audit.between.moved_from_one import moved_from_one
from bongsu.audit.between.scheduled_twice import scheduled_twice
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.deeds import DatedDeed, dated_deeds, disagree
from bongsu.audit.reading.lands import seat_abroad
from bongsu.audit.reading.meetings import met_on_two_days
from bongsu.audit.reading.misdated import misdated
from bongsu.audit.reading.readings import Reading, growth_readings, readings
from bongsu.audit.reading.rows_in_prose import Slip, between_articles
from bongsu.audit.reading.sameness import Figure, figures, of_two_vintages, pairs, surely_same
from bongsu.audit.reading.wording import as_note, sentence_at, table
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.mentions import Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

Told = TypeVar("Told", Figure, Copied, Forecast, Award)


@RULES.add("XD973", "documents-disagree", Severity.WARNING, needs=Needs.DOCUMENTS, corpus=True)
def documents_disagree(evidences: Sequence[Evidence], context: Context) -> Iterator[Finding]:
    """Two documents give one measure of one subject in one period two values."""
    found = [one for evidence in _all(evidences, context) for one in figures(evidence)]
    told: set[tuple[int, int]] = set()  # articles and places of figures
    for first, second in _of_one_time(pairs(found)):
        if first.evidence.article is second.evidence.article:
            continue
        here, there = _checked_last(first, second, evidences)
        told.add((id(here.evidence), here.quantity.start))
        finding = _differing(here, there, f"for {here.claim.measure} in {here.claim.period}")
        yield finding if surely_same(here, there) else as_note(finding)
    yield from _by_series(evidences, context, told)
    for first, second in _of_one_time(mistold(_all(evidences, context))):
        here, there = _checked_last(first, second, evidences)
        if (id(here.evidence), here.quantity.start) not in told:
            told.add((id(here.evidence), here.quantity.start))
            yield _differing(here, there, "where both tell of the same")
    copied = [*miscopied(_all(evidences, context))]
    likely = {(one.quantity, other.quantity) for one, other, likely in copied if likely}
    for one, other in _of_one_time((one, other) for one, other, _ in copied):
        newer, older = _checked_last(one, other, evidences)
        if (id(newer.evidence), newer.quantity.start) not in told:
            told.add((id(newer.evidence), newer.quantity.start))
            finding = _differing(newer, older, "with the same digits but for a slip")
            yield finding if (one.quantity, other.quantity) in likely else as_note(finding)
    every = _all(evidences, context)
    alike = (*_retold_otherwise(every), *counted_once(every))
    for one, other in _of_one_time(alike):
        newer, older = _checked_last(one, other, evidences)
        if (id(newer.evidence), newer.quantity.start) not in told:
            told.add((id(newer.evidence), newer.quantity.start))
            yield as_note(_differing(newer, older, "where both are on the same topics"))
    yield from _of_forecasts(evidences, context, told)
    yield from _of_awards(evidences, context, told)
    for slip in between_articles(_all(evidences, context)):
        yield from _of_rows(slip, evidences, told)


def _retold_otherwise(articles: Sequence[Evidence]) -> Iterator[tuple[Copied, Copied]]:
    """Yield figures on the same topics but those of forecasts: of two houses, or two editions."""
    foretold: frozenset[tuple[int, int]] | None = None
    for one, other in retold_otherwise(articles):
        if foretold is None:  # asked for by few texts
            foretold = forecast_figures(articles)
        if not {(id(each.evidence), each.quantity.start) for each in (one, other)} <= foretold:
            yield one, other


def _of_forecasts(
    evidences: Sequence[Evidence], context: Context, told: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield forecasts that another article gives with another value."""
    for one, other, likely in forecasts_apart(_all(evidences, context)):
        newer, older = _checked_last(one, other, evidences)
        if (id(newer.evidence), newer.quantity.start) not in told:
            told.add((id(newer.evidence), newer.quantity.start))
            house, measure, year = newer.outlook.of
            finding = _differing(newer, older, f"for the {measure} of {year} as {house} expects it")
            yield finding if likely else as_note(finding)


def _of_awards(
    evidences: Sequence[Evidence], context: Context, told: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield sums of what another article tells as another sum of the same two parties."""
    for one, other in awards_apart(_all(evidences, context)):
        newer, older = _checked_last(one, other, evidences)
        if (id(newer.evidence), newer.quantity.start) not in told:
            told.add((id(newer.evidence), newer.quantity.start))
            yield as_note(_differing(newer, older, "for what seems one award or deal"))


def _of_rows(
    slip: Slip, evidences: Sequence[Evidence], told: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield a figure that is not the one of the same row in another article."""
    here, at, there, right = slip.here, slip.at, slip.there, slip.right
    if _reports(there, here, evidences):
        here, at, there, right = there, right, here, at
    if (id(here), at[0]) in told:
        return
    told.add((id(here), at[0]))
    finding = RULES["XD973"].finding(
        here.document,
        *at,
        f"{here.text[slice(*at)]} here, {there.text[slice(*right)]} in {_name(there)}, "
        "in a row of figures that both have",
        related=[related_words(there, *right, "the other value")],
    )
    yield finding if slip.likely else as_note(finding)


def _of_one_time(some: Iterable[tuple[Told, Told]]) -> Iterator[tuple[Told, Told]]:
    """Yield the pairs of figures that neither a newer state of things nor another land explains."""
    for first, second in some:
        if not _of_two_lands(first, second) and not of_two_vintages(
            (first.evidence, first.claim), (second.evidence, second.claim)
        ):
            yield first, second


def _of_two_lands(one: Told, other: Told) -> bool:
    """Whether one figure is told of a place abroad that the sentence of the other does not name."""
    return any(
        seat not in another.evidence.words(another.evidence.sentences[another.claim.sentence])
        for each, another in ((one, other), (other, one))
        if (seat := seat_abroad(each.evidence, each.claim.sentence))
    )


def _differing(here: Told, there: Told, of_what: str) -> Finding:
    finding = RULES["XD973"].finding_at(
        here.evidence.document,
        here.quantity,
        f"{_words(here)} here, {_words(there)} in {_name(there.evidence)}, {of_what}",
        related=[related_part(there.evidence, there.quantity, "the other value")],
        evidence={"values": [here.quantity.value, there.quantity.value]},
    )
    quoted = all(quotes_market(one.evidence, one.quantity) for one in (here, there))
    return as_note(finding) if quoted else finding


def _by_series(
    evidences: Sequence[Evidence], context: Context, told: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield figures that two documents give for one year of one series, in whatever words."""
    seen: dict[tuple[str, str], list[tuple[Evidence, Reading]]] = {}
    for evidence in _all(evidences, context):
        for reading in (*readings(evidence), *growth_readings(evidence)):
            period = reading.claim.period or ""
            if len(reading.series) != 1 or not regex(r"\d{4}").fullmatch(period):
                continue
            if reading.quantity.comparator is not Comparator.EXACT:
                continue
            others = seen.setdefault((reading.series[0].id, period), [])
            for other, its in others[-_MOST:]:
                if other.article is evidence.article or not _apart(reading, its):
                    continue
                here, there = (evidence, reading), (other, its)
                if _reports(other, evidence, evidences):
                    here, there = there, here
                if (id(here[0]), here[1].quantity.start) not in told:
                    told.add((id(here[0]), here[1].quantity.start))
                    yield _unlike(here, there, period)
            others.append((evidence, reading))


_MOST = 20  # figures for one year of one series that are compared with the next
_ANOTHER = 0.4  # share of the larger by which two figures of one thing differ at most


def _apart(one: Reading, other: Reading) -> bool:
    """Whether two figures cannot be one rounded, and are close enough to be of one thing."""
    first, second = one.quantity, other.quantity
    if first.rounded.meets(second.rounded) or first.truncated.meets(second.rounded):
        return False
    if first.rounded.meets(second.truncated):
        return False
    values = sorted(abs(quantity.value or 0.0) for quantity in (first, second))
    return values[1] > 0 and (values[1] - values[0]) / values[1] <= _ANOTHER


def _unlike(
    here: tuple[Evidence, Reading], there: tuple[Evidence, Reading], period: str
) -> Finding:
    evidence, reading = here
    other, its = there
    finding = RULES["XD973"].finding_at(
        evidence.document,
        reading.quantity,
        f"{evidence.words(reading.quantity)} here, {other.words(its.quantity)} in {_name(other)}, "
        f"for {reading.series[0].title} in {period}",
        related=[related_part(other, its.quantity, "the other value")],
        evidence={"values": [reading.quantity.value, its.quantity.value]},
    )
    return finding if reading.sure and its.sure else as_note(finding)


def _all(evidences: Sequence[Evidence], context: Context) -> list[Evidence]:
    return [*evidences, *context.against]


def _checked_last(first: Told, second: Told, evidences: Sequence[Evidence]) -> tuple[Told, Told]:
    """Return the figure to report and the one to hold against it: the later article's first."""
    return (
        (first, second)
        if not _reports(second.evidence, first.evidence, evidences)
        else (
            second,
            first,
        )
    )


def _reports(one: Evidence, other: Evidence, evidences: Sequence[Evidence]) -> bool:
    """Whether the finding belongs into the first of two articles."""
    checked = [any(one is each for each in evidences), any(other is each for each in evidences)]
    if checked[0] != checked[1]:
        return checked[0]
    days = one.article.published, other.article.published
    if days[0] and days[1] and days[0] != days[1]:
        return days[0] > days[1]
    return (one.document.name, one.article.start) > (other.document.name, other.article.start)


def _words(figure: Figure | Copied | Forecast | Award) -> str:
    return " ".join(figure.evidence.words(figure.quantity).split())


def _name(evidence: Evidence) -> str:
    return f"“{evidence.article.title}”" if evidence.article.title else evidence.document.name


@RULES.add(
    "XD974", "documents-disagree-on-a-date", Severity.WARNING, needs=Needs.DOCUMENTS, corpus=True
)
def documents_disagree_on_a_date(
    evidences: Sequence[Evidence], context: Context
) -> Iterator[Finding]:
    """Two documents date the same deed of the same named thing differently."""
    seen: dict[tuple[str, str], DatedDeed] = {}
    told: set[tuple[int, int]] = set()  # articles and places of dates
    for evidence in _all(evidences, context):
        for deed in dated_deeds(evidence):
            other = seen.setdefault((deed.name, deed.deed), deed)
            if other.evidence.article is deed.evidence.article:
                continue
            if not disagree(other.date, deed.date):
                continue
            here, there = deed, other
            if _reports(other.evidence, deed.evidence, evidences):
                here, there = other, deed
            if (id(here.evidence), here.date.start) in told:
                continue
            told.add((id(here.evidence), here.date.start))
            yield RULES["XD974"].finding_at(
                here.evidence.document,
                here.date,
                f"{here.written} has the date {_when(here)} here and {_when(there)} in "
                f"{_name(there.evidence)}",
                related=[related_part(there.evidence, there.date, "the other date")],
            )
    yield from _mistaken_days(evidences, context, told)


def _mistaken_days(
    evidences: Sequence[Evidence], context: Context, told: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield days that may be another's mistyped, but for those told of already."""
    for one, its, likely in _on_two_days(_all(evidences, context)):
        newer, older = (its, one) if _reports(its.evidence, one.evidence, evidences) else (one, its)
        if (id(newer.evidence), newer.date.start) in told:
            continue
        told.add((id(newer.evidence), newer.date.start))
        finding = RULES["XD974"].finding_at(
            newer.evidence.document,
            newer.date,
            f"{newer.day} here and {older.day} in {_name(older.evidence)}, where both may tell of "
            "the same",
            related=[related_part(older.evidence, older.date, "the other date")],
        )
        yield finding if likely else as_note(finding)


def _when(deed: DatedDeed) -> str:
    """Return a date, or a decade in the words that tell which part of it is meant."""
    written = deed.date.edtf or ""
    return deed.evidence.words(deed.date) if "X" in written else written


class _OnDay(Protocol):
    @property
    def evidence(self) -> Evidence: ...

    @property
    def date(self) -> DateMention: ...

    @property
    def day(self) -> object: ...


def _on_two_days(articles: Sequence[Evidence]) -> Iterator[tuple[_OnDay, _OnDay, bool]]:
    """Yield what two articles may tell of one deed or meeting on two days, and if it is likely."""
    one: _OnDay
    its: _OnDay
    for one, its, likely in misdated(articles):
        if not bodies_apart(_told(one), _told(its)):
            yield one, its, likely
    for found in (scheduled_twice, deeds_retold, met_on_two_days, bodies_met, moved_from_one):
        for one, its in found(articles):
            if not bodies_apart(_told(one), _told(its)):
                yield one, its, False


def _told(one: _OnDay) -> str:
    """Return the sentence that tells a day."""
    sentences = one.evidence.sentences
    place = sentence_at(one.evidence, one.date.start)
    return one.evidence.words(sentences[place]) if place >= 0 else ""


@RULES.add("XD972", "one-figure-two-roles", Severity.NOTE, needs=Needs.DOCUMENTS, corpus=True)
def one_figure_two_roles(evidences: Sequence[Evidence], context: Context) -> Iterator[Finding]:
    """One percentage of one thing is a rate in one article and a floor or a ceiling in another."""
    seen: dict[tuple[float, str], tuple[str, Evidence, Quantity, int]] = {}
    for evidence in _all(evidences, context):
        for quantity, thing, role, end in _roles(evidence):
            key = (quantity.value or 0.0, thing)
            other = seen.setdefault(key, (role, evidence, quantity, end))
            if other[0] == role or other[1].article is evidence.article:
                continue
            yield RULES["XD972"].finding(
                evidence.document,
                quantity.start,
                end,
                f"a {role} here, a {other[0]} in {_name(other[1])}",
                related=[related_words(other[1], other[2].start, other[3], f"a {other[0]}")],
            )


def _roles(evidence: Evidence) -> Iterator[tuple[Quantity, str, str, int]]:
    roles = table("roles")["roles"]
    names = {word: role for role, words in roles.items() for word in words}
    pattern = lazy_regex(rf"\s(?:(?!and\b|or\b)[\w\-]+\s)?([a-z]+)\s({'|'.join(names)})\b")
    for quantity in evidence.quantities:
        if quantity.kind is not Kind.PERCENT or quantity.value is None:
            continue
        match = pattern.match(evidence.text, quantity.end)
        if match is not None and match[1] in table("roles")["things"]:
            yield quantity, match[1], names[match[2]], match.end()
