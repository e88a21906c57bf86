"""Words of direction that tell of another thing than the two figures behind them.

"Unemployment dropped as employment went from 62.1 to 62.6 percent" has a verb for each; "a plan to
cut the tax" tells what is meant to be done, and nothing of what was.
"""

from __future__ import annotations

from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_OWN_VERB = lazy_regex(  # a verb without a direction, with a subject of its own
    r"(?:,|\b(?:as|while|when|though|although|notwithstanding|despite)\b)[^;:.]{1,70}?"
    r"\b(?:went|goes|moved|moves|ran|passed|changed|shifted|swung|cost|spent|took|brought)\b[^;:.,]{0,20}$"
)
_MEANT = lazy_regex(  # "voted to raise the limit", "in a drive to lower prices"
    r"(?:^\W*|\b(?:vot\w+|plan\w*|drive|bid|efforts?|decisions?|pledg\w+|vow\w*|aim\w*|promis\w+|"
    r"want\w*|wish\w*|seek\w*|sought|tr(?:y|ied|ies)|measures?|steps?|moves?|calls?|called|"
    r"proposals?|propos\w+|laws?|bills?|acts?|powers?|campaigns?|push|intend\w*|agreed|refus\w+|"
    r"ask\w*|urg\w+|order\w*|decree\w*|hop\w+|allow\w*|right|need\w*|order|as|failed)\s+)"
    r"[Tt]o\s(?:\w+ly\s)?$"
)
_LEAD = 60  # code points before a word of direction


def of_another(evidence: Evidence, start: int, end: int, figure: int) -> bool:
    """Return whether a word of direction is the verb of another thing than a figure behind it.

    Parameters
    ----------
    evidence : Evidence
        An article.
    start, end : int
        Where the word stands in its text.
    figure : int
        Where the first of the figures stands.
    """
    sentence = evidence.sentences[sentence_at(evidence, start)]
    before = evidence.text[max(sentence.start, start - _LEAD) : start].replace("\n", " ")
    if _MEANT.search(before):
        return True
    return _OWN_VERB.search(evidence.text[end:figure].replace("\n", " ")) is not None
