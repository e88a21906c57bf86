"""Rules run once each, in one order, whatever the order of the files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations

import pytest
from tests.audit.making import evidence_of, register_of

from bongsu.audit.checking import Selection, check, load_rules
from bongsu.audit.findings import Related, Severity
from bongsu.audit.rules import Context, Register
from bongsu.audit.selection import selectors
from bongsu.errors import UnknownName

TEXTS = {
    "a.md": "This is wrong, and shared.\n\nIt is doubtful; see there.\n",
    "b.md": "All is shared and perhaps wrong.\n",
    "c.md": "A trial that is shared.\n",
}


def evidences():
    return [evidence_of(text, name) for name, text in TEXTS.items()]


def told(findings):
    return [(f.rule, f.document.name, f.start, f.end) for f in findings]


def test_findings_come_by_document_place_and_rule():
    findings = check(evidences(), register=register_of())
    assert [(f.rule, f.document.name) for f in findings] == [
        ("XX101", "a.md"),
        ("XD901", "a.md"),
        ("XX102", "a.md"),
        ("XD901", "b.md"),
        ("XX301", "b.md"),
        ("XX101", "b.md"),
        ("XD901", "c.md"),
    ]
    assert told(findings) == sorted(told(findings), key=lambda row: (row[1], row[2], row[3]))


def test_findings_are_the_same_for_any_order_of_documents():
    orders = [
        told(check([evidences()[place] for place in order], register=register_of()))
        for order in permutations(range(3))
    ]
    assert all(order == orders[0] for order in orders)


@pytest.mark.parametrize(
    ("selection", "rules"),
    [
        (Selection(select=("XX",)), {"XX101", "XX102", "XX301"}),
        (Selection(select=("XX1",), ignore=("XX102",)), {"XX101"}),
        (Selection(select=("XX101",), ignore=("XX",)), {"XX101"}),
        (Selection(ignore=("XX", "XD")), set()),
        (Selection(select=("XY",)), set()),
        (Selection(select=("XY",), preview=True), {"XY901"}),
        (Selection(select=("XY901",)), {"XY901"}),
        (Selection(select=("XX",), ignore=("XX",)), set()),
    ],
)
def test_rules_are_selected_by_the_longer_name(selection, rules):
    found = check(evidences(), selection=selection, register=register_of())
    assert {finding.rule for finding in found} == rules


def test_a_document_may_have_a_selection_of_its_own():
    found = check(
        evidences(), selections={"a.md": Selection(ignore=("XX",))}, register=register_of()
    )
    assert {(f.rule, f.document.name) for f in found if f.rule == "XX101"} == {("XX101", "b.md")}


def test_documents_to_compare_with_are_not_checked_themselves():
    first, second, _ = evidences()
    found = check([first], context=Context(against=(second,)), register=register_of())
    assert {f.document.name for f in found if f.rule != "XD901"} == {"a.md"}


def test_what_a_rule_says_twice_is_told_once():
    register = register_of()

    @register.add("ZZ101", "twice", Severity.NOTE)
    def twice(evidence, context):
        """Say the same twice."""
        for _ in range(2):
            yield register["ZZ101"].finding(evidence.document, 0, 1, "Same.")

    found = check(evidences()[:1], selection=Selection(select=("ZZ",)), register=register)
    assert len(found) == 1


def test_of_two_findings_on_the_same_figures_the_more_severe_is_kept():
    register = register_of()

    @register.add("ZZ101", "twice", Severity.ERROR)
    def twice(evidence, context):
        """Say the same in two ways."""
        rests = [Related(start=2, end=3, message="on", document=evidence.document)]
        for severity, words in ((Severity.NOTE, "Perhaps."), (Severity.ERROR, "Surely.")):
            found = register["ZZ101"].finding(evidence.document, 0, 1, words, related=rests)
            yield replace(found, severity=severity)

    found = check(evidences()[:1], selection=Selection(select=("ZZ",)), register=register)
    assert [(one.severity, one.message) for one in found] == [(Severity.ERROR, "Surely.")]


def test_the_day_comes_from_outside_or_from_the_article():
    evidence = evidence_of("Nothing.")
    day = dt.date(2026, 2, 1)
    assert Context(as_of=day).day(evidence) == day
    assert Context().day(evidence) is None


def test_a_name_that_stands_for_no_rule_offers_the_nearest():
    with pytest.raises(UnknownName) as fault:
        selectors(["XX10", "XX111"], register_of(), where="--select")
    assert "did you mean `XX101`?" in fault.value.mend
    assert selectors(["xx101, XD", "XD"], register_of(), where="--select") == ("XX101", "XD")


def test_rules_of_the_product_are_loaded_once_and_have_what_they_need():
    register = load_rules()
    assert register is load_rules()
    assert {"IG001", "IG002", "IG003"} <= set(register.rules)
    for rule in register.rules.values():
        own = rule.id.startswith("IG")
        assert (rule.article is None) + (rule.corpus is None) == (2 if own else 1), rule.id


@pytest.mark.parametrize("id_", ["X101", "XX1", "xx101", "XX1010"])
def test_a_malformed_or_taken_id_is_refused(id_):
    with pytest.raises(ValueError, match="malformed or taken"):
        Register().add(id_, "name", Severity.NOTE)
    register = register_of()
    with pytest.raises(ValueError, match="malformed or taken"):
        register.add("XX101", "name", Severity.NOTE)
