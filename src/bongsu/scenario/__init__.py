"""Scenarios: files, assumptions, event trees, draws, the run, and the store of results."""
