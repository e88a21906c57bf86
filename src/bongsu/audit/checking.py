"""Runs rules over articles: the same findings in the same order, however the articles come."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module

from bongsu.audit import families
from bongsu.audit.findings import Finding
from bongsu.audit.ignores import apply_ignores
from bongsu.audit.rough_days import rough_days, sure_all_the_same
from bongsu.audit.rules import RULES, Context, Register, Rule
from bongsu.audit.selection import Selection
from bongsu.audit.workers import shared_out
from bongsu.evidence.mentions import Evidence

__all__ = ["Selection", "check", "load_rules"]


@cache
def load_rules() -> Register:
    """Return the register of the product's rules, with every family in it."""
    for module in sorted(pkgutil.iter_modules(families.__path__), key=lambda found: found.name):
        import_module(f"{families.__name__}.{module.name}")
    return RULES


def check(
    evidences: Sequence[Evidence],
    *,
    selection: Selection | None = None,
    selections: Mapping[str, Selection] | None = None,
    context: Context | None = None,
    register: Register | None = None,
    jobs: int = 1,
) -> list[Finding]:
    """Return what the rules find in some articles.

    Parameters
    ----------
    evidences : sequence of Evidence
        Articles, of one document or several; their order does not matter.
    selection : Selection, optional
        Which rules run; all but those in preview if left out.
    selections : mapping of str to Selection, optional
        By name of a document, where one has a selection of its own.
    context : Context, optional
        The day of the check and what to compare with; nothing if left out.
    register : Register, optional
        The rules; the product's if left out.
    jobs : int, optional
        Processes that work at once, at most; articles of much text are shared out among them.

    Returns
    -------
    list of Finding
        By document, place and rule, without those that the document itself says to ignore.
    """
    rules = register if register is not None else load_rules()
    usual = selection or Selection()
    own = selections or {}
    looked_at = context or Context()
    ordered = sorted(evidences, key=lambda part: (part.document.name, part.article.start))

    def wanted(rule: Rule, document: str) -> bool:
        return own.get(document, usual).takes(rule)

    found = [
        finding
        for rule, finding in _applied(rules, ordered, looked_at, wanted, jobs)
        if wanted(rule, finding.document.name)
    ]
    kept = apply_ignores(_once(found), ordered, rules, wanted)
    return sorted(kept, key=_order)


def _applied(
    register: Register,
    evidences: Sequence[Evidence],
    context: Context,
    wanted: Callable[[Rule, str], bool],
    jobs: int,
) -> Iterator[tuple[Rule, Finding]]:
    """Yield what rules find: across articles, and in each, where they share what is read of it."""
    rules = [rule for _, rule in sorted(register.rules.items())]
    for rule in rules:  # before the rest is shared out: the tables that they read are shared, too
        mine = [part for part in evidences if wanted(rule, part.document.name)]
        if rule.corpus is not None and mine:
            yield from ((rule, finding) for finding in rule.corpus(mine, context))

    def found_in(evidence: Evidence) -> list[tuple[str, Finding]]:
        return list(_in_article(rules, evidence, context, wanted))

    for found in shared_out(evidences, jobs, found_in):
        yield from ((register[rule], finding) for rule, finding in found)


def _in_article(
    rules: Sequence[Rule],
    evidence: Evidence,
    context: Context,
    wanted: Callable[[Rule, str], bool],
) -> Iterator[tuple[str, Finding]]:
    days = rough_days(evidence) if context.as_of is None else ()
    for rule in rules:
        if rule.article is None or not wanted(rule, evidence.document.name):
            continue
        found = list(rule.article(evidence, context))
        yield from ((rule.id, finding) for finding in found)
        if days:
            told = {(one.start, one.end) for one in found}
            sure = sure_all_the_same(rule, evidence, context, days)
            yield from ((rule.id, one) for one in sure if (one.start, one.end) not in told)


_SAME = {"CO705": "TR301"}  # a rule that says of the same figures what another says


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what a rule says twice in the same words of the same place, or after another rule."""
    every = sorted(findings, key=lambda one: (one.severity.rank, one.message))
    kept = list({_told_by(one): one for one in every}.values())  # the most severe is kept
    told = {_figures(one) for one in kept if one.rule in _SAME.values()}
    return [one for one in kept if one.rule not in _SAME or _figures(one) not in told]


def _told_by(finding: Finding) -> tuple[object, ...]:
    """Return the place of a finding and what it rests on; where that is nothing, its words."""
    places = frozenset((part.start, id(part.document)) for part in finding.related)
    words = finding.message if not places else ""
    return (finding.rule, id(finding.document), finding.start, finding.end, places, words)


def _figures(finding: Finding) -> tuple[str, int, frozenset[int]]:
    """Return where the figures begin that a finding sets against each other."""
    own = [finding.start] if finding.rule in _SAME.values() else []
    places = frozenset([*own, *(part.start for part in finding.related)])
    return _SAME.get(finding.rule, finding.rule), id(finding.document), places


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return (finding.document.name, finding.start, finding.end, finding.rule, finding.message)
