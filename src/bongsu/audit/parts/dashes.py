"""Lists that stand between dashes, and remarks that do and are none."""

from __future__ import annotations

from bongsu.patterns import lazy_regex, regex

_GOES_ON = lazy_regex(r",\s(?:pursuant|under|who|which|as|each|all|for\s[a-z]+ing)\b")
_ALL_OF_THEM = lazy_regex(r"\s?(?:all|each|both|most|some|many|none)\b")
_VERB = regex(r"\b(?:is|are|was|were|has|have|had|will|remain\w*)\b")
_WHERE = regex(r"\W*(?:in|at|for|from|with|by|on|of|to) ")


def between_dashes(body: str) -> str:
    """Return the list behind a dash, up to the next one; nothing where a remark stands there."""
    dash = regex(r"[\u2014\u2013]| - ").search(body)
    if dash is None and _VERB.search(body.rpartition(",")[2]):
        return ""  # "23 towns \u2014 a, b and c are left out"
    body = body[: dash.start()] if dash else _GOES_ON.split(body)[0]
    if _ALL_OF_THEM.match(body) or ("," not in body and _VERB.search(body)):
        return ""  # "codes of six digits \u2014 all of them of ships"
    if _WHERE.match(body) and regex(r"(?:,|\band) (?!and\b)[a-z]").search(body):
        return ""  # "15 projects \u2014 in energy, chips and ships \u2014": where they are
    return body
