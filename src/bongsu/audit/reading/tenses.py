"""Verbs by which English tells what is past."""

from __future__ import annotations

from bongsu.patterns import lazy_regex

_FINITE = (  # forms that are the verb of a clause and no participle
    r"took|went|came|met|rose|fell|grew|began|became|lost|saw|struck|heard|voted|ruled|gave|"
    r"sent|left|sank|broke|ran|spoke|wrote|drew|stood|withdrew|overtook|arrived|visited|passed|"
    r"entered|sat|swore|shook|forgot|froze|rode|shrank|slid|sprang|stole|threw|fled|overcame|undertook|"
    r"underwent|overthrew|"
    r"(?:was|were)\s(?:\w+ly\s)?(?!to\b|set\b|due\b|based\b|needed\b|united\b|related\b)"
    r"(?:\w{2,}ed|held|struck|made|given|sent|put|cut|sworn|taken|shut|won|sunk|shot)"
)
SURELY_PAST = lazy_regex(rf"\b(?:{_FINITE})\b")
_NO_CURRENCY = r"(?<!\d\s)(?<!lion\s)(?<!sand\s)(?<!the\s)won"
PAST = lazy_regex(
    rf"\b(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?:{_FINITE}|was|were|{_NO_CURRENCY}|held|hit|signed|kept|sold|"
    r"swept|upheld|laid|lent|dealt|stuck|bought|built|brought|led|paid|spent|sought|chose|drove|flew|fought|told|"
    r"(?!need|proceed|exceed|succeed|indeed|speed|agreed\sto|set|based|required|needed|related|united|"
    r"hinted|promised|pledged|threatened|proposed|projected|estimated|scheduled|confirmed|welcomed|"
    r"discussed|supported|noted|delighted)"
    r"[a-z]{2,}ed)\b"
)
