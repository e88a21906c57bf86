"""Parts of one whole that come to more than it: shares, fractions and counts of different holders.

Two parts are set against each other only if something says that they exclude each other: that a
third part is "the rest", that they are sides of a question, that the holders are countries, sexes
or owners, or that the one is told with a "not". Then the sum decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from bongsu.audit.frames import all_frames
from bongsu.audit.wording import content_words, prose
from bongsu.evidence.documents import Table
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within

_REST = lazy_regex(
    r"\b(?:the|all\sthe)\s(?:rest|remainder|others?)\b|\bremaining\b|\b(?:everywhere|everyone|everything|anything|all)\s"
    r"else\b|\ball\s(?:the\s)?others?\b|\b(?:all\sthe\srest|in\sbetween|no\sanswer|undecided|no\sopinion|did\snot\s"
    r"answer|abstain\w*|the\sbalance\sof)\b",
    re.IGNORECASE,
)
_OVERLAP = lazy_regex(
    r"\b(?:multiple|several\sanswers|more\sthan\sone|both|each|respectively|overlap\w*|also|too|combined|together|"
    r"compared|than\sin|up\sfrom|down\sfrom|rose|fell|increased|declined|from|either|as\swell|some\sof\swhom|"
    r"of\swhom|of\swhich|including)\b",
    re.IGNORECASE,
)
_SEVERAL = lazy_regex(
    r"\b(?:multiple|several|more\sthan\sone)\s(?:answers?|choices?|responses?)\b|"
    r"\bin\sthe\s(?:first|second|other)\b|\banother\squestion\b",
    re.IGNORECASE,
)
_WITHIN_ONE = lazy_regex(  # the share within a group, which is not the share of the group
    r"\b(?:strong|high|weak|low|great)(?:est|er),?\s(?:at|among|in|for|with)\b|\bas\s(?:high|low)\sas\b"
)
_COMPARED = lazy_regex(r"\b(?:against|compared|than|versus|from|after)\b")
_YEAR = lazy_regex(r"\b(?:19|20)\d\d\b")
_HOLDS = lazy_regex(
    r"\b(?:own|owns|owned|hold|holds|held|is\sentered\swith|are\sentered\swith|shareholding|stake|stakes|took|takes|take|"
    r"accounts?\sfor|accounted\sfor|ma[dk]es?\sup|comes?\sfrom|came\sfrom|goes\sto|go\sto|went\sto|bound\sfor|"
    r"absorbs?|absorbed|supplied|supplies|suppl(?:y|ies)|bought|buys|comprises?|comprised|constitutes?)\b"
)
_NOT = lazy_regex(
    r"\b(?:not|never|cannot|un(?:able|willing)|refused|declined|rejected|oppos\w+|against|without|no)\b|n['\u2019]t\b"
)
_OWNS = lazy_regex(r"\b(?:own|hold|held|entered|stake|shareholding)")
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
_MAX_APART = 3  # sentences between two parts of one whole


@dataclass(frozen=True, slots=True)
class _Share:
    quantity: Quantity
    low: float  # the least that it can be, of one
    place: int
    clause: str
    sentence: str
    names: frozenset[str]


def exceeding(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield two parts of one whole, told of holders that exclude each other, that exceed it."""
    rows = list(prose(evidence))
    given = [
        (place, quantity, low)
        for place, (sentence, _) in enumerate(rows)
        for quantity in within(evidence.quantities, sentence.start, sentence.end)
        if (low := _least(quantity)) is not None
    ]
    for one, other in combinations(given[:_MOST], 2):
        if one[2] + other[2] <= 1.0 + 1e-9 or other[0] - one[0] > _FARTHEST:
            continue
        first, second = (_share(rows, *given) for given in (one, other))
        blocks = rows[first.place][0].block, rows[second.place][0].block
        near = second.place - first.place <= _MAX_APART and blocks[0] == blocks[1]
        if (near or _named_whole(first, second)) and _exclude(evidence, rows, first, second):
            yield first.quantity, second.quantity
    yield from _counts(evidence, rows)


_MOST = 200  # shares of one article that are compared
_FARTHEST = 12  # sentences between two shares of a whole that both name


def _share(rows: list[tuple[Sentence, str]], place: int, quantity: Quantity, low: float) -> _Share:
    sentence, words = rows[place]
    start, end = _clause(words, quantity.start - sentence.start, quantity.end - sentence.start)
    clause = words[start:end]
    return _Share(quantity, low, place, clause, words, _names(clause))


