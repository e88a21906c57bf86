"""Words that name a measure, and better ones where they do not."""

import pytest

from bongsu.evidence.measure_words import names_measure, tidy


@pytest.mark.parametrize(
    ("measure", "phrase", "wanted"),
    [
        ("it still", "its base rate", "base rate"),
        ("reaching", "fares", "fares"),
        ("between", "", ""),
        ("current", "current account surplus", "current account surplus"),
        ("reached a surplus", "surplus", "surplus"),
        ("down from the deficit", "", "deficit"),
        ("loans (", "loans of lenders", "loans of lenders"),
        ("--", "fares", "fares"),
        ("respectively", "fares", "fares"),
        ("level is the highest since", "level", "level"),
        ("Bada Steel", "output of steel", "output of steel"),
        ("employment rate", "refugees", "employment rate"),
        ("Exports of cars", "exports", "Exports of cars"),
        ("GDP", "growth", "GDP"),
        ("home-backed loans", "loans", "home-backed loans"),
        ("training costs", "", "costs"),
        ("", "", ""),
    ],
)
def test_a_measure_is_named_by_a_noun_phrase(measure, phrase, wanted):
    assert tidy(measure, phrase) == wanted


@pytest.mark.parametrize("said", ["exports", "net position", "defense spending", "GDP (real)"])
def test_noun_phrases_name_measures(said):
    assert names_measure(said)


@pytest.mark.parametrize(
    "said", ["", "it", "fell", "of cars", "rose to", "was 5", "up from", "a;b:"]
)
def test_other_words_name_none(said):
    assert not names_measure(said)
