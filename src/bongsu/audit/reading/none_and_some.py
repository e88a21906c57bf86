"""What no one does, or never was, held against what somebody does in the same words.

"No partner met all three criteria. Korea met all three criteria": the second clause says nothing
that the first does not deny, but for a name, a number or a time. The same holds for all who do
something and some who do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import A_YEAR, content_words, in_quotes, prose, stem, table
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex, regex

_NONE = guarded_regex(
    r"\b(?:no|not\s(?:one|a\ssingle)(?:\sof)?|none\sof|neither\sof|nobody|no\sone)\s(?=[a-z])|"
    r"\b(?:has|have|had|was|were|is|are)\s(?:[a-z]+\s)?never\s|\b(?:has|have|had|did)\snot\s(?:yet\s)?(?=[a-z])",
    re.IGNORECASE,
)
_ALL = guarded_regex(
    r"\b(?:all|every|each)\s(?:(?:of\s)?(?:the|its|their)\s)?(?:\w+\s)?(?=[a-z])", re.IGNORECASE
)
_DENIES = lazy_regex(
    r"\b(?:no|not|none|neither|nor|never|nobody|without|hardly|few|little|fail\w*|lack\w*|refus\w*|n't|n’t)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPEN = lazy_regex(  # what is not told as a fact
    r"\b(?:if|whether|would|should|could|might|may|must|can|will|to\s(?:be|have)|unless|almost|nearly|hop(?:es?|ed|ing)|plan(?:s|ned|ning)?|claim\w*|"
    r"alleg\w*|once|only|except\w*|other|others|another|before|since|yet|longer|more\sthan|less|any|than)\b"
)
_CUTS = lazy_regex(
    r"[;:()—–]|,\s|\b(?:that|and|but|until|when|where|after|before|while|which|who|although|though|because|so)\s",
    re.IGNORECASE,
)
_TURN = lazy_regex(
    r"^\W*(?:but|however|later|then|now|today|by\scontrast|in\scontrast|yet|still|instead)\b",
    re.IGNORECASE,
)
_AGAINST = lazy_regex(
    r"\b(?:against|oppos\w*|reject\w*|outside|below|above|less|fewer|more|without)\b", re.IGNORECASE
)
_NAME = lazy_regex(r"\b[A-Z][\w-]*")
_REACH = 8  # sentences between the two
_ENOUGH = 3  # words that the two clauses share
_SHORT = 18  # words of a sentence that is read as one, asides and all
_MOST_NEW = 1  # words of the second clause that the first has not


class _Clause(NamedTuple):
    place: int
    start: int
    end: int
    words: frozenset[str]
    text: str
    must: frozenset[str]  # of which another clause has one: the verb, or who all are


def denied_of_all(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield what a text says, and where it says of all, or of none, what denies it."""
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        for form, some in ((_NONE, False), (_ALL, True)):
            for match in form.finditer(words):
                clause = _clause_of(evidence, place, sentence, words, match)
                if clause is not None:
                    yield from _against(evidence, sentences, clause, denied=some)


_AT_THE_TIME = lazy_regex(r"\s*(?:when|before|until)\b", re.IGNORECASE)  # not so since


def _clause_of(
    evidence: Evidence, place: int, sentence: Sentence, words: str, match: re.Match[str]
) -> _Clause | None:
    """Return the clause that begins with "no", or in which something was "never" done."""
    begin = match.start()
    if match[0].lower().startswith(("ha", "wa", "we", "is", "ar", "di")):
        begin = max((m.end() for m in _CUTS.finditer(words, 0, match.start())), default=0)
    stop = _CUTS.search(words, match.end())
    end = stop.start() if stop else len(words)
    said = words[begin:end]
    if match[0].lower().startswith("had") and stop and _AT_THE_TIME.match(stop[0]):
        return None
    if _OPEN.search(said) or in_quotes(evidence, sentence, sentence.start + begin):
        return None
    following = regex(r"(?:been\s|yet\s)*([\w-]+)").match(words[match.end() :])
    must = _verbs_of(said)
    if following and (begin < match.start() or match[0].lower().startswith(("all", "ev", "ea"))):
        must = _telling(following[1])
    at = sentence.start
    return _Clause(place, at + begin, at + end, _telling(said), said, must)


