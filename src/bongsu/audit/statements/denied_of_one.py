"""What a text says of one thing and elsewhere denies: "is not binding", "because it is binding".

A claim has a subject, a property and a sign. The property is told by a verb of being ("the letter
is not binding", "the payment cannot be refunded"), by an adjective before the thing ("the
obligatory membership"), or by what the thing has ("the island has no airport", "the island's
airport"). Adjectives that exclude each other are one property with two signs. What others say,
what is so no longer, and what is denied of a part only is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, prose, quoted, stem, stop_words, table
from bongsu.evidence.mentions import Evidence, within
from bongsu.patterns import lazy_regex

Span = tuple[int, int]

_FAR = 14  # sentences between two claims on one thing
_CLOSE = 3  # sentences from a vote to "its rejection"
_MOST = 400  # claims of one text
_OF = (
    r"(?:\s(?:of|on|for|to|with|between|under)\s(?:(?!is\b|are\b|was\b|were\b)[\w’'-]++\s?){1,4}?)?"
)
_BEING = lazy_regex(
    r"\b(?:(?P<det>the|this|that|its|their|his|her|our|such)\s)?(?P<mods>(?:[A-Za-z-]+\s){0,2}?)"
    rf"(?P<head>[A-Za-z][a-z-]{{2,}}){_OF},?\s"
    r"(?:(?P<aux>is|are|was|were|remains?|remained|stays?|stayed|can|could|may|must|should)"
    r"(?P<neg>\s?not\b|n[’']t\b|\snever\b)?\s|(?P<can>cannot\s))"
    r"(?:(?:be|been|being|kept|held|made|left|declared|called|deemed)\s)?"
    r"(?:(?:also|still|legally|purely|entirely|formally|strictly|at\sall|in\sno\sway)\s)?"
    r"(?P<key>[a-z-]{4,})(?P<tail>(?:\s[\w-]+){0,4})",
    re.IGNORECASE,
)
_BEFORE = lazy_regex(
    r"\b(?P<det>the|this|that|its|their|his|her)\s(?P<key>[a-z-]{4,})\s(?P<head>[a-z-]{3,}[^s\W])\b",
    re.IGNORECASE,
)
_LACKS = lazy_regex(
    r"\b(?:the|this|its|their)\s(?:[a-z-]+\s)?(?P<head>[a-z-]{3,})\s(?:has|have|had|knows|contains?|offers?)\sno\s"
    r"(?P<key>[a-z-]{4,})\b(?!\s(?:right|reason|choice|doubt|more))",
    re.IGNORECASE,
)
_OWNS = lazy_regex(
    r"\b(?:the|this)\s(?:[a-z-]+\s)?(?P<head>[a-z-]{3,})[’']s\s(?P<key>[a-z-]{4,})"
    r"(?=[.,;:)]|\s(?:is|are|was|were|has|have|had|and|or|in|on|at|to|of|for|by|with|from|that|which)\b)",
    re.IGNORECASE,
)
_LEAVES_OUT = lazy_regex(
    r"\b(?:the|this)\s(?:[a-z-]+\s)?(?P<head>[a-z-]{3,})\s(?:excludes?|excluded|omits?|omitted|leaves?\sout|left\sout|"
    r"spares?|spared|exempts?|exempted|(?:does|did|do)\snot\s(?:cover|include|apply\sto|touch))\s(?P<key>[a-z-]{4,})\b",
    re.IGNORECASE,
)
_TAKES_IN = lazy_regex(
    r"\b(?:the|this)\s(?:[a-z-]+\s)?(?P<head>[a-z-]{3,})\s(?:includes?|included|covers?|covered|applies\sto|applied\sto|"
    r"takes?\sin)\s(?P<key>[a-z-]{4,})\b|\b(?P<key2>[a-z-]{4,})\s(?:is|are|was|were)\s(?:included\sin|covered\sby|"
    r"part\sof)\s(?:the|this)\s(?:[a-z-]+\s)?(?P<head2>[a-z-]{3,})\b",
    re.IGNORECASE,
)
_AND_IS = lazy_regex(
    rf"^(?:(?:The|This|Its|Their)\s)?(?:[a-z-]+\s)?(?P<head>[A-Za-z][a-z-]{{2,}}){_OF},?\s"
    r"(?:is|are|was|were|has|have|[a-z]+s)\s[^;.]{2,60}?\s(?:and|but)\s(?:"
    r"(?P<aux>is|are|was|were|can|could|may)(?P<neg>\s?not\b|\snever\b)\s|(?P<can>cannot\s))"
    r"(?:be\s)?(?P<key>[a-z-]{4,})(?P<tail>(?:\s[\w-]+){0,4})"
)
_MONEY = r"(?P<head>won|yen|yuan|renminbi|dollar|euro|rupiah|ringgit|baht|peso|pound|currency)"
_STRONGER = (
    r"(?:stronger|firmer|strengthen\w*|appreciat\w*|firmed|gained(?:\sground)?|rallied|rebounded|advanced|"
    r"recovered)"
)
_WEAKER = (
    r"(?:weaker|softer|weaken\w*|depreciat\w*|slid|slipped|softened|lost\sground|tumbled|plunged|"
    r"retreated|slumped)"
)
_OF_MONEY = tuple(
    lazy_regex(
        rf"\b(?:[Tt]he\s{_MONEY}\s(?:has\s|had\s|was\s|again\s)?{way}|[Tt]he\s{way}\s"
        rf"{_MONEY.replace('head', 'head2')}|"
        rf"[Tt]he\s{_MONEY.replace('head', 'head3')}[’']s\s{noun}|"
        rf"[Tt]he\s{noun}\sof\sthe\s"
        rf"{_MONEY.replace('head', 'head4')})\b"
    )
    for way, noun in (
        (_STRONGER, r"(?:strength(?:ening)?|appreciation|rally|gain|gains|rise|rebound|recovery)"),
        (_WEAKER, r"(?:weakness|weakening|depreciation|slide|fall|drop|slump|decline|losses)"),
    )
)
_PUT = (
    r"bill|motion|proposal|amendment|plan|budget|resolution|treaty|deal|petition|offer|application"
)
_OUTCOME = lazy_regex(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s(?:[a-z-]+\s)?(?P<head>{_PUT})\s(?:was\s|has\sbeen\s|had\sbeen\s)?"
    r"(?:(?P<yes>passed|adopted|approved|carried|accepted|ratified)|"
    r"(?P<no>rejected|defeated|voted\sdown|turned\sdown|failed|thrown\sout))\b"
)
_ITS_OUTCOME = lazy_regex(
    r"\b(?:[Tt]he|[Ii]ts)\s(?:(?P<yes>passage|adoption|approval|ratification|acceptance)|(?P<no>rejection|"
    rf"defeat|failure))(?:\sof\sthe\s(?:[a-z-]+\s)?(?P<head>{_PUT})\b|\sby\s)"
)
_DECIDED = lazy_regex(
    r"\b(?:decided|voted|chose|resolved|decision|vote)\b[^.;]{0,40}?\bto\s(?:(?P<up>raise|increase|lift|hike)|"
    r"(?P<down>cut|lower|reduce|trim)|(?P<held>leave|keep|hold|maintain))\s(?:the\s|its\s)?"
    r"(?P<head>[a-z]+\s(?:rate|tariff|duty|fee|ceiling|quota|cap|price|premium|levy|tax|threshold|limit)s?|rates?)\b"
)
_CONTRAST = lazy_regex(
    r"^(?:[A-Z][\w’'-]*\s)?(?:[Tt]he\s|[Tt]his\s)?(?:[a-z-]+\s)?(?P<head>[A-Za-z-]{4,})(?:\sof\s[^,;]{3,40}?)?\s"
    r"(?:rests?|depends?|hangs?|is|are|was|were|[a-z]+s)\s[^;.]{3,60}?,\s(?:and\s)?not\s"
    r"(?:on|upon|to|by|with|from|in|for|at)\s(?:(?:an?|the|any|its)\s)?(?P<key>[a-z-]{4,})\b"
)
_NOT_FLAT = lazy_regex(  # "not only", "not yet": denied in part, or for a while
    r"(?:only|just|merely|yet|always|fully|entirely|wholly|necessarily|simply|solely|alone|even|all|quite|"
    r"exactly|really|without|uncommon|unusual|likely|expected|clear|sure|known|more|less|enough|always)$"
)
_OTHERS_SAY = lazy_regex(
    r"\b(?:say|says|said|argu\w+|claim\w*|believ\w+|think\w*|thought|insist\w*|den(?:y|ies|ied)|contend\w*|"
    r"maintain\w*|according|whether|if|unless|until|once|would|could|might|suppos\w+|alleg\w+|so-called|"
    r"critics|opponents|ask\w*|question\w*|hop\w+|fear\w*|want\w*|demand\w*|propos\w+|plan\w*|should|"
    r"wrong\w*|mistak\w*|contrary|pretend\w*|as\sthough|call(?:s|ed)?\sit)\b",
    re.IGNORECASE,
)
_GROUND = lazy_regex(
    r"\b(?:because|since|as|given\sthat|now\sthat)\s(?:the|this|that|its|their)\s[^,]{0,60}$",
    re.IGNORECASE,
)
_TIMES = lazy_regex(
    r"\b(?:no\slonger|formerly|previously|earlier|later|today|(?<!until\s)then|became|become|becomes|turned|instead|rather|"
    r"at\sfirst|originally|eventually|so\sfar|in\sfuture|will|had\sbeen|used\sto|now(?!\sthat)|unlike|except|"
    r"apart\sfrom|other|others|another|second|new|old|former|previous|next)\b",
    re.IGNORECASE,
)
_BEFORE_IT, _BEHIND_IT = 40, 25  # code points in which a word of time is of the claim
_SAID_OF = 70  # code points before a claim in which its speaker stands


class _Told(NamedTuple):
    place: int
    span: Span
    head: str
    key: str
    sign: bool
    denied: bool  # whether a word for no tells the sign, and not the property itself
    tail: frozenset[str]  # what stands behind the property: for whom, by what
    words: str  # around it
    sort: str


def denied_of_one(evidence: Evidence) -> Iterator[tuple[Span, Span]]:
    """Yield where a text says of a thing what it denies of it elsewhere, the later first."""
    seen: dict[tuple[str, str], list[_Told]] = {}
    put: _Told | None = None  # what was last put to a vote
    for claim in sorted(_claims(evidence), key=lambda one: one.span)[:_MOST]:
        told = claim
        if told.key == "passed":
            if not told.head and (put is None or told.place - put.place > _CLOSE):
                continue
            told = told._replace(head=told.head or (put.head if put else ""))
            put = told
        others = seen.setdefault((told.head, told.key), [])
        for other in others:
            if other.sign != told.sign and _of_one(evidence, other, told):
                yield told.span, other.span
                break
        others.append(told)


def _claims(evidence: Evidence) -> Iterator[_Told]:
    for place, (sentence, words) in enumerate(prose(evidence)):
        flat = words.replace("\n", " ")
        barred = quoted(flat)
        for told in (
            *_being(flat),
            *_attributes(flat),
            *_having(flat),
            *_contrasts(flat),
            *_of_money(flat),
            *_outcomes(flat),
        ):
            start, end = told.span
            if any(a <= start < b for a, b in barred) or (told.place and _hedged(flat, start)):
                continue
            around = flat[max(0, start - _BEFORE_IT) : end + _BEHIND_IT]
            span = sentence.start + start, sentence.start + end
            yield told._replace(place=place, span=span, words=around)


def _hedged(words: str, start: int) -> bool:
    """Whether a claim is somebody's view or a case, and not what the text says itself."""
    lead = words[max(0, start - _SAID_OF) : start + 4]
    return _OTHERS_SAY.search(lead) is not None and not _GROUND.search(lead)


