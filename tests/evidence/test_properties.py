"""Whatever number is printed reads back to itself, and markup around it changes nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.evidence.making import (
    Grid,
    Piece,
    as_docx,
    as_html,
    as_markdown,
    grid,
    heading,
    item,
    paragraph,
)
from tests.evidence.reading_texts import evidence

from bongsu.evidence.documents import OffsetMap, TextBuilder
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Kind,
    Quantity,
    Sentence,
)
from bongsu.evidence.reading import analyse, read_bytes

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = {"": 1.0, " thousand": 1e3, " million": 1e6, " billion": 1e9, " trillion": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "M": 1e6, "bn": 1e9, "B": 1e9, "tn": 1e12}
HEDGES = {
    "": Comparator.EXACT,
    "about ": Comparator.APPROX,
    "nearly ": Comparator.APPROX,
    "over ": Comparator.OVER,
    "more than ": Comparator.OVER,
    "under ": Comparator.UNDER,
    "at least ": Comparator.AT_LEAST,
    "up to ": Comparator.AT_MOST,
}
BEFORE = {
    "$": "USD",
    "USD ": "USD",
    "US$": "USD",
    "KRW ": "KRW",
    "₩": "KRW",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
}
BEHIND = {" dollars": "USD", " won": "KRW", " euros": "EUR", " yen": "JPY", " yuan": "CNY"}
UNITS = {
    " percent": (Kind.PERCENT, "percent", 1.0),
    "%": (Kind.PERCENT, "percent", 1.0),
    " percentage points": (Kind.POINTS, "percentage point", 1.0),
    " basis points": (Kind.POINTS, "percentage point", 0.01),
    " tons": (Kind.PHYSICAL, "ton", 1.0),
    " MW": (Kind.PHYSICAL, "megawatt", 1.0),
    " kilometers": (Kind.PHYSICAL, "kilometre", 1.0),
    " days": (Kind.DURATION, "day", 1.0),
    " years": (Kind.DURATION, "year", 1.0),
    " ships": (Kind.COUNT, "ships", 1.0),
}


def spelt(number: int) -> str:
    """A number below a thousand in words, as British and American style books write it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{ONES[hundreds]} hundred" + (f" and {spelt(rest)}" if rest else "")


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, float, float]:
    """A printed number, what it is worth, and its last place."""
    decimals = draw(st.integers(0, 3))
    whole = draw(st.integers(2, 10**6))
    assume(decimals or not 1700 <= whole <= 2200)  # 1984 alone is a year
    grouped = draw(st.booleans()) or 1700 <= whole <= 2200
    digits = f"{draw(st.integers(0, 10**decimals - 1)):0{decimals}d}" if decimals else ""
    written = (f"{whole:,}" if grouped else str(whole)) + (f".{digits}" if decimals else "")
    return written, float(f"{whole}.{digits or 0}"), 10.0**-decimals


@given(
    numbers(),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(sorted(HEDGES)),
)
def test_any_figure_reads_back_to_itself(
    number: tuple[str, float, float], scale: str, unit: str, hedge: str
) -> None:
    written, value, step = number
    kind, name, worth = UNITS[unit]
    figure = f"{written}{scale}{unit}"
    found = evidence(f"The plan says {hedge}{figure} here.")
    (quantity,) = found.quantities
    expected = value * SCALES[scale] * worth
    assert (quantity.kind, quantity.unit, quantity.comparator) == (kind, name, HEDGES[hedge])
    assert quantity.value is not None
    assert abs(quantity.value - expected) <= 1e-9 * expected
    assert abs(quantity.step - step * SCALES[scale] * worth) <= 1e-9 * quantity.step
    assert quantity.rounded.holds(expected)
    assert quantity.truncated.holds(expected)
    assert found.words(quantity) == (
        figure if kind is not Kind.COUNT else figure.removesuffix(unit)
    )


@given(numbers(), st.sampled_from(sorted({**SCALES, **SHORT})), st.sampled_from(sorted(BEFORE)))
def test_any_sum_reads_back_to_itself(
    number: tuple[str, float, float], scale: str, currency: str
) -> None:
    written, value, _ = number
    figure = f"{currency}{written}{scale}"
    found = evidence(f"The plan says {figure} here.")
    (quantity,) = found.quantities
    expected = value * {**SCALES, **SHORT}[scale]
    assert found.words(quantity) == figure
    assert (quantity.kind, quantity.unit) == (Kind.MONEY, BEFORE[currency])
    assert quantity.value is not None
    assert abs(quantity.value - expected) <= 1e-9 * expected


