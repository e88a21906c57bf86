"""Rules on trends and series: TR302 a trend word against what the series did."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.fits import rounded, truncated
from bongsu.audit.reading.lands import of_other_land
from bongsu.audit.reading.wording import as_note, sentence_at
from bongsu.audit.references import series_for, value
from bongsu.audit.references.series import Value
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import related_part
from bongsu.audit.trends.beside_years import beside_years
from bongsu.audit.trends.halted import halted
from bongsu.audit.trends.listed_runs import Listed, listed_runs
from bongsu.audit.trends.moved import Moved, moved, titled
from bongsu.audit.trends.named_currencies import named_currencies
from bongsu.audit.trends.qualities_of_now import qualities_of_now
from bongsu.audit.trends.rate_moves import rate_moves
from bongsu.audit.trends.runs import Broken, broken_runs
from bongsu.audit.trends.told_courses import told_courses
from bongsu.audit.trends.went import Went, went
from bongsu.audit.trends.word_groups import group
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Claim, Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_YEAR = regex(r"\d{4}")
_BY_DIRECTION = {"up": "rose", "down": "fell"}


@RULES.add("TR302", "trend-against-series", Severity.WARNING, needs=Needs.REFERENCE)
def tr302(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A level is right, and the series moved to it the other way than the text says."""
    day = context.day(evidence)
    yield from _runs(evidence)
    yield from _rates(evidence, day)
    yield from _without_figures(evidence, day)
    seen = set()
    for one in (*moved(evidence, day), *titled(evidence, day)):
        seen.add(one.found.quantity.start)
        yield _moved(evidence, one)
    for claim in evidence.claims:
        if claim.quantity.start in seen or not _is_end(claim):
            continue
        assert claim.period is not None
        before = str(int(claim.period) - 1)
        for series in series_for(_named(evidence, claim), claim.holder):
            percents = (series.unit == "percent") is (claim.quantity.unit == "percent")
            if not percents or series.kind == "projection":  # which moves between its vintages
                continue
            now, then = value(series.id, claim.period, day), value(series.id, before, day)
            if now is None or then is None or not _is(claim.quantity, now):
                continue
            if not _opposite(claim, now, then) or _other_way_told(evidence, claim, then):
                break
            if not _of_another_clause(evidence, claim):
                yield _finding(evidence, claim, now, then, series.title)
            break


def _runs(evidence: Evidence) -> Iterator[Finding]:
    """Yield levels that belie what is said of every one of their run."""
    levels: set[int] = set()
    for broken in broken_runs(evidence):
        levels.add(broken.level.start)
        yield _broken(evidence, broken)
    for listed in listed_runs(evidence):
        if listed.said != "held" and listed.level.start not in levels:
            yield _listed(evidence, listed)