def _being(words: str) -> Iterator[_Told]:
    for match in (*_BEING.finditer(words), *_AND_IS.finditer(words)):
        key, sign = _property(match["key"])
        denied = bool(match["neg"] or match["can"])
        if match["key"].casefold() in stop_words() or _NOT_FLAT.match(match["key"]):
            continue
        tail = content_words(match["tail"])
        sort = "can" if match["can"] or (match["aux"] or "").casefold() in _MODAL else "is"
        sort = (
            f"{sort} past"
            if (match["aux"] or "") in {"was", "were", "remained", "stayed"}
            else sort
        )
        yield _Told(
            1, match.span(), stem(match["head"]), key, sign != denied, denied, tail, "", sort
        )


_MODAL = frozenset({"can", "could", "may"})


def _attributes(words: str) -> Iterator[_Told]:
    for match in _BEFORE.finditer(words):
        key, sign = _property(match["key"])
        if key.startswith("pair"):
            none: frozenset[str] = frozenset()
            yield _Told(
                0, match.span(), stem(match["head"]), key, sign, False, none, "", "attribute"
            )


def _having(words: str) -> Iterator[_Told]:
    none: frozenset[str] = frozenset()
    for pattern, sign in ((_LACKS, False), (_OWNS, True), (_LEAVES_OUT, False), (_TAKES_IN, True)):
        for match in pattern.finditer(words):
            told = {name.rstrip("2"): word for name, word in match.groupdict().items() if word}
            key = f"has {stem(told['key'])}"
            yield _Told(1, match.span(), stem(told["head"]), key, sign, False, none, "", "has")


