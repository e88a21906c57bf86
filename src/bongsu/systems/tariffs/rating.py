"""The duty of one entry: which measures apply, upon what part of the value, and what stays open.

Stacking is what the headings say of each other: a measure applies if its products, origin and
conditions fit and none of the headings that it excepts applies. What is left of the value after
Section 232 is `rest`; most other authorities are laid upon that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product

from bongsu.systems.tariffs.entries import Answer, Base, Entry, OpenQuestion, Range, Schedule
from bongsu.systems.tariffs.law import FOREVER, Law
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario, standing_under
from bongsu.systems.tariffs.readings import NO_BASE, TINY, Case, Reading

MOST_QUESTIONS = 6  # enumerated together: 64 readings; beyond, one at a time
Totals = dict[tuple[bool, ...], float]  # by the answers to the questions


def rate(
    entry: Entry,
    *,
    law: Law,
    schedule: Schedule,
    as_of: date | None = None,
    known_at: date | None = None,
    scenario: Scenario = ACTUAL,
) -> Answer:
    """Duty of an entry by authority, as the law stood and as it was known.

    Parameters
    ----------
    entry : Entry
        The line; what its flags and content do not settle stays open.
    law : Law
        Measures, events, conditions and lists.
    schedule : Schedule
        Base rates.
    as_of : date, optional
        The day whose law is asked for; the day of entry if left out.
    known_at : date, optional
        Nothing published later is looked at; everything is, if left out.
    scenario : Scenario, optional
        Overrides; the law as it is, if left out.

    Returns
    -------
    Answer
        Shares of customs value, exact; `low` and `high` over the open questions.
    """
    day, known = as_of or entry.day, known_at or FOREVER
    in_force = standing_under(law, day, known, scenario)
    case = Case(entry=entry, law=law, schedule=schedule, day=day, known_at=known, in_force=in_force)
    plain = case.read({})
    questions, low, high, kind = _explore(case, plain)
    return Answer(
        entry=entry,
        day=day,
        known_at=known,
        base=plain.base,
        by_authority=plain.by_authority(),
        total=plain.total(),
        low=low,
        high=high,
        range=kind,
        components=plain.components(),
        open_questions=questions,
        assumed=tuple(sorted(plain.assumed)),
    )


def _explore(case: Case, plain: Reading) -> tuple[tuple[OpenQuestion, ...], float, float, Range]:
    """Return the questions that move the total, its bounds over their answers, and their kind."""
    asked = dict(plain.asked)
    for name in plain.asked:  # an answer may raise further questions
        asked |= case.read({name: not asked[name]}).asked
    order = sorted(asked)
    answers = answers_to([asked[name] for name in order])

    def totals_at(bound: str) -> Totals:
        return {
            answer: case.read(dict(zip(order, answer, strict=True)), bound).total()
            for answer in answers
        }

    totals = totals_at("")
    found = []
    for place, name in enumerate(order):
        pairs = [
            (total, totals[flipped(answer, place)])
            for answer, total in totals.items()
            if flipped(answer, place) in totals
        ]
        if any(abs(one - other) > TINY for one, other in pairs):
            seen = [total for pair in pairs for total in pair]
            found.append(_question(case.law, name, asked[name], seen))
    lows, highs = totals, totals
    if plain.base.low is not None or plain.base.high is not None:
        lows, highs = totals_at("low"), totals_at("high")
    if plain.base.asks:
        found.append(_of_base(plain.base, [*lows.values(), *highs.values()]))
    low, high = min(lows.values()), max(highs.values())
    kind: Range = "bounds" if high - low > TINY else "exact"
    if plain.base.estimated and _differ(totals, totals_at(NO_BASE)):
        kind = "prices-of-2024"
    return tuple(found), low, high, kind


def _differ(totals: Totals, others: Totals) -> bool:
    return any(abs(total - others[answer]) > TINY for answer, total in totals.items())


def _of_base(base: Base, totals: Sequence[float]) -> OpenQuestion:
    """Return the question that the base duty asks."""
    return OpenQuestion(
        name=base.asks,
        question=base.question,
        note=f"column 1 or 2 of the line: {base.text}",
        presumed="that of 2024" if base.estimated else "the higher",
        low=min(totals),
        high=max(totals),
    )


def answers_to(usual: Sequence[bool]) -> list[tuple[bool, ...]]:
    """Return the combinations of answers to read under: all of a few, else one turned at a time."""
    if len(usual) <= MOST_QUESTIONS:
        return list(product((False, True), repeat=len(usual)))
    given = tuple(usual)
    return [given, *(flipped(given, place) for place in range(len(given)))]


def flipped(answer: tuple[bool, ...], place: int) -> tuple[bool, ...]:
    """Return answers with one of them turned round."""
    return (*answer[:place], not answer[place], *answer[place + 1 :])


def _question(law: Law, name: str, presumed: bool, totals: Sequence[float]) -> OpenQuestion:
    return OpenQuestion(
        name=name,
        question=law.conditions[name].question,
        note=law.conditions[name].note,
        presumed="yes" if presumed else "no",
        low=min(totals),
        high=max(totals),
    )
