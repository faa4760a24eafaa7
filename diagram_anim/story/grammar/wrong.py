"""Why a word can't be read: a problem that doesn't know its place yet."""

from __future__ import annotations

from dataclasses import dataclass

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.span import Span


@dataclass(frozen=True, slots=True)
class Wrong:
    message: str
    hint: str = ""
    code: str = "bad-value"

    def at(self, span: Span | None) -> Diagnostic:
        return error(self.code, self.message, span, hint=self.hint)
