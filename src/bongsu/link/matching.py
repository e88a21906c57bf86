"""Match arguments to variables: by name, then frequency, then unit; every fault is collected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bongsu.errors import (
    BongsuError,
    DimensionMismatch,
    FrequencyMismatch,
    UnitMismatch,
    UnknownName,
    did_you_mean,
)
from bongsu.link.blocks import Block, Check, Source, argument_names, full_name, place
from bongsu.link.discovery import VARIABLES, System
from bongsu.link.edges import Edge, Lag
from bongsu.link.feeds import Feed
from bongsu.periods import Frequency
from bongsu.units import convertible, factor, is_flow, per_period, same_unit
from bongsu.variables import Coarser, Need, Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """What is declared by all systems together, and the faults found so far."""

    systems: Mapping[str, System]
    variables: Mapping[str, Variable]
    faults: list[BongsuError] = field(default_factory=list)
    faulty_needs: set[tuple[str, str]] = field(default_factory=set)  # (system, variable)

    def frequency_of(self, block: Block) -> Frequency | None:
        """Return how often a block's results have values; None if they do not change."""
        found = {
            variable.frequency: variable
            for variable in (self.variables.get(name) for name in block.outputs)
            if variable is not None and variable.frequency is not None
        }
        if len(found) > 1:
            one, other = list(found.values())[:2]
            self.faults.append(
                FrequencyMismatch(
                    f"block {block.name} makes {shown(one)} and {shown(other)}",
                    where=place(block.function),
                    mend="write one block for each frequency",
                )
            )
        return next(iter(found), None)

    def feeds(self, taker: Block | Check) -> tuple[Feed, ...]:
        """Return what fills each argument of a block or check, as far as it has no fault."""
        lags = taker.lag if isinstance(taker, Block) else {}
        target = self.frequency_of(taker) if isinstance(taker, Block) else None
        if target is None:
            self._one_frequency(taker)
        found = (
            self._feed(taker, argument, taker.arguments.get(argument), target, lags.get(argument))
            for argument in argument_names(taker.function)
        )
        return tuple(feed for feed in found if feed is not None)

    def factors(self, block: Block) -> tuple[float, ...]:
        """Return what each result is multiplied by to be in its variable's unit."""
        scales = []
        for name, edge in zip(block.outputs, block.returns, strict=True):
            variable = self.variables.get(name)
            if variable is None:
                scales.append(1.0)
                continue
            self._result_frequency(block, name, variable, edge)
            scales.append(self._result_factor(block, name, variable, edge))
        return tuple(scales)

    def source_unit(self, source: Source) -> None:
        """Check the unit and the frequency that a source returns."""
        variable = self.variables.get(source.name)
        if variable is not None:
            self._result_frequency(source, source.name, variable, source.returns)
            self._result_factor(source, source.name, variable, source.returns)

    def known(self, name: str, system: str, by: str, where: str, argument: str) -> Variable | None:
        """Return the variable that a system may take by this name, or note that there is none."""
        declared = self.systems[system].declarations
        variable = self.variables.get(name)
        if name.startswith(f"{system}."):
            if variable is None:
                nearest = did_you_mean(name, [*declared.variables, *declared.needs])
                self._unknown(f"{by} takes `{argument}`, but there is no {name}", where, nearest)
        elif name not in declared.needs:
            listed = variable is not None
            mend = f"list {name} under `needs` in {system}'s {VARIABLES}, with unit and dims"
            nearest = mend if listed else did_you_mean(name, [*declared.needs, *self.variables])
            what = f"{by} takes `{argument}`, but {system} does not list {name} as a need"
            self._unknown(what, where, nearest)
            return None
        return variable

    def guess(
        self, name: str, stands_for: Variable, system: str, by: str, where: str
    ) -> Variable | None:
        """Return the variable that stands in for another at the start, checked against it."""
        variable = self.known(name, system, by, where, name)
        if variable is None:
            return None
        if not self._same(variable.unit, stands_for.unit, where):
            self.faults.append(
                UnitMismatch(
                    f"{by} begins {stands_for.name} ({stands_for.unit}) with {name} "
                    f"({variable.unit})",
                    where=where,
                    mend="declare both in one unit",
                )
            )
        if not set(variable.dims) <= set(stands_for.dims):
            self.faults.append(_dims(by, variable, stands_for.dims, where))
        return variable

    def need(self, need: Need, system: System, takers: Sequence[str]) -> None:
        """Check what a system says of another's variable against what its owner says."""
        where = f"{system.folder / VARIABLES}, needs"
        by = ", ".join(takers) or system.name
        before = len(self.faults)
        owner = self.variables.get(need.name)
        if owner is None:
            nearest = did_you_mean(need.name, self.variables)
            self._unknown(f"{system.name} needs {need.name}, which no system has", where, nearest)
        else:
            self._need_against(need, owner, by, where)
        if len(self.faults) > before:
            self.faulty_needs.add((system.name, need.name))

    def _need_against(self, need: Need, owner: Variable, by: str, where: str) -> None:
        if set(need.dims) != set(owner.dims):
            self.faults.append(_dims(by, owner, need.dims, where))
        if need.frequency != owner.frequency:
            self.faults.append(
                FrequencyMismatch(
                    f"{by} needs {need.name} {_every(need.frequency)} ({need.unit}), "
                    f"its owner declares {shown(owner)}",
                    where=where,
                    mend=f"write the owner's frequency in `needs`; its rule `coarser` "
                    f"({owner.coarser or 'none yet'}) leads to a coarser one",
                )
            )
        self._scale(owner.unit, need, f"{by} needs {need.name}", "its owner declares", where)

    def _feed(
        self,
        taker: Block | Check,
        argument: str,
        edge: Edge | None,
        target: Frequency | None,
        lag: Lag | None,
    ) -> Feed | None:
        where = place(taker.function)
        name = full_name(argument, taker.system)
        variable = self.known(name, taker.system, by_name(taker), where, argument)
        if variable is None or (taker.system, name) in self.faulty_needs:
            return None
        unit, scale = variable.unit, 1.0
        need = self.systems[taker.system].declarations.needs.get(name)
        if need is not None and variable.system != taker.system:
            scale = self._scale(variable.unit, need, taker.name, "", where)
            unit = need.unit
        wanted = edge.frequency if edge and edge.frequency else target
        rule = self._rule(taker, variable, unit, wanted, edge, where)
        if rule is Coarser.SUM and variable.frequency and wanted:
            unit = per_period(unit, variable.frequency, wanted)
        if edge is not None:
            does = f"{by_name(taker)} takes {name}"
            scale *= self._scale(unit, edge, does, "it comes", where)
            unit = edge.unit
        if lag is not None:
            self._check_lag(by_name(taker), taker.system, variable, lag, where)
        return Feed(
            argument=argument,
            name=name,
            unit=unit,
            factor=scale,
            frequency=wanted if rule else variable.frequency,
            rule=rule,
            lag=lag.steps if lag else 0,
            initial=lag.initial if lag else None,
        )

    def _rule(
        self,
        taker: Block | Check,
        variable: Variable,
        unit: str,
        wanted: Frequency | None,
        edge: Edge | None,
        where: str,
    ) -> Coarser | None:
        """Return the rule that leads to the wanted frequency, or None where none is needed."""
        own = variable.frequency
        asked = edge is not None and edge.frequency is not None
        if wanted is None or own == wanted or (own is None and not asked):
            return None
        if own is not None and own.finer_than(wanted) and variable.coarser is not None:
            if variable.coarser is Coarser.SUM:
                self._summable(taker, variable, unit, own, wanted, where)
            return variable.coarser
        finer = own is not None and own.finer_than(wanted)
        self.faults.append(
            FrequencyMismatch(
                f"{by_name(taker)}{self._made(taker)} takes {variable.name} "
                f"{_every(wanted)}, it is declared {shown(variable)}"
                + (" and has no rule to a coarser frequency" if finer else ""),
                where=where,
                mend=f"declare `coarser` for {variable.name}"
                if finer
                else f"bring {variable.name} to the {wanted} in a block of its own, and say how",
            )
        )
        return None

    def _summable(
        self,
        taker: Block | Check,
        variable: Variable,
        unit: str,
        own: Frequency,
        wanted: Frequency,
        where: str,
    ) -> None:
        if per_period(unit, own, wanted) != unit:
            return
        base = unit.rpartition("/")[0] if is_flow(unit) else unit
        self.faults.append(
            UnitMismatch(
                f"{by_name(taker)} takes {variable.name} summed from {own} to {wanted}, which "
                f"needs {base}/{own}; it comes in {unit}",
                where=where,
                mend="write the unit per the variable's own period, or the rule `mean` or `end`",
            )
        )

    def _check_lag(self, by: str, system: str, variable: Variable, lag: Lag, where: str) -> None:
        if variable.frequency is None:
            self.faults.append(
                FrequencyMismatch(
                    f"{by} takes {variable.name} {lag.steps} periods earlier, "
                    f"it is declared {shown(variable)}",
                    where=where,
                    mend="remove the lag, or declare a frequency",
                )
            )
        initial = self.guess(lag.initial, variable, system, by, where)
        if initial is not None and initial.frequency is not None:
            self.faults.append(
                FrequencyMismatch(
                    f"{by} begins {shown(variable)} with {shown(initial)}",
                    where=where,
                    mend="begin with a variable that has no frequency",
                )
            )

    def _one_frequency(self, taker: Block | Check) -> None:
        """Note where variables of several frequencies meet in a result that has none of its own."""
        found: dict[Frequency, Variable] = {}
        for argument in argument_names(taker.function):
            edge = taker.arguments.get(argument)
            variable = self.variables.get(full_name(argument, taker.system))
            if variable is not None and variable.frequency and not (edge and edge.frequency):
                found.setdefault(variable.frequency, variable)
        if len(found) > 1:
            one, other = list(found.values())[:2]
            coarsest = min(found, key=lambda frequency: frequency.per_year)
            self.faults.append(
                FrequencyMismatch(
                    f"{by_name(taker)} takes {shown(one)} and {shown(other)}",
                    where=place(taker.function),
                    mend=f'say at an edge which is meant, such as `Edge(unit, "{coarsest}")`',
                )
            )

    def _made(self, taker: Block | Check) -> str:
        if isinstance(taker, Check):
            return ""
        made = self.variables.get(taker.outputs[0])
        return f" (makes {shown(made)})" if made else ""

    def _result_frequency(
        self, maker: Block | Source, name: str, variable: Variable, edge: Edge | None
    ) -> None:
        if edge and edge.frequency not in {None, variable.frequency}:
            self.faults.append(
                FrequencyMismatch(
                    f"{by_name(maker)} returns {name} by {edge.frequency} ({edge.unit}), "
                    f"it is declared {shown(variable)}",
                    where=place(maker.function),
                    mend="make the two frequencies the same",
                )
            )

    def _result_factor(
        self, maker: Block | Source, name: str, variable: Variable, edge: Edge | None
    ) -> float:
        if edge is None:
            return 1.0
        where, does = place(maker.function), f"{by_name(maker)} returns {name}"
        scale = self._scale(variable.unit, edge, does, "it is declared", where)
        return 1.0 / scale

    def _scale(self, unit: str, wanted: Edge | Need, does: str, other: str, where: str) -> float:
        """Return the factor from a unit to the one that is wanted, if it may be applied."""
        if self._same(unit, wanted.unit, where):
            return 1.0
        near = self._quietly(convertible, unit, wanted.unit, where)
        if near is None:
            return 1.0
        if near and wanted.convert:
            return factor(unit, wanted.unit, where=where)
        declare = "`convert: true`" if isinstance(wanted, Need) else "`convert=True`"
        self.faults.append(
            UnitMismatch(
                f"{does} in {wanted.unit}, {other} in {unit}",
                where=where,
                mend=f"correct one of the units, or declare {declare} there"
                if near
                else "correct one of the units: neither converts into the other",
            )
        )
        return 1.0

    def _same(self, one: str, other: str, where: str) -> bool:
        return one == other or self._quietly(same_unit, one, other, where) is True

    def _quietly(
        self, compare: Callable[[str, str], bool], one: str, other: str, where: str
    ) -> bool | None:
        """Compare two units; a unit that is none becomes one fault among the others."""
        try:
            return compare(one, other)
        except UnitMismatch as fault:
            again = UnitMismatch(fault.what, where=where, mend=fault.mend)
            if str(again) not in {str(known) for known in self.faults}:
                self.faults.append(again)
            return None

    def _unknown(self, what: str, where: str, nearest: str) -> None:
        self.faults.append(UnknownName(what, where=where, mend=nearest))


def by_name(one: Block | Check | Source) -> str:
    """Return how a message names what takes or makes a variable.

    Examples
    --------
    >>> by_name(Source(name="people.tfr", system="people", function=len, tables=(), returns=None))
    'source people.tfr'
    """
    return f"{type(one).__name__.lower()} {one.name}"


def _every(frequency: Frequency | None) -> str:
    return f"by {frequency}" if frequency else "without a frequency"


def shown(variable: Variable) -> str:
    """Return a variable with its frequency and unit, as messages show it."""
    return f"{variable.name} {_every(variable.frequency)} ({variable.unit})"


def _dims(by: str, variable: Variable, dims: Sequence[str], where: str) -> DimensionMismatch:
    return DimensionMismatch(
        f"{by} takes {variable.name} over ({', '.join(dims)}), it is declared over "
        f"({', '.join(variable.dims)})",
        where=where,
        mend="write the dims that are declared",
    )
