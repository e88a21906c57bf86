"""Numbers that only look malformed: with commas of another language, or a note behind a year."""

from __future__ import annotations

import re

from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_DECIMAL_COMMA = lazy_regex(r"[^\d]*\d{1,3}(?:[.\s]\d{3})*,\d{1,2}(?!\d).*")
_ENGLISH = lazy_regex(
    r"\b(?:the|of|and|in|to|a|was|is|were|are|from|by|for|with|at|on|that|its|it|as)\b"
)
_OTHERS = lazy_regex(  # little words of French, German, Spanish, Italian, Portuguese and Dutch
    r"\b(?:le|la|les|des|du|et|une|est|dans|pour|sur|au|aux|par|der|die|das|und|den|dem|von|mit|ist|"
    r"im|auf|ein|eine|zu|bei|el|los|las|del|y|por|con|una|il|di|che|per|della|nel|os|da|em|na|het|een|"
    r"van|voor|naar|se|sa|son|ses|qui|que|ont|um|uma|não|è|più|à|été|wurde|hat)\b"
)
_FEWEST = 3  # little words that tell a language
_NOTED = lazy_regex(r"(?P<year>(?:19|20)\d\d),(?P<note>\d{1,2})")


def in_other_language(evidence: Evidence, quantity: Quantity) -> bool:
    """Return whether a number has the comma of the language that its paragraph is in.

    Parameters
    ----------
    evidence : Evidence
        An article.
    quantity : Quantity
        A number of it that is malformed in English.
    """
    if _DECIMAL_COMMA.fullmatch(evidence.words(quantity)) is None:
        return False
    sentence = evidence.sentences[sentence_at(evidence, quantity.start)]
    block = evidence.block_of(sentence)  # "vom 9. März" would end a sentence of English
    words = evidence.text[block.start : block.end].lower()
    others = len(_OTHERS.findall(words))
    return others >= _FEWEST and others > len(_ENGLISH.findall(words))


def footnoted(evidence: Evidence, quantity: Quantity) -> bool:
    """Return whether a year, its comma and the sign of a note stand together: "in 2023,12 or".

    Parameters
    ----------
    evidence : Evidence
        An article.
    quantity : Quantity
        A number of it that is malformed.
    """
    found = _NOTED.fullmatch(evidence.words(quantity))
    if found is None:
        return False
    line = rf"^\W{{0,3}}{found['note']}\W{{0,3}}\s\W*[^\W\d_]"
    return (
        re.search(line, evidence.text[quantity.end : evidence.article.end], re.MULTILINE)
        is not None
    )