@given(st.integers(2, 999), st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(BEHIND)))
def test_any_sum_in_words_reads_back_to_itself(number: int, scale: str, currency: str) -> None:
    figure = f"{spelt(number)}{scale}{currency}"
    found = evidence(f"The plan says {figure} here.")
    (quantity,) = found.quantities
    assert found.words(quantity) == figure
    assert (quantity.kind, quantity.unit) == (Kind.MONEY, BEHIND[currency])
    assert quantity.value == number * SCALES[scale]
    assert quantity.words


@given(
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from([" to ", "–", "-", " – "]),
    st.sampled_from([" percent", " tons", " days"]),
)
def test_any_range_reads_back_to_itself(low: int, more: int, joint: str, unit: str) -> None:
    figure = f"{low}{joint}{low + more}{unit}"
    found = evidence(f"The plan says {figure} here.")
    (quantity,) = found.quantities
    assert found.words(quantity) == figure
    assert (quantity.low, quantity.high, quantity.value) == (low, low + more, None)


KOREAN = {"천": 10**3, "만": 10**4, "백만": 10**6, "천만": 10**7, "억": 10**8, "조": 10**12}
KOREAN_UNITS = {"원": "KRW", " 달러": "USD", "명": "persons"}


@given(
    st.integers(1, 9_999), st.sampled_from(sorted(KOREAN)), st.sampled_from(sorted(KOREAN_UNITS))
)
def test_any_korean_number_reads_back_to_itself(number: int, scale: str, unit: str) -> None:
    figure = f"{number:,}{scale}{unit}"
    found = evidence(f"계획은 {figure}이다.")
    (quantity,) = found.quantities
    assert found.words(quantity) == figure
    assert (quantity.value, quantity.unit) == (number * KOREAN[scale], KOREAN_UNITS[unit])


@given(st.integers(1, 999), st.integers(1, 9_999))
def test_korean_scales_add_up(large: int, small: int) -> None:
    (quantity,) = evidence(f"예산은 {large}조 {small}억원이다.").quantities
    assert quantity.value == large * 10**12 + small * 10**8


@given(st.integers(1, 999), st.sampled_from(sorted("½⅓⅔¼¾⅛")), st.sampled_from(["", " "]))
def test_any_number_with_a_fraction_sign_reads_back(whole: int, sign: str, gap: str) -> None:
    (quantity,) = evidence(f"The rate is {whole}{gap}{sign} percent here.").quantities
    assert quantity.value is not None
    assert abs(quantity.value - whole - unicodedata.numeric(sign)) < 1e-9


TEXT = (
    "# Ports of the South\n\nPublished May 5, 2031\n\n"
    "In 2030, Hanok Shipping moved 12.5 million tons, up 3.4 percent from 2029. The Ministry of"
    " Ports said that it expects USD 350 million in 2032. Some 2,500 workers were hired, and the"
    " unemployment rate fell from 4.2 to 3.9 percent in April 2031.\n\n"
    "The fund will pay 25 basis points more over three years.\n"
)
BODY = TEXT.index("In 2030")
PLACES = [
    m.start() for m in re.finditer(r"(?<=[A-Za-z0-9.])(?=[A-Za-z0-9])", TEXT) if m.start() > BODY
]
GAPS = [m.start() for m in re.finditer(r" ", TEXT) if m.start() > BODY]


def claims(found: Evidence) -> list[tuple[Any, ...]]:
    """Everything that a claim says but where it stands."""
    return [
        (
            q.kind,
            q.value,
            q.low,
            q.high,
            q.unit,
            q.comparator,
            q.step,
            q.noun,
            claim.measure,
            claim.subject,
            claim.period,
            claim.base_period,
            claim.role,
            claim.direction,
            claim.modality,
            claim.attribution,
            claim.part,
        )
        for q, claim in zip(found.quantities, found.claims, strict=True)
    ] + [(d.edtf, d.granularity, d.relative) for d in found.dates]


EXPECTED = claims(evidence(TEXT, "a.md"))


def test_the_text_of_these_properties_says_what_it_says() -> None:
    values = [row[1] for row in EXPECTED if isinstance(row[0], Kind)]
    assert values == [12.5e6, 3.4, 350e6, 2500, 4.2, 3.9, 0.25, 3]


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PLACES),
            st.sampled_from(
                ["<b></b>", "<span>", "</span>", "<!-- 7 percent -->", "\u00ad", "\u200b", "<wbr>"]
            ),
        ),
        max_size=6,
    ),
    st.lists(
        st.tuples(
            st.sampled_from(GAPS), st.sampled_from(["\n", "  ", "&nbsp;", "\u00a0", "&#32;"])
        ),
        max_size=6,
    ),
)
def test_tags_and_breaks_never_change_a_claim(
    within: list[tuple[int, str]], between: list[tuple[int, str]]
) -> None:
    marks = {**dict(within), **dict(between)}
    written = "".join(
        marks.get(at, "") + ("" if at in dict(between) else char) for at, char in enumerate(TEXT)
    )
    document = read_bytes(written.encode(), "a.md")
    (found,) = analyse(document)
    assert claims(found) == EXPECTED
    parts: list[Quantity | DateMention | Sentence] = []
    parts += [*found.quantities, *found.dates, *found.sentences]
    for part in parts:
        quote = document.quote(part.start, part.end)
        start, end = document.source_span(part.start, part.end)
        assert document.source[start:end] == quote


