"""Series of known deeds that are said to begin though they have gone on for a while (CO701)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.reading.wording import (
    content_words,
    proper_names,
    quoted,
    table,
)
from bongsu.audit.rules import RULES
from bongsu.audit.statements.begun import Act, act_of, done_already, kinds
from bongsu.audit.telling import related_words
from bongsu.evidence.mentions import Evidence, Sentence, within
from bongsu.patterns import regex

_ORDINAL = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\d+(?:nd|rd|th))"
)
_CONTINUED = regex(
    rf"\b(?P<mark>{_ORDINAL}[\s\-](?:consecutive|straight|successive)|(?:yet\s)?another|"
    r"(?:a|the|its|their)\s(?:latest|further)|continue[sd]?\sto|"
    rf"for\s(?:a|the)\s{_ORDINAL}\s(?:consecutive|straight|successive|time)|once\sagain|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s(?:consecutive\s)?(?:times|"
    r"meetings)|"
    rf"{_ORDINAL}(?=\s\w+\sin\sa\srow\b))\b"
)
_MOST = 40  # beginnings that are compared with the rest
_SHORT = 3  # letters of "the"
_CLOSE = 60  # code points around a mark of continuation in which its deed stands
_LATELY = dt.timedelta(days=400)  # back to which a deed is of the cycle that is said to begin


def gone_on(
    sentences: list[tuple[Sentence, str]],
    begins: list[tuple[int, re.Match[str]]],
    evidence: Evidence,
    day: dt.date | None,
) -> Iterator[Finding]:
    """Yield a series of known deeds that is to begin and has been going on."""
    for place, match in begins[:_MOST]:
        sentence, words = sentences[place]
        act = _act(sentences, place, match)
        if act is None or not act.who:
            continue
        of_what = _OF_WHAT.match(words, match.end()) if match[0].endswith(" of") else None
        for other, (told, said) in enumerate(sentences):
            before = sentences[other - 1][1] if other and _same_block(sentences, other) else ""
            if other == place:
                continue
            mark = _goes_on(said, before, act)
            if mark is None and day is not None:
                recent = _lately(evidence, told, day)
                mark = done_already(
                    said, before, act, lately=recent and sentence.block != told.block, recent=recent
                )
            if mark is None or (of_what and not content_words(of_what[0]) <= content_words(said)):
                continue  # "to publish the survey of wages" beside that of rents
            yield RULES["CO701"].finding(
                evidence.document,
                sentence.start + match.start(),
                sentence.start + match.end(),
                f"“{match[0]}”, but the text also tells of the “{said[mark[0] : mark[1]]}”",
                related=[
                    related_words(
                        evidence, told.start + mark[0], told.start + mark[1], "it goes on"
                    )
                ],
            )
            break


_OF_WHAT = regex(r"\s(?:the\s)?[\w-]+")


def _act(sentences: list[tuple[Sentence, str]], place: int, match: re.Match[str]) -> Act | None:
    """Return what a sentence says is to begin, and who does it."""
    words = sentences[place][1]
    named = match["who"] if match["who"] and match["who"] not in {"it", "them"} else ""
    who = _doer(named or words[: match.start()]) or _doer(_before(sentences, place))
    subject = regex(r"(?:^|\b(?:that|the)\s)([A-Za-z]+s?)\s$").search(words[: match.start()])
    if subject and not named and kinds("things", subject[1]):
        who, named = frozenset({subject[1].lower()}), subject[1]
        return act_of(match["act"], named, who)
    if named and named == named.lower():
        who = frozenset(word for word in named.split() if len(word) > _SHORT)
    act = act_of(match["act"], named, who)
    return act._replace(who=act.objects) if act is not None and act.objects else act


def _lately(evidence: Evidence, sentence: Sentence, day: dt.date) -> bool:
    """Whether a sentence is dated within the last year or so before a day, and not ahead."""
    dates = within(evidence.dates, sentence.start, sentence.end)
    return any(d.last and day - _LATELY <= d.last < day for d in dates)


def _before(sentences: list[tuple[Sentence, str]], place: int) -> str:
    """Return the sentences of the text before one, of which "it" may speak."""
    return " ".join(words for _, words in sentences[max(0, place - 2) : place])


def _same_block(sentences: list[tuple[Sentence, str]], place: int) -> bool:
    return sentences[place - 1][0].block == sentences[place][0].block


def _doer(before: str) -> frozenset[str]:
    """Return the words of the last name before a verb."""
    names = [name for _, _, name in proper_names(before)]
    if not names:
        return frozenset()
    for forms in table("staleness")["banks"].values():
        if re.search(rf"(?:{'|'.join(forms)})$", names[-1]):
            return frozenset(form.replace(r"\s", " ") for form in forms)
    return frozenset({names[-1].removeprefix("The ")})


def _goes_on(said: str, before: str, act: Act) -> tuple[int, int] | None:
    """Return where a sentence says that somebody does something not for the first time."""
    around = f"{before} {said}"
    if not any(name in around or name in around.lower() for name in act.who):
        return None
    others = quoted(said)
    for mark in _CONTINUED.finditer(said):
        if any(start <= mark.start() < end for start, end in others):
            continue
        begin = max(0, mark.start() - _CLOSE)
        clause = said[begin : mark.end() + _CLOSE]
        behind = regex(r"(?:\s[\w\-]+){1,3}").match(said[mark.end() :])
        named = behind is not None and bool(kinds("deeds", behind[0]) & act.deeds)
        verbal = mark["mark"].startswith("for ") or not mark["mark"].endswith(
            ("consecutive", "straight", "successive")
        )
        told = verbal and bool(kinds("deeds", clause) & act.deeds)
        if (named or told) and act.done_to(around):
            return mark.start(), mark.end() + (len(behind[0]) if behind and named else 0)
    return None
