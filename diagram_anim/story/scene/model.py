"""The keys of a scene file, strictly, and their JSON Schema; the only file that knows pydantic."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from diagram_anim.effects import EFFECTS
from diagram_anim.model.effect import Kind
from diagram_anim.model.limits import PACE
from diagram_anim.story.grammar import directives, settings
from diagram_anim.story.scene.keys import FROM

SCHEMA = "https://json-schema.org/draft/2020-12/schema"

_TEXTS: dict[str, Any] = {
    "anyOf": [
        {"type": ["string", "number"]},
        {"type": "object", "additionalProperties": {"type": "string"}, "propertyNames": {"pattern": "^[a-z]{2,3}$"}},
    ]
}
_DURATION = {"type": "string", "pattern": r"^\d+(\.\d+)?(ms|s|m|h)$"}
_SWITCH: dict[str, Any] = {"enum": ["on", "off", True, False]}


def _words(value: Any) -> Any:
    """A plain text stands under the scene's own language, which is written as an empty name here."""
    return {"": value} if isinstance(value, str) else value


def _source(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _keys_schema(*, named: bool) -> dict[str, Any]:
    """`system:` as nested objects, from the one table of its keys; with `named` manifests may say more."""
    root: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": {}}
    whole = [key for key in settings.KEYS if any(one.name.startswith(f"{key.name}.") for one in settings.KEYS)]
    for key in settings.KEYS:
        if key in whole:
            continue
        here = root
        *outer, last = key.name.split(".")
        for name in outer:
            here = here["properties"].setdefault(
                name, {"type": "object", "additionalProperties": False, "properties": {}}
            )
        if last == "*":
            here["additionalProperties"] = _key_schema(key)
        else:
            here["properties"][last] = _key_schema(key)
    for key in whole:  # a switch that holds more keys: `autoscale: off`
        root["properties"][key.name] = {"anyOf": [_key_schema(key), root["properties"][key.name]]}
    pattern = {"type": "string", "description": "A file of Kubernetes manifests, or a pattern, seen from this one."}
    manifests = {"anyOf": [pattern, {"type": "array", "items": pattern}, root]}
    gone = {
        "type": "string",
        "description": "What isn't there in this run: names and globs. All are drawn beside then.",
    }
    besides = {FROM: manifests} if named else {directives.WITHOUT: {"anyOf": [gone, root]}}
    return {"type": "object", "properties": besides, "additionalProperties": root}


def _key_schema(key: settings.Key) -> dict[str, Any]:
    about = {"description": f"{key.about} (of {key.of})"}
    if key.choices:
        return {**about, "enum": list(key.choices)}
    match key.kind:
        case Kind.DURATION:
            return {**about, **_DURATION}
        case Kind.RATE:
            return {**about, "type": "string", "pattern": r"^\d+(\.\d+)?/[smh]$"}
        case Kind.COUNT:
            most = {"maximum": settings.MOST[key.name]} if key.name in settings.MOST else {}
            return {**about, "type": "integer", "minimum": 0, **most}
        case settings.SHARE:
            return {**about, "type": "string", "pattern": r"^\d+(\.\d+)?%$"}
        case settings.WEIGHT:
            share = {"type": "string", "pattern": r"^\d+(\.\d+)?%$"}
            return {**about, "anyOf": [{"type": "number", "minimum": 0}, share]}
        case Kind.AMOUNT:
            share = {"type": "string", "pattern": r"^\d+(\.\d+)?%$"}
            return {**about, "anyOf": [{"type": "integer", "minimum": 0}, share]}
        case settings.SWITCH:
            return {**about, **_SWITCH}
        case settings.CORES:
            return {**about, "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?m?$"}]}
    return {**about, "type": ["string", "number"]}


