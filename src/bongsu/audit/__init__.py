"""Checks the figures and dates of a document, like a linter: rules, findings, output formats."""
