"""What people judged: that two names, or two entries of the ledger, are the same or are not.

A judgement is a statement like any other: dated, by a named person, and withdrawn by the next one
on the same pair.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.errors import BongsuError
from bongsu.ledger.statements import Statement, instant, retraction, statement_id

SAME, APART = "same_as", "not_same_as"
Pair = tuple[str, str]  # two subjects, in order


class BadJudgement(BongsuError):
    """A judgement names nobody, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Which subjects were judged to be the same, and which pairs not to be."""

    roots: dict[
        str, str
    ]  # of every subject that is the same as another: the one that stands for it
    apart: frozenset[Pair]

    def root(self, subject: str) -> str:
        """Return the subject that stands for all that are the same."""
        return self.roots.get(subject, subject)

    def decided(self, one: str, other: str) -> bool:
        """Whether somebody judged a pair, itself or by way of others."""
        if self.root(one) == self.root(other):
            return True
        return pair(one, other) in self.apart


def pair(one: str, other: str) -> Pair:
    """Return two subjects in order."""
    return (one, other) if one <= other else (other, one)


def judgements(statements: Iterable[Statement]) -> Judgements:
    """Return what some statements judge; the one that stands first stands for its group."""
    roots: dict[str, str] = {}
    apart: set[Pair] = set()

    def root(subject: str) -> str:
        path = []
        while (above := roots.get(subject, subject)) != subject:
            path.append(subject)
            subject = above
        for passed in path:
            roots[passed] = subject
        return subject

    for one in statements:
        if one.prop == APART:
            apart.add(pair(one.subject, str(one.value)))
        elif one.prop == SAME:
            kept, other = sorted((root(one.subject), root(str(one.value))), key=_rank)
            if kept != other:
                roots[other] = kept
    return Judgements({subject: root(subject) for subject in list(roots)}, frozenset(apart))


def _rank(subject: str) -> tuple[bool, str]:
    return subject.startswith("entity:name-"), subject  # a listed name stands for an unlisted one


def judge(
    one: str,
    other: str,
    *,
    same: bool,
    by: str,
    moment: dt.datetime,
    earlier: Iterable[Statement] = (),
) -> tuple[Statement, ...]:
    """Return the statements that a judgement makes: itself, and what it withdraws.

    Parameters
    ----------
    one, other : str
        Two subjects.
    same : bool
        Whether they are the same.
    by : str
        Who judges.
    moment : datetime
        When, with time zone.
    earlier : iterable of Statement
        Judgements that hold; those on this pair are withdrawn.

    Raises
    ------
    BadJudgement
        If nobody judges.
    """
    if not by.strip():
        raise BadJudgement(
            "a judgement is somebody's", where="review", mend="name the person with --by NAME"
        )
    first, second = pair(one, other)
    told = instant(moment)
    prop = SAME if same else APART
    on_it = [
        old
        for old in earlier
        if old.prop in {SAME, APART} and pair(old.subject, str(old.value)) == (first, second)
    ]
    if any(old.prop == prop for old in on_it):
        return ()
    made = Statement(
        id=statement_id(first, prop, second, f"{by} {told}", -1),
        subject=first,
        prop=prop,
        value=second,
        original_value="",
        extractor=by.strip(),
        recorded_at=told,
    )
    return (*(retraction(old, told) for old in on_it), made)
