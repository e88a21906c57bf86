"""Which rules are asked for: by family, by the beginning of an id, or one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.audit.rules import Register, Rule
from bongsu.errors import UnknownName, did_you_mean

ALL = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for and what is not.

    An id, or its beginning such as ``AR`` or ``AR1``; ``ALL`` stands for every rule. Where both
    sides name a rule the longer name wins, and `ignore` wins between equals.
    """

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()
    preview: bool = False

    def takes(self, rule: Rule) -> bool:
        """Whether a rule shall run; a preview rule does if asked for, or selected by its whole id.

        Examples
        --------
        >>> from bongsu.audit.findings import Severity
        >>> from bongsu.audit.rules import Needs
        >>> rule = Rule(id="AR101", name="base", severity=Severity.ERROR, needs=Needs.DOCUMENT,
        ...             preview=False, summary="")
        >>> Selection(select=("AR",), ignore=("AR1",)).takes(rule)
        False
        >>> Selection(select=("AR101",), ignore=("AR1",)).takes(rule)
        True
        """
        if rule.preview and not self.preview and rule.id not in self.select:
            return False
        return _longest(rule.id, self.select) > _longest(rule.id, self.ignore)


def _longest(id_: str, names: Iterable[str]) -> int:
    """Return how much of an id is named; 0 for all, -1 for nothing."""
    fits = (0 if name == ALL else len(name) for name in names if name == ALL or covers(name, id_))
    return max(fits, default=-1)


def covers(name: str, id_: str) -> bool:
    """Whether a name, such as ``AR``, stands for a rule."""
    return bool(name) and id_.startswith(name)


def selectors(given: Iterable[str], register: Register, *, where: str) -> tuple[str, ...]:
    """Return names of rules from words such as ``AR,UN201``.

    Raises
    ------
    UnknownName
        If a name stands for no rule.
    """
    names = [name.strip().upper() for word in given for name in word.split(",") if name.strip()]
    for name in names:
        if name != ALL and not any(covers(name, id_) for id_ in register.rules):
            raise UnknownName(
                f"no rule is called `{name}`",
                where=where,
                mend=did_you_mean(name, [*register.rules, *families(register)])
                + " (`bongsu rule` lists all)",
            )
    return tuple(dict.fromkeys(names))


def families(register: Register) -> tuple[str, ...]:
    """Return the two letters of every family."""
    return tuple(sorted({id_[:2] for id_ in register.rules}))
