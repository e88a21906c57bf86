"""Multiples of what a text gives no figure for: "twice that of the G7", "may see it double"."""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.audit.reading.wording import content_words, sentence_at
from bongsu.evidence.mentions import Evidence, Quantity, Sentence, within
from bongsu.patterns import lazy_regex

_BASE = lazy_regex(r"\s(?:the|that|those|what)\s(?P<base>[^.,;:()]{3,80})")
_AS_MUCH_AS = lazy_regex(  # "three times as much on fuel as the poorest fifth"
    r"\s(?:as\s(?:much|many|large|high|big|long|often|likely)\b[^.,;:()]{0,40}?\sas|"
    r"(?:more|higher|larger|bigger|longer)\b[^.,;:()]{0,30}?\sthan)\s(?P<base>(?:the|those|an?)\s[^.,;:()]{3,60})"
)
_OF_THEN = lazy_regex(
    r"\b(?:years?|decades?|months?|quarters?|weeks?|before|earlier|ago|then|now|in|used|first|last|same|turn|century|"
    r"latter|former|others?|average)\b"
)
_NAMES = lazy_regex(r"(?<!-)\b[A-Z][\w-]+|\baverage\b")
_TO_COME = lazy_regex(r"\b(?:may|might|could|would|will)\b[^.,;:]{0,40}$")
_WANTED = lazy_regex(  # "a demand for five times as much" is held against what is paid
    r"\b(?:demand|request|call|proposal|plea|push|bid|ask|press|claim)(?:s|ed|ing)?\b"
    r"(?: [a-z]+){0,5} ?$"
)
_BESIDE = 3  # code points between what a multiple is of and its figure
_BEHIND = 40  # code points in which that figure ends
_LEAD = 60  # code points before a multiple


_QUALITY = lazy_regex(  # "a 3x zoom" is what a thing has, and no way from one level to another
    r"\s(?!(?:more|less|higher|larger|bigger|greater|faster|the|that|those|as|what|its|their|increase|"
    r"rise|jump|growth|gain|surge|expansion|over|in|from|to|since|by|and|or|than|compared|between)\b)"
    r"[a-z]+"
)
_OBJECT = lazy_regex(r"\s(?:the|its|their|his|her|our)\s(?P<object>[^.,;:]{3,60})")


def _of_another_object(
    evidence: Evidence, figures: tuple[Quantity, Quantity], start: int, end: int
) -> bool:
    """Whether a verb has an object of its own, which no sentence of two levels names.

    "Growth was 0.9 and 1.2 percent. The aim of halving the deficit was kept."
    """
    named = _OBJECT.match(evidence.text, end)
    if named is None or not evidence.text[start:end].endswith("ing"):
        return False
    here = sentence_at(evidence, start)
    others = {sentence_at(evidence, one.start) for one in figures}
    if here in others:
        return False
    told = content_words(" ".join(evidence.words(evidence.sentences[one]) for one in others))
    wanted = content_words(named["object"])
    return bool(wanted) and not wanted & told


def _of_others(evidence: Evidence, sentences: Sequence[Sentence], start: int, end: int) -> bool:
    """Whether what a multiple is of is named behind it, and by no sentence of its two figures."""
    base = _AS_MUCH_AS.match(evidence.text, end)
    if base is None or any(one.start <= start < one.end for one in sentences):
        return False
    named = content_words(base["base"])
    told = content_words(" ".join(map(evidence.words, sentences)))
    return bool(named) and not named & told and not _OF_THEN.search(base["base"])


def base_untold(
    evidence: Evidence, figures: tuple[Quantity, Quantity], start: int, end: int
) -> bool:
    """Whether a multiple is of something that neither of two figures can be."""
    sentences = [evidence.sentences[sentence_at(evidence, one.start)] for one in figures]
    beside = " ".join(map(evidence.words, sentences))
    lead = evidence.text[max(0, start - _LEAD) : start]
    if _TO_COME.search(lead) and all(one.start < start for one in figures):
        return True  # "there are 300 boats, after 100, and that number may double"
    if _WANTED.search(lead) and all(one.end < start for one in sentences):
        return True
    if _of_another_object(evidence, figures, start, end):
        return True
    if evidence.text[end - 1] in "xX" and _QUALITY.match(evidence.text, end):
        return True
    if _of_others(evidence, sentences, start, end):
        return True
    base = _BASE.match(evidence.text, end)
    if base is None or not all(one.start > start or one.end < start for one in sentences):
        return False
    behind = within(evidence.quantities, base.end(), base.end() + _BEHIND)
    if any(one.start - base.end() <= _BESIDE for one in behind):
        return False  # "twice the share of France (9.6 percent)"
    names = _NAMES.findall(base["base"])
    return bool(names) and not any(name in beside for name in names)
