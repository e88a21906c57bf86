"""Facts of the references that a text gets wrong, each beside one that it gets right."""

from __future__ import annotations

import pytest
from tests.audit.samples import found

LEFT = [
    ("March 3, 2016", "National Security Advisor Tom Donilon met Kim on March 1, 2016."),
    ("March 3, 2024", "Foreign Minister Yoshimasa Hayashi met Cho on February 21, 2024."),
    ("June 3, 2019", "Defense Minister Tomomi Inada met Jeong Kyeong-doo on June 1, 2019."),
    ("October 20, 2023", "Foreign Minister Qin Gang met the envoy on October 18, 2023."),
    ("October 20, 2017", "Commerce Secretary Penny Pritzker said on October 18, 2017, so."),
    ("October 20, 2019", "Labor Minister Kim Young-joo said on October 18, 2019, so."),
    ("August 20, 2025", "National Security Adviser Mike Waltz met Wi on August 18, 2025."),
    ("August 20, 2015", "National Assembly Speaker Kang Chang-hee left on August 18, 2015."),
    ("August 20, 2016", "Prime Minister Lee Wan-koo said on August 18, 2016, that it would."),
    ("August 20, 2018", "Energy Secretary Ernest Moniz visited Seoul on August 18, 2018."),
    ("October 20, 2017", "Prime Minister David Cameron said on October 18, 2017, so."),
    ("October 20, 2019", "House Speaker John Boehner said on October 18, 2019, so."),
    ("March 3, 2026", "President Yoon Suk Yeol is considering an appeal."),
    ("March 3, 2026", "The Supreme Court is still reviewing the acquittal of Lee Jae-myung."),
    ("October 20, 2022", "Prime Minister Scott Morrison met Yoon on October 18, 2022."),
]
IN_OFFICE = [
    ("March 3, 2016", "National Security Advisor Susan Rice met Kim on March 1, 2016."),
    ("March 3, 2024", "Foreign Minister Yoko Kamikawa met Cho on February 21, 2024."),
    ("June 3, 2019", "Defence Minister Takeshi Iwaya met Jeong Kyeong-doo on June 1, 2019."),
    ("May 3, 2023", "Foreign Minister Qin Gang met the envoy on May 1, 2023."),
    ("October 20, 2016", "Commerce Secretary Penny Pritzker said on October 18, 2016, so."),
    ("October 20, 2019", "Labour Minister Lee Jae-gap said on October 18, 2019, so."),
    ("August 20, 2025", "National Security Advisor Marco Rubio met Wi on August 18, 2025."),
    ("August 20, 2025", "National Security Adviser Wi Sung-lac met Rubio on August 18, 2025."),
    ("August 20, 2015", "National Assembly Speaker Chung Ui-hwa left on August 18, 2015."),
    ("April 3, 2015", "Prime Minister Lee Wan-koo said on April 1, 2015, that it would."),
    ("October 20, 2015", "Prime Minister David Cameron said on October 18, 2015, so."),
    ("October 20, 2014", "House Speaker John Boehner said on October 18, 2014, so."),
    ("November 20, 2025", "Trade Minister Ryosei Akazawa met Yeo on November 18, 2025."),
    ("March 3, 2026", "Former President Yoon Suk Yeol is considering an appeal."),
    ("March 3, 2026", "The Lee Jae Myung administration is considering a new term."),
    ("March 3, 2026", "The Han Duck-soo case is pending at the appeals court."),
    ("December 3, 2025", "Congress is debating the National Defense Authorization Act for 2027."),
    ("August 20, 2018", "Former Energy Secretary Ernest Moniz visited Seoul in August 2018."),
]
MISDATED = [
    "The NATO summit in Wales was held on September 4-5, 2015.",
    "Park Geun-hye was sentenced to 24 years on April 6, 2019.",
    "South Korea pardoned Park Geun-hye on December 24, 2020.",
    "Han Duck-soo was sentenced to 23 years on February 21, 2026.",
    "The Korea-Vietnam FTA was signed in May 2014.",
    "The U.S.-Korea Technology Prosperity Deal was signed on October 29, 2024.",
    "The Phnom Penh Statement of November 13, 2023, promised to share warning data.",
    "The Helsinki summit of July 16, 2017, was short.",
    "North Korea tested the Pukguksong-3 in October 2018.",
    "Pelosi's visit to Taiwan in August 2021 angered Beijing.",
    "Lee Sang-min was impeached on February 8, 2024.",
    "Fitch's downgrade of U.S. debt on August 1, 2022, moved the won.",
    "South Korea's first spy satellite was launched on December 2, 2024.",
    "President Biden met President Yoon in Phnom Penh on November 14, 2022.",
    "Under Executive Order 13873 of May 15, 2018, the Secretary reviewed it.",
    "In Proclamation 9705 of March 8, 2019, the President adjusted imports of steel.",
    "President Biden hosted Prime Minister Kishida in Washington on April 12, 2024.",
    "Biden and Xi met in Bali on November 15, 2022.",
    "The trilateral summit in Lima was held on November 15, 2023.",
    "The American Rescue Plan was signed on March 21, 2021.",
    "The UFLPA took effect on July 21, 2022.",
    "The Fiscal Responsibility Act was signed in July 2023.",
    "U.S. forces captured Maduro on January 13, 2026.",
    "Khamenei was killed on February 18, 2026.",
    "The fall of Kabul in September 2021 shocked Seoul.",
    "Park Won-soon died on August 9, 2020.",
    "The Korea-Africa Summit in July 2024 gathered 48 countries.",
    "The LDP lost its majority in the upper house election in June 2025.",
    "The Reiwa era began on April 1, 2019.",
    "Lai Ching-te took office in June 2024.",
    "At the 19th Party Congress in November 2017 Xi set out his thought.",
]
DATED = [
    "The NATO summit in Wales was held on September 4-5, 2014.",
    "Park Geun-hye was sentenced to 24 years on April 6, 2018.",
    "Park Geun-hye was pardoned on December 31, 2021.",
    "Han Duck-soo was sentenced to 23 years on January 21, 2026.",
    "The Korea-Vietnam FTA was signed in May 2015 and took effect in December 2015.",
    "The U.S.-Korea Technology Prosperity Deal was signed on October 29, 2025.",
    "The Phnom Penh Statement of November 13, 2022, promised to share warning data.",
    "The Helsinki summit of July 16, 2018, was short.",
    "North Korea tested the Pukguksong-3 in October 2019.",
    "North Korea tested the Hwasong-17 on November 18, 2022.",
    "Yoon's arrest on January 19, 2025, led to riots.",
    "The pardon of Lee Jae-yong, announced on August 12, 2022, was welcomed.",
    "The pardon of Lee Jae-yong, which took effect on August 15, 2022, was welcomed.",
    "The Iran nuclear deal was signed in July 2015 and abandoned by Trump in May 2018.",
    "South Korea's first spy satellite was launched on December 2, 2023.",
    "President Biden met President Yoon in Phnom Penh on November 13, 2022.",
    "Under Executive Order 13873 of May 15, 2019, the Secretary reviewed it.",
    "Proclamation 9740 of April 30, 2018, set a quota for Korea from May 1, 2018.",
    "Biden hosted Kishida and Marcos in Washington on April 11, 2024.",
    "Biden met Kishida, Modi and Albanese in Tokyo on May 24, 2022.",
    "Biden and Xi met in Bali on November 14, 2022, and in Woodside on November 15, 2023.",
    "The trilateral summit in Lima was held on November 15, 2024.",
    "The American Rescue Plan was signed into law on March 11, 2021.",
    "The UFLPA took effect on June 21, 2022.",
    "After the capture of Maduro on January 3, 2026, oil prices fell.",
    "Khamenei was killed on February 28, 2026.",
    "The fall of Kabul in August 2021 shocked Seoul.",
    "The Korea-Africa Summit in June 2024 gathered 48 countries.",
    "The LDP lost its majority in the upper house election in July 2025.",
    "After the upper house election of July 10, 2022, Kishida had a free hand.",
    "Lai Ching-te took office in May 2024.",
    "At the 19th Party Congress in October 2017 Xi set out his thought.",
]
MISTOLD = [
    (
        "June 3, 2020",
        "The Bank of Korea forecast that the economy would contract 0.7 percent in 2020.",
    ),
    (
        "September 3, 2019",
        "In July the Bank of Korea cut its growth forecast for 2019 to 2.4 percent.",
    ),
    ("March 3, 2023", "The Bank of Korea expects Korea to grow 1.8 percent in 2023."),
    ("March 3, 2026", "South Korea's exports to China were $154.3 billion in 2014."),
    ("March 3, 2026", "South Korea's exports to the United States were $73.0 billion in 2014."),
    ("March 3, 2026", "South Korea received 13.67 million foreign visitors in 2024."),
    ("March 3, 2026", "International marriages in South Korea numbered 25,759 in 2022."),
    ("March 3, 2026", "Japan's total fertility rate was 1.36 in 2022."),
    ("March 3, 2026", "Births in Japan fell to 772,277 in 2023."),
    ("March 3, 2016", "The youth unemployment rate of South Korea was 8.2 percent in 2015."),
    ("March 3, 2016", "The National Pension Fund held 521.3 trillion won at the end of 2015."),
    (
        "March 3, 2014",
        "The contribution under the SMA of South Korea was 896.5 billion won in 2013.",
    ),
    ("March 3, 2014", "South Korea's contribution under the SMA was $190 million in 1991."),
    ("March 3, 2014", "The health insurance contribution rate was 5.98 percent in 2013."),
    ("March 3, 2020", "South Korea's defense budget was 47.6 trillion won in 2019."),
    ("March 3, 2020", "The U.S. goods deficit with Korea was $23.8 billion in 2015."),
]
TOLD = [
    (
        "June 3, 2020",
        "The Bank of Korea forecast that the economy would contract 0.2 percent in 2020.",
    ),
    (
        "September 3, 2019",
        "In July the Bank of Korea cut its growth forecast for 2019 to 2.2 percent.",
    ),
    ("March 3, 2023", "The Bank of Korea expects growth of 1.6 percent in 2023, not 1.7 percent."),
    (
        "June 3, 2020",
        "The Bank of Korea sees the economy shrink 1.8 percent in 2020 in its worst scenario.",
    ),
    ("March 3, 2026", "South Korea's exports to China were $145.3 billion in 2014."),
    ("March 3, 2026", "South Korea's exports to the U.S. rose to $70.3 billion in 2014."),
    ("March 3, 2026", "South Korea received 16.37 million foreign visitors in 2024."),
    ("March 3, 2026", "Of the foreign visitors to South Korea 4.6 million were Chinese in 2024."),
    ("March 3, 2026", "International marriages in South Korea numbered 16,666 in 2022."),
    ("March 3, 2026", "Multicultural marriages in South Korea numbered 17,428 in 2022."),
    ("March 3, 2026", "Japan's total fertility rate was 1.26 in 2022 and 1.15 in 2024."),
    ("March 3, 2026", "Births in Japan fell to 727,277 in 2023."),
    ("March 3, 2016", "The youth unemployment rate of South Korea was 9.2 percent in 2015."),
    ("March 3, 2016", "The National Pension Fund held 512.3 trillion won at the end of 2015."),
    (
        "March 3, 2014",
        "Under the SMA, Seoul paid 869.5 billion won in 2013 and 920 billion in 2014.",
    ),
    ("March 3, 2014", "South Korea's contribution under the SMA was $150 million in 1991."),
    ("March 3, 2014", "The health insurance contribution rate was 5.89 percent in 2013."),
    ("March 3, 2020", "South Korea's defense budget was 46.7 trillion won in 2019."),
    ("March 3, 2020", "The U.S. goods deficit with Korea fell to $17.9 billion in 2018."),
]


