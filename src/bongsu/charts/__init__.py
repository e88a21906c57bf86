"""Charts: one function a form, one frame, one theme; Vega-Lite specs as data."""

from bongsu.charts.bars import Bar, bars
from bongsu.charts.frame import NARROW, SIZES, WIDE, Frame, Size
from bongsu.charts.lines import lines
from bongsu.charts.pyramid import Ages, pyramid
from bongsu.charts.ranges import Estimate, ranges
from bongsu.charts.render import png, spec, svg, texts, unchecked
from bongsu.charts.series import Line, Reference
from bongsu.charts.stepped import Area, Moment, areas, stairs
from bongsu.charts.timeline import Mark, timeline
from bongsu.charts.tree import Leaf, tree
from bongsu.charts.years import Chances, grouped, years

__all__ = [
    "NARROW",
    "SIZES",
    "WIDE",
    "Ages",
    "Area",
    "Bar",
    "Chances",
    "Estimate",
    "Frame",
    "Leaf",
    "Line",
    "Mark",
    "Moment",
    "Reference",
    "Size",
    "areas",
    "bars",
    "grouped",
    "lines",
    "png",
    "pyramid",
    "ranges",
    "spec",
    "stairs",
    "svg",
    "texts",
    "timeline",
    "tree",
    "unchecked",
    "years",
]
