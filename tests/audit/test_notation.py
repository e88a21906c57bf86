"""The notation of patterns: what it finds, in any case, and when it is not worth a look."""

from __future__ import annotations

import pytest

from bongsu.audit.needs import needs, stands
from bongsu.audit.notation import SIGNS, Form
from bongsu.audit.reading.wording import table
from bongsu.evidence.mentions import Kind

MONEY, PERCENT, COUNT = SIGNS[Kind.MONEY], SIGNS[Kind.PERCENT], SIGNS[Kind.COUNT]
ALL = sorted(
    form
    for file, named in table("number_patterns").items()
    if file != "parts"
    for some in named.values()
    for form in ([some] if isinstance(some, str) else some)
)
FOUND = [  # invented; each is found by several patterns
    f"exports rose by {MONEY}, or {PERCENT}, to {MONEY} from {MONEY}",
    f"of the {COUNT} members, {COUNT} women and {COUNT} men, or {PERCENT}, were in favor",
    f"it fell from {PERCENT} to {PERCENT}, down {PERCENT} a year for a total of {MONEY}",
    f"{COUNT} homes at {MONEY} each, for a total of {MONEY}, were twice as many as",
    f"a gap of {MONEY} between {MONEY} and {MONEY}, {PERCENT} more than {MONEY}",
]


def needed(notation):
    """Return the needs of a pattern, figures by the names of their kinds."""
    return needs(
        notation,
        lambda kinds: ["<any>"] if kinds is None else [f"<{kinds}>"],
        lambda _: ("rose", "increas"),
    )


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
    row = needed(r"\btons? <a>(?: of <b:age>)?<c:date>?, or {up} x* of_<d:money>")
    assert row == (
        ("ton",),
        (" ",),
        ("<any>",),
        (", or ",),
        ("rose", "increas"),
        (" ",),
        (" of",),
        ("<money>",),
    )
    assert Form("tons? <a>").search(f"ton {MONEY}") is not None


def test_what_is_looked_at_around_a_pattern_is_not_needed():
    assert needed("(?<!from )(?<=by )<a>(?! of)(?= or)[^,]x{0,2}") == (("<any>",),)
    assert needed("(?:rise ){2,5}x{,3}(?: fall){1}") == (("rise ",), (" fall",))


def test_one_word_of_each_alternative_is_needed():
    assert needed("(?:a fall|drops?) of") == (("a fall", "drop"), (" of",))
    assert needed("(?:a fall|[a-z]+) of") == ((" of",),)


def test_signs_of_a_set_are_needed_but_not_those_of_a_range():
    assert needed("[,(\\u2014]<a>[a-z][^.]") == ((",", "(", "\u2014"), ("<any>",))


def test_needs_stand_in_their_order():
    row = (("from ",), ("a", "b"), ("to",))
    assert stands(row, "from b to")
    assert not stands(row, "to b from ")
    assert not stands((("ab",), ("bc",)), "abc")  # none within another


@pytest.mark.parametrize("form", ALL, ids=lambda form: form[:30])
def test_what_is_found_has_all_that_is_needed(form):
    compiled, row = Form(form)._compiled, Form(form)._needed.row
    for text in FOUND:
        if compiled.search(text):
            assert stands(row, text)


def test_an_alternative_outside_brackets_needs_one_of_both():
    assert needed("rose <a>|fell <b>") == (("rose ", "fell "),)
    assert Form("rose <a>|fell <b>").search(f"fell {MONEY}") is not None
