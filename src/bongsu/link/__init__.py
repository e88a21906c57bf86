"""Joins blocks by the names of their variables; it knows nothing of Korea.

`discover` finds systems, `build` matches names, checks units, dims and frequencies at the edges of
blocks, orders them and names circles; a `Step` then computes labelled arrays.
"""

from bongsu.link.blocks import Block, Check, Remake, Source
from bongsu.link.discovery import System, discover, system_of
from bongsu.link.edges import Edge, Lag
from bongsu.link.marks import block, check, remake, solve, source
from bongsu.link.model import Model, build
from bongsu.link.outputs import check_values, own_dims
from bongsu.link.steps import Identity, Step

__all__ = [
    "Block",
    "Check",
    "Edge",
    "Identity",
    "Lag",
    "Model",
    "Remake",
    "Source",
    "Step",
    "System",
    "block",
    "build",
    "check",
    "check_values",
    "discover",
    "own_dims",
    "remake",
    "solve",
    "source",
    "system_of",
]
