"""Headings, labels, tables, lines and names, and what stands in them twice."""
