"""bongsu: an open policy laboratory for South Korea.

The names handed on here are loaded when they are first used, so that importing the package stays
fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bongsu.version import __version__

if TYPE_CHECKING:
    from bongsu.catalog import open_catalog
    from bongsu.errors import BongsuError
    from bongsu.lab import Lab, open_lab
    from bongsu.periods import Period, PeriodRange
    from bongsu.results import Results

__all__ = [
    "BongsuError",
    "Lab",
    "Period",
    "PeriodRange",
    "Results",
    "__version__",
    "open_catalog",
    "open_lab",
]

_HOMES = {
    "BongsuError": "bongsu.errors",
    "Lab": "bongsu.lab",
    "Period": "bongsu.periods",
    "PeriodRange": "bongsu.periods",
    "Results": "bongsu.results",
    "open_catalog": "bongsu.catalog",
    "open_lab": "bongsu.lab",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'bongsu' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
