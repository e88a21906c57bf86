"""The notation of patterns: what it finds, in any case, and when it is not worth a look."""

from __future__ import annotations

from bongsu.audit.notation import DATE, SIGNS, Form, needs
from bongsu.evidence.mentions import Kind

MONEY, PERCENT = SIGNS[Kind.MONEY], SIGNS[Kind.PERCENT]


def test_case_makes_no_difference_and_places_stay():
    form = Form(r"\bFrom\b_<a:money> to _<b>")
    text = f"İncheon: FROM about {MONEY} to {MONEY}"
    found = form.search(text)
    assert found is not None
    assert text[found.start("a")] == MONEY
    assert text[found.start() : found.start() + 4] == "FROM"


def test_a_figure_of_another_class_is_not_found():
    assert Form("from <a:money>").search(f"from {PERCENT}") is None
    assert Form("from <a:money|percent>").search(f"from {PERCENT}") is not None


def test_a_gap_holds_no_figure():
    form = Form("from <a>~30 to <b>")
    assert form.search(f"from {MONEY} a year to {MONEY}") is not None
    assert form.search(f"from {MONEY} and {PERCENT} to {MONEY}") is None


def test_an_optional_piece_is_not_needed():
    words, signs = needs(r"\btons? <a>(?: of <b:age>)?<c:date>?, or {up} x* of_<d:money>")
    assert "ton" in words
    assert not any("up" in word for word in words)
    assert Form("tons? <a>").search(f"ton {MONEY}") is not None
    assert SIGNS[Kind.MONEY] in signs
    assert not any(DATE in some for some in signs)


def test_an_alternative_outside_brackets_needs_nothing():
    assert needs("rose <a>|fell <b>") == ((), ())
    assert Form("rose <a>|fell <b>").search(f"fell {MONEY}") is not None
