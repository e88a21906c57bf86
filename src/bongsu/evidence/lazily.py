"""Patterns that are compiled when they are first used: few texts have need of all of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern, and takes over its methods one by one as they are asked for."""

    def __init__(self, expression: str, flags: re.RegexFlag) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:  # asked only for what is not there yet
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def lazy_regex(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern, but is compiled when it is first used.

    For patterns that stand behind a test that most texts fail; what every text is searched for is
    better compiled at once, where a mistake shows at import.

    Examples
    --------
    >>> [found[0] for found in lazy_regex(r"[A-Z]+").finditer("from USD to KRW")]
    ['USD', 'KRW']
    """
    return cast("re.Pattern[str]", _Later(expression, flags))
