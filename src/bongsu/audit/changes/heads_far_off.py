"""What each of a number gets, where the sum that they share stands elsewhere in the article.

"With 22.1 million subscribers, the fund held about 51.6 million won for each": no sum of the
sentence, or of the next, makes the rate; but one of the article does, or makes it but for a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.changes.heads_and_sums import Shared
from bongsu.audit.changes.heads_told import is_each, is_number, may_be_sum
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind

_SLIP = 1.4  # in powers of ten: what a slip must be worth to tell a sum that no word leads to
_ALIKE = 0.06  # of a rate: sums and numbers are rounded
_MONEY = Kind.MONEY


def heads_far_off(evidence: Evidence) -> Iterator[Shared]:
    """Yield a number and a rate of one sentence with the sum that parts them by a slip."""
    every = few_terms(evidence)
    numbers = [one for one in every if not one.cell and is_number(one)]
    for number in numbers:
        here = [one for one in every if one.index == number.index and one is not number]
        rates = [one for one in here if one.quantity.kind is _MONEY and is_each(one, number)]
        if len(rates) != 1 or any(may_be_sum(one, rates[0], number) for one in here):
            continue
        if sum(one.index == number.index for one in numbers) > 1:
            continue
        found = _slipped(rates[0], number, every)
        if found is not None:
            yield found


def _slipped(rate: Term, number: Term, every: Sequence[Term]) -> Shared | None:
    sums = [one for one in every if may_be_sum(one, rate, number)]
    made = [(one, one.value / number.value) for one in sums if one.quantity.comparator in NO_BOUNDS]
    if any(abs(right / rate.value - 1) <= _ALIKE for _, right in made):
        return None
    wrong = [
        (one, right)
        for one, right in made
        if surprise(rate.quantity, Interval(right * 0.999, right * 1.001)) >= _SLIP
    ]
    if len({one.value for one, _ in wrong}) != 1:
        return None
    total = wrong[0][0].quantity
    return Shared(
        rate=rate.quantity,
        number=number.quantity,
        total=total,
        right=rate.value * number.value,
    )
