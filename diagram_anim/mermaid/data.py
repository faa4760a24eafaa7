"""YAML and JSON as they stand in diagrams: front matter, `@{…}` behind a name, `%%{init: …}%%`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PAIR = re.compile(
    r"""\s*(?:"(?P<quoted>\w+)"|(?P<key>[A-Za-z_]\w*))\s*:\s+
    (?:"(?P<text>[^"\\\x00-\x08\x0a-\x1f]*)"|(?P<number>\d{1,9})
    |(?P<word>[A-Za-z][\w./-]*(?:[ ][\w./-]+)*))\s*(?:,|\Z)""",
    re.VERBOSE,
)
DEEPEST = 100
"""Levels of brackets within brackets that are read."""

_NESTED = f"it is nested more than {DEEPEST} levels deep"

_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TAB = "\ufdd3"
"""Stands for a tab while YAML is read: a character that no text holds."""

_NULLS = ("null", "Null", "NULL")


class YamlError(ValueError):
    """`line` and `column` count from 0 within the text."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def braces(text: str) -> Any:
    """What `@{…}` holds: one line is a flow mapping, several are YAML as they stand."""
    if "\n" in text:
        return yaml(text + "\n")
    found: dict[str, Any] = {}
    at = 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None or (pair["quoted"] or pair["key"]) in found:
            return yaml("{\n" + text + "\n}")
        found[pair["quoted"] or pair["key"]] = _value(pair)
        at = pair.end()
    return found


def _value(pair: re.Match[str]) -> Any:
    if pair["number"]:
        return int(pair["number"])
    if pair["word"]:
        return None if pair["word"] in _NULLS else _WORDS.get(pair["word"], pair["word"])
    return pair["text"]


def yaml(text: str) -> Any:
    """YAML of JSON's types; YamlError with the place. A tab within words stays one."""
    try:
        return _yaml(text)
    except YamlError:
        if "\t" not in text:
            raise
    return _tabbed(_yaml(re.sub(r"(?<=\S)\t(?=\S)", _TAB, text)))


def _tabbed(value: Any) -> Any:
    if isinstance(value, dict):
        return {_tabbed(key): _tabbed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_tabbed(inner) for inner in value]
    return value.replace(_TAB, "\t") if isinstance(value, str) else value


def _yaml(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if _too_deep(text):
        raise YamlError(_NESTED, 0, 0)
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    try:
        return _plain(reader.load(text))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        message = str(problem.problem or problem.context or "this is no YAML")
        raise YamlError(message, mark.line if mark else 0, mark.column if mark else 0) from None
    except RecursionError:
        raise YamlError(_NESTED, 0, 0) from None
    except (YAMLError, ValueError) as problem:
        raise YamlError(str(problem).splitlines()[0], 0, 0) from None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def json_value(text: str) -> Any:
    """JSON, or ValueError."""
    if _too_deep(text):
        raise ValueError(_NESTED)
    return json.loads(text)


def _too_deep(text: str) -> bool:
    """Whether more brackets are open at once than any settings need."""
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth += 1 if found[0] in "[{" else -1
        if depth > DEEPEST:
            return True
    return False
