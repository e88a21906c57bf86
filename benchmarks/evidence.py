"""How well figures and dates are found in a folder of texts, against annotations made by hand.

    python benchmarks/evidence.py DOCUMENTS GOLD [--sample] [--list] [--peers]

DOCUMENTS is a folder of texts, GOLD a folder with ``claims.jsonl``, ``dates.jsonl`` and, where
there are any, ``errors.jsonl``, ``negatives.jsonl`` (words that look like figures and are none) and
``controls.jsonl`` (right statements). Every record has ``start`` and ``end`` in code points of the
decoded file, and ``file``, unless all are of the one file that ``meta.json`` names as ``seed``.

Printed are recall, precision, value and unit, exact EDTF, look-alikes reported, the head noun of
the subject and the period of core figures, findings against errors and controls, and speed on one
core. A prediction meets an annotation if the two overlap. Precision leaves out predictions that
meet only other annotations (minor figures, dates among figures), and is not told with ``--sample``,
where the annotation is known to be a part of the whole. ``--list`` names every miss and every false
alarm.

With ``--peers`` quantulum3 and dateparser, which are no dependencies, read the same texts in the
same run if they are installed; how many times as fast we are is told.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bongsu.audit.checking import check
from bongsu.audit.findings import Finding, Severity
from bongsu.evidence.documents import Document
from bongsu.evidence.mentions import Evidence
from bongsu.evidence.phrases import with_owner
from bongsu.evidence.reading import analyse, read_bytes

Record = dict[str, Any]
NEAR = 1e-6  # relative: the same number, but for binary fractions
REPEATS = 3  # the fastest of them counts
PREPOSITIONS = frozenset({"of", "in", "on", "for", "to", "at", "by", "from", "with", "under"})
PREPOSITIONS |= {"among", "between", "against", "over", "within", "per", "who", "that"}
PEER_UNITS = {"percentage": "percent", "dollar": "USD", "united states dollar": "USD"}
PEER_UNITS |= {"south korean won": "KRW", "won": "KRW", "euro": "EUR", "japanese yen": "JPY"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that some tool found, in code points of the file."""

    start: int
    end: int
    text: str = ""
    kind: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    edtf: str | None = None
    subject: str = ""
    period: str | None = None
    malformed: bool = False


@dataclass(slots=True, kw_only=True)
class Text:
    """A file, what people found in it, and what we do."""

    name: str
    source: str
    gold: dict[str, list[Record]]
    quantities: list[Found] = field(default_factory=list)
    dates: list[Found] = field(default_factory=list)
    findings: list[tuple[Finding, list[tuple[int, int]]]] = field(default_factory=list)

    def line(self, at: int) -> int:
        """Return the line on which a position stands, from 1."""
        return self.source.count("\n", 0, at) + 1

    def around(self, start: int, end: int) -> str:
        """Return words with a little of what surrounds them, on one line."""
        words = f"{self.source[max(0, start - 50) : start]}[[{self.source[start:end]}]]"
        return " ".join((words + self.source[end : end + 40]).split())


@dataclass(slots=True)
class Share:
    """A count of a count, with the cases that make the difference."""

    name: str
    right: int = 0
    of: int = 0
    lacking: list[str] = field(default_factory=list)

    def count(self, right: bool, case: str) -> None:
        """Add one case."""
        self.of += 1
        self.right += right
        if not right:
            self.lacking.append(case)

    def line(self) -> str:
        """Return the share as printed."""
        share = f"{self.right / self.of:.3f}" if self.of else "-"
        return f"  {self.name:<34} {share:>6}  {self.right} of {self.of}"


