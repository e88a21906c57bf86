"""What a text tells of its own day though it had passed: figures of law, offices, pacts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.event_slips import best_told, named_near
from bongsu.audit.reading.recalled import Recalled, recalled
from bongsu.audit.reading.wording import named_events, place_of, prose, quoted
from bongsu.audit.references import Event, events
from bongsu.audit.references.series import Value, excluded, values
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.entities import Term, entities
from bongsu.evidence.mentions import Evidence, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_FRESH = dt.timedelta(days=5)  # a text may have been written before what came in these days
_OLDEST = 6  # years back in which a figure of law is taken for one that was in force
NOW = lazy_regex(
    r"\b(?:[Cc]urrent(?:ly)?|[Nn]ow(?:adays)?|[Tt]oday|[Pp]resent(?:ly)?|[Ii]n\sforce|[Ss]tands?\sat|remains?|"
    r"[Tt]his\syear|[Ss]till|[Aa]t\sthe\smoment|is\s(?:therefore|thus|set\sat|fixed\sat)|are\s(?:charged|owed|"
    r"subject|levied|paid)|must\s(?:now\s)?pay|[Aa]s\sof\stoday|[Aa]s\sthings\sstand|these\sdays)\b"
)
_OF_OLD = lazy_regex(
    r"\b(?:was|were|had|until|before|former\w*|previous\w*|earlier|would|could|might|if|from|instead|expect\w*|"
    r"unless|used\sto|once|then|propos\w+|ago|against|will|forecast\w*)\b"
)


class OldLaw(NamedTuple):
    """A figure told as in force, the value that it was, and the one that is in force."""

    quantity: Quantity
    title: str
    told: Value
    now: Value


def old_laws(evidence: Evidence, day: dt.date) -> Iterator[OldLaw]:
    """Yield figures of law told as those of now that newer ones had replaced."""
    seen: set[int] = set()
    for found in recalled(evidence):
        one, quantity, sentence = found.series, found.quantity, found.sentence
        if one.kind != "law" or quantity.start in seen:
            continue
        words = evidence.words(sentence)
        told_now = NOW.search(words) or (found.own and _in_force(evidence, found))
        if not told_now or _OF_OLD.search(words) or of_other_land(evidence, sentence):
            continue
        if excluded(one, words):
            continue
        dates = within(evidence.dates, sentence.start, sentence.end)
        if any(date.last and date.last.year < day.year for date in dates):
            continue
        known = values(one.id, day - _FRESH)
        in_force = [value for value in known if value.first <= day - _FRESH and day <= value.last]
        written = quantity.value
        if not in_force or written == max(in_force, key=lambda value: value.known_from).low:
            continue
        old = [
            value
            for value in known
            if value.low == written and value.last < day and value.last.year >= day.year - _OLDEST
        ]
        if old and (
            found.own or len(found.digits) > 2 or _of_rate(words) or _NOW_SET.search(words)
        ):
            seen.add(quantity.start)
            yield OldLaw(quantity, one.title, old[-1], in_force[-1])


_STANDS = lazy_regex(
    r"\b(?:is|are|remains?|stays?|stands?|faces?|pays?|carr(?:y|ies)|subject\sto)"
    r"(?:\s(?:at|still|an?|the|its|their|own|to|subject)){0,5}\s$"
)


def _in_force(evidence: Evidence, found: Recalled) -> bool:
    """Whether a rate that is set from day to day is told in the present: "is subject to a"."""
    before = evidence.text[found.sentence.start : found.quantity.start]
    return found.series.frequency == "day" and _STANDS.search(before) is not None


_OTHER_LAND = lazy_regex(
    r"\b(?:British|Britain|U\.K\.|United\sKingdom|Japan|Japanese|European|EU|Chinese|China|Canadian|Canada|Mexican|Mexico|"
    r"Taiwan|Taiwanese|Vietnam|Vietnamese|Indian|Swiss|German|Brazilian)\b"
)
_OWN_LAND = lazy_regex(r"\b(?:South\sKorean?|Korea[n’']?|Seoul)\b")


def of_other_land(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether a sentence speaks of another country alone."""
    words = evidence.words(sentence)
    return _OTHER_LAND.search(words) is not None and _OWN_LAND.search(words) is None


