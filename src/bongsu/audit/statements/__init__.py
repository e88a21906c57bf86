"""Statements of one text that exclude each other, or tell one thing with two values."""
