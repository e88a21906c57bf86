"""Awards and commitments that running text tells."""

from __future__ import annotations

from tests.ledger.invented import found

LONG = (
    "support the construction of a smelter and of a complex for minerals in Bend, Oregon, together "
    "with a center for the recovery of metals from residues of the plant, a school for operators "
    "and their families, a pier on the river and a line of rails that leads from there to the coast"
)


def test_an_action_is_the_purpose_and_ends_with_a_word() -> None:
    text = f"The Department of Energy awarded USD 210 million to Acme Metals, a firm, to {LONG}."
    (record,) = found(f"# News\n\nPublished May 3, 2027\n\n{text}\n").narrative
    assert LONG.startswith(record.action)
    assert record.action.endswith("operators and their families")


def test_a_short_purpose_is_told_whole() -> None:
    text = "The Department of Energy awarded USD 210 million to Acme for a plant in Bend."
    (record,) = found(f"# News\n\nPublished May 3, 2027\n\n{text}\n").narrative
    assert record.action == "a plant in Bend"
