"""Changes, multiples and steps whose figures stand in several sentences, lines or rows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.evidence.reading import analyse, read_bytes

TEXTS = Path(__file__).with_name("sentences") / "threads.yaml"
MADE = [tuple(each.values()) for each in yaml.safe_load(TEXTS.read_text(encoding="utf-8"))]


def alarms(text: str) -> set[str]:
    document = read_bytes(text.encode(), "made-up.txt")
    return {f.rule for f in check(analyse(document)) if f.severity is not Severity.NOTE}


@pytest.mark.parametrize(("rule", "text", "wrong", "right"), MADE)
def test_a_figure_that_no_other_of_its_thread_bears_out_is_found(rule, text, wrong, right):
    assert alarms(text.replace("{}", wrong)) == {rule}
    assert alarms(text.replace("{}", right)) == set()
