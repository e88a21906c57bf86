"""Labelled results of a run: numbers with unit, weights, provenance, seed and run id."""

from bongsu.results.lineage import Lineage, Node, Trace
from bongsu.results.runs import CheckResult, Results
from bongsu.results.weighted import weighted_mean, weighted_quantile

__all__ = [
    "CheckResult",
    "Lineage",
    "Node",
    "Results",
    "Trace",
    "weighted_mean",
    "weighted_quantile",
]
