"""Right texts that look wrong to who pairs what does not belong together: no alarm may follow."""

from __future__ import annotations

import pytest
from tests.audit.ruled import sentences

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.evidence.reading import analyse, read_bytes

TEXTS = [(why, text) for why, texts in sentences("borne_out").items() for text in texts]


@pytest.mark.parametrize(("why", "text"), TEXTS)
def test_what_a_text_bears_out_raises_no_alarm(why, text):
    own = text if text.startswith("# ") else f"# A Title\n\n{text}"
    title, _, body = own.partition("\n\n")
    source = f"{title}\n\nPublished March 12, 2025\n\n{body}\n"
    found = check(analyse(read_bytes(source.encode(), "made-up.md")))
    assert [(f.rule, f.message) for f in found if f.severity is not Severity.NOTE] == []


def test_a_head_that_is_shorter_than_its_rows_is_borne():
    table = (
        "| No. | Day |\n|---|---|\n| 1 | May 3, 2024 | 12 |\n| 2 | May 7, 2024 | 15 |\n"
        "| 3 | May 5, 2024 | 19 |\n| 4 | May 9, 2024 | 23 |"
    )
    source = f"# A Title\n\nPublished March 12, 2025\n\n{table}\n"
    assert list(check(analyse(read_bytes(source.encode(), "made-up.md")))) != []


def test_the_event_that_a_day_is_right_for_may_stand_at_the_far_end_of_a_long_sentence():
    source = (
        "# Trade and Strategy Ledger\n\nPublished 2026-02-06\n\n"
        "**November 4** The Secretary of Defense and the Minister of National Defense, with their "
        "chiefs of staff, the heads of the security services and some forty officials of other "
        "agencies, hold the fifty-seventh Security Consultative Meeting.\n"
    )
    assert list(check(analyse(read_bytes(source.encode(), "made-up.md")))) == []
