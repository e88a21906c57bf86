"""What is told as once planned, beside what became of the plan: "due in July, was put off"."""

from __future__ import annotations

import re

from bongsu.patterns import lazy_regex

_ONCE = lazy_regex(
    r"(?:,\s(?!to\b)|\b(?:first|originally|initially|once|previously|formerly|earlier|at\sfirst|had\sbeen|was|"
    r"were|been)\s)(?:\w+ly\s|first\s)?(?:due|planned|expected|set|scheduled|slated|meant|supposed|"
    r"intended|fixed|promised|to)\b",
    re.IGNORECASE,
)
_CHANGED = lazy_regex(
    r"\b(?:put\soff|postpon\w+|delay\w*|moved|pushed\s(?:back|out)|deferr\w+|shelved|reschedul\w+|"
    r"brought\sforward|cancel\w+|scrapped|abandon\w+|dropp\w+|slipp\w+|suspend\w+|extend\w+|"
    r"called\soff|missed|never\s(?:came|happened|took|held|built))\b",
    re.IGNORECASE,
)


def put_off(words: str) -> bool:
    """Return whether a sentence tells of a plan as a former one, and that it was changed.

    Examples
    --------
    >>> put_off("The plan, first due to start in July 2024, was put off to 2027.")
    True
    >>> put_off("The plan is due to start in July 2024.")
    False
    """
    return _ONCE.search(words) is not None and _CHANGED.search(words) is not None
