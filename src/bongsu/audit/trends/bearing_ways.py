"""The one way that the words of a statement point: up, down, or neither for "steady"."""

from __future__ import annotations

import re

from bongsu.audit.needs import guarded_regex
from bongsu.audit.trends.courses import Course
from bongsu.audit.trends.word_groups import Found, group
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind
from bongsu.patterns import lazy_regex, regex

_DOLLAR = guarded_regex(
    r"\b(?:per|to the|to a|a|against the)\s(?:U\.?S\.?\s)?dollar\b", re.IGNORECASE
)
_CURRENCY = lazy_regex(
    r"\b(?:won|yen|yuan|renminbi|rupee|rupiah|baht|peso|ringgit|lira|rouble|ruble|rand|krona|"
    r"krone|zloty|forint|franc|pound|sterling|euro|currency)\b",
    re.IGNORECASE,
)
_FIRMER = lazy_regex(r"\b(?:strengthen|appreciat|firm|gain|rall)\w*", re.IGNORECASE)
_WEAKER = lazy_regex(r"\b(?:weaken|depreciat|soften|los[te])\w*", re.IGNORECASE)
_SPREAD = lazy_regex(r"\b(?:spreads?|gaps?|differential|margins?)\b", re.IGNORECASE)
_TIGHTER = lazy_regex(r"\btighten\w*", re.IGNORECASE)

Way = tuple[bool | None, tuple[int, int], str]
_Match = re.Match[str] | Found | None


def way_of(words: str, course: Course, evidence: Evidence) -> Way | None:
    """Return the one way that some words point: up, down, or none for "steady"."""
    first, last = (evidence.sentences[number] for number in (course.first, course.last))
    about = f"{words} {course.head} {evidence.text[first.start : last.end]}"
    if _DOLLAR.search(about) and _CURRENCY.search(words):
        return _one(_WEAKER.search(words), _FIRMER.search(words))
    if _SPREAD.search(words) and _TIGHTER.search(words):
        return _one(None, _TIGHTER.search(words))
    up, down = group("up").search(words), group("down").search(words)
    kinds = {point.quantity.kind for point in course.points}
    dated = all(point.period for point in course.points)
    if Kind.DURATION in kinds and not (dated and (up or down)):
        return _one(group("slow").search(words), group("quick").search(words))
    if not (up or down) and " than " in words and not _THAN_SO_MUCH.search(words):
        up, down = (
            group(name).search(words, 0, words.rindex(" than ")) for name in ("above", "below")
        )
    if up or down:
        return _of_pace(words, up or down) or _one(up, down)
    figures = f"{course.head} {evidence.text[first.start : last.end]}".replace(words, "")
    paced = kinds <= PERCENTS or _OF_CHANGE.search(figures)
    faster, slower = group("faster").search(words), group("slower").search(words)
    if (faster or slower) and paced:
        return _one(faster, slower)
    steady = group("steady").search(words)
    if steady and not (faster or slower):
        return None, steady.span(), "that it held"
    return _valued(words, about)


def _of_pace(words: str, moved: _Match) -> Way | None:
    """Return the way of the pace of what moves: "pay increases slowed", "the decline quickened"."""
    assert moved is not None
    end = moved.end()
    near = words[: end + _BESIDE]
    faster, slower = group("faster").search(near, end), group("slower").search(near, end)
    verb = faster or slower
    if verb is None or regex(r"[,;:\d]").search(words[end : verb.start()]):
        return None
    return _one(faster, slower)


_BESIDE = 30  # code points behind a word of direction in which the verb of its pace stands
_THAN_SO_MUCH = lazy_regex(
    r"\bthan\s(?:\S?\d|half|a\s(?:third|half|quarter|fifth|tenth)|one\b|two\b|three\b)"
)


def _valued(words: str, about: str) -> Way | None:
    """Return the way that "improved" or "worse" points, by what is measured."""
    better, worse = group("better").search(words), group("worse").search(words)
    bad, good = group("bad").search(about), group("good").search(about)
    if bool(better) == bool(worse) or bool(bad) == bool(good):
        return None
    return _one(better, worse) if good else _one(worse, better)


_OF_CHANGE = guarded_regex(r"\b(?:increases?|growth|rise|net|new|added|gains?)\b", re.IGNORECASE)


def _one(up: _Match, down: _Match) -> Way | None:
    if bool(up) == bool(down):
        return None
    found = up or down
    assert found is not None
    return up is not None, found.span(), "up" if up else "down"
