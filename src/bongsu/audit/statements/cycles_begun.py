"""A course of a bank that is told as still to begin, though the text and the record have it begun.

"Whether to begin cutting rates", "when the easing cycle will get under way": the text tells of a
cut of the bank, and the last move on record, made within the year or so, is one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, place_of, prose, table
from bongsu.audit.references import decisions
from bongsu.audit.statements.unbegun import Unbegun
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex

_DOWN = r"(?:cut(?:ting)?|lower(?:ing)?|eas(?:e|ing)|loosen(?:ing)?|reduc(?:e|ing)|trim(?:ming)?)"
_UP = r"(?:rais(?:e|ing)|hik(?:e|ing)|tighten(?:ing)?|lift(?:ing)?|increas(?:e|ing))"
_OBJECT = (
    r"(?:\s(?:its|the|their)?\s?(?:[a-z]+\s){0,3}?(?:rates?|policy|borrowing\scosts)\b|"
    r"(?:\scycle|\scampaign)\b)"
)
_BEGIN = r"(?:begin|start|commence|embark\son|kick\soff|enter|set\sout\son|get\sgoing\swith)"
_RUN = r"(?:begin|start|commence|kick\soff|get\sunder\s?way|get\sgoing|open|set\sin|take\soff)"
_COURSE = (
    r"(?:(?P<down_{0}>easing|rate[\s-]cut(?:ting)?|cutting|loosening)|(?P<up_{0}>tightening|rate[\s-]hik(?:e|ing)|hiking))"
    r"(?:\s(?:cycle|campaign|phase|course))"
)
_AHEAD = (
    r"(?:will|would|may|might|could|to|should|can)\s(?:soon\s|now\s|finally\s|only\s|at\slast\s)?"
)
_FORMS = tuple(
    guarded_regex(form)
    for form in (
        rf"\b{_AHEAD}{_BEGIN}\s(?:to\s)?(?:its\s|the\s|a\s|an\s)?(?:(?P<down_a>{_DOWN})|(?P<up_a>{_UP})){_OBJECT}",
        rf"\b{_COURSE.format('b')}\s(?:is\s|has\s)?(?:(?:yet|about|set|due|expected|likely)\s)?{_AHEAD}{_RUN}\b",
        (
            rf"\b(?:before|until|ahead\sof|awaits?|awaiting)\s(?:the\s(?:start|beginning|onset)\sof\s)?(?:the|its|an?)\s(?:[a-z]+\s)?"
            rf"{_COURSE.format('c')}\s(?:begins|starts|gets\sunder\s?way|commences)\b"
        ),
    )
)
_DONE = {
    False: lazy_regex(
        r"\b(?:lowered|cut|reduced|trimmed|slashed|eased|brought\sdown|began\s(?:cutting|lowering|easing)|"
        r"began\sits\s(?:[a-z]+\s)?easing)\b[^.;]{0,60}?\b(?:rates?|policy|cycle|points?)\b"
    ),
    True: lazy_regex(
        r"\b(?:raised|hiked|lifted|increased|tightened|began\s(?:raising|hiking|tightening)|"
        r"began\sits\s(?:[a-z]+\s)?tightening)\b[^.;]{0,60}?\b(?:rates?|policy|cycle|points?)\b"
    ),
}
_NO_DEED = lazy_regex(
    r"\b(?:not|never|if|would|could|may|might|will|should|unless|expected|forecast|likely|until|urged|called)\b"
)
_ANEW = lazy_regex(
    r"\b(?:again|anew|resum\w*|re-?start\w*|once\smore|next|new|another|faster|slower|more)\b"
)
_YEAR = dt.timedelta(days=400)  # within which the last move of a course that goes on was made


def cycles_begun(evidence: Evidence, day: dt.date | None) -> Iterator[Unbegun]:
    """Yield a bank's course that is told as still to begin and has been on its way."""
    if day is None or not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        for form in _FORMS:
            match = form.search(words)
            if match is None or in_quotes(evidence, sentence, sentence.start + match.start()):
                continue
            if _ANEW.search(words, match.start(), match.end() + 25):
                continue
            up = any(value for name, value in match.groupdict().items() if name.startswith("up"))
            bank = _bank(evidence, sentence, words[: match.start()])
            if not bank or not _on_its_way(bank, day, up=up):
                continue
            told = _told(evidence, sentence, bank, up=up)
            if told is not None:
                start = sentence.start + match.start()
                yield Unbegun(start, sentence.start + match.end(), told)
                break


def _on_its_way(bank: str, day: dt.date, *, up: bool) -> bool:
    """Whether the last move of a bank was of this way, and made of late."""
    moves = [one for one in decisions(bank, day) if one.change and one.decided < day]
    return bool(moves) and (moves[-1].change > 0) is up and day - moves[-1].decided <= _YEAR


def _bank(evidence: Evidence, sentence: Sentence, before: str) -> str:
    """Return the one bank that is named last before a course, or else in the text up to it."""
    place = place_of(evidence, sentence)
    near = evidence.sentences[max(0, place - 3) : place]
    earlier = " ".join(evidence.words(one) for one in near)
    for words in (before, evidence.words(sentence), earlier, evidence.article.title):
        last = {
            bank: max(
                (m.end() for form in forms for m in re.finditer(rf"\b{form}", words)), default=-1
            )
            for bank, forms in table("staleness")["banks"].items()
        }
        if max(last.values()) >= 0:
            return str(max(last, key=lambda bank: last[bank]))
    whole = evidence.text[evidence.article.start : evidence.article.end]
    named = [
        bank
        for bank, forms in table("staleness")["banks"].items()
        if any(re.search(rf"\b{form}", whole) for form in forms)
    ]
    return str(named[0]) if len(named) == 1 else ""


def _told(evidence: Evidence, own: Sentence, bank: str, *, up: bool) -> tuple[int, int] | None:
    """Return where the text tells a move of the same way by the bank."""
    for sentence, words in prose(evidence):
        if sentence.start == own.start:
            continue
        for done in _DONE[up].finditer(words):
            if _NO_DEED.search(words, 0, done.start()):
                continue
            if _bank(evidence, sentence, words[: done.start()]) == bank:
                return sentence.start + done.start(), sentence.start + done.end()
    return None
