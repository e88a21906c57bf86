"""What is awaited by a label or a noun: "the target of 70 percent by June", "Next review: May".

The verbs that look ahead are read elsewhere; here stand the lines of fact sheets, and aims told as
those of now, in the words between which and their time nothing is told as done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.reading.expectations import AS_A_NOUN, Awaited, is_of_a_deed
from bongsu.audit.reading.tenses import PAST, SURELY_PAST
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import in_quotes
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_WHEN = frozenset(
    {Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR, Granularity.RANGE}
)
_LABEL = lazy_regex(
    r"\W*(?P<label>(?:[\w'’()-]+[ ]){0,5}?(?:expected|next|upcoming|forthcoming|scheduled|"
    r"anticipated|estimated|projected|planned|targeted|target|due|deadline|closing[ ]date|"
    r"outlook|to[ ]be[ ][a-z]+|to[ ]follow|awaited|pending|outstanding|remaining)\b"
    r"[\w\s'’(),/-]{0,50}?)\s?(?:[:|–—\t]|\s-\s)\s?",
    re.IGNORECASE,
)
_SOFT = lazy_regex(r"\b(?:deadline|closing|due|planned|scheduled)\b", re.IGNORECASE)
_OVER = lazy_regex(
    r"\b(?:was|were|missed|failed|reached|achieved|met|done|held|completed|actual|previous|past|former|last)\b",
    re.IGNORECASE,
)
_BY = lazy_regex(
    r"\b(?:in|by|on|before|until|for|from|at)\s(?:the\s)?(?:early\s|late\s|mid-?\s?)?(?:(?:end|start|middle|close|"
    r"beginning|first\shalf|second\shalf)\sof\s)?$",
    re.IGNORECASE,
)
_AIM = lazy_regex(
    r"\b(?P<look>(?:targets?|goals?|aims?|objectives?|ambitions?|aspirations?|plans?|hopes?)\s(?:is\s|are\s|remains\s)?"
    r"(?:of|to|for|at)\b|(?:is|are|remains?|stays?)\s(?:\w+ly\s|now\s|also\s|still\s|already\s)?(?:planning|hoping|aiming|"
    r"looking|preparing|seeking|working|trying|intending|getting\sready|gearing\sup)\s(?:to|for|toward|towards|on)\b|"
    r"in\sthe\shope\sof|with\sa\sview\sto|with\sthe\s(?:aim|goal|intention)\sof|targeting|working\stowards?|"
    r"(?:expected|scheduled|planned|projected|slated|hoped|set)\s(?:to\s\w+|for|completion))"
)
_BREAK = lazy_regex(
    r"[;:—()]|,\s|\b(?:that|which|as|even|who|since|than|after|from|compared|as\sof|based\son|adopted|set\sin|"
    r"announced|made\sin|agreed|signed|unveiled|launched|published|issued|released|recorded|seen)\b"
)
_TOLD = lazy_regex(
    r"\b(?:was|were|had|did|would|could|aimed|planned|hoped|wanted|intended|missed|failed|fell\sshort|achieved|"
    r"ago|once|initial|initially|original|originally|earlier|previous|previously|then|at\sthe\stime|former|"
    r"first\splan|at\sfirst|if|whether|abandoned|dropped|postponed|delayed|said)\b",
    re.IGNORECASE,
)
_NOW = lazy_regex(r"\b(?:is|are|has|have|will|remains?|[a-z]{2,}s)\b")
_GIVEN = lazy_regex(  # a plan that was told of then
    r"(?:\b(?:[a-z]{3,}ed|made|set\sout|laid\sout|gave|told)|(?<!has)(?<!have)\sset)"
    r"\s(?:its|their|the|his|her|an?)?\s?(?:[\w-]+\s){0,2}$"
)
_NOUN = lazy_regex(r"\s[A-Za-z]{3,}")
_WAS = lazy_regex(r"\s(?:was|were|had)\b")
_REACH = 130  # code points from an aim to its time


def aims(evidence: Evidence, sentence: Sentence) -> Iterator[Awaited]:
    """Yield the times of a sentence that an aim of now is told with."""
    words = evidence.words(sentence)
    if not _NOW.search(words):
        return
    for date in within(evidence.dates, sentence.start, sentence.end):
        at = date.start - sentence.start
        if date.granularity not in _WHEN or _BY.search(words[:at]) is None:
            continue
        was = _WAS.match(words, date.end - sentence.start)  # "the target for 2015 was to be met"
        of_a_war = words[:at].endswith(" the ") and _NOUN.match(words, date.end - sentence.start)
        if was or of_a_war or is_of_a_deed(words[:at], date):
            continue
        looks = list(_AIM.finditer(words, max(0, at - _REACH), at))
        if not looks or in_quotes(evidence, sentence, date.start):
            continue
        look = looks[-1]
        between = words[look.end() : at]
        clause = regex(r"[;:—]|,\s(?:while|whereas|but|and)\s").split(words[: look.start()])[-1]
        clause += words[look.start() : at]
        if AS_A_NOUN.search(words, 0, look.start()):
            continue  # "a meeting outlining plans to merge them on Dec. 17": the day of the meeting
        if not between.strip() or _GIVEN.search(words[: look.start()]):
            continue  # "the plan for 2025" is a plan of that year
        if _TOLD.search(clause) or SURELY_PAST.search(clause):
            continue
        # "conducted tests targeting" is of the time of the tests
        of_then = look[0].endswith("ing") and PAST.search(words[: look.start()])
        if (
            of_then
            or _BREAK.search(between)
            or within(evidence.dates, sentence.start + look.end(), date.start)
        ):
            continue
        yield Awaited(
            start=sentence.start + look.start(),
            end=sentence.start + look.end(),
            date=date,
            recurring=False,
        )


def labelled_aims(evidence: Evidence) -> Iterator[tuple[Awaited, bool]]:
    """Yield the times of lines whose label awaits them, and whether that leaves no doubt."""
    cells = [row for table in evidence.article.tables for row in table.rows if len(row) == 2]
    lines = [(line.start, line.end) for line in text_lines(evidence)]
    metas = [(b.start, b.end) for b in evidence.article.blocks if b.kind is BlockKind.META]
    for start, end in (*lines, *metas, *((row[0].start, row[1].end) for row in cells)):
        found = _LABEL.match(evidence.text, start, end)
        if found is None or _OVER.search(found["label"]):
            continue
        date = _alone(evidence, found.end(), end)
        if date is not None:
            awaited = Awaited(
                start=found.start("label"), end=found.end("label"), date=date, recurring=False
            )
            yield awaited, _SOFT.search(found["label"]) is None


def _alone(evidence: Evidence, start: int, end: int) -> DateMention | None:
    """Return the time that is the value of a line, or by which its one figure is to be reached."""
    dates = within(evidence.dates, start, end)
    if len(dates) != 1 or dates[0].granularity not in _WHEN:
        return None
    before = evidence.text[start : dates[0].start]
    plain = regex(r"\W{0,3}(?:\w+\s){0,2}").fullmatch(before) is not None
    by = len(before) < _REACH and _BY.search(before) is not None and not _TOLD.search(before)
    return dates[0] if plain or (by and not SURELY_PAST.search(before)) else None
