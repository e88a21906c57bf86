"""Every rule has a page, and what the page calls bad and good is."""

from __future__ import annotations

import pytest

from bongsu.audit.checking import Selection, check, load_rules
from bongsu.audit.explanations import explanation, parse
from bongsu.audit.findings import Finding, Severity
from bongsu.evidence.reading import analyse, read_bytes

RULES = load_rules()
PAGES = {id_: page for id_ in RULES.rules if (page := explanation(id_)) is not None}


def found(documents: tuple[str, ...]) -> list[Finding]:
    read = [
        read_bytes(text.encode(), f"example-{number}.md")
        for number, text in enumerate(documents, 1)
    ]
    evidence = [part for document in read for part in analyse(document)]
    return check(evidence, selection=Selection(preview=True))


def test_every_rule_has_a_page():
    assert set(RULES.rules) == set(PAGES)


@pytest.mark.parametrize("id_", PAGES)
def test_a_page_is_headed_by_the_rule_as_it_is_registered(id_):
    assert (PAGES[id_].rule, PAGES[id_].name) == (id_, RULES[id_].name)


@pytest.mark.parametrize("id_", PAGES)
def test_a_bad_example_makes_its_rule_fire_and_raises_no_other_alarm(id_):
    for documents in PAGES[id_].bad:
        findings = found(documents)
        assert id_ in {finding.rule for finding in findings}, documents
        others = [
            (finding.rule, finding.message)
            for finding in findings
            if finding.rule != id_ and finding.severity is not Severity.NOTE
        ]
        assert others == [], documents


@pytest.mark.parametrize("id_", PAGES)
def test_a_good_example_does_not_make_its_rule_fire(id_):
    for documents in PAGES[id_].good:
        findings = [finding.message for finding in found(documents) if finding.rule == id_]
        assert findings == [], documents


GOOD_PAGE = """# XX101 some-name

What it finds.

## Why

Because.

## Bad

```bad
One.
%%
Two.
```

## Good

```good
Three.
```
"""


def test_a_page_is_taken_apart():
    page = parse(GOOD_PAGE)
    assert (page.rule, page.name, page.opening) == ("XX101", "some-name", "What it finds.")
    assert page.bad == (("One.\n", "Two.\n"),)
    assert page.good == (("Three.\n",),)


@pytest.mark.parametrize(
    "broken",
    [
        GOOD_PAGE.replace("# XX101 some-name", "# some name"),
        GOOD_PAGE.replace("## Why", "## Reason"),
        GOOD_PAGE.replace("```bad", "```text"),
    ],
)
def test_a_page_in_another_form_is_refused(broken):
    with pytest.raises(ValueError, match=r"page|sections|example"):
        parse(broken)
