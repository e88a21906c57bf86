"""What is still awaited although its day has passed."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

EXPIRED = [
    "By December 2025, the planned venture will have opened its plant.",
    "The bank is expected to raise rates after its December meeting.",
    "The law is scheduled to take effect on January 1, 2026.",
    "The law will take effect on January 1, 2026.",
    "The fund is projected to reach KRW 900 trillion by 2024.",
    "The plant is due to open in June 2025.",
    "The ministry plans to publish the plan in November 2025.",
    "Talks are set to resume on February 10, 2026.",
    "The yard is likely to deliver the ship by October 2025.",
    "Exports are forecast to grow in the first half of 2025.",
    "By 2024, the plant will have doubled its output.",
    "The vote is slated for September 9, 2025.",
    "The board is to decide on January 16, 2026.",
]
OPEN = [
    "The bank is expected to raise rates after its April meeting.",
    "The law will take effect on July 1, 2026.",
    "The fund is projected to last until 2064.",
    "The law was expected to take effect on January 1, 2026.",
    "The bank is expected to follow the plan agreed in October 2025.",
    "Exports are expected to exceed the level of 2024.",
    "Growth is forecast to be slower than in 2025.",
    "“The law will take effect on January 1, 2026,” he said then.",
    "In April 2025 the tariff is announced; it is scheduled to take effect on July 9, 2025.",
    "The president said in 2024 that the plant would open in 2025.",
    "The plan, published in November 2025, will be revised.",
    "The economy is likely to recover after the slump of 2025.",
    "The tariffs are set to rise from the level reached in December 2025.",
    "They will meet again in the autumn.",
    "In June 2025, the two yards announced plans to build a third dock.",
    "In June 2025, the ministry won a grant, which will pay for a new dock.",
    "In late 2024 members worried about the yards. They fear that rivals will catch up.",
    "In 2025, the government unveiled a strategy and a plan to build ten ships.",
    "The yards announced their plans to build a third dock in June 2025.",
    "In March 2025 the two met under a pact that is expected to raise trade.",
    "The plant is expected to open by 2029.",
    "The fund will keep what it earned in 2025.",
    "- December 3, 2025: The board is expected to decide on December 9, 2025.",
]


@pytest.mark.parametrize("text", EXPIRED)
def test_an_expired_forecast_is_found(text):
    assert len(found("ST801", text)) == 1


@pytest.mark.parametrize("text", OPEN)
def test_what_is_still_to_come_or_was_told_then_is_let_stand(text):
    assert [one.message for one in found("ST801", text)] == []


OVERTAKEN = [
    "The Bank of Japan is expected to raise its rate to 0.75 percent.",
    ("The Bank of Japan is likely to raise its policy rate from 0.5 percent to 0.75 percent soon."),
    "Analysts say that the BOJ is set to raise rates to 0.75 percent.",
    "The Bank of Korea is expected to cut its base rate to 2.50 percent.",
]
NOT_OVERTAKEN = [
    "The Bank of Japan is expected to raise its rate to 1.0 percent.",
    "The Bank of Japan was expected to raise its rate to 0.75 percent.",
    "The Bank of Japan is expected to keep its rate at 0.75 percent.",
    "The Bank of Japan raised its rate to 0.75 percent.",
    "The Bank of Korea is expected to cut its base rate to 2.25 percent.",
    "The bank of a small town is expected to raise its rate to 0.75 percent.",
    "Inflation in Japan is expected to fall to 0.75 percent, the Bank of Japan says.",
    "“The Bank of Japan is expected to raise its rate to 0.75 percent,” he said in November.",
    "The Bank of Japan will meet in March.",
    "The Federal Reserve will publish its minutes.",
    "The European Central Bank is expected to hold.",
    "The Bank of Korea will report on prices.",
]


@pytest.mark.parametrize("text", OVERTAKEN)
def test_a_move_of_rates_that_was_made_is_found(text):
    assert len(found("ST802", text)) == 1


@pytest.mark.parametrize("text", NOT_OVERTAKEN)
def test_a_move_that_was_not_made_is_let_stand(text):
    assert [one.message for one in found("ST802", text)] == []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The ministry recently announced a plan for yards.", 1),
        ("The assembly has just passed the law on chips.", 1),
        ("The newly adopted rules hurt small firms.", 1),
        ("The ministry announced a plan in May 2025, and recently more.", 0),
        ("The ministry announced a plan for yards.", 0),
        ("Prices have recently risen.", 0),
    ],
)
def test_an_act_without_a_date_is_found(text, times):
    assert len(found("ST805", text)) == times
