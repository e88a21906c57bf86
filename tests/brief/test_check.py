"""The checker lets a whole brief pass, and catches every number that is planted in it."""

from __future__ import annotations

import json
import re

import pytest
from tests.brief import isle

from bongsu.brief import check_page, parse_section, untraced
from bongsu.brief.check import has_digit
from bongsu.brief.page import render
from bongsu.errors import Untraced


@pytest.fixture(scope="module")
def page() -> str:
    section = parse_section(isle.SECTION, "isle", where="section.md")
    html, _ = render(isle.runs(), [section], isle.Tables())
    return html


def test_a_brief_passes(page):
    check_page(page)


def replaced(html: str, pattern: str, by: str) -> str:
    planted, count = re.subn(pattern, by, html, count=1, flags=re.DOTALL)
    assert count == 1, f"{pattern} is not in the page"
    assert planted != html
    return planted


PLANTS = {
    "a number in a sentence": (r" people in ", " people, or 47 million, in "),
    "a number in a heading": (r"<h2>The fund</h2>", "<h2>The fund of 1999</h2>"),
    "a new paragraph": (r"</main>", "<p>Growth was 3.2%.</p></main>"),
    "another value for a fact": (r'(data-fact="isle.people_2060"[^>]*>)820', r"\g<1>821"),
    "a digit more in a fact": (r'(data-fact="isle.end_now"[^>]*>)2049', r"\g<1>20490"),
    "another value for a constant": (r'(data-constant="isle:65">)65', r"\g<1>64"),
    "an unknown fact": (r"</main>", '<p><a data-fact="isle.none">5</a></p></main>'),
    "an unknown constant": (r"</main>", '<p><b data-constant="isle:5">5</b></p></main>'),
    "an unknown record": (r"</main>", '<p><b data-record="r999999">5</b></p></main>'),
    "another text of a record": (r'(data-record="r0">)', r"\g<1>9 "),
    "a label in a drawing": (r"(<text [^>]*>)Baseline 820", r"\g<1>Baseline 810"),
    "a tick in a drawing": (r"(<text [^>]*>)2045<", r"\g<1>2046<"),
    "a text in a drawing": (r"</svg>", "<text>12</text></svg>"),
    "a cell of a table": (r"<td>1,000\.0</td>", "<td>1,001.0</td>"),
    "a row of a table": (r"</tbody></table></div>\s*</details>",
                         "<tr><td>2999</td></tr></tbody></table></div></details>"),
    "a head of a table": (r"Men 2024, ", "Men 2023, "),
    "a caption in a table": (r"(<table data-table[^>]*>)", r"\g<1><caption>7</caption>"),
    "two cells that change places": (r"<td>(9[\d.]+)</td><td>(8[\d.]+)</td>",
                                     r"<td>\2</td><td>\1</td>"),
    "a full-width digit": (r"</main>", "<p>１２</p></main>"),
    "a fraction": (r"</main>", "<p>½ of all</p></main>"),
    "an Arabic-Indic digit": (r"</main>", "<p>٤٢</p></main>"),
    "a superscript": (r"</main>", "<p>m²</p></main>"),
    "a written character": (r"</main>", "<p>&#52;&#x37;</p></main>"),
    "a number cut in two": (r"</main>", "<p>4<b>7</b></p></main>"),
    "a spoken number": (r'role="img"', 'role="img" aria-description="falls by 9"'),
    "a hovering number": (r"<main ", '<main title="42" '),
    "a number outside the body": (r"</body>", "</body>42"),
    "a hidden number": (r"</main>", "<p hidden>42</p></main>"),
    "a number in the title": (r"<title>", "<title>2026 "),
    "a number after an open element": (r"</main>", "<p><i>5</main>"),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_number_is_caught(page, plant):
    pattern, by = PLANTS[plant]
    planted = replaced(page, pattern, by)
    found = untraced(planted)
    assert found
    with pytest.raises(Untraced, match="texts with digits"):
        check_page(planted)


def test_a_finding_names_text_and_line(page):
    planted = page.replace("</main>", "\n<p>Growth was 3.2%.</p></main>")
    (finding,) = untraced(planted)
    assert finding.text == "Growth was 3.2%."
    assert "3.2%" in planted.splitlines()[finding.line - 1]


def test_a_fact_without_a_card_is_caught(page):
    without = page.replace('id="fact-isle.people_2060"', 'id="gone"')
    assert any("without a card" in finding.why for finding in untraced(without))


def test_rows_that_are_taken_out_are_caught(page):
    without = replaced(page, r"<tr><th scope=\"row\">2030</th>.*?</tr>", "")
    assert untraced(without)


def test_a_page_without_accounts_is_refused(page):
    bare = replaced(page, r'<script type="application/json" id="accounts">.*?</script>', "")
    for html in ("<p>Nothing.</p>", bare, "", '<script id="accounts">[1]</script>'):
        with pytest.raises(Untraced):
            check_page(html)


def test_accounts_can_be_read_and_cannot_close_their_element(page):
    found = re.search(r'id="accounts">(.*?)</script>', page)
    assert found
    accounts = json.loads(found[1])
    assert "<" not in found[1]
    assert accounts["facts"]["isle.people_2060"] == "820 thousand"


def test_digits_of_every_script_count():
    assert [has_digit(t) for t in ("7", "七", "일곱", "Ⅶ", "⑦", "−")] == [
        True, False, False, True, True, False]  # fmt: skip
