"""A diagram and its author's words into a storyboard: what is written stands, what isn't is inferred.

Comes in: a diagram with the block it stands in, or the script of a scene file. Goes out: a storyboard, or None where
the words have mistakes, and every mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.model.diagram import Diagram, Flowchart, FragmentStart, Label, Message, Note
from diagram_anim.model.document import Block
from diagram_anim.model.span import Span
from diagram_anim.model.storyboard import Beat, Cause, Step, Storyboard, Text
from diagram_anim.model.system import Role, System
from diagram_anim.source import pointing
from diagram_anim.source.detect import detect, mostly, prose, tells
from diagram_anim.story import spoken
from diagram_anim.story.beside import Topology, beside, lacking
from diagram_anim.story.closed import closed
from diagram_anim.story.grammar.contradictions import contradictions, unknown_branches
from diagram_anim.story.grammar.directives import WITHOUT, Script, Told, read
from diagram_anim.story.grammar.names import names
from diagram_anim.story.grammar.settled import Settings
from diagram_anim.story.infer import infer as inferred
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.unsaid import unsaid
from diagram_anim.story.overrides import overrides
from diagram_anim.story.roles import roles
from diagram_anim.story.system import build_system, with_shared

SEED = 7


def storyboard(
    diagram: Diagram,
    block: Block,
    *,
    infer: bool = True,
    lang: str | None = None,
    seed: int | None = None,
    settings: Sequence[str] = (),
    draft: bool = False,
) -> tuple[Storyboard | None, list[Diagnostic]]:
    """The storyboard of a diagram in its block.

    `settings` are `PART.KEY=VALUE` texts that win over what the diagram says; so do `lang` and `seed`. Without `infer`
    nothing happens but what is written; what things are is read off their names and shapes all the same. Words with
    mistakes have none, or as a `draft` one of what is right in them.
    """
    diagram, deep = closed(diagram)
    script, problems = read(diagram.directives, names(diagram))
    problems += _unled(script.steps) if not block.caption else []
    problems = [*deep, *problems]
    return build(diagram, block, script, problems, infer=infer, lang=lang, seed=seed, settings=settings, draft=draft)


def build(
    diagram: Diagram,
    block: Block,
    script: Script,
    problems: Sequence[Diagnostic],
    *,
    infer: bool = True,
    lang: str | None = None,
    seed: int | None = None,
    settings: Sequence[str] = (),
    name: str = "",
    draft: bool = False,
) -> tuple[Storyboard | None, list[Diagnostic]]:
    """A storyboard from a script that has been read, with the `problems` of its reading."""
    problems = list(problems)
    known = names(diagram)
    given_settings, wrong = overrides(settings, known)
    problems += wrong
    infer = infer and script.infer is not False
    own = script.lang or lang or _language(diagram, block, script)
    title = _text(script.title, own) or _text(_title(diagram, block), own)
    caption = _text(script.caption if script.caption is not None else _caption(block, script.lang or lang), own)
    telling, untold = _telling(diagram, script, own, title, caption, block.before, infer)
    telling = replace(telling, steps=tuple(_at_rates(step, given_settings) for step in telling.steps))
    settled: Settings = _merged(script.settings, given_settings)
    told = telling.steps if script.steps else ()
    unread = [problem for problem in problems if problem.is_error]
    problems += contradictions(told, settled, known, script.places, lambda: _roles(diagram, settled), unread)
    problems += [*unknown_branches(telling.steps, diagram), *untold]
    for other in script.compare.values():
        more = contradictions((), _merged(settled, other), known, script.places, unread=unread)
        problems += [one for one in more if one not in problems]
    problems += lacking(script.without, script.compare, known, script.places)
    if any(problem.is_error for problem in problems):
        problems.sort(key=place)
        if not draft or not script.steps:
            return None, problems
        script, telling, settled = _right(script, telling, settled, {one.span for one in problems if one.is_error})
    whole = _merged(telling.settings, settled)

    def running(settings: Mapping[str, Mapping[str, Any]]) -> System:
        return with_shared(build_system(diagram, settings), telling.steps, diagram)

    system = running(whole)
    board = Storyboard(
        name=name or block.name,
        title=title,
        caption=caption or (telling.steps[0].say if telling.steps else {}),
        lang=lang or own,
        diagram=diagram,
        system=system,
        steps=telling.steps,
        subtitle=_text(script.subtitle, own),
        seed=seed if seed is not None else script.seed if script.seed is not None else SEED,
        pace=script.pace or telling.pace,
        charts=script.charts,
        words=script.words,
        inferred=any(beat.cause for step in telling.steps for beat in step.beats),
        compare={name: running(_merged(whole, other)) for name, other in script.compare.items()},
        without=script.without,
        block=block,
    )
    if any(script.without.values()):
        runs = {name: Topology(script.without.get(name, ()), system) for name, system in board.compare.items()}
        board = replace(beside(board, runs), apart=board)
    return board, problems


def _at_rates(step: Step, given: Mapping[str, Mapping[str, Any]]) -> Step:
    """A step in which a source sends at the rate that is given from outside (`--set U.rate=40/s`), whatever it says."""

    def freed(beat: Beat) -> Beat:
        kept = beat.verb != "traffic" or not all("rate" in given.get(id, {}) for id in beat.targets)
        return beat if kept else replace(beat, args={key: one for key, one in beat.args.items() if key != "rate"})

    return replace(step, beats=tuple(map(freed, step.beats)))


def _roles(diagram: Diagram, settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Role]:
    """What each part is, as far as it is given or told."""
    given = {id: Role(values["role"]) for id, values in settings.items() if "role" in values}
    return {id: role for id, (role, _) in roles(diagram).items()} | given


def _right(
    script: Script, telling: Telling, settled: Settings, wrong: Collection[Span | None]
) -> tuple[Script, Telling, Settings]:
    """What is left without all that stands where something is wrong."""

    def kept(settings: Settings) -> Settings:
        return {
            part: {key: one for key, one in given.items() if script.places.get((part, key), part) not in wrong}
            for part, given in settings.items()
        }

    steps = tuple(
        replace(step, beats=tuple(beat for beat in step.beats if beat.span is None or beat.span not in wrong))
        for step in telling.steps
    )
    compare = {run: kept(other) for run, other in script.compare.items()}
    without = {run: ids for run, ids in script.without.items() if script.places.get((run, WITHOUT), run) not in wrong}
    return replace(script, compare=compare, without=without), replace(telling, steps=steps), kept(settled)


def place(problem: Diagnostic) -> tuple[int, int]:
    """The place in the file; what has none comes first."""
    return (problem.span.line, problem.span.column) if problem.span else (0, 0)


def _telling(
    diagram: Diagram, script: Script, lang: str, title: Text, caption: Text, prose: str, infer: bool
) -> tuple[Telling, list[Diagnostic]]:
    """What happens, and warnings of what its words say beside."""
    if script.steps:
        steps = _revealed(diagram, [_step(told, lang) for told in script.steps], caption or title)
        return Telling(steps), []
    given = Given(
        diagram,
        lang,
        roles(diagram),
        title=next(iter(title.values()), ""),
        caption=caption.get(lang) or next(iter(caption.values()), ""),
        prose=pointing.told(prose),
    )
    telling = inferred(given) if infer else Telling((given.opening("reveal"),))
    plainly = replace(telling, steps=tuple(replace(step, say=_plainly(step.say)) for step in telling.steps))
    return plainly, unsaid(given, telling) if infer else []


def _unled(steps: Sequence[Told]) -> Iterator[Diagnostic]:
    """Beats before the first `@step` of a diagram that no sentence leads to: they would be told without words."""
    if steps[1:] and steps[0].say is None and any(step.say for step in steps):
        message = "this stands before the first step, and no words lead to it"
        yield warning("before-first-step", message, steps[0].span, hint="begin with `%% @step WORDS`")


def _step(told: Told, lang: str) -> Step:
    return Step(_text(told.say, lang), told.beats, told.seconds, told.loop, told.span, told.figures)


def _plainly(words: Text) -> Text:
    """A caption of words in which no figure is meant."""
    return {lang: spoken.escaped(text) for lang, text in words.items()}


def _revealed(diagram: Diagram, steps: list[Step], caption: Text) -> tuple[Step, ...]:
    """The author's steps; where none of them lets anything appear, all is there from the first one on."""
    first = steps[0]
    if not first.say and steps[1:] and any(step.say for step in steps):
        first = replace(first, say=_plainly(caption))
    if not any(beat.verb == "appear" for step in steps for beat in step.beats):
        line = first.span.line if first.span else None
        shown = Beat("appear", ("all",), cause=Cause("reveal", "", line))
        first = replace(first, beats=(shown, *first.beats))
    return (first, *steps[1:])


