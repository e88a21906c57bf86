"""Bodies said to be made up of two groups or more, whose size another sentence tells.

"The assembly is comprised of 253 local seats and 47 others" is held against "the 300-member
assembly", wherever that stands. What a body is made up of is all of it, so that its size must be
the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bongsu.audit.reading.fits import counted
from bongsu.audit.reading.sums import Sum
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import Evidence, Kind
from bongsu.patterns import lazy_regex

_MADE_OF = lazy_regex(
    r"\b(?:compris(?:e|es|ed|ing)(?: of)?|composed of|consist(?:s|ed|ing)? of|made up of|formed by|"
    r"divided into|split (?:into|between|among)|will have|to have|elects?|filled by)\b"
    r"[^.;:\ue000-\ue01f]{0,40}$"
)
_MAKE_UP = lazy_regex(
    r"^[^.;:\ue000-\ue01f]{0,60}\b(?:make up|makes up|made up|form|compose|constitute|comprise|"
    r"fill)\b"
    r"[^.;:\ue000-\ue01f]{0,40}$"
)
_JOINT = lazy_regex(
    r"[^.;:\ue000-\ue01f]{2,60}?(?:,|,? and|,? plus|,? along with) (?:the |its |another )?"
)
_SIZED = lazy_regex(r"^-(?:member|seat|judge|person|strong|man|nation|state|justice)\b")
_PARTIAL = lazy_regex(
    r"\b(?:includ\w+|of (?:whom|which|them)|such as|among|more than|at least|than|other|vacan\w+)\b"
)
_MORE = lazy_regex(r"^[^.;]*?\band (?:the|an?|its|their|several|some|one)\b")
_MEMBERS = content_words(
    "members seats delegates lawmakers senators deputies judges justices directors councilors "
    "legislators representatives commissioners ministers officials experts lawyers countries "
    "nations"
)
_ROOM = (0.6, 1.6)  # of the sum: a body farther off is another one


def composed_sums(evidence: Evidence) -> Iterator[Sum]:
    """Yield the size of a body with the groups that are said to make it up, where they differ."""
    every = [term for term in few_terms(evidence) if term.quantity.kind is Kind.COUNT]
    whole = [term for term in every if counted(term.quantity)]
    for _, group in groupby(whole, key=lambda term: term.index):
        found = _groups(list(group))
        parts = found[0] if found is not None else []
        if len(parts) < 2 or _PARTIAL.search(parts[0].frame.text[parts[0].at :].lower()):
            continue
        added = sum(part.value for part in parts)
        if any(q.value == added for _, q in parts[0].frame.figures):
            continue  # the sentence names the body's size itself
        sizes = [found[1]] if found and found[1] else _sizes(whole, parts)
        if sizes and len({size.value for size in sizes}) == 1 and sizes[0].value != added:
            if added < sizes[0].value and _MORE.search(parts[-1].tail[:80]):
                continue  # "9 others and the heads of two committees"
            if _ROOM[0] * added <= sizes[0].value <= _ROOM[1] * added:
                yield Sum(
                    whole=sizes[0].quantity,
                    parts=tuple(part.quantity for part in parts),
                    sure=bool(_named(parts) & _subject(sizes[0])),
                )


def _groups(some: Sequence[Term]) -> tuple[list[Term], Term | None] | None:
    """Return the counts that a sentence says make something up, and its size if that is beside."""
    for place, term in enumerate(some):
        run = _joined(some[place:])
        if len(run) < 2:
            continue
        if _MADE_OF.search(term.lead.lower()):
            return run, None
        behind = some[place + len(run) :]
        if behind:
            between = run[-1].frame.text[run[-1].at + 1 : behind[0].at]
            if _MAKE_UP.match(between.lower()):
                return run, behind[0]
    return None


def _joined(some: Sequence[Term]) -> list[Term]:
    run = [some[0]]
    for term in some[1:]:
        if not _JOINT.fullmatch(term.frame.text, run[-1].at + 1, term.at):
            break
        run.append(term)
    return run if all(_things(one) for one in run) else []


def _things(term: Term) -> bool:
    """Whether what is counted are members or seats of something."""
    return bool(content_words(term.tail[:60].partition(",")[0]) & _MEMBERS)


def _sizes(whole: Sequence[Term], parts: Sequence[Term]) -> list[Term]:
    """Return how large bodies are that the article names by their size."""
    most = max(part.value for part in parts)
    return [
        term
        for term in whole
        if term.index != parts[0].index
        and term.value > most
        and (_SIZED.match(term.tail) or (_things(term) and _ALL.search(term.lead.lower())))
    ]


_ALL = lazy_regex(r"\b(?:the|all|its|has|have|total of|with)(?: [a-z-]+)? $")


def _named(parts: Sequence[Term]) -> frozenset[str]:
    return content_words(parts[0].frame.text[: parts[0].at])


def _subject(size: Term) -> frozenset[str]:
    return content_words(size.tail[:60]) | content_words(size.lead[-60:])
