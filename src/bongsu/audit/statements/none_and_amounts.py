"""What is said not to have been done at all, though an amount of it is told: "sold no dollars".

"It sold no dollars" and, in the next sentence, "net sales of 187 million dollars": the deed by its
verb or its noun, and the thing as what is counted. An amount with a time of its own is of another
time.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import prose, stem
from bongsu.evidence.mentions import Evidence, Quantity, within
from bongsu.patterns import lazy_regex, regex

_DEEDS = {
    "sold": r"sold|sales",
    "bought": r"bought|purchased|purchases",
    "purchased": r"bought|purchased|purchases",
    "issued": r"issued|issuance|issues",
    "imported": r"imported|imports",
    "exported": r"exported|exports|shipments",
    "shipped": r"shipped|exported|exports|shipments",
    "lent": r"lent|loans|lending",
    "borrowed": r"borrowed|borrowing|borrowings|loans",
    "invested": r"invested|investments?",
    "spent": r"spent|spending|outlays",
    "paid": r"paid|payments?",
    "received": r"received|receipts",
    "delivered": r"delivered|deliveries",
    "built": r"built|completed|completions",
    "hired": r"hired|recruited|hires|hirings",
    "recruited": r"hired|recruited|hires|recruits",
}
_NONE = guarded_regex(
    rf"\b(?P<verb>{'|'.join(_DEEDS)})\sno\s(?P<what>[a-z]{{3,}})\b"
    r"(?!\s(?:until|before|after|since|except|other|but|beyond|more|than|in\sthe\sfirst|in\sthe\ssecond))"
)
_SUPPOSED = lazy_regex(
    r"\b(?:if|would|could|had|whether|unless|claim\w*|allege\w*|den(?:y|ied|ies))\b"
)
_LINK = (
    r"(?:\s(?:of|on|came\sto|come\sto|totall?ed|amounted\sto|reached|stood\sat|were|at|worth))?\s"
)
_NEAR = 2  # sentences
_NEGATIVE = lazy_regex(r"\b(?:not|no|never|without|instead\sof|rather\sthan|than)\b")


def none_and_amounts(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the words that deny a deed, and the amount of it that is told nearby."""
    rows = prose(evidence)
    for place, (sentence, words) in enumerate(rows):
        for match in _NONE.finditer(words):
            if _SUPPOSED.search(words):
                continue
            deed = regex(rf"\b(?:{_DEEDS[match['verb']]}){_LINK}$")
            for other, said in rows[max(0, place - _NEAR) : place + _NEAR + 1]:
                if other is sentence or other.block != sentence.block or _NEGATIVE.search(said):
                    continue
                if within(evidence.dates, other.start, other.end):
                    continue
                for amount in within(evidence.quantities, other.start, other.end):
                    before = said[: amount.start - other.start]
                    if deed.search(before) and _counts(evidence, amount, match["what"]):
                        here = sentence.start + match.start(), sentence.start + match.end()
                        yield here, (amount.start, amount.end)
                        break


def _counts(evidence: Evidence, amount: Quantity, what: str) -> bool:
    """Whether an amount is one of a thing: "187 million dollars" of dollars."""
    if not amount.value:
        return False
    behind = evidence.text[amount.start : amount.end + 30].lower().split()
    return any(stem(word.strip(".,;:")) == stem(what) for word in behind[:6])