def _do_schema() -> dict[str, Any]:
    verbs = "|".join(effect.name for effect in EFFECTS)
    lines = "\n".join(f"{effect.usage}: {effect.about}" for effect in EFFECTS)
    line = rf"[ \t]*((then[ \t]+)?({verbs})\b[^\n]*|#[^\n]*)?"
    return {"type": "string", "pattern": rf"^{line}(\n{line})*$", "description": f"Beats, one a line.\n{lines}"}


Words = Annotated[dict[str, str], BeforeValidator(_words), WithJsonSchema(_TEXTS)]
Switch = Annotated[bool, WithJsonSchema(_SWITCH)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=False)


class Source(_Strict):
    """A diagram that stands in another file."""

    text: Annotated[str | None, WithJsonSchema({"type": "string"})] = Field(None, description="Mermaid text.")
    file: Annotated[str | None, WithJsonSchema({"type": "string"})] = Field(
        None, description="A Markdown or .mmd file, seen from this one."
    )
    block: Annotated[str | None, WithJsonSchema({"type": ["integer", "string"]})] = Field(
        None, description="Which diagram of the file: its number or its title's slug."
    )
    sha: Annotated[str | None, WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{6,64}$"})] = Field(
        None, description="SHA-256 of the diagram's text, or its beginning: a change of it is told."
    )


class StepModel(_Strict):
    """One click on a slide, one caption."""

    say: Words | None = Field(
        None, description="The caption: a text, or texts by language; `{lost}`, `{W.ready}` are figures of the run."
    )
    do: Annotated[str | None, WithJsonSchema(_do_schema())] = None
    seconds: Annotated[str | None, WithJsonSchema(_DURATION)] = Field(
        None, alias="for", description="The step's length in the film."
    )
    loop: Switch = Field(
        False, description="Once its beats are over its traffic is shown again and again: the loop closes."
    )


class Scene(_Strict):
    """What happens, step by step, to the things in a diagram."""

    title: Words | None = Field(None, description="What stands at the top.")
    subtitle: Words | None = Field(None, description="What stands beside the title.")
    caption: Words | None = Field(None, description="The words that open the film, if not the first step's.")
    lang: Annotated[str | None, WithJsonSchema({"type": "string", "pattern": "^[a-z]{2,3}$"})] = Field(
        None, description="The film's language."
    )
    diagram: Annotated[
        Source,
        BeforeValidator(_source),
        WithJsonSchema({"anyOf": [{"type": "string"}, Source.model_json_schema()]}),
    ] = Field(description="Mermaid text, or where it stands.")
    words: dict[str, dict[str, str]] | None = Field(
        None, description="By language: what words of the diagram, or the name of a run, are called in it."
    )
    system: Annotated[
        dict[str, dict[str, Any] | list[str] | str | None] | None, WithJsonSchema(_keys_schema(named=True))
    ] = Field(None, description="How each part behaves.")
    compare: Annotated[
        dict[str, dict[str, dict[str, Any] | str | None] | None] | None,
        WithJsonSchema({"type": "object", "additionalProperties": _keys_schema(named=False)}),
    ] = Field(
        None, description="Other settings that the same load meets, or parts that it lacks, by the name of the run."
    )
    steps: list[StepModel] | None = Field(None, description="The film; without it the diagram's words tell.")
    seed: int | None = Field(None, ge=0, description="Makes every chance the same again.")
    pace: float | None = Field(None, gt=0, le=PACE, description="How much longer every step takes.")
    charts: Switch | None = Field(
        None, description="Whether small charts of the figures stand below; else where the story is about numbers."
    )
    infer: Switch = Field(True, description="Whether what happens is told from the words where no steps are written.")


def _plain(part: Any) -> Any:
    """A schema without what pydantic adds for itself."""
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _plain(value)
        for key, value in part.items()
        if not (key == "default" and value in (None, True, False)) and not (key == "title" and isinstance(value, str))
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of scene files."""
    return {"$schema": SCHEMA, "title": "diagram-anim scene", **_plain(Scene.model_json_schema(by_alias=True))}