def records(path: Path) -> list[Record]:
    """Return the records of a JSONL file, none if there is no such file."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def texts(documents: Path, gold: Path) -> list[Text]:
    """Return every annotated file of a folder with its annotations."""
    layers = ("claims", "dates", "errors", "negatives", "controls")
    found = {layer: records(gold / f"{layer}.jsonl") for layer in layers}
    meta = gold / "meta.json"
    one = json.loads(meta.read_text(encoding="utf-8"))["seed"] if meta.is_file() else ""
    names = {r.get("file", one) for rows in found.values() for r in rows}
    listed = []
    for name in sorted(names):
        mine = {k: [r for r in rows if r.get("file", one) == name] for k, rows in found.items()}
        source = (documents / name).read_bytes().decode("utf-8")
        listed.append(Text(name=name, source=source, gold=mine))
    return listed


def overlaps(a: Found | Record, b: Found | Record) -> bool:
    """Whether two things with a start and an end share a code point."""
    (first, last), (begin, end) = span(a), span(b)
    return first < end and begin < last


def span(part: Found | Record) -> tuple[int, int]:
    """Return the start and the end of a finding or a record."""
    if isinstance(part, Found):
        return part.start, part.end
    return part["start"], part["end"]


def ours(document: Document, evidences: Iterable[Evidence]) -> tuple[list[Found], list[Found]]:
    """Return our quantities and dates in positions of the file."""
    quantities, dates = [], []
    for evidence in evidences:
        for quantity, claim in zip(evidence.quantities, evidence.claims, strict=True):
            start, end = document.source_span(quantity.start, quantity.end)
            quantities.append(
                Found(
                    start=start,
                    end=end,
                    text=document.source[start:end],
                    kind=quantity.kind.value,
                    value=quantity.value,
                    low=quantity.low,
                    high=quantity.high,
                    unit=quantity.unit,
                    subject=with_owner(claim.subject, claim.country),
                    period=claim.period,
                    malformed=quantity.malformed,
                )
            )
        for date in evidence.stretches:
            start, end = document.source_span(date.start, date.end)
            dates.append(
                Found(start=start, end=end, text=document.source[start:end], edtf=date.edtf)
            )
    return quantities, dates


def read_all(given: Sequence[Text]) -> dict[str, float]:
    """Let bongsu read and check every text; return what speed it had at each in KB/s."""
    size = sum(len(text.source.encode()) for text in given) / 1000
    took = dict.fromkeys(("reading", "extraction", "checks"), float("inf"))
    for _ in range(REPEATS):
        began = time.process_time()
        documents = [read_bytes(text.source.encode(), text.name) for text in given]
        read = time.process_time()
        evidences = [analyse(document) for document in documents]
        analysed = time.process_time()
        findings = [check(evidence) for evidence in evidences]
        checked = time.process_time()
        spent = (read - began, analysed - read, checked - analysed)
        took = {name: min(took[name], s) for name, s in zip(took, spent, strict=True)}
    for text, document, evidence, found in zip(given, documents, evidences, findings, strict=True):
        text.quantities, text.dates = ours(document, evidence)
        text.findings = [(finding, places(document, finding)) for finding in found]
    return {name: size / seconds for name, seconds in took.items()}


def places(document: Document, finding: Finding) -> list[tuple[int, int]]:
    """Return where a finding and what it rests on stand in the file."""
    spots = [(finding.start, finding.end)]
    spots += [(r.start, r.end) for r in finding.related if r.document is document]
    return [document.source_span(start, end) for start, end in spots]


def singular(word: str) -> str:
    """Return a noun without the s of its plural, well enough to compare two."""
    word = re.sub(r"[’']s?\Z", "", word.lower().strip('.,;:"()'))
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def head(phrase: str) -> str:
    """Return the head noun of a noun phrase: the last word before a preposition."""
    words = re.sub(r"\(.*?\)|'s\b|’s\b", "", phrase).split()
    for at, word in enumerate(words):
        if at and word.lower() in PREPOSITIONS:
            words = words[:at]
            break
    return singular(words[-1]) if words else ""


def same_value(gold: Record, found: Found) -> bool:
    """Whether the number is right."""
    if gold.get("malformed"):
        return found.malformed or found.value == gold.get("likely_value")

    def near(a: float | None, b: float | None) -> bool:
        if a is None or b is None:
            return a is b
        return abs(a - b) <= NEAR * max(abs(a), abs(b), NEAR)

    if gold["value"] is not None:
        return near(gold["value"], found.value)
    return near(gold.get("low"), found.low) and near(gold.get("high"), found.high)


def same_unit(gold: Record, found: Found) -> bool:
    """Whether the unit is right; what a count counts is not asked."""
    kinds = {gold["kind"], found.kind}
    if kinds <= {"percent", "percent_change"}:
        return True
    if gold["kind"] in {"count", "ordinal", "fraction", "multiple", "index", "rate"}:
        return found.kind not in {"percent", "percent_change", "pp", "money", "physical"}
    if gold["kind"] != found.kind and not kinds <= {"duration", "age"}:
        return False
    wanted = singular(str(gold["unit"]).split()[-1] if gold["unit"] else "")
    return not wanted or wanted == singular(found.unit.split()[-1] if found.unit else "")


def score_spans(
    given: Sequence[Text], layer: str, found: Callable[[Text], list[Found]]
) -> tuple[Share, Share, list[tuple[Text, Record, Found]]]:
    """Return recall, precision, and every core annotation with the prediction that meets it."""
    recall, precision, pairs = Share("recall"), Share("precision"), []
    for text in given:
        core = [r for r in text.gold[layer] if r.get("tier", "core") == "core"]
        other = [r for r in text.gold["claims"] + text.gold["dates"] if r not in core]
        guesses = found(text)
        for record in core:
            met = [guess for guess in guesses if overlaps(record, guess)]
            recall.count(bool(met), f"{text.name}:{where(text, record)}")
            if met:
                pairs.append((text, record, max(met, key=lambda g: shared(record, g))))
        for guess in guesses:
            right = any(overlaps(record, guess) for record in core)
            if right or not any(overlaps(record, guess) for record in other):
                precision.count(right, f"{text.name}:{where(text, guess)}")
    return recall, precision, pairs


def shared(record: Record, guess: Found) -> tuple[int, int]:
    """Return by how much the two overlap, and how little the guess sticks out."""
    (first, last), (begin, end) = span(record), span(guess)
    return min(last, end) - max(first, begin), begin - end


def where(text: Text, part: Found | Record) -> str:
    """Return the line and the words around a thing."""
    start, end = span(part)
    return f"{text.line(start)}: {text.around(start, end)}"


def quantities(given: Sequence[Text], sample: bool) -> list[Share]:
    """Return all that is asked of quantities."""
    recall, precision, pairs = score_spans(given, "claims", lambda text: text.quantities)
    missed = recall.of - recall.right
    unit = Share("value and unit", of=missed, lacking=["(each that is missed)"] * bool(missed))
    subject, period = Share("head noun of the subject"), Share("period exact")
    for text, record, guess in pairs:
        label = f"{text.name}:{where(text, record)}"
        right = same_value(record, guess) and same_unit(record, guess)
        unit.count(
            right, f"{label}: {guess.kind} {guess.value} {guess.low} {guess.high} {guess.unit}"
        )
        if record.get("subject"):
            heads = {head(part) for part in record["subject"].split(";")}
            words = {singular(word) for word in guess.subject.split()}
            subject.count(
                bool(heads & words), f"{label}: {guess.subject!r}, not {record['subject']!r}"
            )
        if "period" in record:
            fits = record["period"] == guess.period
            period.count(fits, f"{label}: {guess.period}, not {record['period']}")
    return [recall, *([] if sample else [precision]), unit, subject, period]


def dates(given: Sequence[Text], sample: bool) -> list[Share]:
    """Return all that is asked of dates."""
    recall, precision, pairs = score_spans(given, "dates", lambda text: text.dates)
    exact = Share("EDTF exact", of=recall.of - recall.right)
    for text, record, guess in pairs:
        label = f"{text.name}:{where(text, record)}: {guess.edtf}, not {record['edtf']}"
        exact.count(record["edtf"] == guess.edtf, label)
    return [recall, *([] if sample else [precision]), exact]


def lookalikes(given: Sequence[Text]) -> Share:
    """Return how many words that look like figures are left alone."""
    left = Share("look-alikes left alone")
    for text in given:
        for record in text.gold["negatives"]:
            reported = any(overlaps(record, g) for g in text.quantities + text.dates)
            left.count(not reported, f"{text.name}:{where(text, record)} ({record.get('why', '')})")
    return left


def audit(given: Sequence[Text]) -> list[Share]:
    """Return errors found, and what was flagged that is right."""
    found, named = Share("errors found"), Share("  by the rule of their name")
    controls, sound = (
        Share("right statements left alone"),
        Share("errors and warnings that are right"),
    )
    for text in given:
        spots = [[(s["start"], s["end"]) for s in e["spans"]] for e in text.gold["errors"]]
        for error, mine in zip(text.gold["errors"], spots, strict=True):
            hits = [f for f, at in text.findings if meet(at[:1], mine)]
            label = f"{text.name}: {error['rule']} {error.get('needs', '')}: {error['title']}"
            found.count(bool(hits), label)
            named.count(any(f.rule == error["rule"] for f in hits), label)
        loud = [(f, at) for f, at in text.findings if f.severity is not Severity.NOTE]
        false = [(f, at) for f, at in loud if not any(meet(at, mine) for mine in spots)]
        for finding, at in loud:
            label = f"{text.name}:{text.line(at[0][0])}: {finding.rule} {finding.message}"
            sound.count((finding, at) not in false, label)
        for control in text.gold["controls"]:
            hits = [f for f, at in false if on_lines(text, at[0], control)]
            label = f"{text.name}: {control['check']}: {[f.rule for f in hits]}"
            controls.count(not hits, label)
    return [found, named, sound, controls]


def on_lines(text: Text, at: tuple[int, int], control: Record) -> bool:
    """Whether a place stands on the lines of a control, or anywhere if it names none."""
    if "start" in control:
        return meet([at], [span(control)])
    return not control.get("lines") or text.line(at[0]) in control["lines"]


def meet(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether any span of one row overlaps any of the other."""
    return any(a < d and c < b for a, b in some for c, d in others)


