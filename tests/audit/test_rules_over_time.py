"""What is told of time beside what the same text says of it, in many wordings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bongsu.audit.checking import check
from bongsu.evidence.reading import analyse, read_bytes

TOLD: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "sentences" / "over_time.yaml").read_text(encoding="utf-8")
)
CASES = [
    (made["title"], made["published"], rule, text)
    for made in TOLD
    for rule, texts in made["told"].items()
    for text in texts
]
WRONG = [case for case in CASES if case[2] != "right"]
RIGHT = [(title, day, text) for title, day, rule, text in CASES if rule == "right"]


def said(title: str, day: str, text: str) -> set[str]:
    source = f"# {title}\n\nPublished {day}\n\n{text}\n"
    found = check(analyse(read_bytes(source.encode(), "made-up.md")))
    return {one.rule for one in found if one.rule.startswith(("DT", "ST"))}


@pytest.mark.parametrize(("title", "day", "rule", "text"), WRONG)
def test_what_cannot_be_so_is_found(title, day, rule, text):
    assert rule in said(title, day, text)


@pytest.mark.parametrize(("title", "day", "text"), RIGHT)
def test_what_can_be_so_is_let_stand(title, day, text):
    assert said(title, day, text) == set()
