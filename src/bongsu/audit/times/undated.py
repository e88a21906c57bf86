"""Acts of policy told without their day by a text that dates others or counts from them."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.reading.wording import in_quotes, place_of, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_WHO = (
    r"(?:Federal\sReserve|the\sFed|FOMC|Bank\sof\s[A-Z]\w+|(?:[A-Z]\w+\s)?(?:Board|Committee|Commission|Council|Court|"
    r"Agency|Administration|Department|Office|Bureau|Authority|Ministry|Assembly|Service)|[Cc]abinet|[Gg]overnment|"
    r"(?:[Pp]residential\s|[Ee]xecutive\s)?(?:[Pp]roclamation|[Oo]rder|[Dd]ecree|[Dd]irective|[Oo]rdinance|[Nn]otice)|"
    r"ministr(?:y|ies)|ministers?|[Rr]egulators?|[Aa]uthorities|[Oo]fficials|Treasury|Congress|Senate|House|Parliament|"
    r"parliament|legislature|[Ll]awmakers|Washington|Seoul|Tokyo|Beijing|Pyongyang|Moscow|Brussels|Japan|China|Korea|North|"
    r"South|President(?:\s[A-Z]\w+)?|White\sHouse|justices|court|central\sbank|Union|State|county|city|province|council|commission)"
)
_DID = (
    r"(?:lower|rais|cut|reduc|lift|doubl|tripl|halv|impos|bar|ban|announc|suspend|adopt|approv|pass|enact|decre|order|"
    r"cap|plac|scrap|abolish|end|halt|freez|designat|declar|ratifi|sign|introduc|tighten|eas|extend|widen|restor|remov|"
    r"list|sanction|waiv|exempt|launch|unveil|rul|reject|veto|allow|permit|forbad|prohibit|clos|open|reopen|resum|grant|"
    r"repeal|terminat|upgrad|downgrad|nam|limit|curb|slash|hik|increas|expand|cancel|delay|postpon|revok|rescind|"
    r"promulgat|proclaim|issu|decid|pledg|agre|withdr|expel|dissolv|mandat|requir|outlaw|legaliz|nationaliz|devalu)"
    r"(?:ed|ped|red|ned|led|ted)|(?:cut|put|took|taken|set|struck|froze|forbade|withdrew|made|gave|given|brought|shut|"
    r"rewrote|rewritten|overhauled|amended|revised|recast|rewrote|overturned|upheld|struck\sdown|voted)\b"
)
_HOW = (
    r"(?:(?:has|have)\s(?:\w+ly\s|also\s|now\s|again\s|since\s)?|then\s|also\s|jointly\s|later\s|"
    r"afterwards\s|soon\s|in\sturn\s|\w+ly\s)?"
)
_ACT = lazy_regex(
    rf"\b{_WHO}(?:[’']s)?(?:\s(?:of|for|the|and|on|[A-Z][\w’'\-]+)){{0,6}}?"
    rf"\s{_HOW}(?P<deed>\b{_DID})|"
    rf"\b(?P<what>ban|duty|duties|tariffs?|rate|ceiling|cap|quota|list|List|limit|agreement|accord|act|law|rule|sanctions?|"
    rf"licens\w+|exemption|subsid\w+|tax|levy|Korea|country)\b[^.;]{{0,50}}?\s(?:has|have)\sbeen\s(?:\w+ly\s|again\s)?(?P<deed2>{_DID})"
)
_WHEN_TOLD = lazy_regex(
    r"\b(?:(?:last|this|past|previous|same|next)\s(?:week|month|year|day|spring|summer|autumn|fall|winter|quarter|night|time)|"
    r"yesterday|today|tonight|tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:days?|weeks?|months?|years?)\s(?:later|ago|"
    r"earlier|before|after)|earlier|recently|in\srecent|when|every|each|usually|often|always|would|will|may|could|should|"
    r"must|if|had|not|never|plans?|propos\w+|already)\b"
)
_BOUND = lazy_regex(
    r"\b(?:that|which|who|where|after|before|since|until|because|although|from|if)\b"
)
_NAMED_BY = lazy_regex(r"\b(?:of|dated|since|from|until|by|the)\s(?:the\s)?$")
_COUNTED = lazy_regex(
    r"\b(?:(?:since|after|following|upon|before|because\sof)\s(?:that|the|this|its)\s(?:decision|decre|order|vote|reduction|cut|rise|"
    r"move|step|measure|announcement|adoption|ban|ruling|act|change|suspension|lifting|increase|listing)|since\sadoption|"
    r"(?:since|after|before|until|from)\s(?:that|the\ssame)\s(?:date|day)|"
    r"from\sthen\son|ever\ssince|since\sthen|(?:in\sthe\s)?(?:days|weeks|months|years)\s(?:afterwards?|since|that\sfollowed|"
    r"following)|[Tt]hat\s(?:step|move|decision)|[Tt]he\s(?:order|decree|ban|step|move)\s\w+)\b"
)
_DATED_ACTS = 2  # other dates by which a text shows that it dates its acts
_EXACT = frozenset({Granularity.DAY, Granularity.MONTH})


def undated(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Yield where a text tells of an act of policy whose day it gives nowhere near."""
    exact = [date for date in evidence.dates if date.granularity in _EXACT and date.role == "text"]
    for sentence, words in prose(evidence):
        act = _ACT.search(words)
        if act is None:
            continue
        bound = _BOUND.search(words, act.end())
        if _WHEN_TOLD.search(words[: bound.start() if bound else len(words)]) or in_quotes(
            evidence, sentence, sentence.start
        ):
            continue
        deed = act.end()
        if any(_of_the_deed(words, sentence, deed, date) for date in _dates(evidence, sentence)):
            continue
        if len(exact) >= _DATED_ACTS or _COUNTED.search(_behind(evidence, sentence)):
            yield sentence.start + act.start(), sentence.start + act.end()


def _dates(evidence: Evidence, sentence: Sentence) -> list[DateMention]:
    return within(evidence.dates, sentence.start, sentence.end)


def _of_the_deed(words: str, sentence: Sentence, deed: int, date: DateMention) -> bool:
    """Whether a date of a sentence tells when its deed was done, and not what a thing is called."""
    at = date.start - sentence.start
    if _NAMED_BY.search(words[:at]) and not (at > deed and words[:at].endswith("from ")):
        return False
    return at < deed or _BOUND.search(words[deed : at - len("from ")]) is None


def _behind(evidence: Evidence, sentence: Sentence) -> str:
    place = place_of(evidence, sentence)
    return " ".join(evidence.words(one) for one in evidence.sentences[place + 1 :])
