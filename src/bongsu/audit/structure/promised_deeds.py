"""What a title promises besides its topics in a row, and the text keeps silent about.

"Trade and Labor Market Implications of the Pact": two topics that share a head. "City pays its
debt, opens music school": a second deed. "Rents Act and Harbor Pilots Act Amended": a law by its
name. The head of a phrase ("implications", "school", "act") may well be called otherwise in the
text; what tells it from others of its kind has to stand there, or another word for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.structure.promises import is_said, said_in, telling
from bongsu.patterns import lazy_regex, regex

_PHRASE_END = (
    r"(?=\s(?:[Oo]f|[Ff]or|[Ii]n|[Oo]n|[Uu]nder|[Ff]rom|[Tt]o|[Aa]fter|[Bb]y|[Ww]ith|[Aa]t|[Aa]mid|"
    r"[Ss]ince|[Aa]s|[Oo]ver)\b|[,:;?–—]|$)"
)
_SHARED_HEAD = lazy_regex(
    r"\b(?P<first>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s(?:and|&)\s"
    rf"(?P<topic>(?:(?!Under|From|With|After)[A-Z][\w-]+\s){{1,3}}[A-Z][\w-]+?){_PHRASE_END}"
)
_DEED = lazy_regex(
    r"[,;]\s(?:and\s)?(?:also\s)?(?P<topic>(?!says\b|Says\b)(?:"
    r"[a-z]{2,}(?<!s)s(?:\s(?!and\b|as\b|but\b)[a-z][\w’'-]*){1,6}(?=$|[,;:]|\s[A-Z])|"
    r"(?:[a-z]{2,}(?<!s)s\s|[A-Z][a-z]+(?<!s)s\s(?=[A-Z]))"
    r"(?:(?!and\b|as\b|but\b)[\w’'-]++\s?){1,6}(?=$|[,;:])))"
)
_LAW = (
    r"(?:Acts?|Law|Treaty|Agreement|Convention|Protocol|Fund|Bank|Commission|Ministry|Agency|"
    r"Authority|Institute|University)"
)
_JOINED = lazy_regex(
    rf"(?P<one>(?:[A-Z][\w’'-]+\s){{1,4}}?{_LAW}),?\s(?:and|&|or)\s(?:the\s)?"
    rf"(?P<name>(?:[A-Z][\w’'-]+\s){{1,4}}{_LAW})\b"
)
_SMALL = lazy_regex(r"\b(?:its|the|an?|his|her|their|new|more|with|for|to|in|on|of|at|from)\b")


def unkept_deeds(title: str, body: str) -> Iterator[tuple[int, str]]:
    """Yield what a title promises in such a phrase and a text lacks, each with its place."""
    if title == title.upper():
        return
    said = said_in(body)
    found = _SHARED_HEAD.search(title)
    if found and _told(found["first"], said, body) and _lacks(found["topic"], said, body):
        yield found.start("topic"), found["topic"]
        return
    for deed in _DEED.finditer(title):
        _, _, rest = deed["topic"].partition(" ")
        if _told(title[: deed.start()], said, body) and _lacks(rest.strip(), said, body):
            yield deed.start("topic"), deed["topic"].strip()
            return
    pair = _JOINED.search(title)
    if pair is not None:
        shared = set(pair["one"].split())
        own = [word for word in pair["name"].split()[:-1] if word not in shared]
        words = [word for word in own if telling(word)]
        missing = any(not is_said(word, said, body) for word in words)
        if missing and _told(pair["one"], said, body) and not _is_short_for(pair["name"], body):
            yield pair.start("name"), pair["name"]


def _told(words: str, said: frozenset[str], body: str) -> bool:
    """Whether a text has any word of a phrase that it may well leave out."""
    return any(is_said(word, said, body) for word in regex(r"[A-Za-z-]{4,}").findall(words))


def _lacks(phrase: str, said: frozenset[str], body: str) -> bool:
    """Whether a text has none of the words that tell a phrase from others with its head."""
    head = regex(_PHRASE_END).split(phrase, maxsplit=1)[0].split()
    if not head:
        return False
    words = [word for word in telling(" ".join(head[:-1])) if not _SMALL.fullmatch(word.lower())]
    if not words and len(head) == 1:
        words = telling(head[0])
    return bool(words) and not any(is_said(word, said, body) for word in words)


def _is_short_for(name: str, body: str) -> bool:
    """Whether a text gives a name by its first letters."""
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    return re.search(rf"\b{re.escape(letters)}\b", body) is not None
