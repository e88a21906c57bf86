"""Scales, units, currencies and how numbers are written."""
