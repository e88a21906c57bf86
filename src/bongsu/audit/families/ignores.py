"""IG: notes by which a document ignores rules. The checker applies them, after all others."""

from __future__ import annotations

from bongsu.audit.ignores import RULES_ON_NOTES
from bongsu.audit.rules import RULES

for _rule in RULES_ON_NOTES:
    RULES.enter(_rule)
