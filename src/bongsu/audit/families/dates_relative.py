"""Dates told from the day of writing, against what is dated (DT)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import (
    as_note,
    in_quotes,
    looks_ahead,
    prose,
)
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.events_of_years import dated_event
from bongsu.audit.times.issues_of_years import old_issues
from bongsu.audit.times.pointers import mispointed
from bongsu.audit.times.relative_dates import contradicted, dated_before
from bongsu.audit.times.told_from_now import bases_of_this_year, same_times, to_come
from bongsu.audit.times.votes_of_years import votes_of_years
from bongsu.audit.times.wrong_neighbours import wrong_neighbours
from bongsu.audit.times.years_meant import years_meant
from bongsu.evidence.mentions import Evidence

_OWN = guarded_regex(
    r"\b(?P<which>(?i:this|last|next))\syear['’]s\s(?:[\w\-]+\s){0,3}?(?P<noun>[a-z]+|[A-Z]{3,}\b)\b"
)
_SHIFT = {"this": 0, "last": -1, "next": 1}
_LOOK_BACK = 2  # sentences in which the event was dated


@RULES.add("DT504", "this-year-against-the-event", Severity.WARNING)
def this_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """“This year's” event took place in another year by the text's own words."""
    yield from _named_year(evidence, context, {"this", "next"}, "DT504")
    yield from dated_event(evidence, context, "this", "DT504")
    yield from _said_again(evidence, context, "this", "DT504")
    yield from _said_again(evidence, context, "next", "DT504")
    yield from _still_to_come(evidence, context)
    yield from _compared_with_itself(evidence, "DT504")
    yield from _of_an_old_issue(evidence, context)
    yield from _on_this_year(evidence)
    yield from points_elsewhere(evidence, context, "DT504")
    yield from _of_last_year(evidence, context)
    yield from _voted(evidence, context, {"this"}, "DT504")


def _voted(evidence: Evidence, context: Context, which: set[str], rule: str) -> Iterator[Finding]:
    """Yield elections told of a year in which there was none."""
    day = context.day(evidence)
    for vote in votes_of_years(evidence, day) if day is not None else ():
        if vote.which in which:
            told = evidence.text[vote.start : vote.end]
            yield as_note(
                RULES[rule].finding_at(
                    evidence.document,
                    vote,
                    f"“{told}” is {vote.year}, but {vote.event.what} is dated {vote.event.start}",
                    evidence={"event": vote.event.id, "source": vote.event.source},
                )
            )


def _of_last_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Yield a year's total, or its change from the year before last, told of this year."""
    day = context.day(evidence)
    for one in years_meant(evidence, day) if day is not None else ():
        finding = RULES["DT504"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” is {one.year + 1}, but the figure can only be "
            f"that of {one.year}",
        )
        yield finding if one.sure else as_note(finding)


@RULES.add("DT505", "last-year-against-the-event", Severity.WARNING)
def last_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """“Last year's” event, or one told of “late last year”, took place at another time."""
    yield from _named_year(evidence, context, {"last"}, "DT505")
    yield from dated_event(evidence, context, "last", "DT505")
    yield from _said_again(evidence, context, "last", "DT505")
    yield from _compared_with_itself(evidence, "DT505")
    yield from beside_wrong_words(evidence, context, "DT505")
    yield from points_elsewhere(evidence, context, "DT505")
    yield from _voted(evidence, context, {"last", "next"}, "DT505")


_RULE_OF = {
    "later": "DT502",
    "earlier": "DT502",
    "this": "DT504",
    "last": "DT505",
    "next": "DT505",
}


def beside_wrong_words(evidence: Evidence, context: Context, rule: str) -> Iterator[Finding]:
    """Yield "next year's wage, up from last year's" and "will be held earlier this month"."""
    day = context.day(evidence)
    for one in wrong_neighbours(evidence, day) if day is not None else ():
        if (one.unit == "year") == (rule == "DT505"):
            told = evidence.text[one.start : one.end]
            found = RULES[rule].finding_at(evidence.document, one, f"“{told}”, but {one.why}")
            yield as_note(found)


def points_elsewhere(evidence: Evidence, context: Context, rule: str) -> Iterator[Finding]:
    """Yield what is told of "this year" or "later this month" and dated elsewhere in the text."""
    for one in mispointed(evidence, context.day(evidence)):
        own = "DT504" if (one.which, one.unit) == ("earlier", "year") else _RULE_OF[one.which]
        if own != rule:
            continue
        finding = RULES[rule].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” is {one.window.first} to {one.window.last}, "
            f"but the date given is {one.date.edtf}",
            related=[related_part(evidence, one.date, "the date that it is given")],
        )
        yield finding if one.sure else as_note(finding)


