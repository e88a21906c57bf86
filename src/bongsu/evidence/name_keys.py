"""What two spellings of one name have in common: no case, accents, blanks, hyphens, legal forms.

"YG-1 Co., Ltd." and "YG1" are one name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from bongsu.evidence import dictionary
from bongsu.evidence.dictionary import words
from bongsu.kept import edition
from bongsu.patterns import regex, worked_out

_LEGAL = frozenset(
    (
        *("co", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc", "llp"),
        *("plc", "gmbh", "ag", "sa", "nv", "kk", "jsc"),
    )
)
# Syllables of Hangul, taken apart and put together, are what they were.
_UNMARKED = regex(r"[\x00-\x7f가-힣]*\Z")


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """Return what two spellings of one name have in common.

    Examples
    --------
    >>> key("The YG-1 Co., Ltd."), key("Jae Myung Lee"), key("AT&T")
    ('yg1', 'jaemyunglee', 'atandt')
    """
    return _key(name)


def _key(name: str) -> str:
    if name.isascii() and name.isalpha():
        return name.casefold()
    spelt = words(plain(name.replace("&", " and ") if "&" in name else name))
    if len(spelt) == 1:
        return spelt[0]
    if spelt and spelt[0] == "the":
        spelt = spelt[1:]
    while len(spelt) > 1 and spelt[-1] in _LEGAL:
        spelt = spelt[:-1]
    return "".join(spelt)


def keys(names: Sequence[str]) -> Sequence[str]:
    """Return the keys of many names, from the file of patterns if another run worked them out.

    Examples
    --------
    >>> keys(["The YG-1 Co., Ltd.", "Jae Myung Lee"])
    ['yg1', 'jaemyunglee']
    """
    written = "\n".join(names)
    told = f"keys {_edition()}:{written}"
    found: str = worked_out(told, lambda: "\n".join(map(_key, names)))
    return found.split("\n") if names else ()


@cache
def _edition() -> str:
    return edition(__file__, dictionary.__file__)


def plain(name: str) -> str:
    """Return a name without case and accents."""
    if name.isascii() or _UNMARKED.match(name):
        return name.casefold()
    spread = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).casefold()
