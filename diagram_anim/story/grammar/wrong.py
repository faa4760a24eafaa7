"""Why a word can't be read: a problem that doesn't know its place yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.span import Span


@dataclass(frozen=True, slots=True)
class Wrong:
    message: str
    hint: str = ""
    code: str = "bad-value"

    def behind(self, name: str) -> Wrong:
        """The same of a value, whose `name=` stands before it: what was meant is told with that."""
        meant = "did you mean `"
        return replace(self, hint=self.hint.replace(meant, meant + name)) if self.hint.startswith(meant) else self

    def at(self, span: Span | None) -> Diagnostic:
        return error(self.code, self.message, span, hint=self.hint)
