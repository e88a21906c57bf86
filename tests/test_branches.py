"""Alternatives that are put together by their first letter find what they found apart."""

from __future__ import annotations

import re
import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.patterns import regex

PATTERNS = [
    r"\b(?:will|would|wi|shall|might|may|a|an|)\b",
    r"(?:ab|[a-c]x|abc|aby|b)c?",
    r"(?:b(?P<one>a)?|ba(?P<two>b)|a|(?P<three>c)|bab)+?(?:b|a|$)",
    r"(?<=ab|ba)(?:a|b|cc|ca)",
    r"(?<!ab|ba)(?:(?-i:ab)|(?i:ac)|Ab|aB|\ub098a|\ub098b)",
    r"(?!ab|ac)(?:a|b|ab|ac)*c",
    r"(?:aa|a|ab)*?c",
    r"(?P<a>a)?(?(a)b|(?:ba|bc|c))",
    r"(?:ka|kb|sa|sb|ia|ib)",
    r"(?:\.a|\.b|-a|-b)|(?:ab|ac)",
]
TEXTS = st.text(alphabet="abcABCks\u017f\u212aiI\u0130\u0131\ub098. -wilmyt", max_size=30)


def _found(pattern: re.Pattern[str], text: str) -> list[object]:
    return [(found.span(), found.groups()) for found in pattern.finditer(text)]


@pytest.mark.parametrize("flags", [re.NOFLAG, re.IGNORECASE, re.ASCII, re.IGNORECASE | re.ASCII])
@pytest.mark.parametrize("expression", PATTERNS)
@given(text=TEXTS)
def test_they_find_what_they_found_apart(expression: str, flags: re.RegexFlag, text: str) -> None:
    assert _found(regex(expression, flags), text) == _found(re.compile(expression, flags), text)


def test_each_letter_is_found_in_all_its_cases() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in string.ascii_letters + string.digits + "%-":
        expression = rf"(?:{re.escape(letter)}|\u3042\u3044)"
        plain = re.compile(expression, re.IGNORECASE)
        assert regex(expression, re.IGNORECASE).findall(every) == plain.findall(every)


def test_where_groups_stand_is_not_moved() -> None:
    found = regex(r"(?:(?P<a>x)|y(?P<b>a)|y(?P<c>b))").fullmatch("yb")
    assert found is not None
    assert (found.groups(), found.lastgroup) == ((None, None, "b"), "c")