def _least(quantity: Quantity) -> float | None:
    """Return the least share of a whole that a figure can stand for."""
    if quantity.value is None or quantity.comparator in {Comparator.UNDER, Comparator.AT_MOST}:
        return None
    if quantity.kind is Kind.PERCENT and 0 < quantity.value < 100:
        return max(0.0, (quantity.value - quantity.step) / 100)
    if quantity.kind is Kind.FRACTION and 0 < quantity.value < 1:
        return quantity.value
    return None


_CUT = lazy_regex(r"[;:(]|,\s(?:and|while|but|whereas)\s|,\s|\s(?:and|while|whereas)\s")


def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    cuts = [0, *(m.end() for m in _CUT.finditer(words, 0, start))]
    begin = cuts.pop()
    if cuts and re.match(r"(?:which|who|that|whose|where)\b", words[begin:]):
        begin = cuts.pop()  # "China, which took 58 percent"
    stop = _CUT.search(words, end)
    return begin, stop.start() if stop else len(words)


_NAME = lazy_regex(r"\b[A-Z][a-z]{2,}(?:s\b)?")
_LANDS = lazy_regex(
    r"^(?:Chin|Japan|Taiwan|Vietnam|Unit|Americ|German|Cambod|Lao|Thai|Indones|Philipp|Myanm|Burm|Nepal|India|Ind|Pakist|Bangla|"
    r"Uzbek|Kazakh|Mongol|Russ|Ukrain|Pol|Franc|Fren|Brit|Ital|Spain|Span|Canad|Mexic|Brazil|Austral|Saudi|Kuwait|"
    r"Qatar|Emirat|Iran|Iraq|Egypt|Turk|Greek|Gree|Norw|Swed|Dan|Denm|Swis|Switz|Hong|Singap|Malay|Korea|Europ|Syri|Ethiop|Yemen|"
    r"Afghan|Sri)"
)


def _names(clause: str) -> frozenset[str]:
    return frozenset(name[:4] for name in _NAME.findall(clause) if _LANDS.match(name))


_WHOLE = lazy_regex(
    r"^\s(?:percent\s)?of\s(?P<whole>(?:the|its|their|all|that|those|these|this)?\s?[\w'\u2019-]+(?:\s[\w-]+)?)"
)


def _named_whole(first: _Share, second: _Share) -> bool:
    """Whether one share names its whole in words that the clause of the other has too."""
    for one, other in ((first, second), (second, first)):
        if not (one.names and other.names and not one.names & other.names):
            continue
        tail = re.search(
            r"\bof\s(?:the\s|its\s|all\s|that\s)?(?P<whole>[\w'\u2019]+(?:\s[\w-]+)?)$",
            one.clause.rstrip(" .,"),
        )
        if tail and content_words(tail["whole"]) & content_words(other.sentence):
            return True
    return False


def _exclude(
    evidence: Evidence, rows: list[tuple[Sentence, str]], first: _Share, second: _Share
) -> bool:
    """Whether two shares are of one whole, and of holders that have nothing in common."""
    start, end = rows[first.place][0].start, rows[second.place][0].end
    passage = evidence.text[start:end]
    if _OVERLAP.search(f"{first.clause} | {second.clause}") or _SEVERAL.search(passage):
        return False
    if _WITHIN_ONE.search(first.sentence) or _WITHIN_ONE.search(second.sentence):
        return False
    if _other_whole(first, second):
        return False
    if first.names and second.names and not first.names & second.names:
        return _HOLDS.search(passage) is not None or _REST.search(passage) is not None
    if _REST.search(passage) is not None and second.place - first.place <= 1:
        return not content_words(_holder(first)) & content_words(_holder(second))
    if _OWNS.search(first.clause) and _OWNS.search(second.clause):
        return not content_words(_holder(first)) & content_words(_holder(second))
    return second.place - first.place <= _MAX_APART and _opposed(first.clause, second.clause)


def _holder(share: _Share) -> str:
    return re.sub(r"[\d.,%]+|\bpercent\b|\bof\b.*$", " ", share.clause)


def _other_whole(first: _Share, second: _Share) -> bool:
    """Whether both shares name a whole and the wholes have no word in common."""
    wholes = []
    for share in (first, second):
        found = re.search(
            r"(?:percent|%|thirds?|fifths?|quarters?|half|halves)\sof\s(?P<whole>.{3,40})",
            share.clause,
        )
        if found is not None and not re.match(
            r"(?:them|(?:these|those|all)(?!\s[a-z]{4})|it|which)\b", found["whole"]
        ):
            wholes.append(content_words(found["whole"]))
    years = [set(re.findall(r"\b(?:19|20)\d\d\b", share.clause)) for share in (first, second)]
    return (len(wholes) == 2 and not wholes[0] & wholes[1]) or years[0] != years[1]


