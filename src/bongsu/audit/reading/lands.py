"""Whether a sentence speaks of other countries than South Korea."""

from __future__ import annotations

from bongsu.patterns import lazy_regex

ABROAD = lazy_regex(
    r"\b(?:United States|U\.?S\.?|America\w*|Japan\w*|Tokyo|Chin(?:a|ese)|Beijing|euro area|"
    r"Europe\w*|"
    r"German\w*|Brit\w+|U\.?K\.?|global\w*|world\w*|North|Pyongyang|Taiwan\w*|India\w*|Vietnam\w*|"
    r"France|French|Ital\w+|Russia\w*|Brazil\w*|ASEAN|OECD|countries)\b"
)
_NAMED = lazy_regex(
    r"\b(?:(?:Russia|Taiwan|India|Vietnam|German|Brazil|Indonesia|Turk|Canad|Mexic|Austral|Ukrain|"
    r"Japan|Chin|Brit|Iran|Israel|Ital|Pol(?=and|ish))[a-z]*|France|French|"
    r"(?<=in\s)(?:America|the\sUnited\sStates|the\sU\.S(?=\.)))\b"
)
_OWN = lazy_regex(r"\b(?:South Korea|Korea(?:n|ns)?|Seoul|ROK|Republic of Korea)\b")
_ROOT = 4  # letters that a country and its adjective share


def of_other_land(words: str, title: str) -> bool:
    """Whether a sentence names a country that a measure is not of, and South Korea not at all.

    Examples
    --------
    >>> of_other_land("Russia made up the drop in imports.", "Imports of South Korea")
    True
    >>> of_other_land("Chinese orders fell.", "Exports of South Korea to China")
    False
    """
    if _OWN.search(words):
        return False
    return any(found[0][:_ROOT] not in title for found in _NAMED.finditer(words))
