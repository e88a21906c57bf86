"""Who is meant by a name, and what may be one thing: suggested, and judged by people."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from tests.ledger.statements_made import deal

from bongsu.ledger import store
from bongsu.ledger.duplicates import duplicates
from bongsu.ledger.events import events
from bongsu.ledger.files import append
from bongsu.ledger.judgements import BadJudgement, judge, judgements
from bongsu.ledger.names import party, suggestions
from bongsu.ledger.review import find, judged, proposals
from bongsu.ledger.statements import current
from bongsu.ledger.store import open_ledger

NOW = dt.datetime(2026, 2, 6, 9, 30, tzinfo=dt.UTC)
ONE, OTHER = "document:aaaaaaaaaaaa", "document:bbbbbbbbbbbb"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sk Hynix", "SK hynix"),
        ("SK Hynix Inc.", "SK hynix"),
        ("KT Corporation", "KT Corp."),
        ("Ministry of Science and ICT (MSIT)", "Ministry of Science and ICT"),
        ("POSCO", "Posco Co., Ltd."),
        ("Etibus Group", "ETIBUS  group"),
    ],
)
def test_spellings_of_one_name_are_one_party(one, other):
    assert party(one).subject == party(other).subject


def test_groups_and_companies_are_never_one_party():
    kin = [
        *("Samsung", "Samsung SDI", "Samsung Electronics", "Samsung Heavy Industries"),
        *("Hanwha", "Hanwha Systems", "Hanwha Aerospace", "LG Chem", "LG Electronics"),
        *("SK Group", "SK hynix", "SK Telecom", "LS Electric", "Iljin Electric"),
    ]
    for one, other in itertools.combinations(kin, 2):
        assert party(one).subject != party(other).subject
        assert not suggestions([one, other])
    assert party("Hanwha Systems").parent == party("Hanwha").subject


def test_an_unlisted_name_is_somebody_new_of_no_known_country():
    new = party("Etibus Group")
    assert (new.listed, new.country, new.parent) == (False, "", "")


def test_close_names_are_suggested_and_not_merged():
    (found,) = suggestions(["Hanhwa Aerospace", "Boeing"])
    assert found.other == party("Hanwha Aerospace")
    assert party("Hanhwa Aerospace").subject != party("Hanwha Aerospace").subject
    (found,) = suggestions(["Etibus Group", "Etibus Group Holdings"])
    assert found.why == "one begins with the other"


def test_many_names_are_compared_in_bounded_time():
    assert len(suggestions(f"Etibus {number:05d}" for number in range(20_000))) < 20_000


def _pairs(*told):
    return [
        (each.one.subject, each.other.subject)
        for each in duplicates(events(itertools.chain(*told)))
    ]


def test_one_deal_in_two_documents_is_proposed():
    a = deal("a", amount=312e6, document=ONE)
    same = deal("b", document=OTHER, date="2025-11-27")
    near = deal("b", document=OTHER, date="2025-11-27", instrument="mou", amount=310e6)
    assert _pairs(a, same) == _pairs(a, near) == [("deal:a", "deal:b")]


@pytest.mark.parametrize(
    "changed",
    [
        {"document": ONE},
        {"date": "2025-11-28"},  # eleven days
        {"date": None},
        {"korean": ("Iljin Electric",)},
        {"us": ("Tesla",)},
        {"instrument": "mou", "amount": 300e6},  # 3.8 percent
        {"instrument": "mou", "amount": 312e6, "currency": "EUR"},
        {"instrument": "mou"},
    ],
)
def test_other_deals_are_not_proposed(changed):
    a = deal("a", amount=312e6, document=ONE)
    assert _pairs(a, deal("b", **({"document": OTHER} | changed))) == []


def test_spellings_do_not_hide_a_duplicate():
    one = deal("a", us=("OpenAI",), korean=("Sk Hynix", "Samsung"), document=ONE)
    other = deal("b", us=("OpenAI",), korean=("SK hynix Inc.",), document=OTHER)
    assert _pairs(one, other) == [("deal:a", "deal:b")]


def test_a_judgement_is_a_statement_by_a_person_and_the_next_withdraws_it():
    first = judge("deal:b", "deal:a", same=True, by="Kim", moment=NOW)
    assert [(one.subject, one.prop, one.value, one.extractor) for one in first] == [
        ("deal:a", "same_as", "deal:b", "Kim")
    ]
    assert judgements(first).root("deal:b") == "deal:a"
    assert judge("deal:a", "deal:b", same=True, by="Lee", moment=NOW, earlier=first) == ()
    second = judge("deal:a", "deal:b", same=False, by="Lee", moment=NOW, earlier=first)
    held = judgements(current([*first, *second]))
    assert held.root("deal:b") == "deal:b"
    assert held.decided("deal:b", "deal:a")
    with pytest.raises(BadJudgement):
        judge("deal:a", "deal:b", same=True, by=" ", moment=NOW)


def test_what_is_the_same_as_the_same_is_the_same():
    pairs = [("deal:a", "deal:b"), ("deal:c", "deal:d"), ("deal:d", "deal:b")]
    for order in itertools.permutations(pairs):
        told = [judge(*pair, same=True, by="Kim", moment=NOW)[0] for pair in order]
        held = judgements(told)
        assert {held.root(f"deal:{name}") for name in "abcd"} == {"deal:a"}


def test_what_was_judged_waits_no_longer(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "packaged", lambda: tmp_path / "none.jsonl")
    path = tmp_path / "ledger.jsonl"
    append(path, [*deal("a", document=ONE), *deal("b", document=OTHER)])
    append(path, deal("c", korean=("Hanhwa Aerospace",), document=ONE))
    with open_ledger(tmp_path) as ledger:
        waiting = proposals(ledger)
        assert [one.what for one in waiting] == ["names", "deals"]
        for one in waiting:
            assert find(waiting, one.id) == one
            earlier, _ = judged(ledger)
            same = one.what == "deals"
            ledger.add(judge(one.one, one.other, same=same, by="Kim", moment=NOW, earlier=earlier))
    with open_ledger(tmp_path) as ledger:
        assert proposals(ledger) == ()
        assert judged(ledger)[1].root("deal:b") == "deal:a"
