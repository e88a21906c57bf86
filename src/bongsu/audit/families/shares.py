"""Rules on shares of a change: SH105."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import forms
from bongsu.audit.parts.net_changes import outweighing_parts, outweighing_shares
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.pairing import addable
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about
from bongsu.evidence.mentions import Evidence, Kind, Quantity

_SHARE = forms("shares", "share")
_PARTS = forms("shares", "parts")


@RULES.add("SH105", "share-of-net-change", Severity.WARNING)
def sh105(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A part is said to be more than the whole of a net change.

    Parts of a net change can outweigh it, since others fall; then they are no shares of it.
    """
    shares = (*outweighing_shares(evidence), *_shares(evidence))
    told = {share.start: _of_share(evidence, share) for share in shares}
    for part, whole in (*outweighing_parts(evidence), *_parts(evidence)):
        if Kind.DURATION in {part.kind, whole.kind}:
            continue  # "the lowest in 29 months", "the lowest in 25 months"
        told.setdefault(part.start, _of_part(evidence, part, whole))
    yield from told.values()


def _shares(evidence: Evidence) -> Iterator[Quantity]:
    for frame in all_frames(evidence):
        for match in (found for form in _SHARE for found in form.finditer(frame.text)):
            share = frame.quantity(match, "c")
            if share is not None and rounded(share).low > 100:
                yield share


def _parts(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    for frame in all_frames(evidence):
        for match in (found for form in _PARTS for found in form.finditer(frame.text)):
            whole, part = frame.quantity(match, "w"), frame.quantity(match, "p")
            if whole is not None and part is not None and _outweighs(part, whole, frame):
                yield part, whole


def _of_share(evidence: Evidence, share: Quantity) -> Finding:
    return about(
        RULES["SH105"],
        evidence,
        share,
        f"{evidence.words(share)} of a net change is no share: other parts moved the other way",
        inputs={},
    )


def _of_part(evidence: Evidence, part: Quantity, whole: Quantity) -> Finding:
    return about(
        RULES["SH105"],
        evidence,
        part,
        f"{evidence.words(part)} cannot be a part of a net {evidence.words(whole)}: "
        "other parts moved the other way",
        inputs={"net change": whole},
    )


def _outweighs(part: Quantity, whole: Quantity, frame: Frame) -> bool:
    pair = addable(part, whole, frame)
    return pair is not None and rounded(pair[0]).low > rounded(pair[1]).high
