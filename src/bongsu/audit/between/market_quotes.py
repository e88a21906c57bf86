"""Prices of shares and currencies in news of a market, which move from hour to hour.

A morning's report and that of the close each tell what was so in its own hour: that they differ is
no sign of a slip.
"""

from __future__ import annotations

from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_TITLE = lazy_regex(
    r"\b(?:[Ss]hares|[Ss]tocks?|KOSPI|Kospi|KOSDAQ|Kosdaq|Nikkei|[Cc]losing [Pp]rice)\b"
)
_MARKET = lazy_regex(
    r"\b(?:shares?|stocks?|KOSPI|Kospi|KOSDAQ|Kosdaq|greenback|quoted at|local currency|"
    r"market bellwether|blue[- ]chips?|net (?:buyers|sellers|bought|sold)|trading session|bourse)\b"
)
_FEWEST = 2  # words of the market in a paragraph


def quotes_market(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a figure stands in news of a market, by its title or by its paragraph."""
    if _TITLE.search(evidence.article.title or ""):
        return True
    block = evidence.block_of(evidence.sentences[sentence_at(evidence, quantity.start)])
    return len(set(_MARKET.findall(evidence.words(block)))) >= _FEWEST
