"""What a note of a sequence makes happen: who fails, ends, comes, is cut off, or elected.

Comes in: a note, and what has become of the participants. Goes out: beats.
"""

from __future__ import annotations

from diagram_anim.model.diagram import Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.story import faults
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import checked, emptied, fates, happens, relieved, ties
from diagram_anim.story.infer.sequences.going import Going
from diagram_anim.story.infer.words import levels, lives, speaking, tidings
from diagram_anim.story.infer.words.ceased import answers, ceased, well_again
from diagram_anim.story.language.events import eased, well


def acts(given: Given, note: Note, going: Going, sure: bool) -> list[Beat]:
    """What comes about by a note that holds in any case."""
    who = speaking.struck(given, note) if sure else None
    if not sure:
        return []
    if ties.rift(note.label.plain):
        going.warned |= {*note.over}
    linked = ties.parted(given, note) or (going.cut and ties.mended(note.label.plain))
    if linked and (tied := happens.tied(given, note, who or "", going)):
        return tied
    passed = who is not None and (ceased(given, note, who) or answers(given, note, who))
    if fate := _fate(given, note, who, going, passed):
        return [going.meets(fate), *relieved.after(given, fate, going)]
    if well := relieved.closed(given, note, going):
        return well
    if act := emptied.noted(given, note, going.drained):
        return [going.empties(act)]
    if tied := happens.tied(given, note, who or "", going):
        return tied
    if who and who not in going.failed and (found := _of_one(given, note, who, going, passed)):
        return found
    told = tidings.by_note(given, note, going.failed, going.slow)
    vain = told and told.act.verb == "fail" and ((who and going.stopped(who)) or fates.in_vain(given, note))
    if told is None or vain or happens.known(told, going):
        return []
    return [going.meets(told.act), *relieved.after(given, told.act, going)]


def _fate(given: Given, note: Note, who: str | None, going: Going, passed: bool) -> Beat | None:
    """That one fails, or is back."""
    text, failed = note.label.plain, going.failed
    fate = fates.of_note(given, who, note) if who else None
    fate = fate or (fates.succeeded(given, who, note) if who and len(set(note.over)) == 1 else None)
    fate = None if fate and fate[0] == "fail" and (passed or going.stopped(str(who))) else fate
    if who in failed and not fate and not speaking.perhaps(text):
        fate = ("recover", word) if (word := well_again(text)) else None
    if who in going.slow and not fate and (hit := well().search(text) or eased().search(text)):
        return beat("recover", who, cause=Cause("recovery", hit[0], note.span.line))
    if lost := checked.failed(given, note) or (None if fate else fates.given_up(given, note)):
        who, fate = lost[0], ("fail", lost[1])
    if not who or not fate or (fate[0] == "fail") == (who in failed):
        return None
    verb, word = fate
    return beat(verb, who, cause=Cause("outage" if verb == "fail" else "recovery", word, note.span.line))


def _of_one(given: Given, note: Note, who: str, going: Going, passed: bool) -> list[Beat]:
    """What a note says of one that hasn't failed: it ends, its gauge climbs, it starts, or comes to lead."""
    line = note.span.line
    if not passed and not going.stopped(who) and (hit := fates.ended(given, note)):
        return [beat("stop", who, cause=Cause("end", hit.word, line))]
    if rate := faults.errors(note.label.plain):
        cause = Cause("errors", rate[1], line)
        return [going.meets(beat("degrade", who, cause=cause, errors=rate[0]))] if speaking.lives(given, who) else []
    if climbs := levels.by_note(given, who, note):
        told = tidings.by_note(given, note, going.failed, going.slow)
        return [climbs, going.meets(told.act)] if told and told.act.verb == "degrade" else [climbs]
    if hit := lives.begun(given, note):
        return [beat("start", who, cause=Cause("start", hit.word, line))]
    if hit := lives.again(given, note):
        return [beat("restart", who, cause=Cause("restart", hit.word, line))]
    leads = ties.leads(note.label.plain) or ties.turned(given, who, note.label.plain, going.failed)
    if leads and going.may_lead(who):
        going.leader = who
        return [beat("highlight", who, cause=Cause("promotion", leads.word, line), tone="healthy")]
    return []
