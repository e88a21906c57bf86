"""Multiples of what a text gives no figure for: "twice that of the G7", "may see it double"."""

from __future__ import annotations

from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence, Quantity, within
from bongsu.patterns import lazy_regex

_BASE = lazy_regex(r"\s(?:the|that|those|what)\s(?P<base>[^.,;:()]{3,80})")
_NAMES = lazy_regex(r"(?<!-)\b[A-Z][\w-]+|\baverage\b")
_OWNER = lazy_regex(
    r"\b(?:an?|its|their|whose)\s(?P<noun>[a-z]{4,})\s(?:about\s|some\s|nearly\s)?$"
)
_TO_COME = lazy_regex(r"\b(?:may|might|could|would|will)\b[^.,;:]{0,40}$")
_BESIDE = 6  # code points between what a multiple is of and its figure
_LEAD = 60  # code points before a multiple


def base_untold(
    evidence: Evidence, figures: tuple[Quantity, Quantity], start: int, end: int
) -> bool:
    """Whether a multiple is of something that neither of two figures can be."""
    sentences = [evidence.sentences[sentence_at(evidence, one.start)] for one in figures]
    beside = " ".join(map(evidence.words, sentences))
    lead = evidence.text[max(0, start - _LEAD) : start]
    if _TO_COME.search(lead) and all(one.start < start for one in figures):
        return True  # "there are 300 boats, after 100, and that number may double"
    owner = _OWNER.search(lead)
    if owner is not None and owner["noun"] not in beside.replace(lead, " "):
        return True  # "65 of 154 people there pay, with a population four times as big"
    base = _BASE.match(evidence.text, end)
    if base is not None and within(evidence.quantities, base.end(), base.end() + _BESIDE):
        return False  # "twice the share of France (9.6 percent)"
    apart = all(one.start > start or one.end < start for one in sentences)
    names = _NAMES.findall(base["base"]) if base is not None else []
    told = beside if apart else beside.replace(base["base"] if base is not None else "", " ")
    return bool(names) and not any(name in told for name in names)