def quantulum(source: str) -> list[Found]:
    """Return what quantulum3 finds."""
    parser = importlib.import_module("quantulum3.parser")
    return [
        Found(
            start=q.span[0],
            end=q.span[1],
            kind="percent" if q.unit.name == "percentage" else kind_of(q.unit.entity.name),
            value=q.value,
            unit=PEER_UNITS.get(q.unit.name, q.unit.name),
        )
        for q in parser.parse(source)
    ]


def kind_of(entity: str) -> str:
    """Return our kind for one of quantulum3's."""
    return {"currency": "money", "time": "duration", "dimensionless": "count"}.get(
        entity, "physical"
    )


def dateparsed(source: str) -> list[Found]:
    """Return what dateparser finds; it tells words and no positions."""
    search = importlib.import_module("dateparser.search")
    found, at = [], 0
    for words, moment in search.search_dates(source, languages=["en"]) or []:
        start = source.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append(Found(start=start, end=at, text=words, edtf=str(moment.date())))
    return found


def _heard(heard: Mapping[str, list[Found]], text: Text) -> list[Found]:
    return heard[text.name]


def begins_alike(gold: str | None, day: str | None) -> bool:
    """Whether a day agrees with a date as far as the date is told."""
    return bool(gold and day and re.fullmatch(r"[\d-]+", gold)) and str(day).startswith(str(gold))


