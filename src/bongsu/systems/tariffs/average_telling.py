"""Averages in words, for the command line; as plain data in `average_data`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bongsu.systems.tariffs.average_steps import Month, Step
from bongsu.systems.tariffs.averages import ALL, COLUMNS, Averages, Layer, LayerName
from bongsu.systems.tariffs.telling import AUTHORITY
from bongsu.systems.tariffs.trade import YEAR, partner_name

WORDS: dict[LayerName, str] = {
    "law": "nobody claims a preference; between: every answer to the open questions, claims too",
    "claims": f"claims as used in {YEAR}; between: every answer to the questions still open",
    "claims-by-month": f"claims as used in {YEAR}, for Canada and Mexico as used in the month; "
    "between: every answer to the questions still open",
}
HEADS: dict[LayerName, str] = {
    "law": "no claim",
    "claims": f"{YEAR} claims",
    "claims-by-month": "month's claims",
}
NAMES = {"base": "base duty", **AUTHORITY, "total": "total"}
SHORT = {
    "s232": "232", "recip": "recip.", "fent": "fent.", "s301": "301", "s122": "122",
    "s201": "201", "s338": "338",
}  # fmt: skip
SEEN = 0.00005  # share of value: less is no column of its own, and no move of a step
MOST = 8  # groups that stand beside each other


def day_text(found: Averages, title: str, known: str, layer: LayerName) -> str:
    """Return the averages of a day: authorities under each other, or a row for each group."""
    rows = [f"{title}, by the law of {found.day}{known}", _weights(found), ""]
    if found.groups == (ALL,):
        return "\n".join([*rows, *_authorities(found)])
    whole = found.overall()
    places = [p for p, rate in enumerate(whole.layer(layer).rates[0]) if rate >= SEEN]
    order = list(range(len(found.groups)))
    if found.by != "chapter":
        order.sort(key=lambda place: -found.value[place])
    width = max(len(_group(found, place)) for place in order) + 2
    rows.append(f"{'':<{width}}{'USD bn':>8}{_columns(places)}{'between':>18}{_beside(layer):>13}")
    rows += [
        _row(f"{_group(found, p):<{width}}{found.value[p] / 1e9:>8.1f}", found, p, places, layer)
        for p in order
    ]
    rows.append(_row(f"{'all':<{width}}{whole.value[0] / 1e9:>8.1f}", whole, 0, places, layer))
    return "\n".join([*rows, "", *_notes(layer)])


def steps_text(found: Sequence[Step], title: str, known: str, layer: LayerName) -> str:
    """Return the steps of a series: authorities beside each other, or the totals of groups."""
    first = found[0].averages
    rows = [f"{title}, {found[0].first} to {found[-1].last}{known}", _weights(first), ""]
    if first.groups != (ALL,):
        return "\n".join([*rows, *_groups_over_time(found, layer)])
    rates = np.array([step.averages.layer(layer).rates[0] for step in found])
    places = [p for p in range(len(COLUMNS)) if rates[:, p].max() >= SEEN]
    rows.append(f"{'from':<11}{'days':>4}{_columns(places)}{'between':>18}{_beside(layer):>13}")
    for step, days in _shown(found):
        rows.append(_row(f"{step.first!s:<11}{days:>4}", step.averages, 0, places, layer))
    return "\n".join([*rows, "", *_notes(layer)])


def months_text(found: Sequence[Month], title: str, known: str, layer: LayerName) -> str:
    """Return the duty of each month in USD billion, at the trade of 2024."""
    rows = [
        f"{title}: duty by month at the trade of {YEAR}, USD billion{known}",
        f"The law upon a day's share of the imports of {YEAR}. How imports answered, what was",
        "refunded, and when it was paid are left out.",
        "",
    ]
    paid = np.array([month.layer(layer).rates.sum(axis=0) for month in found]) / 1e9
    places = [p for p in range(len(COLUMNS)) if paid[:, p].max() >= 0.0005]
    rows.append(f"{'month':<8}{'days':>5}{_columns(places)}{'between':>18}{_beside(layer):>13}")
    for month, row in zip(found, paid, strict=True):
        here, other = month.layer(layer), month.layer(_other(layer))
        low, high = here.low.sum() / 1e9, here.high.sum() / 1e9
        between = "" if np.isnan(low) else f"{low:.3f} to {high:.3f}"
        rows.append(
            f"{month.first:%Y-%m} {month.days:>5}"
            + "".join(f"{row[place]:>8.3f}" for place in places)
            + f"{between:>18}{other.rates[:, -1].sum() / 1e9:>13.3f}"
        )
    return "\n".join([*rows, "", *_notes(layer)])


def _authorities(found: Averages) -> list[str]:
    """Return both layers beside each other, a row for each authority."""
    rows = [f"{'percent of value':<20}" + "".join(f"{HEADS[name]:>16}" for name in found.layers)]
    for place, column in enumerate(COLUMNS):
        rates = [found.layer(name).rates[0, place] for name in found.layers]
        if max(rates) >= SEEN or column in {"base", "total"}:
            rows.append(f"{NAMES[column]:<20}" + "".join(f"{100 * one:>16.2f}" for one in rates))
    if not np.isnan(found.law.low[0]):
        spans = [_between(found.layer(name), 0) for name in found.layers]
        rows.append(f"{'between':<20}" + "".join(f"{span:>16}" for span in spans))
    return [*rows, "", *(f"{HEADS[name]}: {WORDS[name]}" for name in found.layers)]


def _groups_over_time(found: Sequence[Step], layer: LayerName) -> list[str]:
    first = found[0].averages
    order = sorted(range(len(first.groups)), key=lambda place: -first.value[place])[:MOST]
    rows = []
    for name in (layer, _other(layer)):
        rows.append(f"total, percent of value; {HEADS[name]}: {WORDS[name].partition(';')[0]}")
        rows.append(f"{'from':<11}{'days':>4}" + "".join(f"{first.groups[p]:>8}" for p in order))
        for step, days in _shown(found):
            totals = step.averages.layer(name).rates[:, -1]
            rows.append(
                f"{step.first!s:<11}{days:>4}" + "".join(f"{100 * totals[p]:>8.2f}" for p in order)
            )
        rows.append("")
    left = len(first.groups) - len(order)
    return [*rows, *([f"{left} more, and the bounds, with --json"] if left else [])]


def _shown(found: Sequence[Step]) -> list[tuple[Step, int]]:
    """Return steps with their days, those that would read the same joined."""
    kept: list[tuple[Step, int]] = []
    for step in found:
        if kept and not _moves(kept[-1][0].averages, step.averages):
            kept[-1] = (kept[-1][0], kept[-1][1] + step.days)
        else:
            kept.append((step, step.days))
    return kept


def _moves(one: Averages, other: Averages) -> bool:
    def told(found: Averages) -> list[float]:
        layers = [found.law, found.claims]
        parts = [part for layer in layers for part in (layer.rates, layer.low, layer.high)]
        return [float(value) for part in parts for value in part.ravel()]

    pairs = zip(told(one), told(other), strict=True)
    return any(f"{100 * a:.2f}" != f"{100 * b:.2f}" for a, b in pairs)


def _row(head: str, found: Averages, group: int, places: Sequence[int], layer: LayerName) -> str:
    rates = found.layer(layer).rates[group]
    beside = found.layer(_other(layer)).rates[group, -1]
    return (
        head
        + "".join(f"{100 * rates[place]:>8.2f}" for place in places)
        + f"{_between(found.layer(layer), group):>18}{100 * beside:>13.2f}"
    )


def _columns(places: Sequence[int]) -> str:
    return "".join(f"{SHORT.get(COLUMNS[place], COLUMNS[place]):>8}" for place in places)


def _between(layer: Layer, group: int) -> str:
    low, high = layer.low[group], layer.high[group]
    return "" if np.isnan(low) else f"{100 * low:.2f} to {100 * high:.2f}"


def _other(layer: LayerName) -> LayerName:
    return "claims" if layer == "law" else "law"


def _beside(layer: LayerName) -> str:
    return HEADS[_other(layer)]


def _notes(layer: LayerName) -> list[str]:
    return [f"Columns: {WORDS[layer]}", f"{_beside(layer)}, total: {WORDS[_other(layer)]}"]


def _group(found: Averages, place: int) -> str:
    name = found.groups[place]
    return f"{name} {partner_name(name)[:22]}" if found.by == "country" else name


def _weights(found: Averages) -> str:
    value, left = found.value.sum() / 1e9, found.unrated.sum() / 1e9
    beside = f"; USD {left:.1f} billion beside them have no line or price" if left >= 0.05 else ""
    return f"weighed with USD {value:,.1f} billion of imports of {YEAR}{beside}"