def _language(diagram: Diagram, block: Block, script: Script) -> str:
    """The diagram's own, where its words or those right before it tell one in no doubt; else the document's, which is
    the clip's: its prose before its words in the diagram. Terms in Latin letters tell none."""
    texts = [script.title, *(told.say for told in script.steps)]
    written = "\n".join(spoken.filled(text, "", lambda _: "") for text in texts if isinstance(text, str))
    labels = " ".join(label.plain for label in _labels(diagram))
    if here := mostly(f"{written} {labels}") or tells(block.caption)[0]:
        return here
    return detect(prose(block.document.text), written, f"{block.title} {block.caption} {labels}")


def _caption(block: Block, asked: str | None) -> str:
    """The lecture's own words before the diagram, less where another language is asked for: those that are inferred are
    in it."""
    return "" if asked and detect(block.caption, prose(block.document.text)) != asked else block.caption


def _labels(diagram: Diagram) -> Iterable[Label]:
    if isinstance(diagram, Flowchart):
        yield from (node.label for node in diagram.nodes)
        yield from (group.label for group in diagram.subgraphs)
        yield from (edge.label for edge in diagram.edges if edge.label)
        return
    yield from (one.label for one in diagram.participants)
    yield from (event.label for event in diagram.events if isinstance(event, Message | Note | FragmentStart))


def _title(diagram: Diagram, block: Block) -> str:
    meta = diagram.meta
    return meta.title or meta.front_title or block.title or meta.acc_title or block.heading


def _text(said: Text | str | None, lang: str) -> Text:
    if not said:
        return {}
    return {lang: said} if isinstance(said, str) else said


def _merged(*all_settings: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Settings by part, later ones over earlier ones; `autoscale: off` over whatever was said of it."""
    merged: dict[str, dict[str, Any]] = {}
    for some in all_settings:
        for part, values in some.items():
            known = merged.setdefault(part, {})
            if "autoscale" in values:
                known = merged[part] = {key: one for key, one in known.items() if not key.startswith("autoscale.")}
            elif any(key.startswith("autoscale.") for key in values):
                known.pop("autoscale", None)
            known.update(values)
    return merged
