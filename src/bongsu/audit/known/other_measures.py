"""Figures that their own clause gives to another measure than their sentence names before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bongsu.audit.reading.wording import sentence_at
from bongsu.audit.references import Series
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_APART = (  # measures that are told side by side, each with its words
    ("spending|expenditures?|outlays", "revenues?|receipts|tax(?:es)?|income"),
    ("exports?|shipments", "imports?|purchases", "surplus|deficit|balance"),
    ("births?|newborns|babies", "deaths?|died", "marriages|weddings", "divorces"),
    ("employment|employed", "unemployment|unemployed|jobless"),
    ("assets", "debts?|liabilities"),
)
_CLAUSES = lazy_regex(r"[;:]|,\s(?:and|but|while|whereas|against)\s|\b(?:while|whereas)\s")
_SHORT_TIME = lazy_regex(
    r"\b(?:month|quarter|week|half|day)(?:['’]s|ly)\b|\b(?:monthly|quarterly|daily|weekly)\b|"
    r"\bof\sthe\s(?:month|quarter|week|day|half)\b"
)
_OF_SOME = lazy_regex(  # some of those whom the series counts
    r"\b(?:for|of|among|by|to)\s(?:the\s|its\s|all\s|those\s|people\s)*(?P<some>apprentices|trainees|interns|"
    r"students|graduates|teenagers|youths?|young\w*|seniors|older|elderly|women|men|girls|boys|mothers|"
    r"fathers|foreigners|migrants|farmers|fishers|soldiers|seafarers|part-timers|temporary|small|"
    r"large|medium|private|public|manufactur\w+|services|construction|aged|under|over|in\stheir)\b"
)
_NEAR = 60  # code points before a figure in which a shorter time is named


def of_another_measure(
    evidence: Evidence, quantity: Quantity, measured: Iterable[Series], period: str
) -> bool:
    """Return whether the clause of a figure names another measure, or a shorter time, than its own.

    Parameters
    ----------
    evidence : Evidence
        An article.
    quantity : Quantity
        A figure of it.
    measured : iterable of Series
        What the words of its sentence say that it measures.
    period : str
        The year that they say it is of, if any.
    """
    sentence = evidence.sentences[sentence_at(evidence, quantity.start)]
    clause = _CLAUSES.split(evidence.text[sentence.start : quantity.start])[-1].lower()
    if regex(r"\d{4}").fullmatch(period) and _SHORT_TIME.search(clause[-_NEAR:]):
        return True
    title = " ".join(one.title for one in measured).lower()
    narrowed = _OF_SOME.search(clause)
    if narrowed is not None and not any(word in title for word in narrowed["some"].split()):
        return True
    for group in _APART:
        own = [words for words in group if re.search(rf"\b(?:{words})\b", title)]
        others = [words for words in group if words not in own]
        if not own or any(re.search(rf"\b(?:{words})\b", clause) for words in own):
            continue
        if any(re.search(rf"\b(?:{words})\b", clause) for words in others):
            return True
    return False
