"""A way told twice in one sentence: "saw a sharp decline in May, rising 14 percent".

A participle, or "which" with a verb, goes on from what the sentence has just told of its subject: a
noun or a verb of direction with no figure of its own. Both must point the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_UP_NOUN = r"rise|increase|jump|surge|gain|climb|rebound|growth|expansion|upturn"
_DOWN_NOUN = r"fall|decline|drop|decrease|plunge|slump|contraction|slide|downturn|setback"
_UP = (
    r"ris(?:ing|e|es)|rose|increas\w+|climb\w*|jump\w*|surg\w+|gain(?:ed|ing)|grew|growing|soar\w*"
)
_DOWN = (
    r"fall(?:ing|s)?|fell|declin\w+|dropp?(?:ed|ing|s)?|decreas\w+|plung\w+|tumbl\w+|slid(?:ing)?|"
    r"shrank|shrinking|slump\w*|contract(?:ed|ing)"
)
_ECHO = guarded_regex(
    r"\b(?:(?:saw|posted|suffered|logged|showed|marked|recorded|registered|enjoyed|reported|by) "
    rf"an? (?:[a-z-]+ ){{0,2}}(?:(?P<rise>{_UP_NOUN})|(?P<drop>{_DOWN_NOUN}))|"
    rf"(?:(?P<rose>rose|climbed|increased|surged|jumped|grew)|(?P<fell>fell|declined|dropped|"
    r"decreased|plunged|tumbled|shrank)) (?:sharply|steeply|markedly|slightly|again|further))"
    r"(?P<between>[^,.;:\d()%$]{0,70}), (?:which |that )?(?:[a-z]+ly )?"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})) (?:by )?(?:an? |about |some )?"
    r"(?P<by>[\d.,]+ ?(?:percent|per cent|%|pct))(?! to )",
    re.IGNORECASE,
)
_MOVED = guarded_regex(  # "soared to 858 trillion won, down 15 trillion from"
    r"\b(?:(?P<rise>rose|soared|climbed|jumped|surged|increased)|(?P<drop>fell|dropped|declined|"
    r"plunged|tumbled|sank|slid)) to (?P<between>[^,.;:]{0,25}(?:\.\d)?[^,.;:]{0,25}), "
    r"(?:(?P<up>up)|(?P<down>down)) (?P<by>(?!from|to|on)[^,;:]{0,30}?) (?:from|on|compared)\b",
    re.IGNORECASE,
)
_NOT_OWN = lazy_regex(
    r"\b(?:as|after|despite|amid|because|when|while|though|since|following|rather|instead|not|and|but|"
    r"than|from)\b"
)


def echoes(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the second words of direction, and the first ones that deny them."""
    for sentence, words in prose(evidence):
        flat = words.replace("\n", " ")
        for match in (*_ECHO.finditer(flat), *_MOVED.finditer(flat)):
            if _NOT_OWN.search(match["between"]) or _led_by(flat[: match.start()]):
                continue
            first_up = bool(match["rise"] or match.groupdict().get("rose"))
            way = "up" if match["up"] else "down"
            if first_up == (way == "up") or in_quotes(evidence, sentence, sentence.start):
                continue
            here = sentence.start + match.start(way), sentence.start + match.end("by")
            yield here, (sentence.start + match.start(), sentence.start + match.end("between"))


def _led_by(lead: str) -> bool:
    """Whether the first words stand in a clause that tells of something else: "as exports fell"."""
    return _OTHER_CLAUSE.search(lead[max(map(lead.rfind, ",;:")) + 1 :]) is not None


_OTHER_CLAUSE = lazy_regex(r"\b(?:as|after|despite|amid|because|when|while|though|since|if)\b")