@pytest.mark.parametrize(("published", "text"), LEFT)
def test_who_had_left_an_office_is_found(published, text):
    assert found("ST802", text, published=published)


@pytest.mark.parametrize(("published", "text"), IN_OFFICE)
def test_who_was_in_office_is_let_stand(published, text):
    assert [one.message for one in found("ST802", text, published=published)] == []


@pytest.mark.parametrize("text", MISDATED)
def test_an_event_at_another_time_is_found(text):
    assert found("RF853", text)


@pytest.mark.parametrize("text", DATED)
def test_an_event_at_its_time_is_let_stand(text):
    assert [one.message for one in found("RF853", text)] == []


@pytest.mark.parametrize(("published", "text"), MISTOLD)
def test_a_figure_that_no_one_published_is_found(published, text):
    assert found("RF851", text, published=published)


@pytest.mark.parametrize(("published", "text"), TOLD)
def test_a_figure_that_was_published_is_let_stand(published, text):
    assert [one.message for one in found("RF851", text, published=published)] == []


def test_a_shrine_that_is_misspelt_is_found():
    assert found("NA903", "The ministers of Japan visited the Yasakuni Shrine.")
    assert found("NA903", "The ministers of Japan visited the Yasukuni Shrine.") == []


def test_a_surname_is_no_slip_for_that_of_who_left_an_office_long_ago():
    text = "General Gilland spoke to the cadets of West Point in May."
    assert found("NA903", text, published="May 25, 2024") == []
    assert found("NA903", "The envoy met Secretary Blinkin in May.", published="May 25, 2024")


