"""Words of direction, up or down, and words beside which they tell of no move."""

from __future__ import annotations

import re

from bongsu.audit.needs import guarded_regex
from bongsu.patterns import lazy_regex

_UP = (
    r"r(?:ose|isen|ises?|ising)|increas(?!ingly)\w+|gr(?:ew|own|ows?|owing)|climb\w*|jump\w*|"
    r"surg\w+|soar\w*|advanc(?:e|es|ing)|advanced(?=\s(?:to|by|from)\b)|"
    r"expand\w*|swell\w*|swollen|widen\w*|lengthen\w*|multipl(?:y|ied|ies)|doubl\w+|tripl\w+|"
    r"rebound\w*|"
    r"recover\w*|improv\w+|gain(?:s|ed)?|(?:went|gone|going|come|coming)\sup|edged\sup|ticked\sup|picked\sup|moved\sup|"
    r"crept\sup|shot\sup|"
    r"mounted|accelerat\w+|quicken\w*|sped\sup|strengthen\w*|higher|upward|uptick|upturn|boom\w*|"
    r"balloon\w*|"
    r"ascen\w+|spurt\w*|leap\w*|leapt|build-up|built\sup|up\sfrom|bounce\w*|thicken\w*|heavier|"
    r"larger"
)
_DOWN = (
    r"f(?:ell|allen|alls?|alling)(?!\s(?:short|behind|apart|under|within|into|due)\b)|decreas\w+|declin\w+|drop(?:s|ped|ping)?|shr(?:ank|unk|inks?|"
    r"inking)|shrinkage|"
    r"slip\w*|slid|slides?|sliding|plung\w+|tumbl\w+|s(?:ank|unk|inks?|inking)|narrow(?:s|ed|"
    r"ing)?|lower|"
    r"reduc\w+|dip(?:s|ped)?|plummet\w*|(?:went|gone|going|come|came|coming)\sdown|edged\sdown|ticked\sdown|moved\sdown|"
    r"crept\sdown|contract(?:ed|ion|ing)|"
    r"dwindl\w+|diminish\w*|ebb\w*|reced\w+|retreat\w*|slump\w*|setback|shorten\w*|slow(?:s|ed|"
    r"ing)?|"
    r"eas(?:ed|es|ing)|cool\w*|decelerat\w+|moderat(?:ed|es|ing|ion)|abat\w+|subsid(?:ed|es|ing)|"
    r"weaken\w*|"
    r"deteriorat\w+|halv\w+|collaps\w+|downward|downturn|erod\w+|thin(?:s|ned)|lost\sground|"
    r"down\sfrom|smaller"
)
WAY = lazy_regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
PACE = guarded_regex(  # what tells how a rate of change itself moved
    r"\b(?:(?P<up>accelerat\w+|quicken\w*|picked\sup|sped\sup|heated\sup|intensif\w+|"
    r"(?:gather\w*|gain\w*)\s(?:pace|speed|momentum|steam|strength|force))|"
    r"(?P<down>(?:los(?:t|es|ing)|shed)\s(?:pace|speed|momentum|steam|strength|force)|slow(?:ed|"
    r"s|ing)?|eas(?:ed|es|ing)|cool\w*|decelerat\w+|moderat(?:ed|es|ing)|abat\w+|subsid(?:ed|es|"
    r"ing)))\b",
    re.IGNORECASE,
)
NOT = lazy_regex(
    r"\b(?:not|no|never|despite|(?<!can\s)expect(?!anc)\w*|forecast\w*|predict\w*|would|could|"
    r"should|may|might|if|until|since|"
    r"target\w*|slower|faster|pace|than|month\w*|quarter\w*|half|share|project\w*|plan\w*|will|"
    r"to\s(?:rise|fall|grow|increase)|"
    r"et\sal|and\sothers|partly|average\sannual|decade\w*|rate\sof|against|but|although|though|"
    r"peak\w*|hoped?|fear\w*|risk\w*|over\sthe\spast)\b",
    re.IGNORECASE,
)
FALLS_BY = lazy_regex(  # "fell 3 percent", "a 3 percent decline": a rate of change below zero
    r"\b(?:fell|shrank|dropped|declined|contracted|decreased|lost|slumped|slid|down)(?:\sby)?\s"
    r"(?:about\s|some\s|an?\s)?[\d\ue000-\ue01f]|"
    r"(?:\d\s?(?:percent|%)|[\ue000-\ue01f])\s(?:on-year\s)?"
    r"(?:decline|drop|fall|decrease|contraction|loss|slump)\b"
)