@settings(max_examples=100)
@given(
    st.lists(st.integers(0, len(TEXT[BODY:].split()) - 1), min_size=1, max_size=8, unique=True),
    st.sampled_from(
        [
            "**{}**",
            "*{}*",
            "<b>{}</b>",
            "<em><u>{}</u></em>",
            "[{}](https://example.org/2024)",
            "__{}__",
            "***{}***",
            "~~{}~~",
        ]
    ),
)
def test_emphasis_and_links_never_change_a_claim(chosen: list[int], mark: str) -> None:
    parts = re.split(r"(\s+)", TEXT[BODY:].rstrip("\n"))
    for at in chosen:
        parts[2 * at] = mark.format(parts[2 * at])
    (found,) = analyse(read_bytes((TEXT[:BODY] + "".join(parts)).encode(), "a.md"))
    assert claims(found) == EXPECTED


@given(st.text(alphabet="ab 1,.%$*_[]()<>&;\\`|#-\n\t", max_size=300))
def test_spans_quote_whatever_the_text(text: str) -> None:
    if not text.strip():
        return
    try:
        document = read_bytes(("Words " + text).encode(), "a.md")
    except ValueError:  # no text is left
        return
    for found in analyse(document):
        parts: list[Quantity | DateMention | Sentence] = []
        parts += [*found.quantities, *found.dates, *found.sentences]
        for part in parts:
            start, end = document.source_span(part.start, part.end)
            assert document.source[start:end] == document.quote(part.start, part.end) != ""
            assert 0 <= start < end <= len(document.source)


@given(
    st.lists(
        st.tuples(st.text(alphabet="abc", max_size=4), st.integers(0, 5), st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_offset_maps_lead_back_to_every_copied_code_point(
    pieces: list[tuple[str, int, bool]],
) -> None:
    source, out, copied = "", TextBuilder(), []
    for words, gap, as_it_stands in pieces:
        source += "#" * gap
        start = len(source)
        source += words
        if as_it_stands:
            copied += [(out.length + at, start + at) for at in range(len(words))]
            out.copy(source, start, start + len(words))
        elif words:
            out.put("--", start, len(source))
    offsets: OffsetMap = out.offsets()
    for at, place in copied:
        assert offsets.span(at, at + 1) == (place, place + 1)
        assert out.text[at] == source[place]
    for start in range(out.length):
        for end in range(start + 1, out.length + 1):
            first, last = offsets.span(start, end)
            assert 0 <= first < last <= len(source)


SENTENCES = (
    "Exports rose 12.5 percent to USD 350 million in 2030.",
    "Some 2,500 farms took part in the first round.",
    "The rate fell from 4.2 to 3.9 percent in April 2031.",
    "Hanok Steel expects KRW 40 billion a year until 2035.",
    "About two-thirds of farmers agreed, up from half in 2021.",
)
MARKED = tuple(re.sub(r"(\d)(\d)", r"\1**\2**", words, count=1) for words in SENTENCES)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Piece, ...]:
    """A short structured text with marks within words and numbers."""
    some = st.sampled_from(SENTENCES + MARKED)
    pieces: list[Piece] = [heading("Ports of the South"), paragraph("Published May 5, 2031")]
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["paragraph", "item", "heading", "grid"]))
        if kind == "grid" and not isinstance(pieces[-1], Grid):
            pieces.append(
                grid(
                    ("Year", "Party", "Sum"),
                    ("2030", "Hanok", draw(some)),
                    ("2031", "Bada", "**9**5 ships"),
                )
            )
        elif kind == "item":
            pieces.append(item(draw(some)))
        elif kind == "heading":
            pieces.append(heading("What comes next", 2))
        else:
            pieces.append(paragraph(f"{draw(some)} {draw(some)}"))
    return tuple(pieces)


@settings(max_examples=60)
@given(texts())
def test_one_text_makes_the_same_claims_in_every_format(pieces: tuple[Piece, ...]) -> None:
    written = {"a.md": as_markdown(pieces), "a.html": as_html(pieces), "a.docx": as_docx(pieces)}
    found = {
        name: [claims(part) for part in analyse(read_bytes(data, name))]
        for name, data in written.items()
    }
    assert found["a.md"] == found["a.html"] == found["a.docx"]