def _of_money(words: str) -> Iterator[_Told]:
    none: frozenset[str] = frozenset()
    for pattern, sign in zip(_OF_MONEY, (True, False), strict=True):
        for match in pattern.finditer(words):
            head = next(word for word in match.groups() if word)
            yield _Told(0, match.span(), head, "strong", sign, False, none, "", "strong")


_GOVERNED = (
    r"\s(?:\w+\s){0,3}?(?:tied|linked|bound|fixed|subject|due|owed|based|rests?|depends?|hangs?|"
    r"governed|determined|driven|set|paid|made|done|decided|triggered|measured)\s"
    r"(?:on|upon|to|by|with|from|in|for|at)\s(?:(?:an?|the|its)\s)?(?P<key>[a-z-]{4,})\b"
)
_GOVERNS = lazy_regex(rf"\b(?:the|this)\s(?P<head>[a-z-]{{4,}}){_GOVERNED}", re.IGNORECASE)


def _contrasts(words: str) -> Iterator[_Told]:
    none: frozenset[str] = frozenset()
    for pattern, sign in ((_CONTRAST, False), (_GOVERNS, True)):
        for match in pattern.finditer(words):
            denied = re.search(r"\b(?:not|never|no)\b", match[0]) is not None
            if sign and denied:
                continue
            key = f"by {stem(match['key'])}"
            yield _Told(1, match.span(), stem(match["head"]), key, sign, False, none, "", "by")


