"""Errors keep their three parts, through a process pool too."""

import pickle

import pytest

from bongsu.errors import BadFile, BongsuError, Faults, UnitMismatch, did_you_mean, report


def test_an_error_says_what_where_and_how_to_mend_it():
    fault = UnitMismatch("percent meets share", where="block people.fund", mend="divide by 100")
    assert str(fault).splitlines() == [
        "percent meets share",
        "  where: block people.fund",
        "  mend:  divide by 100",
    ]


def test_an_error_survives_pickling_with_its_type_and_parts():
    fault = pickle.loads(pickle.dumps(BadFile("too deep", where="a.yaml", mend="flatten it")))
    assert type(fault) is BadFile
    assert (fault.what, fault.where, fault.mend) == ("too deep", "a.yaml", "flatten it")


def test_several_faults_survive_pickling_and_are_all_listed():
    faults = [BadFile(f"fault {n}", where="a.yaml", mend="mend") for n in range(3)]
    again = pickle.loads(pickle.dumps(Faults(faults, where="a.yaml")))
    assert [fault.what for fault in again.faults] == ["fault 0", "fault 1", "fault 2"]
    assert all(f"{n + 1}. fault {n}" in str(again) for n in range(3))


def test_report_raises_a_single_fault_as_itself_and_nothing_for_none():
    report([], where="a.yaml")
    with pytest.raises(BadFile, match="alone"):
        report([BadFile("alone", where="a.yaml", mend="mend")], where="a.yaml")
    with pytest.raises(Faults):
        report([BongsuError("x", where="w", mend="m")] * 2, where="a.yaml")


def test_the_nearest_known_name_is_offered():
    assert "`people.tfr`" in did_you_mean("people.tfrr", ["people.tfr", "people.population"])
    assert did_you_mean("qqq", []) == "none are known here"


def test_thousands_of_faults_are_counted_and_the_first_of_them_listed():
    many = [BadFile(f"fault {number} of them", where="f", mend="m") for number in range(1, 3001)]
    shown = str(Faults(many, where="f"))
    assert shown.startswith("3000 faults")
    assert "fault 50 of them" in shown
    assert "fault 51 of them" not in shown
    assert "2950 more" in shown
