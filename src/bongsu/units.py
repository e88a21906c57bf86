"""Units at the edges of blocks: parse, compare, convert.

pint does the algebra. Its registry is our own and small: it is built at first use, knows only what
policy work needs, and treats every currency as a dimension of its own, so that no exchange rate is
ever implied. Shares, percent and per thousand convert into each other; percentage points are a
dimension apart, because a difference of percents is not a level.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from bongsu.errors import UnitMismatch, did_you_mean

if TYPE_CHECKING:
    import pint
    from pint.facets.plain import PlainQuantity

_DEFINITIONS = """
share = []
percent = 0.01 share
per_thousand = 0.001 share
per_100_thousand = 0.00001 share
percentage_point = [share_difference] = pp
basis_point = 0.01 percentage_point
person = [population] = persons
household = [households]
birth = person = births
child = [children] = children
woman = [women] = women
index = [index]
year = [time] = years
quarter = 0.25 year = quarters
month = 0.08333333333333333 year = months
day = 0.0027379070069885 year = days
hour = 0.00011407945862452 year = hours
won = [currency_krw] = krw
us_dollar = [currency_usd] = usd
yen = [currency_jpy] = jpy
euro = [currency_eur] = eur
yuan = [currency_cny] = cny
hundred = 100
thousand = 1000
ten_thousand = 10000
million = 1e6
hundred_million = 1e8
billion = 1e9
trillion = 1e12
kilogram = [mass] = kg
tonne = 1000 kilogram
barrel = [oil_volume]
metre = [length] = m
kilometre = 1000 metre = km
watt_hour = [energy]
"""

# pint would read more than was declared: `wons` (it strips a plural), `nan`, `inf`, `cubic`.
UNIT_NAMES = frozenset(
    part.strip()
    for line in _DEFINITIONS.strip().splitlines()
    for place, part in enumerate(line.split("="))
    if place != 1  # a name, what it stands for, other names
)

# Nothing that could be costly to evaluate reaches pint: no towers of powers, no long numbers.
_NAME = r"[A-Za-z_][A-Za-z_0-9]*"
_WORD = re.compile(rf"\b{_NAME}")
_FORM = re.compile(
    rf"(?:1|(?:1 ?/ ?|10{{0,12}} ?[*] ?)?{_NAME}(?:[*]{{2}}[1-3])?"
    rf"(?: ?[*/ ] ?{_NAME}(?:[*]{{2}}[1-3])?){{0,6}})"
)
_TWO_BELOW = re.compile(rf"/ ?{_NAME}(?:[*]{{2}}[1-3])?[ ](?={_NAME})")


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint  # noqa: PLC0415  # 0.4 s that only a run needs

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None, cache_folder=None)
    registry.load_definitions(_DEFINITIONS.strip().splitlines())
    return registry


@cache
def parse_unit(text: str, *, where: str = "a unit") -> PlainQuantity[Any]:
    """Read a unit such as ``billion won/year`` or ``percent``.

    Parameters
    ----------
    text : str
        Declared names joined by ``*``, ``/`` and ``**``; blanks multiply, above a ``/`` only;
        ``1`` is a pure number.
    where : str, optional
        What the error names.

    Returns
    -------
    pint.Quantity
        One of the unit; scale words such as ``billion`` are in its magnitude.

    Raises
    ------
    UnitMismatch
        If the text is not a unit that is known here.

    Examples
    --------
    >>> print(parse_unit("billion won/year"))
    1000000000.0 won / year
    """
    if not _FORM.fullmatch(text):
        raise UnitMismatch(
            f"{text[:60]!r} is not a unit",
            where=where,
            mend="write names joined by `*` and `/`, powers as `**2`",
        )
    for name in _WORD.findall(text):
        if name not in UNIT_NAMES:
            raise UnitMismatch(
                f"{text[:60]!r} is not a known unit: there is no `{name[:60]}`",
                where=where,
                mend=did_you_mean(name, UNIT_NAMES),
            )
    if _TWO_BELOW.search(text):  # `won/thousand person` would be read as won times person
        raise UnitMismatch(
            f"{text!r} does not say whether all that follows the `/` is divided by",
            where=where,
            mend="write `/` before each divisor (`won/thousand/person`), or `*` before a factor",
        )
    registry = _registry()
    try:
        quantity = registry.parse_expression(text)
        if isinstance(quantity, int | float):
            quantity = registry.Quantity(quantity)
        return quantity.to_root_units()
    except Exception as fault:  # pint raises a dozen kinds, its tokenizer more
        raise UnitMismatch(
            f"{text!r} is not a known unit: {fault}",
            where=where,
            mend="use units such as `share`, `percent`, `thousand person`, `billion won/year`",
        ) from fault


def same_unit(one: str, other: str) -> bool:
    """Whether two texts mean the same unit and scale.

    Examples
    --------
    >>> same_unit("thousand person", "1000 * person"), same_unit("percent", "share")
    (True, False)
    """
    if one == other:
        return True
    first, second = parse_unit(one), parse_unit(other)
    if first.dimensionality != second.dimensionality:
        return False
    return abs(float((first / second).magnitude) - 1.0) < 1e-12


def convertible(one: str, other: str) -> bool:
    """Whether one unit can be expressed in the other without a rate or a rule."""
    return bool(parse_unit(one).dimensionality == parse_unit(other).dimensionality)


def factor(source: str, target: str, *, where: str) -> float:
    """Return what a value in the source unit is multiplied by to be in the target unit.

    Raises
    ------
    UnitMismatch
        If the two measure different things.

    Examples
    --------
    >>> factor("trillion won", "billion won", where="a link")
    1000.0
    """
    first, second = parse_unit(source, where=where), parse_unit(target, where=where)
    if first.dimensionality != second.dimensionality:
        raise UnitMismatch(
            f"{source} does not convert to {target}",
            where=where,
            mend="give the value in the unit that is asked for, or in one that measures the same",
        )
    return float(first.magnitude / second.magnitude)


def per_period(unit: str, source: str, target: str) -> str:
    """Return the unit of a flow after its amounts were summed over longer periods.

    Examples
    --------
    >>> per_period("billion won/quarter", "quarter", "year")
    'billion won/year'
    >>> per_period("won/person", "quarter", "year")
    'won/person'
    """
    return re.sub(rf" ?/ ?{source}s?\b", f"/{target}", unit, count=1)


def is_flow(unit: str) -> bool:
    """Whether the unit counts something per unit of time."""
    return parse_unit(unit).dimensionality.get("[time]", 0) == -1
