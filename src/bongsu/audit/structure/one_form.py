"""One deed told in one form of two things: "signed the accord on tanks", "... on howitzers".

Who tells an event again by mistake has other words for it, or the very same ones; where two texts
are alike but for the name of a thing, each is of its own.
"""

from __future__ import annotations

from bongsu.audit.reading.wording import content_words
from bongsu.patterns import lazy_regex

_WORD = lazy_regex(r"[\w$€₩][\w.,’'&/-]*(?<![.,])|[^\W_]+")
_LEADS_TO_THING = frozenset(
    {
        *("a", "an", "the", "of", "on", "for", "with", "in", "at", "to", "by", "from", "about"),
        *("over", "into", "its", "their", "his", "her", "and", "first", "new", "national"),
    }
)
_ALIKE = 3  # words that two texts have before and behind what only each has
_LONGEST = 8  # words of a thing


def of_two_things(one: str, other: str) -> bool:
    """Whether two texts differ in one run of words each, and these name two things.

    Examples
    --------
    >>> of_two_things("They signed the accord on tanks.", "They signed the accord on howitzers.")
    True
    >>> of_two_things("They signed the accord.", "They concluded the accord.")
    False
    """
    first, second = _WORD.findall(one), _WORD.findall(other)
    low = [word.casefold() for word in first], [word.casefold() for word in second]
    ahead = _common(*low)
    behind = _common(low[0][ahead:][::-1], low[1][ahead:][::-1])
    own = first[ahead : len(first) - behind], second[ahead : len(second) - behind]
    if ahead + behind < _ALIKE or not all(0 < len(some) <= _LONGEST for some in own):
        return False
    named = all(word[:1].isupper() for some in own for word in some[:1])
    leads = ahead > 0 and (low[0][ahead - 1] in _LEADS_TO_THING or named)
    words = [content_words(" ".join(some)) for some in own]
    return leads and all(words) and not words[0] & words[1]


def _common(one: list[str], other: list[str]) -> int:
    """Return how many words two rows have in common from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
