"""Problems are values: a stage returns them beside its result and never raises them.

A code is kebab-case and stable. `fixed` is the corrected line, where it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diagram_anim.model.span import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    severity: Severity
    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    fixed: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def error(code: str, message: str, span: Span | None = None, *, hint: str = "", fixed: str = "") -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, span, hint, fixed)


def warning(code: str, message: str, span: Span | None = None, *, hint: str = "", fixed: str = "") -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, message, span, hint, fixed)
