"""Items of a list that a count announces in the same sentence or the next: "three: A, B and C"."""

from __future__ import annotations

import re

from bongsu.audit.parts.announced import NAMES, Listed
from bongsu.audit.parts.listed import is_clause, lengths, lengths_of, past_aside
from bongsu.audit.reading.tallies import UNITS
from bongsu.evidence.mentions import Evidence, Quantity, Sentence
from bongsu.patterns import lazy_regex, regex

_MARK = lazy_regex(
    r"(?P<said>(?: [\w\u2019'-]+){1,9}?(?:, [a-z]+(?: [a-z]+){1,4}(?=:))?)"
    r"(?P<mark>:|,? namely,?|,? to wit,?|,? viz\.?|"
    r" ?[\u2014\u2013]| -| \() ?(?=\w)"
)
_FAR_MARK = lazy_regex(  # "Six ports share what the ministry granted for new cables: ..."
    r"(?P<noun> (?:[a-z-]+ )?[a-z]+s) (?:will|would|may|must|can|are|were|have|had|[a-z]+ed|[a-z]+)"
    r"(?: [\w\u2019'-]+){2,24}?: (?=[A-Z]|(?:the|an?) )"
)
_WHEN = lazy_regex(  # behind what is counted: "in the first half", "over the coming year"
    r" (?:in|over|through|throughout|during|by|for|from|since|until|within|before|after|this|next|"
    r"last|every)(?: (?:the|this|that|its|their|first|second|third|fourth|next|last|coming|past|"
    r"early|late|mid|summer|winter|spring|autumn|fall|half|quarter|week|month|year|years|months|"
    r"decade|two|three|four|five|ten|few|of|\d{4}|[A-Z][a-z]+ \d{4}|end))+$"
)
_NUMBERED = lazy_regex(r"\d|\b(?:percent|points?|million|billion)\b")
_CUT = lazy_regex(
    r",? (?:none|all|each|both|most|some|neither|many|any|of (?:which|whom)|which|who|where|"
    r"while|but|"
    r"although|because|so|in order|as well(?! as))\b.*$",
    re.DOTALL,
)
_THEY = lazy_regex(
    r"(?:They|These|Those)(?: [a-z]+)?? (?:are|were|cover|concern|comprise|address|span|deal with|"
    r"relate to|range over|consist of|regard)(?: the following)?:? "
)
_SO_CALLED = (
    rf"(?P<body>{NAMES}),? (?:all |each )?[a-z]+ (?:[a-z]+ ){{0,3}}?"
    r"(?:this|these|that|such|them|it|so)\b"
)
_NAMED = lazy_regex(r"(?:The )?(?!\w+ly,)[A-Z][\w.-]+(?: [A-Z][\w.-]*){0,3}, (?:the )?[A-Z]")
_SO = lazy_regex(r"\b(?:this|these|that|such|them|it|so)\b")
OTHER = lazy_regex(
    r"\b(?:out of|of the|other|more|another|additional|least|most|times|years?|months?|"
    r"days?|weeks?|"
    r"hours?|percent|points?|won|dollars?|members? of|every|each|per|up to|over|about|some|first|"
    r"last|next|largest|biggest|top|among|including|such as|sides|camps|blocs|halves|teams)\b",
    re.IGNORECASE,
)
_ITEM_WORDS = 7


