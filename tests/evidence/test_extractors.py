"""An extractor from outside may propose; only what stands in the text is kept, and marked."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from tests.audit.making import evidence_of

from bongsu.errors import ExtractorFault, UnknownName
from bongsu.evidence.extractors import Proposal, find_extractor, proposed
from bongsu.evidence.records import records

TEXT = "The rate is 5 percent. About a dozen firms came, and a dozen left; seven stayed.\n"


class Fake:
    """Proposes what it was told to."""

    name = "fake"

    def __init__(self, *proposals: Proposal) -> None:
        self.proposals = proposals

    def propose(self, text: str) -> tuple[Proposal, ...]:
        assert text == TEXT
        return self.proposals


def kept(*proposals):
    return proposed(evidence_of(TEXT), Fake(*proposals))


def test_a_proposal_whose_words_stand_once_is_kept_and_marked():
    (one,) = kept(Proposal(quote="seven", kind="count", value=7, unit="firms", subject="firms"))
    assert one.extractor == "fake"
    quantity = one.claim.quantity
    assert TEXT[quantity.start : quantity.end] == "seven"
    rows = records(evidence_of(TEXT), proposals=[one])
    assert [(row["text"], row["extractor"]) for row in rows] == [
        ("5 percent", None),
        ("seven", "fake"),
    ]


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal(quote="eight", kind="count", value=8),  # stands nowhere
        Proposal(quote="Seven", kind="count", value=7),  # not exactly
        Proposal(quote="a dozen", kind="count", value=12),  # stands twice
        Proposal(quote="5 percent", kind="percent", value=5),  # is known already
        Proposal(quote="", kind="count", value=1),
        Proposal(quote="   ", kind="count", value=1),
        Proposal(quote="seven", kind="number", value=7),  # no kind of ours
        Proposal(quote="seven", kind="count", value=float("nan")),
        Proposal(quote="seven", kind="count", value=7, role="rumour"),
    ],
)
def test_other_proposals_are_dropped(proposal):
    assert kept(proposal) == ()


NO_PROPOSAL: Any = 7
_TEXT_FOR_A_NUMBER: Any = "7"
UNNUMBERED = Proposal(quote="seven", kind="count", value=_TEXT_FOR_A_NUMBER)


class Failing(Fake):
    """Fails at its work."""

    def propose(self, text: str) -> tuple[Proposal, ...]:
        raise RuntimeError(f"no model is loaded for {len(text)} characters")


@pytest.mark.parametrize(
    ("extractor", "told"),
    [
        (Failing(), "it failed with RuntimeError: no model is loaded for 81 characters"),
        (Fake(NO_PROPOSAL), "item 1 is a int and no `Proposal`"),
        (Fake(UNNUMBERED), "`value` of item 1 is no number"),
    ],
)
def test_the_fault_of_an_extractor_is_told_as_its_own(extractor, told):
    with pytest.raises(ExtractorFault) as fault:
        proposed(evidence_of(TEXT), extractor)
    assert fault.value.what == told
    assert fault.value.where == "--extractor fake"


def test_words_before_tell_two_places_apart():
    (one,) = kept(Proposal(quote="a dozen", before="and ", kind="count", value=12))
    assert TEXT[: one.claim.quantity.start].endswith("came, and ")


def test_of_proposals_that_overlap_the_first_is_kept():
    both = kept(
        Proposal(quote="seven", kind="count", value=7),
        Proposal(quote="seven stayed", kind="count", value=7),
    )
    assert [one.claim.quantity.end - one.claim.quantity.start for one in both] == [5]


def test_an_extractor_is_found_by_module_and_object(monkeypatch):
    module = ModuleType("my_extractor")
    fake = Fake()
    vars(module).update(fake=fake, Made=type("Made", (Fake,), {}), other=3)
    monkeypatch.setitem(sys.modules, "my_extractor", module)
    assert find_extractor("my_extractor:fake") is fake
    assert find_extractor("my_extractor:Made").name == "fake"
    for name in ("my_extractor:none", "my_extractor:other", "no.such:thing", "unknown", ":x"):
        with pytest.raises(UnknownName):
            find_extractor(name)
