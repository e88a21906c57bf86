"""What the audit compares with: dated events, policy rates, exchange rates, series.

Every look-up takes ``as_of``, the day on which a text was published, and sees only what could be
known then. The tables are CSV files beside the audit; `docs/references.md` tells what is in them.
"""

from bongsu.audit.references.events import Event, Events, NamedEvent, events, events_named
from bongsu.audit.references.rates import (
    BANKS,
    CURRENCIES,
    Band,
    Decision,
    decisions,
    exchange_band,
    policy_rate,
)
from bongsu.audit.references.series import (
    Series,
    Value,
    series,
    series_for,
    value,
    value_on,
    values,
    vintages,
)

__all__ = [
    "BANKS",
    "CURRENCIES",
    "Band",
    "Decision",
    "Event",
    "Events",
    "NamedEvent",
    "Series",
    "Value",
    "decisions",
    "events",
    "events_named",
    "exchange_band",
    "policy_rate",
    "series",
    "series_for",
    "value",
    "value_on",
    "values",
    "vintages",
]
