"""Whether a sentence tells a figure of a firm, a port or a province, and not of the country.

"The trading house had exports of 548 million dollars": the country has a thousand times that, and
neither figure is wrong. Who has it is told by the subject: one such house, with a verb for what it
has. Where the sentence opens with "it" or "its", the subject is that of the one before.
"""

from __future__ import annotations

from bongsu.audit.reading.wording import place_of
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex

_PART = (
    r"(?:firm|company|corporation|conglomerate|subsidiary|affiliate|cooperative|start-?up|business|"
    r"(?:trading|fashion|publishing) house|(?:[a-z]+)?(?:maker|builder)|manufacturer|producer|"
    r"grower|supplier|shipper|exporter|importer|trader|retailer|refiner|brewer|foundry|steelworks|yard|"
    r"shipyard|mill|plant|factory|farm|port|harbou?r|airport|city|town|province|county|district|"
    r"region|island|zone|complex|park|Inc\.?|Corp\.?|Ltd\.?)"
)
_HAS = (
    r"(?:had|has|ran|runs|posted|posts|reported|reports|recorded|records|booked|handled|handles|"
    r"achieved|made|makes|saw|sees|shipped|ships|sold|sells|exported|exports|imported|imports|"
    r"announced|reached|took|earned|logged|registered|closed|ended|counted|won|boosted|raised|"
    r"lifted|doubled|tripled|cut|increased|expanded|told|showed|shows|disclosed|boasts|boasted)"
)
_ONE = rf"(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Oo]ur|[Oo]ne)\s(?:[\w-]+\s){{0,3}}?{_PART}"
_OWNED = lazy_regex(
    rf"\b{_ONE}(?:[’']s\s|(?:\s(?:of|in|at|near|from)\s(?:the\s)?[\w-]+(?:\s[\w-]+){{0,3}}?){{0,2}}"
    rf"(?:,\s[^,;.]{{2,60}},|,)?(?:\s[a-z]+ly)?\s{_HAS}\b)|"
    rf"\b(?:[Ee]xports|[Ii]mports|[Ss]hipments|[Ss]ales)\s(?:of|from|by|through)\s{_ONE}\b"
)
_COUNTRY = lazy_regex(
    r"\bKorea[’']s\s(?:[a-z]+\s){0,2}(?:exports?|imports?|trade|shipments|GDP|economy)\b|"
    r"\b(?:exports|imports|shipments|trade)\sof\s(?:the\scountry|the\snation|(?:South\s)?Korea)\b|"
    r"(?<!\bin\s)(?<!\bof\s)\b[Tt]he\s(?:country|nation|economy)\b|\bnation(?:al|wide)\b|"
    r"(?<!\bin\s)(?<!\bof\s)\bSouth\sKorea\s(?:had|has|ran|runs|exported|imported|sold|shipped)\b|"
    r"\bKorean\s(?:exports|imports)\b"
)
_GOES_ON = lazy_regex(r"\W*(?:It|Its|That|This|With|Of\sthese|Of\sthis|Exports|Imports)\b")


def of_part_of_land(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether the figures of a sentence are those of one firm or place within a country."""
    words = evidence.words(sentence)
    if _COUNTRY.search(words):
        return False
    if _OWNED.search(words):
        return True
    place = place_of(evidence, sentence)
    if place == 0 or _GOES_ON.match(words) is None:
        return False
    last = evidence.sentences[place - 1]
    told = evidence.words(last)
    return last.block == sentence.block and bool(_OWNED.search(told) and not _COUNTRY.search(told))
