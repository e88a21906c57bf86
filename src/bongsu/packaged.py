"""Where the files lie that come with the package.

`importlib.resources` would find them in a zip file too, but brings in archives, temporary files and
random numbers: a thirtieth of the time of a check.
"""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).parent


def packaged(package: str, *parts: str) -> Path:
    """Return the path of a file or folder of a package within this one.

    Examples
    --------
    >>> packaged("bongsu.audit", "tables", "events.csv").name
    'events.csv'
    """
    return _HOME.joinpath(*package.split(".")[1:], *parts)