def test_the_age_of_persons_is_not_counted_from_a_law():
    own = "The American Rescue Plan paid $3,000 for children between 6 and 17 years old."
    assert found("DT506", own) == []
    assert found("DT506", "The 123 Agreement, now 17 years old, is in force.")


RIGHT = [
    (
        "May 31, 2025",
        "RF851",
        (
            "The Bank of Korea cut its key interest rate by a quarter to 2.5 percent and lowered "
            "its 2025 growth forecast for South Korea to 0.8 percent."
        ),
    ),
    (
        "September 30, 2024",
        "ST802",
        "A judge put off former U.S. President Donald Trump's sentencing until after November 5.",
    ),
    (
        "September 30, 2024",
        "RF853",
        (
            "President Joe Biden will spend the funds by the end of his presidential term in "
            "January 2025."
        ),
    ),
    (
        "November 30, 2024",
        "RF853",
        "Aid was sent prior to president-elect Donald Trump's inauguration in January.",
    ),
    (
        "December 31, 2016",
        "RF853",
        (
            "António Guterres will be the next Secretary-General of the United Nations beginning "
            "January 1, 2017."
        ),
    ),
    (
        "May 31, 2011",
        "RF853",
        (
            "Obama honored the victims of the September 11 attacks following the death of Osama "
            "bin Laden."
        ),
    ),
    (
        "July 31, 2016",
        "DT504",
        "Trump is the Republican candidate for this year's presidential election.",
    ),
    (
        "May 31, 2017",
        "DT506",
        "Seoul's court upheld the sentences for the 2012 murder of a 23-year-old woman.",
    ),
    (
        "March 30, 2016",
        "ST802",
        "Cameron, at the upcoming Nuclear Security Summit in Washington, will announce a deal.",
    ),
    ("June 21, 2022", "DT506", "In Seoul, a car struck 55-year old Joseph Boever in 2020."),
    ("October 30, 2019", "RF853", "Chile announces the cancellation of the 2019 APEC Summit."),
    ("May 3, 2022", "NA903", "The World Health Organisation met in Seoul."),
    ("May 31, 2017", "NA903", "The United States Department of State met in Seoul."),
    ("May 31, 2017", "NA903", "The Korea Fair Trade Commission fined Qualcomm."),
    ("May 31, 2017", "NA903", "The UK Supreme Court and the Departments of Justice agreed."),
    (
        "September 30, 2025",
        "FX111",
        "He took bribes worth ¥268 million (US$37.6 million) between 2007 and 2024.",
    ),
]


@pytest.mark.parametrize(("published", "rule", "text"), RIGHT)
def test_what_real_reports_say_is_let_stand(published, rule, text):
    assert [one.message for one in found(rule, text, published=published)] == []


def test_a_slip_inside_a_longer_name_is_still_found():
    assert found("NA903", "The Korea Fair Trade Comission fined Qualcomm.")
    assert found("NA903", "The United States Deparment of State met in Seoul.")
