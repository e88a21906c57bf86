"""From a document to deals, diplomatic events and commitments, each field with its own span."""

from bongsu.ledger.extraction.extracting import extract
from bongsu.ledger.extraction.records import Deal, DiplomaticEvent, Narrative, Records, TimelineItem
from bongsu.ledger.extraction.stating import statements_of

__all__ = [
    "Deal",
    "DiplomaticEvent",
    "Narrative",
    "Records",
    "TimelineItem",
    "extract",
    "statements_of",
]
