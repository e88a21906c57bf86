"""YAML from outside, read with limits: size, depth, number of nodes, no aliases, no tags.

Every YAML file of the package and of its users comes in through here, so that a hostile file is
refused before anything is built from it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

from bongsu.errors import BadFile

MAX_BYTES = 4_000_000
MAX_DEPTH = 24
MAX_NODES = 200_000
MAX_DIGITS = 250  # of a whole number, in any base: more than a float holds is no number here


# The parser in C reads the same language some ten times faster; PyYAML may be built without it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Safe loader that refuses a key written twice and keeps dates as text."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: dict[Any, int] = {}
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="a key must be plain text or a number",
                    problem_mark=key_node.start_mark,
                )
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"key {key!r} is written twice, first on line {seen[key]}",
                    problem_mark=key_node.start_mark,
                )
            seen[key] = key_node.start_mark.line + 1
        made: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return made

    def construct_whole(self, node: Any) -> int | str:
        """Refuse what could neither be computed with nor be shown; keep codes as written.

        "0405" is a heading of the tariff schedule: whoever writes it means no octal number.
        """
        if node.value.isdigit() and node.value[0] == "0" and len(node.value) > 1:
            return str(node.value)
        if len(node.value) > MAX_DIGITS:
            raise yaml.MarkedYAMLError(
                problem=f"a whole number of more than {MAX_DIGITS} digits",
                problem_mark=node.start_mark,
            )
        return int(self.construct_yaml_int(node))


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_whole)

_READ_ELSEWHERE = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
# Dates are read by `periods` alone, so YAML must hand them on as written; and an outcome may be
# called `yes` or `no`, so that only `true` and `false` are truth values.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag not in _READ_ELSEWHERE]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), ["t", "f"])


def load_yaml(path: Path, *, shown_as: str | None = None) -> dict[str, Any]:
    """Read one YAML mapping from a file.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : str, optional
        How errors name the file; its path if left out.

    Returns
    -------
    dict
        The mapping; dates stay text.

    Raises
    ------
    BadFile
        If the file is missing, a folder, too large, not UTF-8, too deep, has aliases or tags, is
        malformed, or is not a mapping.
    """
    where = shown_as or str(path)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise BadFile("no ordinary file", where=where, mend="give a file")  # a pipe may hang
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise BadFile(
            f"cannot read the file: {fault.strerror}",
            where=where,
            mend="check the path",
        ) from fault
    if len(raw) > MAX_BYTES:
        raise BadFile(
            f"the file is larger than {MAX_BYTES:,} bytes",
            where=where,
            mend="split the file",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadFile(
            f"byte {fault.start} is not UTF-8",
            where=where,
            mend="save the file as UTF-8",
        ) from fault
    return parse_yaml(text, where=where)


def parse_yaml(text: str, *, where: str) -> dict[str, Any]:
    """Read one YAML mapping from text, under the same limits as `load_yaml`.

    Raises
    ------
    BadFile
        If the text is too deep, has aliases or tags, is malformed, or is not a mapping.
    """
    try:
        _check_shape(text, where)
        content = yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader, stricter
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise BadFile(
            f"not readable as YAML: {fault.problem}",
            where=f"{where}, line {line}",
            mend="mend the line",
        ) from fault
    except yaml.YAMLError as fault:
        raise BadFile(
            f"not readable as YAML: {fault}",
            where=where,
            mend="save the file as plain UTF-8 text",
        ) from fault
    except ValueError as fault:  # a number such as 0x_ that matches a form but is none
        raise BadFile(
            f"a value cannot be read: {fault}",
            where=where,
            mend="quote it if it is text",
        ) from fault
    if not isinstance(content, dict):
        raise BadFile(
            f"holds {type(content).__name__}, not a mapping",
            where=where,
            mend="begin with lines of the form `key: value`",
        )
    return {str(key): value for key, value in content.items()}


def _check_shape(text: str, where: str) -> None:
    """Walk the events, which build nothing, and stop at the first breach of a limit."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        place = f"{where}, line {line}"
        if isinstance(event, AliasEvent):
            raise BadFile(
                "aliases (`*name`) are not allowed",
                where=place,
                mend="write the value out",
            )
        if isinstance(event, NodeEvent):
            nodes += 1
            if getattr(event, "tag", None) is not None:
                raise BadFile("tags (`!name`) are not allowed", where=place, mend="remove the tag")
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise BadFile(f"nested deeper than {MAX_DEPTH}", where=place, mend="flatten the file")
        if nodes > MAX_NODES:
            raise BadFile(f"more than {MAX_NODES:,} values", where=place, mend="split the file")
