"""What a year was like, told twice in words that exclude each other: flat and a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import Evidence, within
from bongsu.patterns import lazy_regex, regex

_WAYS = {
    "flat": r"stagnant|flat|unchanged|stationary|stagnated|at\sa\sstandstill|little\schanged",
    "high": r"record(?:-high|-breaking)?|bumper|exceptional(?:ly\sgood)?|all-time\shigh",
    "low": r"poor|meagre|meager|dismal|disappointing|below-average|record(?:-|\s)low|failed|weak",
}
_THINGS = {
    "crop": r"harvests?|crops?|(?:food|grain|rice|cereal|paddy|maize)?\s?(?:production|output)",
    "growth": r"(?:economic\s)?growth|economy|GDP",
    "exports": r"exports|shipments",
    "sales": r"sales|turnover|demand",
    "profits": r"profits?|earnings",
    "tourism": r"arrivals|visitors|tourism",
    "investment": r"investment",
}


def _form(thing: str) -> re.Pattern[str]:
    ways = "|".join(f"(?P<{way}_{{0}}>{words})" for way, words in _WAYS.items())
    before, behind = (ways.replace("{0}", name) for name in ("before", "behind"))
    return guarded_regex(
        rf"\b(?:{before})\s(?:\w+\s){{0,2}}?(?:{thing})\b|"
        rf"\b(?:{thing})\s(?:was|were|remained|stayed|is|proved|turned\sout)\s(?:\w+\s)?(?:{behind})\b",
        re.IGNORECASE,
    )


_FORMS = {name: _form(words) for name, words in _THINGS.items()}
_NOT = lazy_regex(
    r"\b(?:not|no|never|if|than|after|since|followed|from|expected|forecast)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)


def qualities_of_years(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield two words of one thing and one year that exclude each other, the later first."""
    seen: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for sentence, words in prose(evidence):
        if _OF_A_YEAR.search(words) is None:
            continue
        for thing, form in _FORMS.items():
            for match in form.finditer(words):
                if _NOT.search(words[: match.start()]) or in_quotes(
                    evidence, sentence, sentence.start + match.start()
                ):
                    continue
                way = next(name for name, said in match.groupdict().items() if said).split("_")[0]
                end = sentence.start + match.end()
                dates = [d for d in within(evidence.dates, end, end + _NEAR) if not d.relative]
                years = [d.edtf for d in dates[:1] if d.edtf and len(d.edtf) == _YEAR]
                if not years or evidence.text[end : dates[0].start].strip(" \n") not in {
                    "in",
                    "for",
                    "of",
                }:
                    continue
                told = seen.setdefault((thing, years[0]), {})
                for other, span in told.items():
                    if other != way:
                        yield (sentence.start + match.start(), end), span
                told.setdefault(way, (sentence.start + match.start(), end))


_OF_A_YEAR = regex(r"\b(?:in|for|of)\s+\d{4}")
_NEAR, _YEAR = 14, 4  # code points behind the words in which the year stands; signs of a year
