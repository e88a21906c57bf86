"""The words by which a text tells how far a law, an agreement, a building or a scheme has come.

Steps that are ahead ("has yet to be ratified", "once it takes effect"), steps that are taken ("in
force since", "is being built"), and the words that turn their sense.
"""

from __future__ import annotations

import re
from functools import cache

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words
from bongsu.patterns import lazy_regex, regex

LAST = 9  # the step behind which nothing is left to be begun
# The steps of what is agreed and of what is built, each with the verbs that are done to the thing
# ("ratify the treaty", "the treaty was ratified") and those that the thing does itself.
STEPS: tuple[tuple[str, int, str, str], ...] = (
    ("agreed", 1, "conclud(?:e|ed)|negotiat(?:e|ed)|finali[sz](?:e|ed)", ""),
    ("agreed", 2, "sign(?:ed)?", ""),
    (
        "agreed",
        3,
        "ratif(?:y|ied)|approv(?:e|ed)|pass(?:ed)?|adopt(?:ed)?|enact(?:ed)?",
        "pass(?:ed)?",
    ),
    ("built", 2, "buil[dt]|construct(?:ed)?|erect(?:ed)?", ""),
    ("built", 3, "complet(?:e|ed)|finish(?:ed)?", ""),
    (
        "begun",
        LAST,
        "launch(?:ed)?|introduc(?:e|ed)|set\\sup|establish(?:ed)?|found(?:ed)?|roll(?:ed)?\\sout|start(?:ed)?|beg[iu]n|open(?:ed)?",
        (  # only where a word begins: no other letter can be asked for
            "(?<![\\w’'-])(?:beg[iau]n|start(?:ed)?|commenc(?:e|ed)|launch(?:ed)?|kick(?:ed)?\\soff|"
            "(?:get|got)\\sunder\\sway|(?:take|took|taken)\\soff|open(?:ed)?|"
            "\\w+(?:\\s(?:in|out))?\\s(?:its|their)\\sfirst)"
        ),
    ),
    (
        "",
        LAST,
        (
            "inaugurat(?:e|ed)|implement(?:ed)?|appl(?:y|ied)|put\\sinto\\s(?:service|operation|force|effect)|"
            "open(?:ed)?\\sto\\s(?:traffic|the\\spublic)"
        ),
        (
            "(?:take|took|taken)\\seffect|(?:enter(?:ed)?|c[oa]me|go|went|gone|been)\\s(?:into|in)\\s(?:force|effect|operation|"
            "service)|c[oa]me\\son\\s?(?:stream|line)|go(?:ne)?\\slive|went\\slive|open(?:ed)?\\sits\\sdoors"
        ),
    ),
)


