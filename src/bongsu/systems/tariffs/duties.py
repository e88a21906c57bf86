"""Duty texts of the Harmonized Tariff Schedule, read into rates and amounts.

What is printed in the three rate columns (general, special, other) becomes a `Duty`: an ad valorem
share, shares on parts of the article, amounts of money a unit. What a text leaves to another
article, note or heading is named as such and never priced here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bongsu.errors import BadFile

Kind = Literal[
    "none",  # nothing is printed
    "free",
    "ad_valorem",  # a share of the customs value alone
    "specific",  # amounts a unit alone
    "compound",  # both
    "parts",  # shares on parts of the article (case, battery, lead), with or without amounts
    "degrees",  # sugar: an amount that falls by degree of polarisation, between two bounds
    "elsewhere",  # "See 9823.10.01": the rate stands under other headings
    "derived",  # "The rate applicable to the article of which it is a part"
    "unchanged",  # chapter 99: "No change", "The duty provided in the applicable subheading"
    "in_addition",  # chapter 99: "The duty provided in the applicable subheading + 25%"
]
MAX_TEXT = 2_000  # characters of one duty text; the longest in the schedule has 1,300

_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_NUMBER = r"\d{1,9}(?:,\d{3})*(?:\.\d{1,9})?(?: \d{1,3}/\d{1,3})?"
_SHARE = re.compile(rf"({_NUMBER}) ?(?:%|percent)(?: (?:(?:up)?on|of) (?:the )?(.+))?")
_MONEY = re.compile(rf"(\$)?({_NUMBER}) ?(¢)? ?(?:/ ?|(?=each)|for )(.+)")
_DEGREES = re.compile(
    r"([\d.]{1,12})¢ ?/kg less ([\d.]{1,12})¢ ?/kg for each degree under (\d+) degrees"
    r" \(and fractions of a degree in proportion\) but not less (?:than )?([\d.]{1,12})¢ ?/kg"
)
_BASIS = re.compile(r"(?:, | )(?:(?:on|of) )?(?:the )?(.+)")
_PROVIDED = re.compile(
    r"(?:the )?(?:duty|duties|rate) (?:rate )?(?:provided|applicable) (?:for )?in (?:the |such )?.*"
)
_NAMED = re.compile(
    r"(?:the )?rates?\b|the duty\b|a duty\b|see additional|see u\.s\.|free,? for such",
    re.IGNORECASE,
)
_FREE_ON_TERMS = ("free, under bond", "free, under the terms", "free (see u.s. note")
_SYMBOLS = re.compile(r"\([A-Z*+]{1,3}(?:,[A-Z*+]{1,3})*\)")
_GROUP = re.compile(r"(.*?) ?\(([A-Z*+]{1,3}(?:,[A-Z*+]{1,3})*)\),? ?")
_UNITS = (  # as printed, longest first: as it is called here
    ("1,000 pins", "thousand"),
    ("thousand", "thousand"),
    ("1000", "thousand"),
    ("1,000", "thousand"),
    ("line/gross", "gross_line"),
    ("pf. liter", "pf_liter"),
    ("pf.liter", "pf_liter"),
    ("clean kg", "clean_kg"),
    ("lin. m", "m"),
    ("each other piece or part", "piece"),
    ("each", "each"),
    ("article", "each"),
    ("head", "each"),
    ("jewel", "jewel"),
    ("liter", "liter"),
    ("gross", "gross"),
    ("doz.", "doz"),
    ("pack", "pack"),
    ("pr.", "pair"),
    ("bbl", "bbl"),
    ("kg", "kg"),
    ("m2", "m2"),
    ("m3", "m3"),
    ("m", "m"),
    ("g", "g"),
    ("t", "t"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money a unit of quantity."""

    usd: float  # dollars a unit
    unit: str  # "kg", "liter", "each", "m2", ...
    basis: str = ""  # "drained weight", "lead content"; empty for the article itself
    low: float | None = None  # dollars a unit at least, where the amount depends on quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A share of the value of one part of the article."""

    share: float
    basis: str  # "case", "battery", "value of the lead content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty text, read.

    Parameters
    ----------
    text : str
        As printed, without markup.
    kind : str
        What sort of duty it is.
    ad_valorem : float
        Share of the customs value; for ``in_addition`` what is added (negative if taken off).
    parts : tuple of Part
        Shares of parts of the value.
    amounts : tuple of Amount
        Money a unit.
    """

    text: str
    kind: Kind
    ad_valorem: float = 0.0
    parts: tuple[Part, ...] = ()
    amounts: tuple[Amount, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether a share of the customs value says it all."""
        return self.kind in {"free", "ad_valorem"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialRate:
    """One rate of the special column and the programmes that may claim it."""

    duty: Duty
    programmes: tuple[str, ...]  # symbols as printed: "KR", "S+", "A*"; empty for every programme


def clean_text(text: str | None) -> str:
    r"""Return a duty text without markup, line breaks and uneven blanks.

    Examples
    --------
    >>> clean_text("$1.50/m<sup>2</sup> + 20% <u></u>")
    '$1.50/m2 + 20%'
    >>> clean_text("Free (A*,AU, BH,\n KR)5%(JO)")
    'Free (A*,AU,BH,KR) 5% (JO)'
    """
    plain = _SPACE.sub(" ", _TAG.sub("", text or "")).strip()
    plain = re.sub(r"(?<=[a-z])- (?=[a-z])", "", plain)  # words broken at the end of a line
    plain = plain.replace("²", "2").replace("³", "3").replace("weght", "weight")
    plain = re.sub(r"(?<=[mk\d])of (?=recording)", " of ", plain)
    plain = re.sub(r"\bthe(?=battery)", "the ", plain)
    plain = re.sub(r"\bin(?=the applicable)", "in ", plain)
    plain = re.sub(r" ?\+ ?(?=[\d$a])", " + ", plain)
    plain = re.sub(r" ?/ ?(?=[a-z])", "/", plain)
    plain = re.sub(r"(?<=\))(?=[^\s.,;)])", " ", re.sub(r"(?<=[^\s(])\(", " (", plain))
    plain = plain.replace("(PA (PA)", "(PA)").replace(",.OM", ",OM")  # printed so in 2025
    plain = re.sub(r"\(([^()]*)\)", _joined, plain)
    return plain.rstrip("/: ")


def _joined(found: re.Match[str]) -> str:
    """Take the blanks out of a list of programmes; leave other brackets as they are."""
    inside = found[1]
    if re.fullmatch(r"[ ,]*[A-Z*+]{1,3}(?:[ ,]+[A-Z*+]{1,3})*[ ,]*", inside):
        return f"({','.join(re.findall(r'[A-Z*+]+', inside))})"
    return found[0]


@lru_cache(maxsize=20_000)
def parse_duty(text: str) -> Duty:
    """Read one duty text of the general or other column.

    Parameters
    ----------
    text : str
        As printed.

    Returns
    -------
    Duty
        What it says.

    Raises
    ------
    BadFile
        If the text is of no known form.

    Examples
    --------
    >>> parse_duty("4.4¢/kg + 5%").amounts[0].usd, parse_duty("4.4¢/kg + 5%").ad_valorem
    (0.044, 0.05)
    >>> parse_duty("The rate applicable to the article of which it is a part").kind
    'derived'
    """
    text = clean_text(_bounded(text))
    if not text:
        return Duty(text="", kind="none")
    low = text.casefold()
    low = low if low.endswith(("doz.", "pr.")) else low.rstrip(".")
    if low == "free" or low.startswith(_FREE_ON_TERMS):
        return Duty(text=text, kind="free")
    if low.startswith("no change") or _is_unchanged(low):
        return Duty(text=text, kind="unchanged")
    if low.startswith(("see 99", "see 98", "see subheading", "see heading", "see chapter")):
        return Duty(text=text, kind="elsewhere")
    if (found := _DEGREES.fullmatch(low)) is not None:
        high, floor = float(found[1]) / 100, float(found[4]) / 100
        return Duty(text=text, kind="degrees", amounts=(Amount(usd=high, unit="kg", low=floor),))
    if (added := _in_addition(text, low)) is not None:
        return added
    if _NAMED.match(low):
        return Duty(text=text, kind="derived")
    return _terms(text, low)


def _is_unchanged(low: str) -> bool:
    return (_PROVIDED.fullmatch(low) is not None and not re.search(r"\d ?%", low)) or (
        low.startswith("the rate applicable in the absence of this") and "cost" not in low
    )


def _in_addition(text: str, low: str) -> Duty | None:
    """Read "The duty provided in the applicable subheading + 25%" and its kin."""
    if not low.startswith("the dut"):
        return None
    head, sign, rest = (
        re.split(r" (\+|plus|minus) ", low, maxsplit=1)
        if re.search(r" (?:\+|plus|minus) ", low)
        else (low, "", "")
    )
    if not sign or _PROVIDED.fullmatch(head) is None:
        return None
    share = _SHARE.fullmatch(rest.removeprefix("a duty of "))
    if share is None:
        return None
    rate = _number(share[1]) / 100 * (-1 if sign == "minus" else 1)
    if share[2]:
        part = Part(share=rate, basis=share[2])
        return Duty(text=text, kind="in_addition", parts=(part,))
    return Duty(text=text, kind="in_addition", ad_valorem=rate)


def _terms(text: str, low: str) -> Duty:
    """Read a sum of shares and amounts."""
    ad_valorem, parts, amounts = 0.0, [], []
    for term in re.split(r" \+ ", re.sub(r",? but if .*", "", low)):
        if (share := _SHARE.fullmatch(term.strip())) is not None:
            rate = round(_number(share[1]) / 100, 12)
            if share[2] and share[2] != "entire set":
                parts.append(Part(share=rate, basis=share[2].removesuffix(", if any")))
            else:
                ad_valorem = round(ad_valorem + rate, 12)
        else:
            amounts.append(_amount(term.strip(), text))
    if parts:
        kind: Kind = "parts"
    elif amounts:
        kind = "compound" if ad_valorem else "specific"
    else:
        kind = "ad_valorem"
    return Duty(
        text=text, kind=kind, ad_valorem=ad_valorem, parts=tuple(parts), amounts=tuple(amounts)
    )


def _amount(term: str, text: str) -> Amount:
    money = _MONEY.fullmatch(term)
    if money is None or bool(money[1]) == bool(money[3]):
        raise _unreadable(term, text)
    rest = money[4]
    for printed, unit in _UNITS:
        if rest.startswith(printed):
            basis = rest[len(printed) :]
            found = _BASIS.fullmatch(basis)
            if basis and found is None:
                continue
            scale = 1.0 if money[1] else 0.01
            return Amount(
                usd=round(_number(money[2]) * scale, 12), unit=unit, basis=found[1] if found else ""
            )
    raise _unreadable(term, text)


def _number(printed: str) -> float:
    """Return 33.333... for "33 1/3"."""
    whole, _, fraction = printed.replace(",", "").partition(" ")
    if not fraction:
        return float(whole)
    above, _, below = fraction.partition("/")
    return float(whole) + float(above) / (float(below) or 1.0)


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise _unreadable(text, text)
    return text


def _unreadable(term: str, text: str) -> BadFile:
    return BadFile(
        f"no duty can be read from {term[:80]!r}",
        where=f"duty text {text[:120]!r}",
        mend="write it as the schedule does: `Free`, `2.5%`, `4.4¢/kg + 5%`, `$1.50/pr. + 20%`",
    )


@lru_cache(maxsize=5_000)
def parse_special(text: str) -> tuple[SpecialRate, ...]:
    """Read the special column: each rate with the programmes that may claim it.

    Examples
    --------
    >>> [(rate.duty.text, rate.programmes) for rate in parse_special("Free (A,AU) 5% (KR)")]
    [('Free', ('A', 'AU')), ('5%', ('KR',))]

    Raises
    ------
    BadFile
        If the text is of no known form.
    """
    text = clean_text(_bounded(text))
    if not text:
        return ()
    if _SYMBOLS.search(text) is None:
        return (SpecialRate(duty=parse_duty(text), programmes=()),)
    rates, at = [], 0
    while at < len(text):
        found = _GROUP.match(text, at)
        if found is None or found.end() == at:
            raise _unreadable(text[at:], text)
        rates.append(SpecialRate(duty=parse_duty(found[1]), programmes=tuple(found[2].split(","))))
        at = found.end()
    return tuple(rates)