def _rates(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield moves of a policy rate that its bank did not make."""
    for told in rate_moves(evidence, day):
        yield as_note(
            RULES["TR302"].finding_at(
                evidence.document,
                told,
                f"“{evidence.text[told.start : told.end]}”, but then the {told.made.bank} "
                f"{told.did} the rate ({told.made.high:g} percent from {told.made.decided})",
                evidence={"rate": told.made.high, "source": told.made.source},
            )
        )

    for course in halted(evidence, day):
        yield as_note(
            RULES["TR302"].finding_at(
                evidence.document,
                course,
                f"“{evidence.text[course.start : course.end]}”, but the last move of the "
                f"{course.made.bank} was to {course.made.high:g} percent, the other way, on "
                f"{course.made.decided}",
                evidence={"rate": course.made.high, "source": course.made.source},
            )
        )


def _is_end(claim: Claim) -> bool:
    """Whether a figure is the level to which something moved in a year."""
    moved_to = claim.direction in _BY_DIRECTION and claim.part == "to"
    dated = _YEAR.fullmatch(claim.period or "") is not None
    return moved_to and dated and claim.quantity.value is not None


def _without_figures(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield words of direction that no figure stands with, each once."""
    told = {one.start: one for one in went(evidence, day)}
    for one in told.values():
        if _is_meant(evidence, one):
            yield _bare(evidence, one)
    for one in (
        *beside_years(evidence, day),
        *told_courses(evidence, day),
        *named_currencies(evidence, day),
        *qualities_of_now(evidence, day),
    ):
        if one.start not in told:
            told[one.start] = one
            yield as_note(_bare(evidence, one))


_AIMS = frozenset({"strengthen", "boost", "expand", "raise", "reduce", "lift", "cut", "curb"})
_SEASON = lazy_regex(r"\b(?:in|this|last|next|by|since|until|early|late)\s(?:the\s)?$")


_CAUSE = lazy_regex(
    r"(?:\sin\s(?:\w+\s){0,3}?)?\s(?:down\sto|(?:entirely|mostly|mainly|largely|partly)\s(?:to|on)|to\sthe\saccount\sof)\b"
)
_SLOWS = lazy_regex(r"slow|decelerat|moderat|accelerat", re.IGNORECASE)
_PACE = lazy_regex(r"\b(?:growth|inflation|rate|over\stwelve\smonths|prices)\b", re.IGNORECASE)
_NO_LEVEL = lazy_regex(  # "gained early momentum"
    r"\s(?:\w+\s)?(?:momentum|ground|traction|attention|popularity|access|recognition|steam|speed)\b"
)


def _is_meant(evidence: Evidence, bare: Went) -> bool:
    """Whether a word tells how a series of the country went: no name, season or other land."""
    sentence = evidence.sentences[sentence_at(evidence, bare.start)]
    before = evidence.text[sentence.start : bare.start]
    word = evidence.text[bare.start : bare.end]
    if (word[:1].isupper() and before.strip()) or (word == "fall" and _SEASON.search(before)):
        return False
    if before.endswith(" to ") and word in _AIMS:
        return False  # "an agreement to strengthen supply chains"
    if _CAUSE.match(evidence.text, bare.end, sentence.end):
        return False  # "the fall down to later marriages", which are why it fell
    if _SLOWS.match(word) and not _PACE.search(bare.title):
        return False  # exports whose growth slows still rise
    if _NO_LEVEL.match(evidence.text, bare.end):
        return False
    return not of_other_land(evidence.words(sentence), bare.title)


def _bare(evidence: Evidence, bare: Went) -> Finding:
    moved = "fell" if bare.up else "rose"
    return RULES["TR302"].finding_at(
        evidence.document,
        bare,
        f"{bare.title} {moved} from {bare.then.low:,.12g} in {bare.then.period} to "
        f"{bare.now.low:,.12g} in {bare.now.period}",
        evidence={"before": bare.then.low, "now": bare.now.low, "source": bare.now.source},
    )


def _moved(evidence: Evidence, one: Moved) -> Finding:
    then, now, quantity = one.then, one.now, one.found.quantity
    went = "fell" if one.up else "rose"
    return RULES["TR302"].finding_at(
        evidence.document,
        one,
        f"{one.found.series.title} {went} from {then.low:,.12g} in {then.period} to "
        f"{now.low:,.12g} in {now.period}",
        related=[related_part(evidence, quantity, "its figure")],
        evidence={"before": then.low, "now": now.low, "source": now.source},
    )


def _broken(evidence: Evidence, broken: Broken) -> Finding:
    said = "rose" if broken.up else "fell"
    return RULES["TR302"].finding_at(
        evidence.document,
        broken.level,
        f"the text says that it {said} every time; {evidence.words(broken.level)} follows "
        f"{evidence.words(broken.before)}",
        related=[related_part(evidence, broken.before, "the level before")],
    )


def _listed(evidence: Evidence, listed: Listed) -> Finding:
    return RULES["TR302"].finding(
        evidence.document,
        *listed.span,
        f"the text says that it {listed.said} all the way; {evidence.words(listed.level)} follows "
        f"{evidence.words(listed.before)}",
        related=[
            related_part(evidence, listed.level, "the level"),
            related_part(evidence, listed.before, "the level before"),
        ],
    )


_NEAR = 90  # signs before a figure in which its measure may be named


def _named(evidence: Evidence, claim: Claim) -> str:
    """Return the words that may name a claim's measure: its own and those before the figure."""
    sentence = evidence.sentences[claim.sentence]
    start = max(sentence.start, claim.quantity.start - _NEAR)
    return f"{claim.measure} {evidence.text[start : claim.quantity.start]}"


def _is(quantity: Quantity, known: Value) -> bool:
    """Whether a figure is the series' own, so that both speak of one thing."""
    band = Interval(known.low, known.high)
    return rounded(quantity).meets(band) or truncated(quantity).meets(band)


_CLAUSE = regex(
    r";\s|,\s(?:and|while|but|whereas|as)\s|\sand\s(?=(?:came|amounted|stood|was|were|totall?ed|reached)\b)"
)


def _other_way_told(evidence: Evidence, claim: Claim, then: Value) -> bool:
    """Whether the direction is that of something else: of another verb, or from another year."""
    return _turned(evidence, claim) or _from_another_year(evidence, claim, then)


def _turned(evidence: Evidence, claim: Claim) -> bool:
    """Whether the last word of direction before a figure is not the claim's: "before slipping"."""
    sentence = evidence.sentences[claim.sentence]
    before = evidence.text[sentence.start : claim.quantity.start]
    last = {
        way: max((found.start() for found in group(way).finditer(before)), default=-1)
        for way in ("up", "down")
    }
    other = "down" if claim.direction == "up" else "up"
    return last[other] > last[claim.direction]


def _from_another_year(evidence: Evidence, claim: Claim, then: Value) -> bool:
    """Whether a sentence tells the level before, and it is not that of the year before."""
    return any(
        one.part == "from"
        and one.quantity.unit == claim.quantity.unit
        and not _is(one.quantity, then)
        for one in evidence.claims
        if one.sentence == claim.sentence
    )


def _of_another_clause(evidence: Evidence, claim: Claim) -> bool:
    """Whether a clause of its own leads to a figure: "grew by 2 percent, and revenue came to"."""
    sentence = evidence.sentences[claim.sentence]
    before = evidence.text[sentence.start : claim.quantity.start]
    cuts = [cut.end() for cut in _CLAUSE.finditer(before)]
    return bool(cuts) and _CAME.search(before[cuts[-1] :]) is not None


_CAME = regex(r"\b(?:came|amounted|stood|was|were|totall?ed|reached)\b")


def _opposite(claim: Claim, now: Value, then: Value) -> bool:
    if claim.direction == "up":
        return now.high < then.low
    return now.low > then.high


def _finding(evidence: Evidence, claim: Claim, now: Value, then: Value, title: str) -> Finding:
    quantity = claim.quantity
    moved = "fell" if claim.direction == "up" else "rose"
    return RULES["TR302"].finding_at(
        evidence.document,
        quantity,
        f"the text says that it {_BY_DIRECTION[claim.direction]} to {evidence.words(quantity)}; "
        f"{title} {moved} from {then.low:g} in {then.period} to {now.low:g} in {now.period}",
        evidence={"before": then.low, "now": now.low, "source": now.source},
    )
