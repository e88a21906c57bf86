"""What a Markdown file says about itself above its text: YAML between `---`, TOML between `+++`.

Generators of web pages keep title, day and authors there. None of it is prose: a day in it is the
day of publication and no claim, and a title in it is the title of the text.
"""

from __future__ import annotations

import tomllib
from typing import Any, NamedTuple

from bongsu.errors import BadFile
from bongsu.evidence.parts import Meta
from bongsu.evidence.readers.properties import authors_of, day_of, title_of
from bongsu.patterns import lazy_regex
from bongsu.yaml_files import parse_yaml

_LONGEST = 20_000  # code points
_YAML = lazy_regex(r"\ufeff?---[ \t]*\r?\n(?P<said>(?:.*\r?\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_TOML = lazy_regex(r"\ufeff?\+\+\+[ \t]*\r?\n(?P<said>(?:.*\r?\n)*?)\+\+\+[ \t]*(?:\r?\n|\Z)")
_KEY = lazy_regex(r"\s*(?:#.*\n\s*)*[A-Za-z_][\w .-]{0,40}\s?[:=]")  # prose between rules has none
_TITLE = lazy_regex(
    r"(?m)^title[ \t]*[:=][ \t]*(?P<quote>[\"']?)(?P<words>\S.*?)(?P=quote)[ \t]*\r?$"
)
_DAYS = ("date", "published", "publishdate", "pubdate", "date_published", "published_at")
_AUTHORS = ("authors", "author", "by")
_PUBLISHERS = ("publisher", "source", "site", "organization", "organisation", "institution")


class FrontMatter(NamedTuple):
    """What stands above a text, and where the text itself begins."""

    meta: Meta
    title: tuple[int, int] | None  # where the words of the title stand in the source
    end: int
    note: str = ""  # what is wrong with it


def front_matter(source: str) -> FrontMatter:
    """Return what a Markdown file says about itself; it ends at 0 where it says nothing.

    A head that is neither YAML nor TOML is left to be read as text, and a note says why.
    """
    head = source[:_LONGEST]
    form = _YAML if head.startswith(("---", "\ufeff---")) else _TOML
    found = form.match(head) if head.startswith(("---", "+++", "\ufeff---", "\ufeff+++")) else None
    if found is None or _KEY.match(found["said"]) is None:
        return FrontMatter(Meta(), None, 0)
    try:
        said = _parsed(found["said"], toml=form is _TOML)
    except (BadFile, ValueError, RecursionError) as fault:
        return FrontMatter(
            Meta(), None, 0, f"what stands above the text is not understood: {fault}"
        )
    meta = Meta(
        title=title_of(_text(said.get("title", ""))),
        published=next(
            (day for key in _DAYS if (day := day_of(_text(said.get(key, "")))) is not None), None
        ),
        authors=tuple(
            name for key in _AUTHORS for one in _list(said.get(key)) for name in authors_of(one)
        ),
        publisher=next((words for key in _PUBLISHERS if (words := _text(said.get(key, "")))), ""),
    )
    title = _TITLE.search(head, found.start("said"), found.end("said"))
    return FrontMatter(meta, title.span("words") if title else None, found.end())


def _parsed(said: str, *, toml: bool) -> dict[str, Any]:
    content = tomllib.loads(said.replace("\r\n", "\n")) if toml else parse_yaml(said, where="")
    return {key.lower(): value for key, value in content.items()}


def _list(value: Any) -> list[str]:
    """Return the names in a value: a text, a list of texts, or of mappings that have a name."""
    values = value if isinstance(value, list) else [value]
    named = [one.get("name") if isinstance(one, dict) else one for one in values]
    return [one for one in map(_text, named) if one]


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value)
