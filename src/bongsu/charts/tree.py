"""Event trees: left to right, width by probability, two outcomes at every leaf."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import altair as alt

from bongsu.charts import theme
from bongsu.charts.frame import LINE, Frame, Label, Margins, Plot, framed, labels_layer, plot_area
from bongsu.charts.marks import marked
from bongsu.charts.words import text_width, wrap
from bongsu.errors import BadProbability

_BEND = 14  # points along a branch
_STEM = 64.0  # px, the width of certainty on the wide size
_GAP = 12.0  # px between columns of outcomes at a leaf
_LEFT = 8.0  # px
_ROOMY = 3 * LINE  # px between rows in which two names fit
_SLIM = 84.0  # px, the width of a tree whose leaves are written out beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One way through the tree."""

    path: tuple[str, ...]  # one outcome for each issue
    probability: float
    outcomes: tuple[str, str]  # as written


@dataclass(frozen=True, slots=True)
class _Branch:
    """A piece of the tree: what it leads to, and how likely it is."""

    path: tuple[str, ...]
    probability: float
    y: float


def whole_percents(shares: Sequence[float]) -> list[int]:
    """Round shares to whole per cents that sum to 100, by the largest remainders.

    Plain rounding can sum to 99 or 101; no share moves by a whole point.

    Examples
    --------
    >>> whole_percents([1 / 3, 1 / 3, 1 / 3])
    [34, 33, 33]
    """
    exact = [share * 100 for share in shares]
    floors = [math.floor(value + 1e-9) for value in exact]
    missing = round(sum(exact)) - sum(floors)
    order = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    for place in order[:missing]:
        floors[place] += 1
    return floors


def tree(
    issues: Sequence[str],
    leaves: Sequence[Leaf],
    headings: tuple[str, str],
    frame: Frame,
) -> alt.LayerChart:
    """Draw an event tree.

    Parameters
    ----------
    issues : sequence of str
        Their titles, in the order in which leaves list outcomes.
    leaves : sequence of Leaf
        Every way through, in the order of the issues' outcomes; probabilities sum to 1.
    headings : tuple of str
        What the two outcomes at the leaves are.
    frame : Frame
        Captions and size; the drawing grows where the leaves demand it.

    Raises
    ------
    BadProbability
        If there is no leaf, or the probabilities do not sum to 1.
    """
    total = sum(leaf.probability for leaf in leaves)
    if not math.isclose(total, 1.0, abs_tol=1e-9):
        raise BadProbability(
            f"the leaves sum to {total:.6g}", where=frame.title, mend="list every leaf once"
        )
    narrow = frame.size.value_ticks <= 4
    columns = _columns(leaves, headings)
    room = frame.size.width - _LEFT - sum(columns) - 3 * _GAP - 4
    if not _names_fit(issues, leaves, room / len(issues)):
        return _listed(issues, leaves, headings, frame)
    heads = [
        wrap(head, column) for head, column in zip(("Chance", *headings), columns, strict=True)
    ]
    titles = [wrap(issue, room / len(issues) - 16, bold=True) for issue in issues]
    top = 30 + LINE * max(len(head) for head in [*heads, *titles])
    margins = Margins(left=_LEFT, right=frame.size.width - _LEFT - room, top=top, bottom=10)
    grown = _grown(leaves, margins, frame, row=20.0 if narrow else 22.0)
    step = grown.plot.width / len(issues)
    layers, labels = _branched(issues, grown, step, stem=40.0 if narrow else _STEM, named=True)
    labels += [
        label for n, title in enumerate(issues) for label in _heading(title, step * n + 14, step)
    ]
    labels += _leaf_labels(leaves, grown.middles, heads, grown.plot.width, columns)
    return _finished(layers, labels, frame, grown.plot)


