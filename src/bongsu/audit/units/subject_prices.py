"""Prices of a currency without any unit, in a sentence that is about the currency.

"The Korean won has stayed weak. Foreign selling pushed it past 1,840": a bare figure behind a word
for a level is the price of a dollar where the sentence, or the one before it that a pronoun calls
back, speaks of one currency and of no other market.
"""

from __future__ import annotations

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.frames import Frame
from bongsu.audit.reading.wording import place_of
from bongsu.evidence.mentions import Kind, Quantity
from bongsu.patterns import lazy_regex

_LEVEL = lazy_regex(
    r"\b(?:past|beyond|through|to|near|around|at|touch(?:ed|es|ing)|hit(?:s|ting)?|below|above|topped|broke|breached|"
    r"pierced|crossed|as\s(?:high|low|weak|strong|far)\sas|under|(?:level|low|high|mark|rate|peak|trough)\sof)\s"
    r"(?:the\s|about\s|around\s)?$"
)
_KOREAN = r"won|(?:South\s)?Korean\scurrency|local\scurrency"
_CURRENCY = guarded_regex(
    rf"(?<!\d\s)(?<!lion\s)\b(?:(?P<krw>{_KOREAN})|(?P<jpy>yen|Japanese\scurrency))\b(?![-–])"
)
_OTHER = lazy_regex(
    r"\b(?:yuan|renminbi|euros?|pounds?|sterling|KOSPI|Kospi|KOSDAQ|Kosdaq|Nikkei|index|indices|oil|crude|gold|silver|"
    r"shares?|stocks?|bonds?|yields?|futures|points|basis|percent|firms?|companies|workers|people|forecasts?|"
    r"target\w*|expect\w*|would|could|may|might|if|seats?|votes?|cases|elections?|by)\b|%"
)
_CALLED = guarded_regex(r"\b(?:it|it[’']s|its|the\scurrency|the\sunit|The\scurrency|It)\b")
_CLAUSES = lazy_regex(r"[;:]\s|,?\s(?:and|but|while|whereas|as|when)\s")
_A_SUBJECT = lazy_regex(r"(?:the|an?|its|their|this|that|these|[A-Z]\w+|\w+s)\s")
_THE_CURRENCY = lazy_regex(r"\W*(?:The\scurrency|It)\b")
_BACK = 2  # sentences in which what "the currency" stands for is named
_BEHIND = lazy_regex(
    r"(?:,?\s(?:mark|won|per\s(?:U\.?S\.?\s)?dollar|to\sthe\sdollar|against\sthe\s(?:dollar|greenback)|level|threshold|line|handle|on|in|from|before|after|for|and|as|early|late|at|during|against|a\s[a-z-]+|the\s(?:low|high|weak|strong)\w*|"
    r"its|last|this|yesterday|today|to\sthe\sdollar|between|then|when|while)\b|\s?[,.;)–—]|\s?$)"
)
_USUAL = {"KRW": (600.0, 2500.0), "JPY": (60.0, 300.0)}  # a dollar, and a slip beside it


def currency_of_subject(frame: Frame, quantity: Quantity) -> str:
    """Return the currency of which a bare figure is the price of a dollar, "" if of none.

    Parameters
    ----------
    frame : Frame
        A sentence.
    quantity : Quantity
        One of its figures.
    """
    evidence, sentence = frame.evidence, frame.sentence
    lead = evidence.text[sentence.start : quantity.start]
    if quantity.kind is Kind.MONEY or quantity.noun not in {"", "mark", "level"}:
        return ""
    if _LEVEL.search(lead) is None or not _BEHIND.match(evidence.text, quantity.end):
        return ""
    named = {"KRW" if one["krw"] else "JPY" for one in _CURRENCY.finditer(lead)}
    if not named and _CALLED.search(lead):
        place = place_of(evidence, sentence)
        opens = _THE_CURRENCY.match(lead) is not None
        for before in reversed(evidence.sentences[max(0, place - _BACK) : place]):
            if named or (before.block != sentence.block and not opens):
                break
            words = evidence.words(before)
            named = {"KRW" if one["krw"] else "JPY" for one in _CURRENCY.finditer(words)}
    own = _CLAUSES.split(lead)[-1]
    of_other = _A_SUBJECT.match(own) and not (_CURRENCY.search(own) or _CALLED.search(own))
    if len(named) != 1 or of_other or _OTHER.search(lead):
        return ""
    (currency,) = named
    low, high = _USUAL[currency]
    return currency if low < (quantity.value or 0.0) < high else ""
