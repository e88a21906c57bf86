"""An answer in words and as plain data, for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from bongsu.systems.tariffs.codes import dotted
from bongsu.systems.tariffs.entries import Answer, Component
from bongsu.systems.tariffs.law import FOREVER, Basis
from bongsu.systems.tariffs.origins import find_origin

AUTHORITY = {
    "s232": "Section 232",
    "recip": "IEEPA reciprocal",
    "fent": "IEEPA fentanyl",
    "s301": "Section 301",
    "s122": "Section 122",
    "s201": "Section 201",
    "s338": "Section 338",
    "other": "other",
}
LAID_ON: dict[Basis, str] = {
    "full": "the full value",
    "steel": "the value of the steel",
    "aluminium": "the value of the aluminium",
    "copper": "the value of the copper",
    "rest": "the value that Section 232 leaves",
    "non_us": "the value that is not of United States content",
    "rest_non_us": "the value that Section 232 leaves",
}
WIDTH = 96


def percent(share: float) -> str:
    """Return a share as a percentage, with as many decimals as it has, at most four."""
    return f"{100 * share:.4f}".rstrip("0").rstrip(".") + " %"


def as_text(answer: Answer) -> str:
    """Return what a reader sees: components with authority, heading, dates, source; questions."""
    rows = [_title(answer), ""]
    base = "; ".join(part for part in (f'"{answer.base.text}"', answer.base.note) if part)
    rows.append(_row("base", answer.base.rate, base))
    adding = [part for part in answer.components if part.share > 0]
    for part in adding:
        rows += [_row(AUTHORITY[part.authority], part.share, _where(part)), *_why(part)]
    rows.append(_row("total", answer.total, _money(answer)))
    if answer.range != "exact":
        rows.append(_span(answer))
    silent = [part for part in answer.components if part.share == 0]
    if silent:
        rows += ["", "Claimed, adding nothing:"]
        rows += [
            f"  {part.heading or part.id}  {shorten(part.quote, WIDTH - 14)}" for part in silent
        ]
    rows += _questions(answer)
    return "\n".join(rows)


def _title(answer: Answer) -> str:
    entry = answer.entry
    claim = {None: "claim not told", "none": "no claim"}.get(entry.claim, f"claiming {entry.claim}")
    known = "" if answer.known_at == FOREVER else f", as known on {answer.known_at}"
    place = find_origin(entry.origin).name.partition(" (")[0]
    return f"{dotted(entry.hts10)} from {place}, {claim}, by the law of {answer.day}{known}"


def _span(answer: Answer) -> str:
    low, high = percent(answer.low), percent(answer.high)
    span = f"{low} to {high}" if low != high else low
    if answer.range == "prices-of-2024":
        return f"  {span} for most goods at the prices of 2024, which is no bound: see `Open`"
    return f"  between {low} and {high}, by the open questions"


def _row(name: str, share: float, rest: str) -> str:
    return f"  {name:<18}{percent(share):>12}   {rest}".rstrip()


def _where(part: Component) -> str:
    how = {"add": "added", "fill_to": f"up to {percent(part.rate)} in all", "replace": "in place"}
    share = "" if part.laid_on >= 1 else f", {percent(part.laid_on)} of it"
    value = (
        LAID_ON[part.basis]
        if part.laid_on < 1 or part.basis in {"steel", "aluminium", "copper"}
        else "the full value"
    )
    return f"{part.heading or part.id}  {how.get(part.operation, '')}, on {value}{share}"


def _why(part: Component) -> list[str]:
    pad = " " * 35
    doubt = "" if part.confidence == "A" else f"; confidence {part.confidence}"
    return [
        f"{pad}from {part.start}, published {part.published}{doubt}",
        *(f"{pad}{shorten(text, WIDTH - 20)}" for text in (part.quote, part.source) if text),
    ]


def _money(answer: Answer) -> str:
    value = answer.entry.value
    return "" if value is None else f"USD {value * answer.total:,.2f} on USD {value:,.2f}"


def _questions(answer: Answer) -> list[str]:
    rows: list[str] = []
    of_base = any(one.question == answer.base.question for one in answer.open_questions)
    if answer.open_questions or answer.base.question:
        rows += ["", "Open:"]
    if answer.base.question and not of_base:
        rows.append(f"  {answer.base.question}")
    for one in answer.open_questions:
        span = f"{percent(one.low)} to {percent(one.high)}"
        rows.append(f"  {one.name}: {one.question} Taken as {one.presumed}; {span} ({one.note})")
    if answer.assumed:
        rows += ["", f"Not claimed: {', '.join(answer.assumed)}"]
    return rows


_PLACES = 12  # decimals of a share, so that 0.15 - 0.05 is shown as 0.1


def as_data(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain data, for ``--json``."""
    shown: dict[str, Any] = _rounded(_data(answer))
    return shown


def _rounded(value: Any) -> Any:
    """Return plain data without the dust of binary fractions."""
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return round(value, _PLACES) if isinstance(value, float) else value


def _data(answer: Answer) -> dict[str, Any]:
    entry = answer.entry
    return {
        "hts10": entry.hts10,
        "origin": entry.origin,
        "claim": entry.claim,
        "entry_date": entry.day.isoformat(),
        "as_of": answer.day.isoformat(),
        "known_at": None if answer.known_at == FOREVER else answer.known_at.isoformat(),
        "base": answer.base.rate,
        "base_text": answer.base.text,
        **{str(authority): share for authority, share in answer.by_authority.items()},
        "total": answer.total,
        "low": answer.low,
        "high": answer.high,
        "range": answer.range,
        "duty_usd": None if entry.value is None else entry.value * answer.total,
        "headings": list(answer.headings),
        "components": [_component(part) for part in answer.components],
        "open_questions": [
            {
                "name": one.name,
                "question": one.question,
                "note": one.note,
                "presumed": one.presumed,
                "low": one.low,
                "high": one.high,
            }
            for one in answer.open_questions
        ],
        "base_question": answer.base.question or None,
        "base_note": answer.base.note or None,
        "not_claimed": list(answer.assumed),
    }


def _component(part: Component) -> dict[str, Any]:
    return {
        "measure": part.id,
        "heading": part.heading or None,
        "authority": part.authority,
        "operation": part.operation,
        "rate": part.rate,
        "basis": part.basis,
        "laid_on": part.laid_on,
        "share": part.share,
        "effective": part.start.isoformat(),
        "published": part.published.isoformat(),
        "confidence": part.confidence,
        "source": part.source,
        "quote": part.quote,
    }


def several(answers: Sequence[Answer]) -> str:
    """Return the lines under a code of fewer digits, each with its total, and the interval."""
    low, high = min(one.low for one in answers), max(one.high for one in answers)
    rows = [f"{len(answers)} lines, from {percent(low)} to {percent(high)}", ""]
    if any(one.range == "prices-of-2024" for one in answers):
        rows.insert(1, "Duties by quantity stand at the prices of 2024, which are no bound.")
    rows += [
        f"  {dotted(one.entry.hts10)}  {percent(one.total):>10}  {', '.join(one.headings)}"
        for one in answers
    ]
    return "\n".join(rows)