def _listed(
    issues: Sequence[str], leaves: Sequence[Leaf], headings: tuple[str, str], frame: Frame
) -> alt.LayerChart:
    """Draw the tree slim, and write each way through it out beside its end, on two lines."""
    columns = [
        max(column, text_width(head))
        for column, head in zip(_columns(leaves, headings), ("Chance", *headings), strict=True)
    ]
    left = frame.size.width - _SLIM - _LEFT
    heads = wrap(" · ".join(issues), left - _GAP, bold=True)
    margins = Margins(left=_LEFT, right=left, top=24 + LINE * (len(heads) + 1), bottom=10)
    grown = _grown(leaves, margins, frame, row=2 * LINE + 10)
    layers, labels = _branched(issues, grown, _SLIM / len(issues), stem=40.0, named=False)
    start, ink = _SLIM + _GAP, theme.colour("ink")
    labels += [
        Label(text=text, x=start, y=-18 - LINE * (len(heads) - n), bold=True, colour=ink)
        for n, text in enumerate(heads)
    ]
    ends = [start + width for width in accumulate(column + _GAP for column in columns)]
    rows = [(-18.0, ("Chance", *headings), False, theme.colour("muted"))]
    percents = whole_percents([leaf.probability for leaf in leaves])
    for leaf, percent, y in zip(leaves, percents, grown.middles, strict=True):
        path = wrap(" · ".join(leaf.path), left - _GAP)
        text = path[0] if len(path) == 1 else f"{path[0]}…"
        labels.append(Label(text=text, x=start, y=y - LINE / 2, colour=theme.colour("body")))
        rows.append((y + LINE / 2, (f"{percent}%", *leaf.outcomes), True, ink))
    labels += [
        Label(text=text, x=end, y=y, align="right", bold=bold and end == ends[0], colour=colour)
        for y, texts, bold, colour in rows
        for text, end in zip(texts, ends, strict=True)
    ]
    return _finished(layers, labels, frame, grown.plot)


@dataclass(frozen=True, slots=True)
class _Grown:
    """The drawing's rectangle, as tall as the leaves demand, and the middle of each leaf's row."""

    leaves: Sequence[Leaf]
    plot: Plot
    middles: Sequence[float]


def _grown(leaves: Sequence[Leaf], margins: Margins, frame: Frame, *, row: float) -> _Grown:
    height = max(float(frame.size.height), margins.top + margins.bottom + row * len(leaves))
    plot = plot_area(frame.size, margins, height=height)
    spread = plot.height / len(leaves)
    return _Grown(leaves, plot, [spread * (place + 0.5) for place in range(len(leaves))])


def _branched(
    issues: Sequence[str], grown: _Grown, step: float, *, stem: float, named: bool
) -> tuple[list[alt.Chart], list[Label]]:
    """Return the branches of every depth, and their names."""
    stem = min(stem, grown.plot.height * 0.3)
    layers: list[alt.Chart] = []
    labels: list[Label] = []
    for depth in range(len(issues)):
        for parent in _branches(grown.leaves, grown.middles, depth):
            drawn, names = _fan_out(parent, grown.leaves, grown.middles, depth, step, stem)
            layers += drawn
            labels += names if named else []
    return layers, labels


def _finished(
    layers: Sequence[alt.Chart], labels: Sequence[Label], frame: Frame, plot: Plot
) -> alt.LayerChart:
    canvas = _canvas(plot.width, plot.height)
    texts = [label.text for label in labels]
    return framed([canvas, *layers, *labels_layer(labels)], frame, plot, texts)


def _names_fit(issues: Sequence[str], leaves: Sequence[Leaf], step: float) -> bool:
    """Whether the branches' names, and the words of their headings, have room beside each other."""
    names = {name for leaf in leaves for name in leaf.path}
    words = {word for issue in issues for word in issue.split()}
    widest = max(text_width(name) for name in names)
    return widest < step - 8 and max(text_width(word, bold=True) for word in words) < step - 16


def _columns(leaves: Sequence[Leaf], headings: tuple[str, str]) -> list[float]:
    """Return the width of each column at the leaves: its widest cell, or word of its heading."""
    cells = [["100%"], *([leaf.outcomes[n] for leaf in leaves] for n in range(2))]
    words = [head.split() for head in ("Chance", *headings)]
    return [
        max(text_width(text, bold=n == 0) for text in (*column, *head))
        for n, (column, head) in enumerate(zip(cells, words, strict=True))
    ]


