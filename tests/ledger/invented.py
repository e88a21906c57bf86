"""Invented tables of deals and timelines, in shapes that no known tracker has."""

from __future__ import annotations

from bongsu.evidence.reading import read_bytes
from bongsu.ledger.extraction import Records, extract
from bongsu.ledger.extraction.records import as_json

INVESTORS = """# Deals between Korea and its partners, Q2 2027

Published July 9, 2027

| Announced | Investor | Partner | Details | Where |
| --- | --- | --- | --- | --- |
| 5 Apr | LG Energy Solution | Tesla | EUR 1.2 billion contract to supply cells | Austin, TX |
| 2027-05-17 | Hanwha Ocean and Samsung Heavy Industries | Quillmere Shipping Ltd. | Orders for \
six LNG carriers worth KRW 2.4 trillion | Geoje, Korea |
| June 2-3 | Microsoft, Inc. | KT Corporation; Naver | Microsoft plans to invest USD 900 million \
in data centers in Korea | Sejong, Korea |
| 21 June | POSCO Holdings | - | POSCO will invest USD 3 billion in a steel mill under the USD 350 \
billion investment commitment | Louisiana |
"""

HEADLESS = (
    "United States\tConstruction of a USD 640 million battery plant by SK On in Georgia, to open in"
    " 2029\tSK On\tFord\tMarch 3, 2028\n"
    "Korea\tMOU on small modular reactors with Doosan Enerbility\tDoosan Enerbility\tX-energy"
    "\tMarch 9, 2028\n"
    "N/A\tAnnouncement that Hyundai Motor will buy chips from Qualcomm\tHyundai Motor\tQualcomm"
    "\tMarch 11, 2028\n"
)

MERGED = """<!doctype html><html><head><title>x</title></head><body><main>
<h1>Japan-Korea business in 2026</h1><p>Published 12 January 2027.</p>
<table>
<tr><th>Place</th><th>Value (KRW billion)</th><th>Korean company</th><th>Japanese company</th>
<th>Deal</th><th>Date signed</th></tr>
<tr><td rowspan="2">Ulsan, Korea</td><td>350</td><td>SK Geo Centric</td><td>Mitsui</td>
<td>Joint venture to recycle plastics</td><td>2026-02-03</td></tr>
<tr><td>1,20</td><td>Hyundai Heavy</td><td>TBD</td><td>Contract for two ferries</td>
<td>14 Feb 2026</td></tr>
<tr><td>Tokyo, Japan</td><td>-40</td><td>Toyota</td><td>Sony</td>
<td>Memorandum of understanding on image sensors</td><td>3.11.2026</td></tr>
</table></main></body></html>"""

CALENDAR = """# Quarter in diplomacy

Published July 2, 2031

## Calendar

May 30-June 2: Minister of Foreign Affairs Park Sun-woo travels to Ottawa and attends the G7 \
Foreign Ministers' Meeting, and signs a joint statement on supply chains.

June 5 – Trade Minister Han Ji-ho and U.S. Trade Representative Laura Finch hold trade talks in \
Washington. They discuss steel tariffs. Han also meets with Senator Bob Quill.

June 12: Foreign Minister Park hosts Japanese Foreign Minister Abe Kenji in Busan, Korea, for a \
vice-ministerial dialogue.

June 20 - July 1: The third round of the Korea-Canada working group on visas takes place online.

June 28: President Oh Min-jae appoints former Ambassador to Canada Seo Ha-rin as Minister of \
Economy and Finance. Both sides publish the text of an agreement, following the Joint \
Statement on June 15.
"""

HEAD = """# Deals of Q2 2027

Published July 9, 2027

"""
COLUMNS = "Date\tU.S. Entity\tKorean Entity\tProject\tLocation\n"


def found(text: str, name: str = "report.md") -> Records:
    """What extraction finds in a text."""
    return extract(read_bytes(text.encode(), name))


def row(*cells: str) -> dict[str, object]:
    """The record of one row of a table with the usual columns."""
    (deal,) = found(HEAD + COLUMNS + "\t".join(cells) + "\n", "report.txt").deals
    return as_json(deal)


def project(text: str) -> dict[str, object]:
    """The record of a row of which only the project matters."""
    return row("May 5", "Tesla", "Kia", text, "Texas")