def _said_again(evidence: Evidence, context: Context, which: str, rule: str) -> Iterator[Finding]:
    """Yield "last year, in May 2021", and "the order, issued last year" that was dated before."""
    if context.day(evidence) is None:
        return
    for one in (*contradicted(evidence), *dated_before(evidence)):
        if one.which == which:
            yield RULES[rule].finding_at(
                evidence.document,
                one,
                f"“{evidence.text[one.start : one.end]}” is {one.means}, not {one.said}",
                related=[related_words(evidence, *one.other, "the date it is said to be")],
            )


def _still_to_come(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Yield "issued in May this year" in a text of February."""
    day = context.day(evidence)
    for one in to_come(evidence, day) if day is not None else ():
        yield RULES["DT504"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” was not over on {day}, "
            "the day of publication, but it is told as past",
        )


def _of_an_old_issue(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Yield "the 2019 Needs Overview" told of this year, beside the 2020 one."""
    day = context.day(evidence)
    if day is None:
        return
    for one in old_issues(evidence, day):
        other = evidence.text[slice(*one.other)]
        yield as_note(
            RULES["DT504"].finding_at(
                evidence.document,
                one,
                f"told of this year, but “{other}” is that of {day.year}",
                related=[related_words(evidence, *one.other, "the one of this year")],
            )
        )


def _on_this_year(evidence: Evidence) -> Iterator[Finding]:
    for date in bases_of_this_year(evidence):
        yield as_note(
            RULES["DT504"].finding_at(
                evidence.document,
                date,
                "a figure that is told as news is compared with the same period of its own year",
            )
        )


def _compared_with_itself(evidence: Evidence, rule: str) -> Iterator[Finding]:
    """Yield "in 2013, compared to 4.2 percent last year" where last year is 2013."""
    for date, other in same_times(evidence):
        words = evidence.words(date)
        if ("this" in words) == (rule == "DT504"):
            yield RULES[rule].finding_at(
                evidence.document,
                date,
                f"“{words}” and “{evidence.words(other)}” are both {date.edtf}: what is compared "
                "must be of two times",
                related=[related_part(evidence, other, "the time compared with")],
            )


def _named_year(
    evidence: Evidence, context: Context, which: set[str], rule: str
) -> Iterator[Finding]:
    """Yield "this year's summit" where a sentence just before has "the 2025 ... summit"."""
    day = context.day(evidence)
    if day is None:
        return
    sentences = list(prose(evidence))
    for place, (sentence, words) in enumerate(sentences):
        for match in _OWN.finditer(words) if "year" in words else ():
            if match["which"].casefold() not in which or in_quotes(
                evidence, sentence, sentence.start + match.start()
            ):
                continue
            year = day.year + _SHIFT[match["which"].casefold()]
            before = evidence.text[
                sentences[max(0, place - _LOOK_BACK)][0].start : sentence.start + match.start()
            ]
            offset = sentence.start + match.start() - len(before)
            noun = re.escape(match["noun"].removesuffix("s"))
            dated = re.compile(
                rf"(?<![\d.,$])\b((?:19|20)\d\d)\s(?:[A-Z(][^\s.;:]*\s(?:and\s)?){{0,6}}(?i:{noun}s?)\b"
            )
            told = list(dated.finditer(before))
            if not told or any(int(found[1]) == year for found in told):
                continue
            behind = words[match.end() :][:40]
            if match["which"].casefold() == "next" and looks_ahead(behind, "dates"):
                continue  # of what comes every year, that of the next one
            if rule == "DT504" and not _told_as_past(words, match):
                continue  # "this year's survey asks more" than last year's, which was named
            last = told[-1]
            finding = RULES[rule].finding(
                evidence.document,
                sentence.start + match.start(),
                sentence.start + match.end("noun"),
                f"“{match['which']} year” is {year}, but the {match['noun']} is that of {last[1]}",
                related=[
                    related_words(evidence, offset + last.start(), offset + last.end(), "its year")
                ],
            )
            yield as_note(finding) if rule == "DT505" else finding


def _told_as_past(words: str, match: re.Match[str]) -> bool:
    before, after = words[max(0, match.start() - 25) : match.start()], words[match.end() :]
    return any(PAST.search(part) for part in (before, after[:40]))