def _branches(leaves: Sequence[Leaf], middles: Sequence[float], depth: int) -> list[_Branch]:
    """Return the nodes at a depth, in order; each at the middle of its leaves."""
    nodes: dict[tuple[str, ...], list[int]] = {}
    for place, leaf in enumerate(leaves):
        nodes.setdefault(leaf.path[:depth], []).append(place)
    return [
        _Branch(
            path,
            sum(leaves[place].probability for place in places),
            (middles[places[0]] + middles[places[-1]]) / 2,
        )
        for path, places in nodes.items()
    ]


def _fan_out(
    parent: _Branch,
    leaves: Sequence[Leaf],
    middles: Sequence[float],
    depth: int,
    step: float,
    stem: float,
) -> tuple[list[alt.Chart], list[Label]]:
    """Return the branches that leave a node, stacked where they leave it, and their names."""
    children = [
        child
        for child in _branches(leaves, middles, depth + 1)
        if child.path[:depth] == parent.path
    ]
    drawn, labels = [], []
    above = parent.y - parent.probability * stem / 2
    roomy = len(middles) < 2 or middles[1] - middles[0] >= _ROOMY
    for order, child in enumerate(children):
        width = child.probability * stem
        start, end = (step * depth, above + width / 2), (step * (depth + 1), child.y)
        above += width
        token = theme.SERIES[order % len(theme.SERIES)] if depth == 0 else "slate"
        drawn.append(_ribbon(start, end, max(width, 1.0), token))
        share = child.probability / parent.probability if parent.probability else 0.0
        name = f"{child.path[-1]} {share * 100:.0f}%"
        text = name if text_width(name) < step - 8 else child.path[-1]
        labels.append(
            Label(
                text=text,
                x=end[0] - 6,
                y=child.y + _beside(start[1], child.y, max(width, 1.0), roomy=roomy),
                align="right",
                colour=theme.colour("ink"),
            )
        )
    return drawn, labels


def _beside(start: float, end: float, width: float, *, roomy: bool) -> float:
    """Return how far below a branch's end its name stands: in it, or on the side it bends from.

    A branch that falls comes from above, so that its name is clear of it only below; where rows
    are close, that place is the next name's.
    """
    if width >= LINE:
        return 0.0
    away = width / 2 + 8
    return away if roomy and end > start else -away


def _ribbon(
    start: tuple[float, float], end: tuple[float, float], width: float, token: str
) -> alt.Chart:
    (x0, y0), (x1, y1) = start, end
    rows = []
    for n in range(_BEND + 1):
        t = n / _BEND
        rows.append({"x": x0 + (x1 - x0) * t, "y": y0 + (y1 - y0) * t * t * (3 - 2 * t)})
    stroke = marked("line", rows, color=theme.colour(token), strokeWidth=width, opacity=0.35)
    return stroke.encode(x=alt.X("x:Q", axis=None), y=alt.Y("y:Q", axis=None))


def _canvas(width: float, height: float) -> alt.Chart:
    """Return an empty layer that makes data units of pixels."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], nice=False, reverse=True))
    return marked("point", [], opacity=0).encode(x=x, y=y)


def _heading(issue: str, x: float, room: float) -> list[Label]:
    lines = wrap(issue, room - 16, bold=True)
    return [
        Label(text=text, x=x, y=-18 - LINE * (len(lines) - 1 - n), bold=True,
              colour=theme.colour("ink"))
        for n, text in enumerate(lines)
    ]  # fmt: skip


def _leaf_labels(
    leaves: Sequence[Leaf],
    middles: Sequence[float],
    heads: Sequence[Sequence[str]],
    left: float,
    columns: Sequence[float],
) -> list[Label]:
    ends = [left + width for width in accumulate(column + _GAP for column in columns)]
    labels = [
        Label(text=text, x=end, y=-18 - LINE * (len(head) - 1 - n), align="right",
              colour=theme.colour("muted"))
        for head, end in zip(heads, ends, strict=True)
        for n, text in enumerate(head)
    ]  # fmt: skip
    percents = whole_percents([leaf.probability for leaf in leaves])
    for leaf, percent, y in zip(leaves, percents, middles, strict=True):
        for text, end in zip((f"{percent}%", *leaf.outcomes), ends, strict=True):
            labels.append(
                Label(
                    text=text,
                    x=end,
                    y=y,
                    align="right",
                    bold=end == ends[0],
                    colour=theme.colour("ink"),
                )
            )
    return labels
