"""What is told in the past tense though its day lies after the publication (DT)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.rules import RULES, Context
from bongsu.audit.wording import in_quotes, looks_ahead, matcher, prose
from bongsu.evidence.mentions import Evidence, Granularity, within

_CLAUSE = 200  # code points that a clause is looked at


@RULES.add("DT512", "told-before-its-day", Severity.ERROR)
def told_before_its_day(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A day after the publication is told in the past tense."""
    day = context.day(evidence)
    if day is None:
        return
    for sentence, words in prose(evidence):
        coming = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.first
            and date.first > day
            and not date.relative
            and date.granularity in _TELLABLE
        ]
        planned = looks_ahead(words, "tenses")
        for date in coming:
            at = date.start - sentence.start
            past = (
                _done_on(words[:at])
                if planned
                else _past_deed(words, at, date.end - sentence.start)
            )
            if past is None or in_quotes(evidence, sentence, date.start):
                continue
            yield RULES["DT512"].finding(
                evidence.document,
                date.start,
                date.end,
                f"“{past}” is past tense, but {date.edtf} lies after {day.isoformat()}, "
                "the day of publication",
                evidence={"published": day.isoformat(), "date": date.edtf},
            )


_TELLABLE = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR})
PAST = re.compile(
    r"\b(?:was|were|took|held|met|rose|fell|grew|began|became|came|went|won|lost|saw|hit|signed|"
    r"(?!need|proceed|exceed|succeed|indeed|speed|agreed\sto|set|based|required|needed|related|united|"
    r"projected|estimated|scheduled)[a-z]{2,}ed)\b"
)


_DONE_ON = re.compile(
    r"(?<!be )(?<!been )(?<!is )(?<!are )(?<!if )(?<!once )(?<!when )(?<!unless )(?<!until )"
    r"(?<!to )"
    r"\b(?P<deed>announced|visited|"
    r"met|signed|said|told|reported|adopted|passed|decided|launched|released|published|conducted|"
    r"voted|arrived|returned|hosted|attended|declared|unveiled|inspected|fired|tested)"
    r"(?:\s[A-Z][\w.]*){0,3}\s(?:on|from)\s(?:the\s)?$"
)


def _done_on(before: str) -> str | None:
    """Return a deed that stands right before its day, whatever else the sentence plans."""
    found = _DONE_ON.search(before)
    return found["deed"] if found is not None else None


def _past_deed(words: str, at: int, end: int) -> str | None:
    """Return the verb in the past tense that a date tells the time of."""
    before = words[max(0, at - _CLAUSE) : at]
    opening = re.fullmatch(r"\W*(?:[Oo]n|[Ii]n|[Dd]uring)\s(?:the\s)?", before)
    if opening is not None:
        clause = re.split(r"[;]|,\s(?:and|but|which)\b", words[end : end + _CLAUSE])[0]
        verb = re.match(r",?\s(?:[\w.'’\-]+\s){1,8}?(?=(\w+))", clause)
        found = PAST.search(clause[:80]) if verb else None
        return found[0] if found else None
    attached = re.search(r"\b(?:on|in|during)\s(?:the\s)?$", before)
    if attached is None:
        return None
    clause = re.split(
        r"[,;:()—]|\b(?:that|which|who|to|and|but|for|until|by)\b", before[: attached.start()]
    )[-1]
    verbs = list(PAST.finditer(clause))
    if not verbs or matcher("tenses", "present").search(clause, verbs[-1].end()):
        return None
    return verbs[-1][0] if len(clause) - verbs[-1].end() < 60 else None
