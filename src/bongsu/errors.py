"""Errors that a user can cause and mend: what is wrong, where, and how to put it right.

Programming mistakes stay ordinary exceptions; only what a person outside can mend belongs here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

_SHOWN = 50  # faults that are listed one by one


class BongsuError(Exception):
    """Base of all errors that a user can cause and mend.

    Parameters
    ----------
    what : str
        What is wrong, with the offending value.
    where : str
        File, scenario, block or variable.
    mend : str
        What to do about it.
    """

    def __init__(self, what: str, *, where: str, mend: str) -> None:
        super().__init__(f"{what}\n  where: {where}\n  mend:  {mend}")
        self.what, self.where, self.mend = what, where, mend

    def __reduce__(
        self,
    ) -> tuple[Any, ...]:  # keyword-only parts survive a process pool
        return partial(type(self), where=self.where, mend=self.mend), (self.what,)


class OutOfRange(BongsuError):
    """A value lies outside the range that it can have."""


class MissingValue(BongsuError):
    """A value is NaN, or a period has none, where one is needed."""


class UnknownName(BongsuError):
    """A name is not known; the mend offers the nearest one that is."""


class DuplicateName(BongsuError):
    """Two things claim one name."""


class UnusedName(BongsuError):
    """Something was given that nothing uses."""


class UnitMismatch(BongsuError):
    """Two units meet that differ, and no conversion was declared."""


class FrequencyMismatch(BongsuError):
    """Two frequencies meet, and no rule leads from one to the other."""


class DimensionMismatch(BongsuError):
    """An array has other dimensions or labels than were declared."""


class Circle(BongsuError):
    """Names depend on each other in a circle that nothing solves or cuts."""


class NotConverged(BongsuError):
    """An explicit solve block did not reach its tolerance."""


class BadPeriod(BongsuError):
    """A text is no day, month, quarter or year, or lies outside its horizon."""


class BadFile(BongsuError):
    """A file from outside cannot be read: encoding, size, depth, syntax or schema."""


class BadProbability(BongsuError):
    """Probabilities are negative, do not sum to one, or lack a case."""


class NotKnownYet(BongsuError):
    """Something became known only after the date that a run may look at."""


class BadOutput(BongsuError):
    """A result cannot be written to the place that was asked for."""


class ExtractorFault(BongsuError):
    """An extractor from outside fails, or gives something that is no proposal."""


class StoreFault(BongsuError):
    """A store of results cannot be used: another version, another run, or no room."""


class NoWorkers(BongsuError):
    """The workers that a run was to use are not installed, cannot be reached, or died."""


class Untraced(BongsuError):
    """A number in a page is accounted for by no fact."""


class Faults(BongsuError):
    """Several faults of one file or model, reported together.

    Parameters
    ----------
    faults : sequence of BongsuError
        At least one.
    where : str
        The file or model that they are in.
    """

    def __init__(self, faults: Sequence[BongsuError], *, where: str) -> None:
        self.faults = tuple(faults)
        shown = [f"{number}. {fault}" for number, fault in enumerate(self.faults[:_SHOWN], 1)]
        if len(self.faults) > _SHOWN:
            shown.append(f"... and {len(self.faults) - _SHOWN} more")
        listing = "\n".join(shown)
        super().__init__(
            f"{len(self.faults)} faults\n{listing}",
            where=where,
            mend="mend each of them",
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), where=self.where), (self.faults,)


def report(faults: Sequence[BongsuError], *, where: str) -> None:
    """Raise what was collected: nothing, the one fault as it is, or all of them as `Faults`."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Faults(faults, where=where)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a mend that offers the nearest known name, or lists the known ones.

    Examples
    --------
    >>> did_you_mean("people.tfrr", ["people.tfr", "rates.krw_usd"])
    'did you mean `people.tfr`?'
    >>> did_you_mean("zzz", ["people.tfr"])
    'known are: people.tfr'
    """
    from difflib import get_close_matches  # noqa: PLC0415  # seldom needed, and every run waits

    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"known are: {shown}" if names else "none are known here"
