"""What dates look like: patterns for those that begin with a month, a digit or a short code.

Every repetition is bounded, so that a pattern looks at a few dozen characters at most.
"""

from __future__ import annotations

import re

from bongsu.evidence.alternatives import either, one_of
from bongsu.evidence.date_words import (
    FISCAL,
    FULL_MONTHS,
    FULL_WEEKDAYS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
)
from bongsu.patterns import lazy_regex, regex

BLANK = r"[^\S\t\v\f]"  # said by what it is not: to list spaces beyond Latin-1 would compile slowly
GAP = BLANK + "{1,2}"
SOME = BLANK + "{0,2}"
DASH = rf"{SOME}{one_of('-~‐‑–—−〜')}{SOME}"
HYPHEN = one_of("-‐‑")
APOSTROPHE = one_of("'’")

_ANY_CASE = [*FULL_MONTHS, *(month.upper() for month in FULL_MONTHS)]
_ANY_SHORT = [*SHORT_MONTHS, *(month.upper() for month in SHORT_MONTHS)]
MONTH_NAME = rf"(?:{either(_ANY_CASE)}|(?:{either(_ANY_SHORT)})(?=[. \u00a0'-]|’|$))\b"
WEEKDAY_NAME = rf"(?:{either(FULL_WEEKDAYS)}|(?:{either(SHORT_WEEKDAYS)})(?=[.,) ])\.?)"
_FOUR = r"(?:1[5-9]|20|21)\d\d"
_QUOTE = one_of("'’‘")
# a note's number may stand on a year: "2016.3 The", "2016³"
_WORDLIKE = rf"(?!{one_of('¹²³⁰⁴⁵⁶⁷⁸⁹')})\w"
_NOTE = r"\.\d{1,3}(?:[ \u00a0\n]{1,2}(?:[A-Z\"]|“|(?!))|$)"
_YEAR_ENDS = rf"(?!{_WORDLIKE}|(?!{_NOTE})[.,]\d|%|/\d)"
_DAY_ENDS = rf"(?!\w|\.\d|%|[:/]\d|,(?!{_FOUR}(?!\d))\d)"


def month(group: str) -> str:
    """Return a pattern for what may be the name of a month; whoever reads it looks it up.

    To name all months in each of a dozen patterns would double the time of an import. The stop
    after a short name is its own ("23 Oct."), that after a long one ends the sentence.
    """
    return rf"(?P<{group}>[A-Z][A-Za-z]{{2,8}})\b(?:(?<![a-z]{{4}})(?<!May)(?<!Ju[nl][ey])\.)?"


def day(group: str) -> str:
    """Return a pattern for a day of a month that no number goes on from."""
    return rf"(?P<{group}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{_DAY_ENDS}"


def year(group: str) -> str:
    """Return a pattern for a year of four digits that no number goes on from."""
    return rf"(?P<{group}>{_FOUR}){_YEAR_ENDS}"


_YEAR_AFTER = rf"(?:(?:,|{GAP}of)?{GAP}|,){year('year')}"
_WEEKDAY_BEFORE = rf"(?:(?P<weekday>{WEEKDAY_NAME}),?{GAP}(?:the{GAP})?)?"
_DAYS_END = (
    rf"(?=[,.;:)]|{GAP}(?:in|at|to|of|for|by|when|with|as|and|was|were|had|has|have|will|would|saw"
    r"|drew|held|met|took|brought|the|an?|this|these|he|she|it|they|we|its|his|her|their|is|are|be|but"
    r"|while|where|which|who|during|under|on|after|before|[a-z]{3,12}ed)\b|$)"
)

# "December 30, 2025-January 2, 2026"
MONTH_DAY_TO_MONTH_DAY = regex(
    rf"{month('month')}{GAP}{day('day')}(?:,?{GAP}{year('year_1')})?{DASH}"
    rf"{month('month_2')}{GAP}{day('day_2')}(?:{_YEAR_AFTER})?"
)
# "Dec. 10", "December 3-4, 2025", "November 11 and 12, 2025"
MONTH_DAY = regex(
    rf"{_WEEKDAY_BEFORE}{month('month')}{GAP}{day('day')}"
    rf"(?:{DASH}(?:{WEEKDAY_NAME},?{GAP})?{day('day_2')}"
    rf"|{GAP}(?:and|to|through|until|till|&){GAP}(?P<day_3>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?"
    rf"{_DAYS_END})?(?:{_YEAR_AFTER})?"
)
# "March 2024-June 2025"
MONTH_YEAR = regex(
    rf"{month('month')}(?:(?:,|{GAP}of)?{GAP}){year('year')}"
    rf"(?:{DASH}{month('month_2')},?{GAP}{year('year_2')})?"
)
# "January-November 2025", "May/June"
MONTH_TO_MONTH = regex(
    rf"{month('month')}(?:{DASH}|/){month('month_2')}(?!{GAP}\d{{1,2}}\b)(?:{_YEAR_AFTER})?"
)
MONTH = regex(month("month"))
WEEKDAY = lazy_regex(rf"(?P<weekday>{WEEKDAY_NAME})")
WEEKDAY_AFTER = regex(
    rf"{SOME}\((?P<weekday>{WEEKDAY_NAME})\)|,{GAP}(?:a|on){GAP}(?P<later>{either(FULL_WEEKDAYS)})\b"
)