_NOW_SET = lazy_regex(r"\b[Cc]urrent(?:ly)?\b|\b[Aa]t\spresent\b|\bnow\b")


def _of_rate(words: str) -> bool:
    return (
        regex(r"\b(?:duty|duties|tariffs?|rate|charged|contributions?|premiums?)\b").search(words)
        is not None
    )


class PastHolder(NamedTuple):
    """A person told as in an office that another one holds."""

    start: int
    end: int
    term: Term
    after: Term


_OFFICES = {
    "president": "President",
    "acting president": "Acting President",
    "prime minister": "Prime Minister",
    "governor": "Governor of the Bank of Korea",
    "foreign minister": "Minister of Foreign Affairs",
    "defense minister": "Minister of National Defense",
    "unification minister": "Minister of Unification",
    "trade minister": "Trade Minister",
    "finance minister": "Minister of Economy and Finance",
    "secretary of state": "Secretary of State",
    "secretary of defense": "Secretary of Defense",
    "treasury secretary": "Secretary of the Treasury",
}
_OFFICE = guarded_regex(
    r"\b(?P<office>[Aa]cting\s[Pp]resident|[Pp]rime\s[Mm]inister|[Ff]oreign\s[Mm]inister|[Dd]efen[sc]e\s[Mm]inister|"
    r"[Uu]nification\s[Mm]inister|[Tt]rade\s[Mm]inister|[Ff]inance\s[Mm]inister|[Ss]ecretary\sof\s(?:[Ss]tate|[Dd]efense)|"
    r"[Tt]reasury\s[Ss]ecretary|[Gg]overnor|[Pp]resident)(?:[’']s\s(?:chair|seat|office))?"
)
_LIKE_NOW = lazy_regex(
    r"\b(?:has|is|are|must|leads?|heads?|faces?|wants?|says|serves|holds|runs|presides|governs|remains|keeps|"
    r"current|incumbent|sitting|now|today|chairs?|whose)\b"
)
_LIKE_THEN = lazy_regex(
    r"\b(?:(?i:former\w*|then|ex|late|vice|deputy)|was|were|had|did|under|during|said|told|by|administration|predecessor|"
    r"successor|succeed\w*|replac\w*|since|until|before|after|jailed|trial|ousted|removed|impeached|"
    r"(?!need|exceed|speed)[a-z]{3,}ed)\b"
)
_LED_NOW = lazy_regex(
    r"\b(?:is|are)\s(?:[a-z]+\s)?(?:led|headed|run|governed|chaired|represented)\sby\b"
)
_THE_OFFICE = lazy_regex(  # between a name and its office: "Hwang Kyo-ahn, the acting president,"
    r",\s(?:the\s|its\s|South\sKorea[’']s\s|Korea[’']s\s|the\scountry[’']s\s)?"
    r"(?:current\s|incumbent\s|sitting\s)?"
)
_BETWEEN = 25  # code points between an office and the name of its holder


def past_holders(evidence: Evidence, day: dt.date) -> Iterator[PastHolder]:
    """Yield persons told as in an office though others had followed them before a day."""
    for sentence, words in prose(evidence):
        office = _OFFICE.search(words)
        if office is None or within(evidence.dates, sentence.start, sentence.end):
            continue
        listed = evidence.block_of(sentence).kind is BlockKind.ITEM and len(words) < 60
        then = _LIKE_THEN.search(_LED_NOW.sub("", words))
        if then or quoted(words) or not (listed or _LIKE_NOW.search(words)):
            continue
        wanted = _OFFICES[
            regex(r"[’']s\s\w+$").sub("", office["office"]).lower().replace("defence", "defense")
        ]
        for start, end, named in entities().mentions(words, day):
            before = 0 <= start - office.end() <= _BETWEEN
            apposed = end <= office.start() and _THE_OFFICE.fullmatch(words, end, office.start())
            behind = apposed and words[office.end() : office.end() + 1] in {",", "."}
            if not (before or behind) or len(named) != 1:
                continue
            terms = [one for one in entities().terms_of(named[0].id, day) if one.office == wanted]
            if not terms or any(one.end is None or one.end > day - _FRESH for one in terms):
                continue
            last = max(terms, key=lambda one: one.start)
            after = _holders_after(last, day)
            if after:
                yield PastHolder(
                    sentence.start + (office.start() if before else start),
                    sentence.start + max(end, office.end()),
                    last,
                    after[-1],
                )


