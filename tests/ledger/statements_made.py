"""Invented statements."""

from __future__ import annotations

from bongsu.ledger.statements import Statement, Value, statement_id

MOMENT = "2026-01-10T12:00:00Z"


def stated(
    subject: str,
    prop: str,
    value: Value,
    *,
    unit: str = "",
    document: str = "document:aaaaaaaaaaaa",
    at: str = MOMENT,
    start: int = 10,
    extractor: str = "table",
    since: str | None = None,
) -> Statement:
    """Return one statement with the words that it rests on."""
    return Statement(
        id=statement_id(subject, prop, value, document, start),
        subject=subject,
        prop=prop,
        value=value,
        original_value=str(value),
        unit=unit,
        document=document,
        start=start,
        end=start + 5,
        quote=str(value),
        extractor=extractor,
        recorded_at=at,
        valid_from=since,
    )


def deal(
    name: str,
    *,
    date: str | None = "2025-11-17",
    us: tuple[str, ...] = (),
    korean: tuple[str, ...] = ("LS Electric",),
    instrument: str = "contract",
    amount: float | None = None,
    currency: str = "USD",
    class_: str = "sale",
    document: str = "document:aaaaaaaaaaaa",
    status: str = "announced",
    under: str = "",
    flag: str = "",
) -> list[Statement]:
    """Return the statements of a deal."""
    subject = f"deal:{name}"

    def say(prop: str, value: Value, unit: str = "") -> Statement:
        return stated(subject, prop, value, unit=unit, document=document)

    told = [say("date", date)] if date else []
    told += [say("us_entity", one) for one in us] + [say("kr_entity", one) for one in korean]
    told += [say("instrument", instrument), say("status", status)]
    if amount is not None:
        told += [say("amount", amount, currency), say("amount_class", class_)]
    if under:
        told.append(say("under_commitment", under))
    if flag:
        told.append(say("flag", flag))
    return told