def peers(given: Sequence[Text], sample: bool, ours_speed: float) -> None:
    """Let the peers read the same texts, and print how they fare."""
    size = sum(len(text.source.encode()) for text in given) / 1000
    for name, layer, reader in (
        ("quantulum3", "claims", quantulum),
        ("dateparser", "dates", dateparsed),
    ):
        try:
            importlib.import_module(name)
        except ImportError:
            print(f"{name} is not installed: skipped")
            continue
        reader("On May 2, 2025, it rose 3 percent.")  # its tables are loaded once
        began = time.process_time()
        heard = {text.name: reader(text.source) for text in given}
        speed = size / (time.process_time() - began)
        recall, precision, pairs = score_spans(given, layer, partial(_heard, heard))
        right = Share("value and unit" if layer == "claims" else "day agrees", of=recall.of)
        right.right = sum(
            same_value(record, guess) and same_unit(record, guess)
            if layer == "claims"
            else begins_alike(record["edtf"], guess.edtf)
            for _, record, guess in pairs
        )
        print(f"{name}: {speed:.0f} KB/s; bongsu is {ours_speed / speed:.1f} times as fast")
        for share in (recall, *([] if sample else [precision]), right):
            print(share.line())


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("documents", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sample", action="store_true", help="the annotation is not complete")
    parser.add_argument("--list", action="store_true", help="name every miss and false alarm")
    parser.add_argument("--peers", action="store_true", help="run quantulum3 and dateparser too")
    given = parser.parse_args()
    read = texts(given.documents, given.gold)
    speeds = read_all(read)
    groups = {
        "quantities": quantities(read, given.sample),
        "dates": dates(read, given.sample),
        "look-alikes": [lookalikes(read)],
        "audit": audit(read),
    }
    for group, shares in groups.items():
        print(group)
        for share in shares:
            print(share.line())
            for case in share.lacking if given.list else ():
                print(f"      {case}")
    print("speed")
    for name, speed in speeds.items():
        print(f"  {name:<34} {speed:6.0f} KB/s")
    if given.peers:
        peers(read, given.sample, speeds["extraction"])


if __name__ == "__main__":
    main()
