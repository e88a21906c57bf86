"""The words by which two parts of one whole exclude each other, or are told to overlap.

"The rest", two sides of a question, men and women: what is said of the one is not said of the
other. Whether the parts come to more than the whole is asked by those that read the figures.
"""

from __future__ import annotations

import re

from bongsu.audit.needs import guarded_regex
from bongsu.patterns import lazy_regex, regex

REST = guarded_regex(
    r"\b(?:the|all\sthe)\s(?:rest|remainder|others?)\b"
    r"(?!\sof\s(?:the|this|that|his|her|its)\s(?:\w+\s)?(?:year|month|decade|century|week|day|quarter|period|"
    r"term|war|summer|winter|season)s?\b)|\bremaining\b|\b(?:everywhere|everyone|everything|anything|all)\s"
    r"else\b|\ball\s(?:the\s)?others?\b|\b(?:all\sthe\srest|in\sbetween|no\sanswer|undecided|no\sopinion|did\snot\s"
    r"answer|abstain\w*|the\sbalance\sof)\b",
    re.IGNORECASE,
)
OVERLAP = lazy_regex(
    r"\b(?:multiple|several\sanswers|more\sthan\sone|both|each|respectively|overlap\w*|also|too|combined|together|"
    r"compared|than\sin|up\sfrom|down\sfrom|rose|fell|increased|declined|from|either|as\swell|some\sof\swhom|"
    r"of\swhom|of\swhich|including)\b",
    re.IGNORECASE,
)
_OPPOSITES = (
    ("longer", "shorter"),
    ("support", "oppose"),
    ("support", "against"),
    ("favor", "oppose"),
    ("for", "against"),
    ("yes", "no"),
    ("agree", "disagree"),
    ("approve", "disapprove"),
    ("more", "less"),
    ("higher", "lower"),
    ("keep", "scrap"),
    ("keep", "change"),
    ("raise", "lower"),
    ("raising", "lowering"),
    ("leaving", "lowering"),
    ("leave", "lower"),
    ("leaving", "raising"),
    ("lengthen", "shorter"),
    ("at home", "abroad"),
    ("home", "overseas"),
    ("korea", "overseas"),
    ("domestic", "foreign"),
    ("men", "women"),
    ("male", "female"),
    ("boys", "girls"),
    ("sons", "daughters"),
    ("urban", "rural"),
    ("public", "private"),
    ("sea", "air"),
    ("land", "sea"),
    ("cash", "credit"),
    ("fixed", "variable"),
    ("permanent", "temporary"),
    ("full-time", "part-time"),
    ("local", "foreign"),
    ("native", "foreign"),
    ("imported", "domestic"),
    ("under", "over"),
    ("below", "above"),
    ("stay", "leave"),
    ("renew", "end"),
    ("accept", "refuse"),
    ("satisfied", "dissatisfied"),
    ("married", "single"),
    ("new", "used"),
    ("first", "second"),
)
MAX_APART = 3  # sentences between two parts of one whole
_CUT = lazy_regex(r"[;:(]|,\s(?:and|while|but|whereas)\s|,\s|\s(?:and|while|whereas)\s")


def clause_about(words: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause of a sentence that holds a figure starts and ends."""
    cuts = [0, *(m.end() for m in _CUT.finditer(words, 0, start))]
    begin = cuts.pop()
    if cuts and regex(r"(?:which|who|that|whose|where)\b").match(words[begin:]):
        begin = cuts.pop()  # "China, which took 58 percent"
    stop = _CUT.search(words, end)
    return begin, stop.start() if stop else len(words)


def are_opposed(first: str, second: str) -> bool:
    """Whether two clauses have the one and the other word of a pair of opposites."""
    one, other = (plain_words(clause) for clause in (first, second))
    return any(
        has_word(one, a) and has_word(other, b) and not has_word(one, b) and not has_word(other, a)
        for pair in _OPPOSITES
        for a, b in (pair, pair[::-1])
    )


def has_word(words: str, word: str) -> bool:
    """Whether plain words have a word, or several in a row, among them."""
    return f" {word} " in words


_WORD = regex(r"[a-z-]+")


def plain_words(words: str) -> str:
    """Return words without capitals and signs, with one space before, between and after them."""
    return f" {' '.join(_WORD.findall(words.lower()))} "
