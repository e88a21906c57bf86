"""Totals called by one name that are the exact sum of figures near by of which one bears another.

"The fund gave 420 for medicine and 180 for seed, and lent 250. Gifts came to 850": the words right
beside each figure tell what it is of. So do counts: what is in production is not delivered,
families are no people, and troops with containers are nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from bongsu.audit.notation import FIGURE_SIGN, SIGNS
from bongsu.audit.reading.terms import Term, Unit, prose_terms
from bongsu.audit.reading.wording import table
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind
from bongsu.patterns import lazy_regex, regex

_SUMMED = {"money", "count", "physical"}
_BACK = 3  # sentences before a total in which its parts may stand
_NEAR = 8  # figures of a unit in these sentences, among which one looks for the parts
_MOST = 4  # parts of a total
_LEAD, _TAIL = 60, 45  # code points beside a figure in which words tell what it is of
_CUT_BACK = lazy_regex(
    r"[;:.(]|, (?!on |in )|\b(?:while|but|whereas|which|that|so|thus|of which)\b"
)
_CUT_AHEAD = lazy_regex(r"[,;:.()]|\b(?:and|while|but|whereas|which|so|or)\b")
_IN_ALL = lazy_regex(
    r"^(?: [a-z-]+){0,2},? (?:in all|in total|altogether|all told|combined|together)\b"
)
_ALL = lazy_regex(
    r"\b(?:a total of|totall?ing|altogether|in all,?|making|together) $", re.IGNORECASE
)
_SORTS = lazy_regex(
    r"\b(?:both|kinds?|sorts?|various|mixed|combined|loans? and|and loans?|or|either)\b"
)

Mixed = tuple[Term, list[tuple[Term, str]], str]


def totals_of_natures(evidence: Evidence) -> Iterator[Mixed]:
    """Yield a total, its parts with what each is of, and what the total is called."""
    by_unit: dict[Unit, list[Term]] = {}
    for term in prose_terms(evidence):
        if term.value > 1 and term.quantity.comparator in NO_BOUNDS:
            for unit in term.units:
                if unit[0] in _SUMMED:
                    by_unit.setdefault(unit, []).append(term)
    for some in by_unit.values():
        for place, total in enumerate(some):
            found = _mixed(total, some[max(0, place - _NEAR) : place])
            if found is not None:
                yield found


def _mixed(total: Term, earlier: Sequence[Term]) -> Mixed | None:
    near = [
        one
        for one in earlier
        if one.block == total.block and total.index - one.index <= _BACK and one.value < total.value
    ]
    called = natures(total, whole=True) if len(near) > 1 else {}
    unnamed = len(near) > 1 and not called.get("beings") and _is_told_in_all(total)
    if not called and not unnamed:
        return None
    runs = [near[at : at + n] for n in range(4, _MOST + 1) for at in range(len(near) - n + 1)]
    for parts in (*combinations(near, 2), *combinations(near, 3), *runs):
        if not _adds_up(total, parts):
            continue
        told = [natures(part) for part in parts]
        for group, name in called.items():
            if group == "beings" and name != "people":
                continue  # a single person may be a household
            others = [one.get(group, "") for one in told]
            if any(one and one != name and (name, one) not in _within() for one in others):
                return total, list(zip(parts, others, strict=True)), name
        beings = [one.get("beings", "") for one in told]
        if unnamed and all(beings) and len(set(beings)) > 1 and "groups" not in beings:
            return total, list(zip(parts, beings, strict=True)), "the total"
    return None


def _adds_up(total: Term, parts: Sequence[Term]) -> bool:
    added = sum(part.value for part in parts)
    step = max(one.quantity.step for one in (total, *parts))
    exact = abs(added - total.value) <= 0.51 * step * (step > 1) + 1e-9 * added
    return exact and total.value >= _TELLING * step * (step > 1)


_TELLING = 5  # steps in a total: with fewer, two figures come to it by chance


def _is_told_in_all(term: Term) -> bool:
    tail = term.tail.lower()
    return _IN_ALL.match(tail) is not None or _ALL.search(term.lead[-30:]) is not None


@cache
def _within() -> frozenset[tuple[str, str]]:
    return frozenset((str(whole), str(part)) for whole, part in table("classes")["within"])


def natures(term: Term, *, whole: bool = False) -> dict[str, str]:
    """Return by group the one name that the words right beside a figure give it.

    A total is called by all of them: "gifts and loans" are neither.
    """
    signs = FIGURE_SIGN if not _is_money(term) else _NO_COUNT  # "will order 103 aircraft for 36"
    lead = _CUT_BACK.split(signs.split(term.lead[-_LEAD:])[-1])[-1].lower()
    tail = _CUT_AHEAD.split(FIGURE_SIGN.split(term.tail[:_TAIL])[0])[0].lower()
    lead = lead if whole else lead.rpartition(" and ")[2]
    if _SORTS.search(f"{lead} | {tail}") or (whole and _TWO_NAMES.search(lead)):
        return {}
    found: dict[str, str] = {}
    for group, rows in _patterns().items():
        for said in (tail, lead) if group in {"stage", "beings"} else (lead, tail):
            names = {name for name, pattern in rows if pattern.search(said)}
            if names:
                if len(names) == 1:
                    found[group] = names.pop()
                break
    return found


_TWO_NAMES = lazy_regex(  # "plants and aircraft worth": a total of both
    r"\b[a-z]+ and [a-z]+ (?:worth|of|total\w*|amount\w*|c[ao]me|comes?|make|made)\b"
)
_TOGETHER = lazy_regex(r"\b(?:together|combined|in all|jointly|altogether)\b")
_COMES = lazy_regex(
    r"\b(?:amount(?:s|ed)? to|comes? to|came to|adds? up to|added up to|makes? up|made up|"
    r"total(?:s|ed)?|sums? to)(?: about| some| nearly| almost)? $"
)


def called_in_one(evidence: Evidence) -> Iterator[tuple[Term, list[str], str]]:
    """Yield a total that is called one thing and said to be of another as well, with both names.

    "Together the airline's purchases and the yards' plans amount to 62.9 billion in investment."
    """
    rows = _patterns()["money"]
    for term in prose_terms(evidence):
        lead = term.lead.lower()
        verb = _COMES.search(lead)
        if not _is_money(term) or verb is None or not _TOGETHER.search(lead):
            continue
        tail = _CUT_AHEAD.split(FIGURE_SIGN.split(term.tail[:_TAIL])[0])[0].lower()
        if not tail.startswith((" in ", " of ")) or " and " in term.tail[:_TAIL].lower():
            continue
        called = {name for name, pattern in rows if pattern.search(tail)}
        subject = lead[: verb.start()]
        said = [{n for n, p in rows if p.search(side)} for side in subject.split(" and ")]
        if len(called) != 1 or len(said) == 1:
            continue
        (name,) = called
        others = sorted({o for side in said for o in side if len(side) == 1 and o != name})
        others = [one for one in others if (name, one) not in _within()]
        if others:
            yield term, others, name


_NO_COUNT = lazy_regex(f"[{''.join(sorted(set(SIGNS.values()) - {SIGNS[Kind.COUNT]}))}]")


def _is_money(term: Term) -> bool:
    return term.quantity.kind is Kind.MONEY


@cache
def _patterns() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    return {
        group: tuple(
            (name, regex(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])"))
            for name, forms in rows.items()
        )
        for group, rows in table("classes")["natures"].items()
    }
