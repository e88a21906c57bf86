"""Where a file may be put by a rename."""

from __future__ import annotations

import os
from pathlib import Path

_OF_THE_SYSTEM = {("/", "dev"), ("/", "proc")}


def is_ordinary(path: Path) -> bool:
    """Whether a file may take a place: nothing is there, or a file or a link to one.

    To rename over `/dev/null` or `/dev/stdout` would be the end of it for all programs.
    """
    if not os.path.lexists(path):
        return True
    return path.is_file() and path.absolute().parts[:2] not in _OF_THE_SYSTEM
