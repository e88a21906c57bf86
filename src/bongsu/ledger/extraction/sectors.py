"""Of which sectors a deal is, by the words of its project."""

from __future__ import annotations

from bongsu.ledger.extraction.parties import known
from bongsu.ledger.extraction.records import Told
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import by_value, found_by, table

MOST = 2  # sectors of one deal, the first that its text names


def sectors(page: Page, start: int, end: int, principals: tuple[Told, ...]) -> tuple[Told, ...]:
    """Return the sectors of a deal in the order of its text.

    Who receives a supply, and what a project uses, is no sector of it: transformers for data
    centres are power equipment. A general technology takes the industry of the company with it.
    """
    text = _essence(page.text[start:end])
    found: dict[str, tuple[int, int]] = {}
    taken: list[tuple[int, int, str]] = []
    for sector, words in by_value("sectors", "sectors"):
        taken += [(match.start(), match.end(), sector) for match in words.finditer(text)]
    for first, last, sector in sorted(taken):
        within = any(a <= first and last <= b and b - a > last - first for a, b, _ in taken)
        if not within:  # "vehicle" of "unmanned aerial vehicle" is no car
            found.setdefault(sector, (first, last))
    told = [page.told(name, start + a, start + b) for name, (a, b) in found.items()][:MOST]
    general = set(table("sectors")["technologies"]["words"])
    if told and all(one.value in general for one in told):
        told.extend(_of_companies(principals, {one.value for one in told}))
    return tuple(told[:MOST])


def _essence(text: str) -> str:
    """Return a text of equal length with blanks for what says who receives or what is used."""
    supplies = found_by("sectors", "makes", "words").search(text) is not None

    def blank(match: object) -> str:
        words: str = match[0]  # type: ignore[index]
        return words if words.startswith(("to", "for")) and not supplies else " " * len(words)

    return found_by("sectors", "left_out", "words").sub(blank, text)


def _of_companies(principals: tuple[Told, ...], present: set[str]) -> list[Told]:
    listed: dict[str, str] = table("sectors")["companies"]
    told = []
    for party in principals:
        for entity in known(party.value):
            sector = listed.get(entity.id, "")
            if sector and sector not in present:
                present.add(sector)
                told.append(Told(value=sector, span=party.span))
    return told