def _outcomes(words: str) -> Iterator[_Told]:
    """Yield what came of what was put to a vote, and what was decided on a rate."""
    none: frozenset[str] = frozenset()
    for pattern in (_OUTCOME, _ITS_OUTCOME):
        for match in pattern.finditer(words):
            yield _Told(
                1,
                match.span(),
                match["head"] or "",
                "passed",
                bool(match["yes"]),
                False,
                none,
                "",
                "out",
            )
    for match in _DECIDED.finditer(words):
        head = match["head"].rstrip("s")
        for key, way in (("raised", "up"), ("cut", "down")):
            yield _Told(0, match.span(), head, key, bool(match[way]), False, none, "", "out")


@cache
def _poles() -> dict[str, tuple[str, bool]]:
    """Return for each adjective the pair to which it belongs, and its side."""
    return {
        word: (f"pair {at}", side == 0)
        for at, pair in enumerate(table("contraries")["antonyms"])
        for side, words in enumerate(pair)
        for word in words
    }


def _property(word: str) -> tuple[str, bool]:
    lower = word.casefold()
    return _poles().get(lower, (stem(lower), True))


def _of_one(evidence: Evidence, first: _Told, second: _Told) -> bool:
    """Whether two claims of unlike sign are on one thing at one time."""
    if first.place == second.place or second.place - first.place > _FAR:
        return False
    if first.sort == second.sort == "attribute":
        return False  # "the temporary cut" and "the permanent cut" are two cuts
    sorts = {first.sort, second.sort} - {"attribute"}
    if len(sorts) > 1:
        return False
    denied, affirmed = (first, second) if not first.sign else (second, first)
    if not denied.tail & affirmed.tail and (
        (denied.tail and affirmed.tail) or (denied.denied and denied.tail)
    ):
        return False
    if _TIMES.search(second.words) or _TIMES.search(first.words):
        return False
    return not _two_times(evidence, first, second)


def _two_times(evidence: Evidence, first: _Told, second: _Told) -> bool:
    dates = [
        {date.edtf for date in within(evidence.dates, sentence.start, sentence.end)}
        for sentence in (prose(evidence)[first.place][0], prose(evidence)[second.place][0])
    ]
    return all(dates) and not dates[0] & dates[1]
