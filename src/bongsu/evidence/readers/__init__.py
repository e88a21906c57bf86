"""Readers, one a format: each turns bytes from outside into a `Document`."""
