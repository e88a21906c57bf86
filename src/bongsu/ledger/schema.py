"""What subjects the ledger knows and which properties each has, with the words that values take."""

from __future__ import annotations

from dataclasses import dataclass

INSTRUMENTS = (
    "contract", "announcement", "mou", "moa", "partnership", "strategic_partnership",
    "strategic_agreement", "agreement", "equity_rights", "investment", "opening",
)  # fmt: skip
STATUSES = ("announced", "planned", "signed", "funded", "under_way", "done", "cancelled")
CLASSES = {  # of an amount; sums never cross them
    "korean_investment": "Korean investment",
    "us_investment": "U.S. investment",
    "sale": "sales and supply contracts",
    "project_cost": "gross project cost",
    "award": "government awards",
    "commitment": "commitments",
    "unknown": "unknown",
}
DIRECTIONS = ("KR->US", "US->KR", "both")
EVENT_KINDS = (
    "summit", "bilateral_meeting", "multilateral_meeting", "trilateral_meeting", "consultation",
    "dialogue", "trade_talks", "working_group", "business_meeting", "document_release",
    "agreement", "appointment", "term_end",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a kind of subject."""

    kind: str  # of the subject: document, deal, event, entity, pair
    title: str
    many: bool = False  # whether a subject may have several values at once
    values: tuple[str, ...] = ()  # that it may take; () for any


PROPERTIES: dict[str, Property] = {
    # of a document
    "title": Property(kind="document", title="Title"),
    "publisher": Property(kind="document", title="Publisher"),
    "published": Property(kind="document", title="Day of publication"),
    "address": Property(kind="document", title="Address"),
    "sha256": Property(kind="document", title="Hash of the file"),
    # of deals and events
    "date": Property(kind="deal event", title="Day or stretch (EDTF)"),
    "text": Property(kind="deal event", title="What the source says"),
    "place": Property(kind="deal event", title="Place"),
    "place_country": Property(kind="deal event", title="Country of the place"),
    "flag": Property(kind="deal event", title="What is odd about it", many=True),
    # of a deal
    "us_entity": Property(kind="deal", title="U.S. party", many=True),
    "kr_entity": Property(kind="deal", title="Korean party", many=True),
    "other_entity": Property(kind="deal", title="Other party", many=True),
    "instrument": Property(kind="deal", title="Instrument", values=INSTRUMENTS),
    "action": Property(kind="deal", title="What is done"),
    "status": Property(kind="deal", title="Status", many=True, values=STATUSES),
    "amount": Property(kind="deal", title="Amount"),
    "amount_class": Property(kind="deal", title="Class of the amount", values=tuple(CLASSES)),
    "under_commitment": Property(kind="deal", title="Commitment that it is designated under"),
    "direction": Property(kind="deal", title="Direction", values=DIRECTIONS),
    "sector": Property(kind="deal", title="Sector", many=True),
    "state": Property(kind="deal", title="U.S. state"),
    "quantity": Property(kind="deal", title="Further figure", many=True),
    # of a diplomatic event
    "kind": Property(kind="event", title="Kind", values=EVENT_KINDS),
    "what": Property(kind="event", title="What took place"),
    "person": Property(kind="event", title="Person", many=True),
    "office": Property(kind="event", title="Person with office", many=True),
    "organisation": Property(kind="event", title="Organisation", many=True),
    "topic": Property(kind="event", title="Topic", many=True),
    # judgements on names and on pairs of events, and reasons
    "because": Property(kind="deal event document entity", title="Why corrected", many=True),
    "same_as": Property(kind="entity deal event", title="Is the same as", many=True),
    "not_same_as": Property(kind="entity deal event", title="Is not the same as", many=True),
}