_ACTING = "Acting "


def _holders_after(last: Term, day: dt.date) -> list[Term]:
    """Return who holds an office on a day, the newest last: a full or an acting holder."""
    full = last.office.removeprefix(_ACTING)
    held = [
        term
        for office in (full, f"{_ACTING}{full}")
        for term in entities().holders(office, day, organisation=last.organisation, as_of=day)
    ]
    return sorted(held, key=lambda term: term.start)


class Ended(NamedTuple):
    """Words that call a pact alive, and the event that ended it."""

    start: int
    end: int
    event: Event


class Closed(NamedTuple):
    """Words that call a case open, and the event that closed it."""

    start: int
    end: int
    event: Event


_OPEN = lazy_regex(
    r"\b(?P<look>deliberat(?:es|ing)|(?:is|are)\s(?:still\s)?(?:weighing|reviewing|debating|considering|pondering|hearing)(?!\s[a-z]+ing\b)|"
    r"awaits?|awaiting|has\syet\sto|have\syet\sto|suspended\sfrom\s(?:his|her)\s\w+|still\s(?:lacks?|needs?|awaits?|"
    r"hangs?|hinges?|pending)|(?:is|are|remains?)\s(?:still\s)?(?:pending|undecided|unresolved|open(?!\sto\b)|unratified)|"
    r"hangs\sin\sthe\sbalance|due\sto\srule|not\syet)\b"
)
_SETTLES = lazy_regex(
    r"\s(?:been\s|come\sto\sa\s)?(?:decid\w+|rul\w+|ratif\w+|pass\w*|sign\w*|approv\w+|vot\w+|settl\w+|resolv\w+|in\s(?:force|effect)|vote)"
)
_IN_FORCE = lazy_regex(
    r"\s(?:been\s)?(?:in(?:to)?\s(?:force|effect)|come\s|enter\w*\s|ratif\w+|"
    r"(?:(?:the|its|an?|of)\s)?(?:[\w.’'-]+\s){0,2}?(?:consent|approval|assent|ratification|passage|entry|vote)\b)"
)
_CLOSING = frozenset(
    {"removed", "decided", "ratified", "reinstated", "acquitted", "sentenced", "passed", "signed"}
)
_RECENT = dt.timedelta(days=400)
_TOLD = 0.6  # of what the reference says of an event that the words around must tell


def closed_cases(evidence: Evidence, day: dt.date) -> Iterator[Closed]:
    """Yield what is told as undecided though the reference has its outcome before a day."""
    recent: list[Event] | None = None
    for sentence, words in prose(evidence):
        look = _OPEN.search(words)
        if look is None or quoted(words) or _THEN.search(words):
            continue
        if look["look"] == "not yet" and not _SETTLES.match(words, look.end()):
            continue
        if OF_ELSE.search(words, 0, look.start()):
            continue
        if recent is None:
            recent = [
                event
                for event in events().all
                if event.action in _CLOSING
                and day - _RECENT < event.first
                and event.start_last < day - _FRESH
            ]
        best = best_told(evidence, sentence, recent)
        if best is not None and _IN_FORCE.match(words, look.end()) and best[1].action == "signed":
            continue  # what was signed may well be in force not yet
        if best is not None and not _is_before_a_body(best[1], words):
            continue
        if best is not None and best[0] >= _TOLD and named_near(evidence, sentence, best[1]):
            yield Closed(sentence.start + look.start(), sentence.start + look.end(), best[1])