@cache
def verbs() -> tuple[tuple[str, int, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Return the steps with patterns for what is done to a thing, and for what it does itself.

    They find words in small letters only: so a pattern fails ten times as quickly.
    """
    return tuple(
        (
            ladder,
            level,
            regex(rf"(?:{done})\b"),
            regex(rf"(?:{does})\b") if does else None,
        )
        for ladder, level, done, does in STEPS
    )


AHEAD = lazy_regex(
    r"\b(?:(?P<firm>(?:has|have)(?:\snot|n['’]t)(?:\syet)?(?:\sso\sfar)?(?:\sactually)?|(?:has|have|is|are)\s(?:yet|still)\sto|"
    r"(?:remains?)\sto)|"
    r"(?P<plan>(?:is|are|was\snow)\s(?:now\s|still\s|also\s|only\s)?(?:due|set|scheduled|expected|slated|planned|about|poised|likely|hoped|going)\sto|"
    r"(?:is|are)\s(?:still\s|only\s)?to|will(?:\ssoon|\sfinally)?|(?:plan|hope|intend|aim|expect)s?\sto|hoped\sto))\s"
    r"(?P<be>(?:be|been|be\snewly)\s)?",
    re.IGNORECASE,
)
NOUN = (
    r"(?:launch|start|opening|ratification|passage|approval|adoption|conclusion|signing|signature|completion|implementation|"
    r"introduction|inauguration|entry\sinto\s(?:force|effect))"
)
AWAITED = guarded_regex(
    rf"\b(?P<noun>{NOUN})\sof\s(?P<of>[^,;.]{{3,80}}?)\s(?:(?:is|are|remains?)\s(?:still\s)?(?:pending|awaited|outstanding|ahead|to\scome)|"
    rf"lies\sahead)\b|\b(?:is|are|still)\s(?:still\s)?(?:awaiting|awaits?|pending)\s(?:its\s)?(?P<awaits>{NOUN})\b|\bawaits\s(?:its\s)?(?P<waits>{NOUN})\b|"
    r"\b(?:once|when|as\ssoon\sas|until)\s(?P<when>[^,;.]{3,60}?)\s(?P<verb>(?:enters?|comes?|goes?)\sinto\s(?:force|effect)|takes?\seffect)\b",
    re.IGNORECASE,
)
NOUN_LEVELS = (
    (regex("ratif|passage|approv|adopt", re.IGNORECASE), "agreed", 3),
    (regex("conclu", re.IGNORECASE), "agreed", 1),
    (regex("sign", re.IGNORECASE), "agreed", 2),
    (regex("complet", re.IGNORECASE), "built", 3),
)
GOING = guarded_regex(  # what tells of a thing as going on, and of no one deed
    r"\b(?P<last>in\s(?:force|effect|operation|service|use)\ssince|(?:now\s|already\s|been\s|is\s|are\s|remains?\s)in\s(?:force|effect|operation|service|place|use)(?:\s(?:for|since))?|"
    r"(?:entered|came|went)\sinto\s(?:force|effect|operation|service)|took\seffect|"
    r"since\s(?:its|their|the)\s(?:\w+\s)?(?:launch|introduction|opening|inception|start|implementation|entry\sinto\s(?:force|effect))|"
    r"(?:has|have)\s(?:now\s)?been\s(?:running|operating|implemented|carried\sout|applied|available|under\sway|going\son|bound)|"
    r"(?:years|months|decades)-long|(?:keeps?|kept|has\sbeen|have\sbeen)\s(?:extending|raising|lowering|running)|has\sbound|"
    r"began\s(?:commercial\s)?operations?|(?:a|the)\s(?:second|third|fourth|fifth|\d+th)\sround)\b|"
    r"\b(?P<built>(?:is|are|was|were)?\s?(?:now\s)?(?:being\sbuilt|under\sconstruction)|broke\sground|"
    r"(?:workers|crews)\shave\s(?:already\s)?\w+)\b|"
    r"\b(?P<ratified>deposited\s(?:its|the|their)\sinstruments?\sof\s(?:ratification|accession|acceptance))\b",
    re.IGNORECASE,
)
TAKEN = lazy_regex(
    r"(?:^|(?<=\W))(?:(?P<be>(?:was|were|has\sbeen|have\sbeen)\s(?:first\s|newly\s|formally\s|officially\s|finally\s)?)|(?:has|have)\s|)$",
    re.IGNORECASE,
)
UNSURE = lazy_regex(
    r"\b(?:[Ii]f|would|should|could|might|may|not|never|[Nn]o|unless|until|once|when|will|to\sbe|yet|planned|expected|"
    r"scheduled|proposed|before)\b"
)
AGAIN = lazy_regex(  # what begins anew, or was to begin
    r"\b(?:again|resum\w*|re-?(?:start|open|introduc|launch)\w*|anew|once\smore|had|was|were|would|if|could|more|instead)\b",
    re.IGNORECASE,
)
OTHER = lazy_regex(  # another one, or a part, of what there is
    r"\b(?:another|next|additional|further|phase|stage|follow-up|successor|remaining|final|last|revised|amended|"
    r"expan\w*|upgrad\w*|some|most|many|half|other|others|all|every|part|separate|similar|extension|enhanced|"
    r"updated|same|local|\d+\sof)\b",
    re.IGNORECASE,
)
ANOTHER = lazy_regex(r"\b(?:another|other|earlier|previous|former|separate)\b", re.IGNORECASE)
BY_WHOM = lazy_regex(r"\s(?:by|from)\s(?:[Tt]he\s)?([^,;.]{3,60})")
NUMBERED = lazy_regex(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|\d+(?:st|nd|rd|th))\b", re.IGNORECASE
)
BREAK = lazy_regex(
    r"[;:()—–]|,\s|\b(?:and|but|while|where|which|who|that|because|since|as|after|before|when|if)\s"
)
NEW_THING = lazy_regex(r"\s*(?:an?|its\sown|their\sown)\s", re.IGNORECASE)
GENERIC = content_words(
    "agreement accord pact deal treaty programme program scheme plan project system bill "
    "act law legislation plant factory facility company firm government country two both sides "
    "parties south north korea korean u.s. united states republic new first time times year month "
    "construction work works operation operations ministry president parliament national assembly "
    "centre center office service line road committee meeting public traffic measure measures rule "
    "rules"
)
KINDS = tuple(
    content_words(words)
    for words in (
        "agreement agreements accord pact deal treaty fta convention",
        "bill act law legislation",
        "plant factory facility fab mill complex",
        "programme program scheme system",
        "tariff duty levy tax",
        "joint venture",
        "road line section expressway railway",
    )
)
BACK = lazy_regex(  # what goes on with the thing of the sentence before
    r"(?:since\s)?(?:it|(?:the|this|that)\s(?:agreement|accord|pact|deal|treaty|act|law|programme|program|scheme|plant|"
    r"project|plan|bill|convention|(?:joint\sventure))|workers|crews)\b(?!\s(?:of|for|on|in|between|with|to|from)\b)",
    re.IGNORECASE,
)
PROGRESS = lazy_regex(r"under\sway|going\son|round\b|running", re.IGNORECASE)
NO_OBJECT = lazy_regex(
    r"\s(?:in|on|at|for|with|by|to|from|under|once|next|this|later|soon|as|before|after|within|until|early|late|again|"
    r"operations?|its\sdoors|only|during|over|of|between)\b",
    re.IGNORECASE,
)