def marked_list(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the list behind a mark or a word that opens it: ", namely a, b and c"."""
    text = evidence.text
    if text[quantity.start : quantity.end].lower() == "both":
        found = _APPOSED.match(text, quantity.end, sentence.end)
        return _listed(text, *found.span("body"), names=True) if found else None
    found = _MARK.match(text, quantity.end, sentence.end)
    said = _WHEN.sub("", found["said"]) if found is not None else ""
    if found is None or _NUMBERED.search(said) or OTHER.search(said):
        return _far_off(text, sentence, quantity)
    mark, start = found["mark"].strip(" ,"), found.end()
    closing = {"(": ")", "\u2014": "\u2014", "\u2013": "\u2013", "-": " - "}.get(mark)
    end = text.find(closing, start, sentence.end) if closing else sentence.end
    if end < 0:
        if mark == "(":
            return None
        end = sentence.end
    return _listed(text, start, end, names=mark in {"\u2014", "\u2013", "-"}, noun=said)


def _far_off(text: str, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the list of "Four channels carry most of the work: ...", a number that opens it."""
    if text[sentence.start : quantity.start].strip():
        return None
    far = _FAR_MARK.match(text, quantity.end, sentence.end)
    if far is None or _NUMBERED.search(far[0]) or OTHER.search(far["noun"]):
        return None
    return _listed(text, far.end(), sentence.end, names=True)


_APPOSED = lazy_regex(rf" [a-z-]+s, (?P<body>{NAMES})(?=[,;.)]|$)")


_PLAIN = lazy_regex(  # "finance, trade, foreign affairs and defense": short items and no names
    r"[a-z-]+(?: [a-z-]+){0,2}(?:, [a-z-]+(?: [a-z-]+){0,2}){2,},? and [a-z-]+(?: [a-z-]+){0,2}"
)
_TITLED = lazy_regex(r"\b(Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St)\.")


def _listed(text: str, start: int, end: int, *, names: bool, noun: str = "") -> Listed | None:
    start = past_aside(text, start)
    if _CLOSED.search(text, start, end):
        return _by_semicolons(text, start, end)
    body = _TITLED.sub(r"\1", _CUT.sub("", text[start:end]).strip())
    if (
        _NUMBERED.search(body)
        or is_clause(body)
        or "," not in body
        or '"' in body
        or "\u201c" in body
    ):
        return None
    if names and regex(NAMES).fullmatch(body.rstrip(".")) is None and not _PLAIN.fullmatch(body):
        return None
    first, _, last = body.rpartition(",")
    items = [*first.split(","), *regex(r"\b(?:and|or)\b").split(last)]
    if any(len(item.split()) > _ITEM_WORDS or _TALLIED.match(item) for item in items):
        return None
    possible = lengths_of(noun, body)
    return (possible, start, start + len(body)) if possible else None


_TALLIED = lazy_regex(rf"\W*(?:{'|'.join(UNITS[2:13])}) (?:in|of|from|at|on|for)\b", re.IGNORECASE)
_CLOSED = lazy_regex(r"; and (?!so\b)")
_HEAD_ENDS = lazy_regex(r"[,(]| (?:which|who|whose|led|that|where|for|with)\b")
_AND_IN = lazy_regex(r"\b(?:and|or|as well as)\b|&")


def _by_semicolons(text: str, start: int, end: int) -> Listed | None:
    """Return the list whose items tell more of themselves: "the navy, which ...; and the port"."""
    body = text[start:end].rstrip()
    items = [item.strip().removeprefix("and ") for item in body.split(";")]
    alone = "," not in items[-1] and all("," in item for item in items[:-1])
    if _OF_ALL.match(items[-1]) or (alone and len(items[-1].split()) > _SHORT_ITEM):
        items.pop()  # "...; and both report to the prime minister" is no item
    heads = [_HEAD_ENDS.split(item)[0] for item in items]
    if any(_NUMBERED.search(head) or not 0 < len(head.split()) <= _ITEM_WORDS for head in heads):
        return None
    joined = sum(len(_AND_IN.findall(head)) for head in heads)
    return frozenset(range(len(items), len(items) + joined + 1)), start, start + len(body)


_SHORT_ITEM = 4  # words of an item that tells nothing of itself where the others do
_OF_ALL = lazy_regex(r"(?:both|all|each|together|they|these|neither|none)\b")
_ITEM = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [\w'\u2019 -]{3,40}?"
_SUBJECTS = lazy_regex(  # "The navy, the customs service and the port office each send a boat"
    rf"(?P<body>{_ITEM}(?:, {_ITEM})+,? and {_ITEM}) (?:each|all|both|will (?:each|all|share))\b"
)


def told_next(evidence: Evidence, sentence: Sentence) -> Listed | None:
    """Return the list of "They cover a, b and c." or "A, B and C bear this title."."""
    text = evidence.text
    said = evidence.words(sentence)
    start = sentence.start + len(said) - len(said.lstrip())
    said = said.lstrip()
    they = _THEY.match(text, start, sentence.end)
    if they is not None:
        return _listed(text, they.end(), sentence.end, names=False)
    subjects = _SUBJECTS.match(said)
    if subjects is not None:
        possible = lengths(subjects["body"])
        return (possible, start, start + len(subjects["body"])) if possible else None
    if not _NAMED.match(said) or not _SO.search(said):
        return None
    called = regex(_SO_CALLED).match(said)
    if called is None:
        return None
    possible = lengths(called["body"])
    return (possible, start, start + len(called["body"])) if possible else None