_BODY = lazy_regex(
    r"\b(?:courts?|justices?|judges?|tribunal|assembly|lawmakers|parliament|congress|senate|impeach\w*|trial|verdict|"
    r"rul(?:e|es|ing|ings)|cases?|motion|charges?|fate|judgment|decisions?|removal|acquittal|sentenc\w*|legal\w*)\b",
    re.IGNORECASE,
)
_HIGHER = lazy_regex(r"\bappeal\w*|\b(?:higher|high|supreme|top)\scourt\b", re.IGNORECASE)


def _is_before_a_body(event: Event, words: str) -> bool:
    """Whether what a court or an assembly closed is told as open before one, not as of a person."""
    yearly = regex(r"\bfiscal\syear\s(\d{4})").search(event.what)
    if yearly is not None and yearly[1] not in words:
        return False  # the like is passed every year
    if event.kind not in {"court", "term"}:
        return True
    if event.action in {"sentenced", "acquitted"} and _HIGHER.search(words):
        return False  # open again, at a court above
    return _BODY.search(words) is not None


OF_ELSE = lazy_regex(  # a question that is open after the outcome, and what follows a pact
    r"\b(?:where|who|how|what|when)\s[^,;]*$|\b(?:successor|follow-up)\b", re.IGNORECASE
)
_THEN = lazy_regex(r"\b(?:was|were|had|did|would|if)\b")
_ENDING = frozenset({"ended", "suspended", "withdrawn", "repealed", "dissolved"})
_ALIVE = guarded_regex(
    r"\b(?:remains?|stays?|is\sstill|are\sstill|still|continues?\sto|rule\sremains|is\sbound\sby|are\sbound\sby|"
    r"in\sforce|binding|limits?|caps?|forbids?|bars?|applies|apply)\b"
)
_OVER = lazy_regex(
    r"\b(?:suspend\w*|end(?:ed|s)|terminat\w+|scrapp\w+|withdr\w+|lapsed|no\slonger|was|were|had|until|before|"
    r"expired|would|if|former|once|defunct|unless|dead|restor\w+|not)\b"
)
_BACK = 6
_IT = lazy_regex(r"\W*(?:It|They|Th(?:e|is|at|ese|ose)(?:\s[a-z-]+){1,4})(?:\s[a-z]+ly)?\s")
_PARTY = lazy_regex(r"(?:[A-Z]\w+\s?)+")


def _left(event: Event, words: str, at: int) -> bool:
    """Whether it is the party that withdrew of which a sentence tells that it remains."""
    party = _PARTY.match(event.what)
    return party is not None and re.search(rf"\b{party[0]}[^,;]{{0,25}}$", words[:at]) is not None


def ended_pacts(evidence: Evidence, day: dt.date) -> Iterator[Ended]:
    """Yield what is told as in force though the reference has its end before a day."""
    for sentence, words in prose(evidence):
        alive = _ALIVE.search(words)
        if alive is None or _OVER.search(words) or quoted(words):
            continue
        found = named_events(words, day)
        calls_back = _IT.fullmatch(words, 0, alive.start())
        if not found and calls_back and alive[0] in {"remains", "remain", "rule remains"}:
            place = place_of(evidence, sentence)
            near = evidence.sentences[max(0, place - _BACK) : place]
            found = tuple(named for one in near for named in named_events(evidence.words(one), day))
            found = found if len({named.events[0].topic for named in found}) == 1 else ()
        for named in found:
            whole = [event for event in named.events if "part of" not in event.what]
            last = max(whole, key=lambda event: event.last, default=None)
            gone = last is not None and last.action == "withdrawn"
            if last is None or (gone and not _left(last, words, alive.start())):
                continue  # a treaty that one party has left is in force for the others
            if last.action in _ENDING and last.start_last < day - _FRESH and not last.end:
                at = sentence.start + alive.start()
                yield Ended(at, at + len(alive[0]), last)
                break