def _opposed(first: str, second: str) -> bool:
    """Whether two clauses have the one and the other word of a pair of opposites."""
    one, other = (f" {' '.join(_WORD.findall(clause.lower()))} " for clause in (first, second))
    return any(
        _has(one, a) and _has(other, b) and not _has(one, b) and not _has(other, a)
        for pair in _OPPOSITES
        for a, b in (pair, pair[::-1])
    )


_WORD = re.compile(r"[a-z-]+")


def _has(words: str, word: str) -> bool:
    return f" {word} " in words


_THEM = lazy_regex(
    r"\bof\s(?:them|these|those|that\s(?:number|sum|total|amount)|the\s(?:estimates|total|sum|number|members|group|\d+|seven|nine|twelve|eleven|ten))\b|\bof\s(?:our|its|their|all)\b|\bamong\s(?:the|these|those|its|them)\b",
    re.IGNORECASE,
)
_COUNTED = {Kind.COUNT, Kind.MONEY, Kind.PHYSICAL}


def _counts(
    evidence: Evidence, rows: list[tuple[Sentence, str]]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield two parts of a number told just before that come to more than it."""
    places = {sentence.start: place for place, (sentence, _) in enumerate(rows)}
    figures = [
        (places[frame.sentence.start], q)
        for frame in all_frames(evidence)
        for _, q in frame.figures
        if frame.sentence.start in places
        and q.kind in _COUNTED
        and q.value
        and q.comparator is Comparator.EXACT
    ]
    for at, (place, whole) in enumerate(figures):
        near = [(p, q) for p, q in figures[at + 1 : at + 7] if p - place <= _MAX_APART + 3]
        parts = [(p, q) for p, q in near if _may_be_part(q, whole) and not _wanted(evidence, q)]
        for (p, a), (r, b) in combinations(parts, 2):
            total = (a.value or 0.0) + (b.value or 0.0)
            if a.value == b.value and p != r:
                continue  # one part, told again
            if total <= (whole.value or 0.0) + a.step * (a.step > 1) + b.step * (b.step > 1):
                continue
            if any(_rest_of(q, a, whole) for _, q in near if q is not a and q is not b):
                continue  # the one part and its rest are all, so that the other is within one
            before = [q for _, q in figures[max(0, at - 6) : at + 7] if q.start < a.start]
            if any((q.value or 0.0) >= total for q in before if _may_be_part(a, q)):
                continue  # another whole has room for both
            if _both_parts(evidence, rows, (place, whole), (p, a), (r, b)):
                yield a, b
                return


def _rest_of(rest: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether two parts are the whole between them."""
    added = (rest.value or 0.0) + (part.value or 0.0)
    room = rest.step + part.step + whole.step
    return rest.unit == part.unit and abs(added - (whole.value or 0.0)) <= 0.51 * room


def _may_be_part(part: Quantity, whole: Quantity) -> bool:
    if part.kind is not whole.kind or (part.kind is not Kind.COUNT and part.unit != whole.unit):
        return False
    bare = not part.noun or part.noun in {"goods", "persons", "people"}
    if part.kind is Kind.COUNT and not bare and whole.noun and part.noun[:4] != whole.noun[:4]:
        return False
    return 0.25 < (part.value or 0.0) / (whole.value or 1.0) < 1


_WANTED = lazy_regex(
    r"\s(?:[\w-]+\s){0,3}?(?:(?:were|was|are|is|had\sbeen|would\sbe)\s)?"
    r"(?:needed|required|necessary|sufficient|enough|suffices?|sufficed|missing|short)\b"
)


def _wanted(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a count is that which a threshold asks for: "two hundred were needed"."""
    return _WANTED.match(evidence.text, quantity.end) is not None


_Placed = tuple[int, Quantity]
_IN_TURN = lazy_regex(r"\bfor\sthe\s(?:first|next|remaining|last)\b")  # rates, one after another


_ALONE = lazy_regex(r"\balone\b")  # "mortgages alone" are within a part told before
_BEFORE = 16  # code points before a whole in which "of the" stands


def _both_parts(
    evidence: Evidence,
    rows: list[tuple[Sentence, str]],
    whole: _Placed,
    first: _Placed,
    second: _Placed,
) -> bool:
    clauses = []
    for place, quantity in (first, second):
        sentence, words = rows[place]
        start, end = _clause(words, quantity.start - sentence.start, quantity.end - sentence.start)
        clauses.append(words[start:end])
    start, end = rows[whole[0]][0].start, rows[second[0]][0].end
    between = evidence.text[first[1].end : second[1].start]
    if (
        end < start
        or _OVERLAP.search(" | ".join(clauses))
        or _ALONE.search(clauses[1])
        or (first[0] == second[0] and _COMPARED.search(between))
    ):
        return False
    years = [set(_YEAR.findall(clause)) for clause in clauses]
    if all(years) and years[0] != years[1]:
        return False
    passage = evidence.text[max(start, whole[1].start - _BEFORE) : end]
    if _IN_TURN.search(passage):
        return False
    if not (_THEM.search(passage) and second[0] - first[0] <= 1) and not _REST.search(passage):
        return False
    return (
        _REST.search(passage) is not None
        or _opposed(*clauses)
        or (_NOT.search(clauses[1]) is not None) != (_NOT.search(clauses[0]) is not None)
    )


_MOST_OF = lazy_regex(
    r"\b(?:the\s)?(?:greater|larger|bigger|main|better|largest|biggest)\s(?:part|share|portion|half|slice)\b|\bmajority\b|"
    r"\b(?:the\s)?bulk\b|\blion['\u2019]s\sshare\b|\bmost\sof\s(?:it|them|the|these|those|this|that)\b|"
    r"\bmore\sthan\s(?:a\s)?half\b|\bover\shalf\b",
    re.IGNORECASE,
)


def most_of_less(evidence: Evidence) -> Iterator[tuple[tuple[int, int], Quantity]]:
    """Yield where a row of a table of shares is called the most, and another row has over half."""
    for table in evidence.article.tables:
        shares = _shares_of(evidence, table)
        leaders = [one for one in shares if one[1] > _HALF]
        if len(leaders) != 1 or abs(sum(share for _, share, _ in shares) - 100) > _OFF:
            continue
        for sentence, words in prose(evidence):
            match = _MOST_OF.search(words)
            if match is None:
                continue
            named = [one for one in shares if _has(_plain(words[match.start() :]), one[0])]
            if not named:  # "Banks, as the holders of more than half"
                named = [one for one in shares if _has(_plain(words[: match.start()]), one[0])]
            if len(named) == 1 and named[0] is not leaders[0]:
                span = sentence.start + match.start(), sentence.start + match.end()
                yield span, leaders[0][2]


_BACK = lazy_regex(
    r"\s?of\s(?:it|them|these|those|this|that(?:\s\w+)?|the\s(?:total|same|whole|sum|amount|tonnage|money|sales))\b",
    re.IGNORECASE,
)
_LEFT = lazy_regex(
    r"\b(?:rest|remain\w*|others?|balance|also|both|not|each|turn|then|eventually|later|finally)\b",
    re.IGNORECASE,
)
_MOST_FIRST = lazy_regex(
    r"\b(?:most|the\s(?:greater|larger|bigger|main|better)\s(?:part|share|portion|half)|the\sbulk|a\smajority|"
    r"more\sthan\shalf|over\shalf|the\slion['\u2019]s\sshare)\b",
    re.IGNORECASE,
)


def most_after_majority(evidence: Evidence) -> Iterator[tuple[tuple[int, int], Quantity]]:
    """Yield "most of it" said of another holder right after a share of more than half."""
    for (first, told), (second, words) in pairwise(prose(evidence)):
        match = _MOST_FIRST.search(words)
        if match is None or first.block != second.block or _BACK.match(words, match.end()) is None:
            continue
        leaders = [
            q
            for q in within(evidence.quantities, first.start, first.end)
            if (_least(q) or 0.0) > _HALF / 100
        ]
        if len(leaders) != 1 or _LEFT.search(words[: match.start()]):
            continue
        if _LEFT.search(words[match.end() : match.end() + _NEAR]) and not _AS_WELL.search(words):
            continue
        others = _NAMES.findall(words), _NAMES.findall(told)
        if others[0] and others[1] and not set(others[0]) & set(others[1]):
            yield (second.start + match.start(), second.start + match.end()), leaders[0]


_NEAR = 24  # code points behind "most of it" in which "the rest" would stand
_AS_WELL = lazy_regex(r"\bas\swell\b|\btoo\b")
_NAMES = lazy_regex(r"(?<!^)\b[A-Z][a-z]{3,}")
_HALF, _OFF = 50.0, 2.0  # percent, and what rounding takes from a hundred


def _plain(words: str) -> str:
    return f" {' '.join(_WORD.findall(words.lower()))} "


def _shares_of(evidence: Evidence, table: Table) -> list[tuple[str, float, Quantity]]:
    """Return the rows of a table by their labels, with the one figure in percent that each has."""
    found = []
    for row in table.rows[1:]:
        percents = [
            q
            for cell in row[1:]
            for q in within(evidence.quantities, cell.start, cell.end)
            if q.kind is Kind.PERCENT and q.value is not None
        ]
        if row and len(percents) == 1:
            label = " ".join(_WORD.findall(evidence.words(row[0]).lower()))
            found.append((label, percents[0].value or 0.0, percents[0]))
    return found
