"""Acts of policy told without their day by a text that dates others or counts from them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bongsu.audit.reading.wording import in_quotes, place_of, prose
from bongsu.evidence.documents import Block, BlockKind
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
_OTHERWISE = tuple(  # the same in other forms: in the passive, with a noun, before its doer
    lazy_regex(form)
    for form in (
        rf"\b(?:has|have)\sbeen\s(?:\w+ly\s|again\s)?{_DID}\sby\s(?:the\s)?(?:[A-Z]\w+\s){{0,4}}?{_WHO}\b",
        (
            rf"\b{_WHO}['’]s?\s(?:\w+\s)?(?:extension|ban|suspension|lifting|adoption|designation|cut|increase|introduction|"
            r"abolition|imposition|expansion|freeze|repeal|tightening|easing|relaxation|approval|ratification|reduction|removal|"
            r"withdrawal|listing|halving|doubling)\s(?:of|on|to|in)\s[^.;]{5,120}?\s(?:has|have|[a-z]+ed|cut|put|led|made|gave|drove|left|sent)\b"
        ),
        rf"\b[Hh]aving\s(?:\w+ly\s)?{_DID}\s(?:[^.;]|\.\d){{3,80}}?,\s(?:the\s)?(?:[A-Z]\w+\s){{0,3}}?{_WHO}\b",
        rf"\b{_WHO}\s(?:replied|responded|reacted|answered|retaliated|followed)\sby\s[a-z]+ing\b",
        (
            rf"\b(?:{_WHO}|BOK)\s(?:began|started|launched|ended|closed|resumed)\s(?:its|the|a|an)\s(?:\w+\s){{0,3}}?"
            r"(?:cycle|campaign|programme|program|scheme|drive|round)\b"
        ),
    )
)
_WHEN_TOLD = lazy_regex(
    r"\b(?:(?:last|this|past|previous|same|next)\s(?:week|month|year|day|spring|summer|autumn|fall|winter|quarter|night|time)|"
    r"yesterday|today|tonight|tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:days?|weeks?|months?|years?)\s(?:later|ago|"
    r"earlier|before|after)|earlier|recently|in\srecent|when|every|each|usually|often|always|already)\b"
)
_NO_DEED = lazy_regex(
    r"\b(?:would|will|may|could|should|must|if|had|(?<!ing\s)(?<!ed\s)not|never|plans?|propos\w+)\b"
)
_BOUND = lazy_regex(
    r"\b(?:that|which|who|where|after|before|since|until|because|although|from(?!\s[\d$])|if)\b"
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
        act = next((found for form in (_ACT, *_OTHERWISE) if (found := form.search(words))), None)
        if act is None:
            continue
        bound = _BOUND.search(words, act.end())
        if _WHEN_TOLD.search(words[: bound.start() if bound else len(words)]) or in_quotes(
            evidence, sentence, sentence.start
        ):
            continue
        comma = words.find(", ", act.end())
        if _NO_DEED.search(words[: comma if comma >= 0 else len(words)]):
            continue
        deed = act.end()
        if any(_of_the_deed(words, sentence, deed, date) for date in _dates(evidence, sentence)):
            continue
        if len(exact) >= _DATED_ACTS or _COUNTED.search(_behind(evidence, sentence)):
            yield sentence.start + act.start(), sentence.start + act.end()
    yield from _undated_entries(evidence)


_FEWEST = 3  # entries with their day by which a list shows to be a timeline
_AT_HEAD = 12  # code points from the head of an entry within which its day stands
_LONG = 60  # code points by which an entry without its day is pointed to


def _undated_entries(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Yield the one entry of a timeline that has no time, though all others open with theirs."""
    blocks = evidence.article.blocks
    for is_item, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ITEM):
        items = list(group)
        if not is_item or len(items) <= _FEWEST:
            continue
        bare = [one for one in items if not within(evidence.dates, one.start, one.end)]
        opened = [one for one in items if _opens_dated(evidence, one)]
        if len(bare) == 1 and len(opened) == len(items) - 1:
            yield bare[0].start, min(bare[0].end, bare[0].start + _LONG)


def _opens_dated(evidence: Evidence, block: Block) -> bool:
    dates = within(evidence.dates, block.start, block.end)
    return (
        bool(dates)
        and dates[0].start - block.start <= _AT_HEAD
        and (dates[0].granularity in _EXACT)
    )


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
