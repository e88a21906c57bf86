"""Reads documents and finds every quantity and date in them, each with its exact place."""
