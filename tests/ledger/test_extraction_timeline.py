from __future__ import annotations

from tests.ledger.invented import CALENDAR, found

from bongsu.ledger.extraction.records import TimelineItem


def items() -> tuple[TimelineItem, ...]:
    return found(CALENDAR).timeline


def test_items_have_the_days_that_they_open_with_and_their_places() -> None:
    assert [(item.date, item.date_end, item.place) for item in items()] == [
        ("2031-05-30", "2031-06-02", "Ottawa"),
        ("2031-06-05", None, "Washington"),
        ("2031-06-12", None, "Busan, Korea"),
        ("2031-06-20", "2031-07-01", "virtual"),
        ("2031-06-28", None, None),
    ]


def test_items_split_into_their_events() -> None:
    assert [[event.kind for event in item.events] for item in items()] == [
        ["multilateral_meeting", "agreement"],
        ["trade_talks", "bilateral_meeting"],
        ["dialogue"],
        ["working_group"],
        ["appointment", "document_release", "document_release"],
    ]
    assert items()[4].events[2].date == "2031-06-15"


def test_short_names_are_resolved_within_the_document() -> None:
    people = [[[one.name for one in event.people] for event in item.events] for item in items()]
    assert people == [
        [["Park Sun-woo"], ["Park Sun-woo"]],
        [["Han Ji-ho", "Laura Finch"], ["Han Ji-ho", "Bob Quill"]],
        [["Park Sun-woo", "Abe Kenji"]],
        [[]],
        [["Oh Min-jae", "Seo Ha-rin"], [], []],
    ]
    (event,) = items()[2].events
    assert [one.office for one in event.people] == [
        "Minister of Foreign Affairs",
        "Japanese Foreign Minister",
    ]


def test_sentences_that_go_on_add_topics_to_the_event_before() -> None:
    talks = items()[1].events[0]
    assert [topic.value for topic in talks.topics] == ["trade", "tariffs"]


def test_a_namesake_of_another_office_is_not_taken_for_the_person() -> None:
    text = CALENDAR.replace("Foreign Minister Park hosts", "Mayor Park hosts")
    (event,) = found(text).timeline[2].events
    assert event.people[0].name == "Park"


def test_a_table_of_events_is_a_timeline() -> None:
    text = (
        "# Diary\n\nPublished July 9, 2027\n\n| Date | Event |\n|---|---|\n"
        "| May 1 | Foreign Minister Kim Bo-ram meets with Senator Bob Quill in Seoul |\n"
        "| May 3-4 | G20 Summit in Rome, Italy |\n"
    )
    first, second = found(text).timeline
    assert (first.date, first.place, first.events[0].kind) == (
        "2027-05-01",
        "Seoul",
        "bilateral_meeting",
    )
    assert (second.date, second.date_end, second.events[0].kind) == (
        "2027-05-03",
        "2027-05-04",
        "summit",
    )


def test_every_span_of_an_event_leads_to_its_words() -> None:
    for item in items():
        assert CALENDAR[slice(*item.date_span)] in item.text
        for event in item.events:
            for person in event.people:
                assert person.name.split()[0] in CALENDAR[slice(*person.span)]
            assert CALENDAR[slice(*event.what.span)].split() == event.what.value.split()


def test_a_paragraph_that_goes_on_behind_its_date_is_no_item() -> None:
    text = "# Notes\n\nMay 3 was a good day.\n\nMay 4 saw the minister of trade resign.\n"
    assert found(text).timeline == ()


def dated(*texts: str) -> list[list[tuple[object, ...]]]:
    """Day, end, place, kind and number of people of the events of invented items."""
    days = "".join(f"May {number}, 2027: {text}\n\n" for number, text in enumerate(texts, 2))
    items_ = found(f"# Diary\n\nPublished July 9, 2027\n\n## Calendar\n\n{days}May 30: End.\n")
    return [
        [
            (
                event.date,
                event.date_end,
                event.place.value if event.place else None,
                event.kind,
                len(event.people),
            )
            for event in item.events
        ]
        for item in items_.timeline[:-1]
    ]


def test_each_event_of_an_item_has_its_own_day_and_place() -> None:
    minister = "Foreign Minister Kim Bo-ram"
    assert dated(
        f"{minister} and Senator Bob Quill hold talks on 3 May in Seoul, and on the 5th in Busan.",
        "The ministry hosts a dialogue in Seoul on May 6 and a working group meets in Ottawa, "
        "Canada, on May 7.",
        f"{minister} meets Senator Bob Quill in Jeju. They sign an accord on May 10 in Seoul.",
        f"{minister} attends the G20 forum on May 15-16 in Gyeongju, and on May 17 meets Senator "
        "Bob Quill in Seoul.",
    ) == [
        [
            ("2027-05-03", None, "Seoul", "bilateral_meeting", 2),
            ("2027-05-05", None, "Busan", "bilateral_meeting", 2),
        ],
        [
            ("2027-05-06", None, "Seoul", "dialogue", 0),
            ("2027-05-07", None, "Ottawa, Canada", "working_group", 0),
        ],
        [
            ("2027-05-04", None, "Jeju", "bilateral_meeting", 2),
            ("2027-05-10", None, "Seoul", "agreement", 2),
        ],
        [
            ("2027-05-15", "2027-05-16", "Gyeongju", "multilateral_meeting", 1),
            ("2027-05-17", None, "Seoul", "bilateral_meeting", 2),
        ],
    ]


def test_a_day_of_another_occasion_is_not_the_events() -> None:
    assert dated(
        "Foreign Minister Kim Bo-ram meets Senator Bob Quill about the accord signed on May 1.",
        "Foreign Minister Kim Bo-ram hosts a dialogue in Seoul, following the summit on May 1.",
    ) == [
        [("2027-05-02", None, None, "bilateral_meeting", 2)],
        [("2027-05-03", None, "Seoul", "dialogue", 1)],
    ]


def told(*items_: str) -> list[tuple[dict[str, str], tuple[str, ...]]]:
    """Offices by person, and flags, of invented items of one event each."""
    text = "# Diary\n\nPublished November 20, 2025\n\n## Timeline\n\n" + "\n\n".join(items_)
    return [
        ({one.name: one.office for event in item.events for one in event.people}, item.flags)
        for item in found(text + "\n\nNovember 30, 2025: End.\n").timeline[:-1]
    ]


def test_a_former_office_is_called_so_and_lends_nobody_its_name() -> None:
    # Terms: Antony Blinken was Secretary of State until 20 January 2025.
    assert told(
        "November 3, 2025: Former Secretary of State Antony Blinken meets Mayor Bo Ra-ni in Jeju.",
        "November 4, 2025: Secretary Blinken attends a forum in Jeju.",
        "November 5, 2025: Secretary of State Antony Blinken attends a forum in Jeju.",
        "November 6, 2024: Secretary of State Blinken attends a forum in Jeju.",
    ) == [
        ({"Antony Blinken": "former Secretary of State", "Bo Ra-ni": "Mayor"}, ()),
        ({"Blinken": "Secretary"}, ()),
        ({"Antony Blinken": "Secretary of State"}, ("office_not_held",)),
        ({"Antony Blinken": "Secretary of State"}, ()),
    ]
