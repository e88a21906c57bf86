"""Lists of products that the measures of the tariff law name, one text file a list.

    python data-build/law_lists.py RAW

RAW is the folder with the raw files of the tariff data: `product_lists.parquet`,
`hts_lines.parquet`, `chapter99_text_2026rev6.txt.gz`. The lists come from the text of chapter 99
where it is held, from the footnotes of the schedule's lines where they mark a list, and else from
published lists.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl

OUT = Path(__file__).parents[1] / "src/bongsu/systems/tariffs/law/lists"
CODE = re.compile(r"(?<![\d.])\d{4}(?:\.\d{2}(?:\.\d{2,4}){0,2})?(?![\d.])")
TEXT = "HTS 2026 Revision 6, chapter 99, subchapter III"
YALE = "arifshehab/tariff-rate-tracker @ 9919812f, resources"
WAUGH = "tradewartracker/trade-war-redux-2025 @ 726c5958, tariff-lists"
PRINTED = re.compile(r"(?<![\d.])\d{4}\.\d{2}\.\d{2}(?:\d{2})?(?!\d)")
BEER, CANS = ("22030000",), ("76129010",)  # Commerce's notice of 2 April 2025 (90 FR 14786)
HEADINGS_AMONG = ("99030177", "99030178", "99030181", "99030183", "99030190")
# U.S. note 16(c)(i), (iii): articles of mill, for which metal of the United States changes nothing.
MILL = (
    "7601 7604 7605 7606 7607 7608 7609 7616995160 7616995170 7206 7207 7208 7209 7210 7211 7212 "
    "7213 7214 7215 72161000 72162100 72162200 72163100 72163200 72163300 72164000 72165000 "
    "72169900 7217 7218 7219 7220 7221 7222 7223 7224 7225 7226 7227 7228 7229 73011000 730210 "
    "73024000 730290 7304 7305 7306"
)
MARCH, AUGUST = 13, 19  # revisions: the last before June 2025, and the round of 18 August 2025
# Commerce's notice of 16 June 2025 (90 FR 25208), effective 23 June: appliances.
APPLIANCES = (
    "84181000 84183000 84184000 84221100 84501100 84502000 84512100 84512900 85098020 85166040 "
    "9403999020"
)
# Parts named in note 33(g) under provisions that hold much besides parts of cars.
GENERAL = (
    "7320",
    "8414593",
    "8414596540",
    "8425",
    "8426",
    "8431",
    "8471",
    "8482",
    "8501",
    "850760",
    "850790",
    "8536",
    "8537",
    "8716",
    "9015",
    "401120",
)
# Lists of Section 301 on China, and the headings that the footnotes of their lines name.
CHINA = {
    "1": "9903.88.01",
    "2": "9903.88.02",
    "3": "9903.88.03",
    "3-addl": "9903.88.04",
    "4a": "9903.88.15",
    "biden-25": "9903.91.01",
    "biden-50": "9903.91.02",
    "biden-100": "9903.91.03",
    "biden-50-jan25": "9903.91.05",
    "biden-25-jan25": "9903.91.11",
    "9903.91.06": "9903.91.06",
    "9903.91.07": "9903.91.07",
    "9903.91.08": "9903.91.08",
}

Chosen = Callable[[str], list[str]]
Lists = dict[str, tuple[str, list[str]]]  # by name: the source and the prefixes
Pick = Callable[..., list[str]]  # takes chapters, headings or marks to the prefixes under them


def published(raw: Path) -> Pick:
    """Return a picker of prefixes from the published lists."""
    table = pl.read_parquet(raw / "product_lists.parquet")

    def pick(list_id: str, **where: str) -> list[str]:
        rows = table.filter(pl.col("list_id") == list_id)
        for column, value in where.items():
            rows = rows.filter(pl.col(column).fill_null("") == value)
        return rows["hts_prefix"].to_list()

    return pick


def chapter99(raw: Path) -> list[str]:
    """Return the lines of the text of chapter 99."""
    with gzip.open(raw / "chapter99_text_2026rev6.txt.gz", "rt", encoding="latin-1") as stream:
        return stream.read().splitlines()


def codes(text: str, chapters: Iterable[str] = ()) -> list[str]:
    """Return the codes printed in a piece of text; of some chapters only, if these are given."""
    found = [code.replace(".", "") for code in CODE.findall(text)]
    found = [code for code in found if not code.startswith(("99", "20", "19"))]
    return [code for code in found if not chapters or code[:2] in chapters]


def metals_annex(lines: list[str]) -> dict[str, list[str]]:
    """Return the lists of note 16(c), whose columns are printed side by side in (iii) to (v)."""
    start = next(i for i, line in enumerate(lines) if line.startswith("16. (a)  Except"))
    text = "\n".join(lines[start : start + 900])
    text = text[: re.search(r"\(d\)\s+Headings 9903\.82\.04", text).start()]  # type: ignore[union-attr]
    marks = list(
        re.finditer(r"\((i|ii|iii|iv|v|vi|vii|viii|ix|x)\)\s+(?:Derivative|Articles)", text)
    )
    part = {
        mark.group(1): text[mark.start() : after.start() if after else len(text)]
        for mark, after in zip(marks, [*marks[1:], None], strict=True)
    }
    core = "".join(part[name] for name in ("i", "ii", "iii", "iv", "v"))
    return {
        "aluminium-1a": codes(part["i"] + part["ii"]),
        "steel-1a": codes(core, ("72", "73")),
        "copper-1a": codes(core, ("74",)),
        "aluminium-1b": codes(part["vi"]),
        "steel-1b": codes(part["vii"]),
        "copper-1b": codes(part["viii"]),
        "aluminium-3": codes(part["ix"]),
        "steel-3": codes(part["x"]),
    }


def footnoted(raw: Path, note: str, first: int, last: int) -> list[str]:
    """Return lines whose footnote names a note in every revision from one to another."""
    lines = pl.read_parquet(raw / "hts_lines.parquet").filter(
        pl.col("footnotes").str.contains(f"note {note} to subch")
        & (pl.col("rev_from") <= first)
        & (pl.col("rev_to") >= last)
    )
    return lines["hts"].to_list()


def refined(held: Iterable[str], annexed: Iterable[str]) -> list[str]:
    """Return 8-digit prefixes, with those that another list names by 10 digits put so.

    The published list of the round of August 2025 is cut to 8 digits, and so are footnotes; notices
    named statistical numbers, which other lists repeat.
    """
    known = set(annexed)
    longer: dict[str, list[str]] = {}
    for code in known:
        if len(code) == 10:
            longer.setdefault(code[:8], []).append(code)
    return [code for cut in held for code in ([cut] if cut in known else longer.get(cut, [cut]))]


def aluminium_notes(lines: list[str]) -> dict[str, list[str]]:
    """Return the codes of note 19(j), articles of chapter 76, and (k), contents of others."""
    marks = (
        "(j) The rates of duty set forth in heading 9903.85.07",
        "(k) The rates of duty in heading",
    )
    first, second = (next(i for i, x in enumerate(lines) if x.startswith(mark)) for mark in marks)
    last = next(i for i in range(second, len(lines)) if lines[i].startswith("For any derivative"))
    return {
        name: [code.replace(".", "") for code in PRINTED.findall("\n".join(lines[start:end]))]
        for name, start, end in (("j", first, second), ("k", second, last))
    }


def aluminium(raw: Path, pick: Pick) -> Lists:
    """Return the lists of note 19(j) and (k) by the round in which a product came on them.

    The note is held as of 2026; Commerce's notice of April 2025 added beer and empty cans of
    aluminium, that of August 2025 most others. What stood on the list of March 2025 is told by
    two published lists; numbers that ended before the note was printed come from them alone.
    """
    note = aluminium_notes(chapter99(raw))
    lines = set(pl.read_parquet(raw / "hts_lines.parquet")["hts"])
    # The published list of March pads subheadings with noughts to ten digits.
    early = [code if code in lines else code.removesuffix("00") for code in pick("s232_alu_waugh")]
    undated = set(pick("s232_derivative_pre_annex", ch99="9903.85.08", effective_from=""))
    undated -= set(
        pick("s232_derivative_pre_annex", ch99="9903.85.08", effective_from="2025-08-18")
    )
    chapter = pick("s232_derivative_pre_annex", ch99="9903.85.07")
    march = early + [code for code in note["k"] if code[:8] in undated]
    held = (*march, *BEER)
    return {
        "aluminium-chapter-76": ("U.S. note 19(j); Proclamation 10895, Annex I", chapter),
        "aluminium-chapter-76-april": ("U.S. note 19(j), round of 4 April 2025", list(CANS)),
        "aluminium-chapter-76-august": (
            f"U.S. note 19(j), round of 18 August 2025; {TEXT}",
            [code for code in note["j"] if not code.startswith((*chapter, *CANS, "99"))],
        ),
        "aluminium-content-march": (f"U.S. note 19(k); {TEXT}; {WAUGH}", march),
        "aluminium-content-april": ("U.S. note 19(k), round of 4 April 2025", list(BEER)),
        "aluminium-content-august": (
            f"U.S. note 19(k), round of 18 August 2025; {TEXT}",
            [code for code in note["k"] if not code.startswith(held)],
        ),
    }


def chapter98(raw: Path) -> list[str]:
    """Return the 8-digit lines of chapter 98 whose goods the additional duties leave alone."""
    taxed = {"98020040", "98020050", "98020060", "98020080"}
    lines = pl.read_parquet(raw / "hts_lines.parquet").filter(pl.col("hts").str.starts_with("98"))
    return sorted({code[:8] for code in lines["hts"] if len(code) >= 8} - taxed)


def corrected(footnoted_lines: Iterable[str]) -> list[str]:
    """Return the lines of heading 9903.91.01 with the statistical numbers that 2025 knew.

    The footnotes stand at 8 digits, where the notice named batteries of electric vehicles and
    respirators by 10; note 31(b) of 2026 names neither any more, since (g) and (h) do.
    """
    kept = [code for code in footnoted_lines if code[:8] not in {"85076000", "63079098"}]
    return [*kept, "8507600010", "6307909842", "6307909844", "6307909850", "6307909875"]


def headed(raw: Path, heading: str) -> list[str]:
    """Return lines whose footnote names a heading of chapter 99 in any revision."""
    lines = pl.read_parquet(raw / "hts_lines.parquet").filter(
        pl.col("footnotes").str.contains(heading, literal=True)
        & ~pl.col("hts").str.starts_with("99")
    )
    return lines["hts"].unique().to_list()


def moved(now: dict[str, list[str]], pick: Pick) -> dict[str, list[str]]:
    """Return the metal lists after Proclamation 11032 moved lines between them."""
    new = {
        f"{metal}-{part}": pick(
            "s232_annex_2026_04", sublist=part, detail=detail, effective_from="2026-06-08"
        )
        for part in ("1b", "1c", "2", "3")
        for metal, detail in (("steel", "steel"), ("aluminium", "aluminum"))
    }
    gone = {code for moves in new.values() for code in moves}
    after = {
        name: [c for c in held if not any(c.startswith(g) for g in gone)] + new.get(name, [])
        for name, held in now.items()
    }
    return after | {"steel-1c": new["steel-1c"]}


def all_lists(raw: Path) -> Lists:
    """Return every list with its source."""
    pick = published(raw)
    return {
        **metals(raw, pick),
        **vehicles_and_others(pick),
        **emergency(pick),
        **balance_and_trade(pick),
        **footnotes(raw, pick),
        **annexes(raw, pick),
    }


def metals(raw: Path, pick: Pick) -> Lists:
    """Return what section 232 lists for steel, aluminium and copper before April 2026."""
    derived = footnoted(raw, "16", 5, MARCH)
    steel_march = [code for code in derived if code[:2] not in {"72", "73"}] + ["94062000"]
    annexed = pick("s232_annex_2026_04")
    return {
        "steel-mill": (
            f"U.S. note 16(b), (j); {YALE}",
            pick("s232_metal_chapter", sublist="steel", detail="mill"),
        ),
        "steel-2020": (
            "U.S. note 16(a)(ii); Proclamation 9980",
            pick("s232_metal_chapter", sublist="steel", source="note_16(a)(ii); Proc 9980 (2020)"),
        ),
        "steel-chapter-73": (
            "U.S. note 16(m); Proclamation 10896, Annex I",
            pick("s232_metal_chapter", sublist="steel", effective_from="2025-03-12"),
        ),
        "steel-content-march": ("U.S. note 16(n); footnotes of HTS 2025 Revision 5", steel_march),
        "steel-content-june": ("Commerce notice of 16 June 2025, appliances", APPLIANCES.split()),
        "steel-content-august": (
            f"U.S. note 16(n), round of 18 August 2025; {YALE}",
            refined(pick("s232_derivative_pre_annex", sublist="steel"), annexed),
        ),
        "aluminium-mill": (
            f"U.S. note 19(b), (g); {YALE}",
            pick("s232_metal_chapter", sublist="aluminum", detail="mill"),
        ),
        "aluminium-2020": (
            "U.S. note 19(a)(iii), (i); Proclamation 9980",
            pick("s232_derivative_pre_annex", ch99="9903.85.04"),
        ),
        **aluminium(raw, pick),
        "copper": (f"U.S. note 36(b); {YALE}", pick("s232_copper")),
    }


def vehicles_and_others(pick: Pick) -> Lists:
    """Return what section 232 lists for parts of cars and trucks, chips and pharmaceuticals."""
    parts = pick("s232_auto_parts_note33g")
    trucks = pick("s232_mhd_parts_note34i")
    general = [code for code in parts if code.startswith(GENERAL)]
    return {
        "auto-parts": (
            f"U.S. note 33(g), provisions for parts of road vehicles; {YALE}",
            [c for c in parts if c not in general],
        ),
        "auto-parts-general": (
            f"U.S. note 33(g), provisions that hold other goods too; {YALE}",
            general,
        ),
        "truck-parts": (
            f"U.S. note 38(i), provisions for parts of road vehicles; {YALE}",
            [c for c in trucks if not c.startswith(GENERAL) or c.startswith("401120")],
        ),
        "truck-parts-general": (
            f"U.S. note 38(i), provisions that hold other goods too; {YALE}",
            [c for c in trucks if c.startswith(GENERAL) and not c.startswith("401120")],
        ),
        "semiconductors": (f"U.S. note 39(b); {YALE}", pick("s232_semi_note39")),
        "pharmaceuticals": (f"Proclamation 11020, Annex I; {YALE}", pick("s232_pharma")),
    }


def emergency(pick: Pick) -> Lists:
    """Return what the emergency duties and the deals on them exempt."""
    named = named_alone(pick)
    return {
        "annex-ii": (
            f"U.S. note 2(v)(iii), April 2025 to the end; {YALE}",
            pick("ieepa_annex2_first_appearance", effective_from="", effective_to=""),
        ),
        "annex-ii-copper": (
            f"U.S. note 2(v)(iii) to 31 July 2025; {YALE}",
            pick("ieepa_annex2_first_appearance", effective_to="2025-07-31"),
        ),
        "annex-ii-wood": (
            f"U.S. note 2(v)(iii) to 13 October 2025; {YALE}",
            pick("ieepa_annex2_first_appearance", effective_to="2025-10-13"),
        ),
        "annex-ii-to-september": (
            f"U.S. note 2(v)(iii) to 7 September 2025; {YALE}",
            pick("ieepa_annex2_first_appearance", effective_to="2025-09-07"),
        ),
        "electronics": (
            f"Memorandum of 11 April 2025; {WAUGH}",
            pick("ieepa_electronics_2025_04_11")
            + pick("ieepa_annex2_first_appearance", effective_from="2025-04-05"),
        ),
        "annex-ii-from-september": (
            f"EO 14346, Annex II; {YALE}",
            pick("ieepa_annex2_first_appearance", effective_from="2025-09-08"),
        ),
        "agriculture": (
            f"EO 14360; {YALE}",
            pick("ieepa_annex2_first_appearance", effective_from="2025-11-13"),
        ),
        "brazil-annex-i": (
            f"EO 14323, Annex I; {YALE}",
            pick("country_eo_exempt", effective_from="2025-08-06"),
        ),
        "brazil-agriculture": (
            f"EO of 20 November 2025, Annex II; {YALE}",
            [c for c in pick("country_eo_exempt", effective_from="2025-11-13") if c not in named],
        ),
        "canada-energy": (
            f"U.S. note 2(m), heading 9903.01.13; {YALE}",
            pick("fentanyl_carveout", sublist="energy_ca"),
        ),
        "potash": (f"U.S. note 2(c), (l); {YALE}", pick("fentanyl_carveout", sublist="potash_ca")),
        "eu-unavailable": (
            f"Heading 9903.02.74; {YALE}",
            [c for c in pick("floor_exempt", ch99="9903.02.74") if c not in named],
        ),
        "swiss-unavailable": (
            f"Heading 9903.02.84; {YALE}",
            pick("floor_exempt", ch99="9903.02.84"),
        ),
        "aircraft": (
            f"Heading 9903.02.81 and its like; {YALE}",
            pick("floor_exempt", ch99="9903.02.81"),
        ),
        "pharmaceutical-use": (
            f"Heading 9903.02.77 and its like; {YALE}",
            pick("floor_exempt", ch99="9903.02.77"),
        ),
        "aircraft-taiwan": (f"U.S. note 35(c); {YALE}", pick("s232_aircraft_exempt_taiwan")),
    }


def named_alone(pick: Pick) -> set[str]:
    """Return lines of which the notes exempt one article that they name, and nothing else.

    The published lists run them together with whole lines, and headings in between.
    """
    return {*pick("s122_exempt_specific_waugh"), *HEADINGS_AMONG}


def balance_and_trade(pick: Pick) -> Lists:
    """Return what sections 122, 301 and 338 exempt or name, China apart."""
    # The proposal runs together what note 52 parts: (b) by code alone, (c) particular articles,
    # (d) civil aircraft, (e) use in pharmaceuticals. The action on Brazil of that week parts them.
    proposed = pick("s301fl_exempt_annexA_proposed")
    aircraft = set(pick("s301_brazil_exempt_final", sublist="aircraft"))
    pharmaceutical = set(pick("s301_brazil_exempt_final", sublist="pharma"))
    parted = aircraft | pharmaceutical | named_alone(pick)
    return {
        "s122-exempt": (f"U.S. note 2(aa)(ii); {WAUGH}", pick("s122_exempt_products_waugh")),
        "s122-named": (f"U.S. note 2(aa)(iii); {WAUGH}", pick("s122_exempt_specific_waugh")),
        "s122-aircraft": (f"U.S. note 2(aa)(iv); {WAUGH}", pick("s122_exempt_aircraft_waugh")),
        "forced-labour-exempt": (
            f"U.S. note 52(b) as proposed, 91 FR 34272, Annex A, but for (c) to (e); {WAUGH}",
            [code for code in proposed if code not in parted],
        ),
        "brazil-301-exempt": (
            f"USTR final action, Brazil; {WAUGH}",
            pick("s301_brazil_exempt_final", sublist="flat"),
        ),
        "brazil-301-named": (
            f"USTR final action, Brazil; {WAUGH}",
            pick("s301_brazil_exempt_final", sublist="named"),
        ),
        "brazil-301-aircraft": (
            f"USTR final action, Brazil; {WAUGH}",
            pick("s301_brazil_exempt_final", sublist="aircraft"),
        ),
        "brazil-301-pharmaceutical": (
            f"USTR final action, Brazil; {WAUGH}",
            pick("s301_brazil_exempt_final", sublist="pharma"),
        ),
        "s301-exclusions": (
            f"Headings 9903.88.69, 9903.88.70; {YALE}",
            pick("s301_exclusion", ch99="9903.88.69") + pick("s301_exclusion", ch99="9903.88.70"),
        ),
        "canada-alcohol": (f"Section 338, annex; {WAUGH}", pick("s338_canada_alcohol")),
        "canada-dairy": (f"Section 338, annex; {WAUGH}", pick("s338_canada_dairy")),
        "canada-goods": (f"Section 338, annex; {WAUGH}", pick("s338_canada_autos")),
        "s338-aircraft": (f"Section 338, annex; {WAUGH}", pick("s338_aircraft_exempt")),
    }


def footnotes(raw: Path, pick: Pick) -> Lists:
    """Return the lists that the schedule itself gives: by footnote, by chapter."""
    table: Lists = {}
    for name, heading in CHINA.items():
        table[f"china-{name}"] = (
            f"U.S. notes 20, 31; footnotes of the HTS that name {heading}",
            corrected(headed(raw, heading)) if name == "biden-25" else headed(raw, heading),
        )
    printed = [code for code in pick("ieepa_exempt_annex2") if code.startswith(("49", "97"))]
    table["information"] = (f"Printed matter and works of art, 50 USC 1702(b)(3); {YALE}", printed)
    table["chapter-98"] = ("chapter 98, but for 9802.00.40, .50, .60 and .80", chapter98(raw))
    for heading in ("9903.90.08", "9903.90.09"):
        table[f"russia-{heading}"] = (
            f"U.S. note 30; footnotes of the HTS that name {heading}",
            headed(raw, heading),
        )
    return table


def annexes(raw: Path, pick: Pick) -> Lists:
    """Return the annexes on metals of April 2026, and as of June."""
    annex = metals_annex(chapter99(raw))
    table: Lists = {
        f"annex-{name}": (f"{TEXT}, U.S. note 16(c)", held) for name, held in annex.items()
    }
    table["annex-mill"] = (f"{TEXT}, U.S. note 16(c)(i), (iii)", MILL.split())
    return table | {
        f"annex-{name}-june": (f"{TEXT}, U.S. note 16(c); Proclamation 11032", held)
        for name, held in moved(annex, pick).items()
    }


def write(name: str, source: str, prefixes: Iterable[str]) -> None:
    """Write one list: its source, then its prefixes, those under another left out."""
    held = sorted(set(prefixes))
    known = set(held)
    kept = [code for code in held if not any(code[:n] in known for n in range(2, len(code)))]
    rows = [" ".join(kept[at : at + 9]) for at in range(0, len(kept), 9)]
    (OUT / f"{name}.txt").write_text("\n".join([f"# {source}", *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for list_name, (list_source, list_prefixes) in all_lists(Path(sys.argv[1])).items():
        write(list_name, list_source, list_prefixes)
        print(f"{list_name}: {len(list_prefixes)}")