# "10 December 2025", "the 10th of December", "3-4 December", "30 December-2 January"
DAY_MONTH = regex(
    rf"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    rf"(?:(?:{DASH}|{GAP}(?:and|to|&){GAP})(?P<day_2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)?"
    rf"(?:{GAP}of)?{GAP}{month('month')}"
    rf"(?:(?:,?{GAP}{year('year_1')})?{DASH}(?P<day_3>3[01]|[12]\d|0?[1-9]){GAP}{month('month_2')})?"
    rf"(?:{_YEAR_AFTER})?"
)
# "2025년 11월 14일", "11월 14일", "2025년 4분기", "2025년 상반기"
KOREAN_DATE = regex(
    rf"(?P<year>{_FOUR})년(?:{SOME}(?P<month>1[0-2]|0?[1-9])월(?:{SOME}(?P<day>3[01]|[12]\d|0?[1-9])일)?"
    rf"|{SOME}(?P<quarter>[1-4])분기|{SOME}(?P<half>[상하])반기)?(?!간|여)"
)
KOREAN_MONTH = regex(rf"(?P<month>1[0-2]|0?[1-9])월(?:{SOME}(?P<day>3[01]|[12]\d|0?[1-9])일)?")
# "on the 23rd"
DAY_ALONE = regex(
    rf"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)(?=[,.;:)]|{GAP}(?:that|at|and|to|by|with)\b|$)"
)
ISO_DAY = regex(
    rf"(?P<year>{_FOUR})(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])(?P=mark)"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d|[-/]\d|\.\d)"
)
# "2025. 12. 10."
SPACED_DAY = regex(
    rf"(?P<year>{_FOUR})\.{GAP}(?P<month>1[0-2]|0?[1-9])\.{GAP}"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d|,\d)\.?"
)
# "12/10/2025", "10.12.2025"
SLASHED_DAY = regex(
    rf"(?P<one>\d{{1,2}})(?P<mark>[-./])(?P<two>\d{{1,2}})(?P=mark)(?P<year>{_FOUR})(?!\w|[-./]\d)"
)
MONTH_SLASH_YEAR = regex(rf"(?P<month>1[0-2]|0?[1-9])/{year('year')}")
YEAR_MONTH = regex(rf"(?P<year>{_FOUR})-(?P<month>0[1-9]|1[0-2])(?!\w|[-./]\d)")

_SHORT_YEAR = rf"(?:{_FOUR}|\d\d)"
# "2025Q4", "2025-Q1 to Q3" stays two; "2025Q1-Q3" is one
YEAR_QUARTER = regex(
    rf"(?P<year>{_FOUR})(?:[-/:.]|{GAP})?Q(?P<quarter>[1-4])(?:{DASH}(?:(?P<year_2>{_FOUR})[- ]?)?"
    r"Q(?P<quarter_2>[1-4]))?(?!\w)"
)
YEAR_HALF = regex(rf"(?P<year>{_FOUR})(?:[-/]|{GAP})?H(?P<half>[12])(?!\w)")
# "Q4 2025", "Q4 of 2025", "Q1-Q3 2025", "H1 2025", "Q4"
CODE_YEAR = regex(
    r"(?P<code>[QH])(?P<number>[1-4])(?:"
    rf"{DASH}(?P=code)?(?P<number_2>[1-4]))?(?![\w])(?:(?:{SOME}|-|/|{GAP}of{GAP}|,{GAP})"
    rf"(?:FY|CY)?(?P<year>{_FOUR}){_YEAR_ENDS}|{SOME}{APOSTROPHE}(?P<short>\d\d)(?!\w))?"
)
# "4Q25", "4Q 2025", "1H25", "1Q-3Q25"
NUMBER_CODE = regex(
    rf"(?P<number>[1-4])(?P<code>[QH])(?:{DASH}(?P<number_2>[1-4])(?P=code))?"
    rf"(?:{APOSTROPHE}?(?P<year>{_SHORT_YEAR})|{GAP}(?:of{GAP})?(?P<spaced>{_FOUR}))?(?!\w|[.,]\d|%)"
)

YEAR_TO_YEAR = regex(
    rf"(?P<year>{_FOUR})(?:{DASH}|/)(?P<year_2>{_FOUR}|\d\d|present|today)(?!\w|[.,]\d|%|[-/]\d)"
)
YEAR = regex(rf"(?P<year>{_FOUR}){_YEAR_ENDS}(?!{one_of('-‐‑–')}\d)")
DECADE = regex(
    rf"(?P<decade>1[5-9]\d|20\d|21\d)0{APOSTROPHE}?s(?!\w)"
    rf"(?:(?:{DASH}|/)(?:(?P<decade_2>1[5-9]\d|20\d|21\d)0|{APOSTROPHE}?(?P<short>\d)0){APOSTROPHE}?s(?!\w))?"
)
SHORT_DECADE = lazy_regex(rf"{_QUOTE}(?P<decade>\d)0s(?!\w)")
CENTURY = regex(
    rf"(?P<century>1[5-9]|2[0-2])(?:st|nd|rd|th)(?:-|{GAP})centur(?:y|ies)\b", re.IGNORECASE
)
FISCAL_CODE = lazy_regex(
    rf"[FC]Y{SOME}{APOSTROPHE}?(?P<year>{_SHORT_YEAR})(?!\d|[.,]\d|%)"
    rf"(?:(?:{DASH}|/)(?:[FC]Y{SOME})?{APOSTROPHE}?(?P<year_2>{_SHORT_YEAR})(?!\w|[.,]\d|%))?(?![^\W\d])"
)
FISCAL_WORDS = regex(
    rf"(?:(?i:{either(FISCAL)}){GAP}[Yy]ears?(?:{GAP}\([FC]Y\))?|[Ff]iscal|FISCAL{GAP}YEAR){GAP}(?P<year>{_FOUR})"
    rf"(?:(?:{DASH}|/)(?P<year_2>{_SHORT_YEAR}))?{_YEAR_ENDS}"
)