_VERB = lazy_regex(
    r"\b(?:\w{3,}ed|met|held|made|paid|built|sold|sent|lost|won|took|gave|broke|came|found|kept|left|had|has|have)\b"
)


def _verbs_of(words: str) -> frozenset[str]:
    """Return the stems of the words of a clause that look like verbs of the past."""
    return _telling(" ".join(_VERB.findall(words)))


def _against(
    evidence: Evidence,
    sentences: tuple[tuple[Sentence, str], ...],
    clause: _Clause,
    *,
    denied: bool,
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for place in range(max(0, clause.place - _REACH), min(len(sentences), clause.place + _REACH)):
        sentence, words = sentences[place]
        if _TURN.search(words) or "?" in words:
            continue
        for start, end in _pieces(words):
            said = words[start:end]
            at = sentence.start + start
            if clause.start < at + len(said) and at < clause.end:
                continue
            if (_DENIES.search(said) is not None) is not denied or _OPEN.search(said):
                continue
            if _fits(clause, said, near=abs(place - clause.place) <= 1) and not in_quotes(
                evidence, sentence, at
            ):
                yield (at, sentence.start + end), (clause.start, clause.end)
                return


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence, asides between commas left out."""
    if len(words.split()) <= _SHORT:
        yield 0, len(words)
    start = 0
    for cut in [*_CUTS.finditer(words), None]:
        end = cut.start() if cut else len(words)
        if len(words[start:end].split()) > 2:
            yield start, end
        start = cut.end() if cut else end


def _fits(clause: _Clause, said: str, *, near: bool) -> bool:
    """Whether a clause says of some what another says of none, or the other way round."""
    told = _telling(said)
    shared = told & clause.words
    names = content_words(" ".join(_NAME.findall(said)))
    new = {word for word in told - clause.words - names if not word.isdigit()}
    years = set(A_YEAR.findall(clause.text)), set(A_YEAR.findall(said))
    if not clause.must & told or not (_verbs_of(said) | _deed_stems()) & told:
        return False
    if (all(years) and not years[0] & years[1]) or len(shared) < 2:
        return False
    if _object_numbers(said) - set(_NUMBERS.findall(clause.text.lower())):
        return False
    if bool(_AGAINST.search(clause.text)) is not bool(_AGAINST.search(said)):
        return False
    if len(shared) >= _ENOUGH:
        first = _telling(" ".join(clause.text.split()[:_FIRST]))  # what is told before asides
        own = clause.words if len(first & told) < _ENOUGH else first
        return len(new) <= _MOST_NEW and 2 * len(shared) > len(own) - (2 if near else 0)
    return near and not new and len(clause.words) <= _ENOUGH


_NUMBERS = lazy_regex(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|most|\d[\d,.]*)\b"
)
_FIRST = 10  # words of a clause that tell the most of it
_COUNTED = 2  # words of a clause among which stands how many do something


def _object_numbers(words: str) -> set[str]:
    """Return the numbers of a clause that do not count who does something."""
    return set(_NUMBERS.findall(" ".join(_DAY.sub(" ", words).lower().split()[_COUNTED:])))


_DAY = lazy_regex(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2}\b|\b(?:19|20)\d\d\b"
)


@cache
def _verbs() -> dict[str, str]:
    """Return the stems of verbs that mean one deed, by their forms."""
    return {stem(form): group[0] for group in table("contraries")["deeds"] for form in group}


@cache
def _deed_stems() -> frozenset[str]:
    return frozenset(_verbs().values())


_TIMES = content_words(
    "all one two three four five six seven eight nine ten year years month months period time "
    "times january february march april june july august september october november december end "
    "quarter half first second third fourth no none never not every each single also"
)


def _telling(words: str) -> frozenset[str]:
    """Return the stems of a clause that tell what is done, its times and numbers left out."""
    return frozenset(
        _verbs().get(word, word) for word in content_words(words) - _TIMES if not word.isdigit()
    )
