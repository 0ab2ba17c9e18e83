"""Errors that a clerk can read: one sentence, translated, with the right HTTP status."""


class DomainError(Exception):
    """A refusal with a sentence for the person; `status` is what a web answer carries."""

    status = 400

    def __init__(self, message: object, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status or self.status

    def __str__(self) -> str:
        return str(self.args[0])


class Forbidden(DomainError):
    """The person may not do or see this."""

    status = 403


class Conflict(DomainError):
    """The thing was already done, or someone else is at it."""

    status = 409


class Implausible(DomainError):
    """The report cannot be true (more seconds than the clock allows)."""

    status = 422
