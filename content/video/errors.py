"""Why a conversion ends: the file is at fault, the machine is, or the work belongs to somebody else now."""

from common.errors import DomainError


class Refused(DomainError):
    """The file cannot be used; trying again would end the same way. The sentence is for a trainer."""

    status = 422


class Setback(DomainError):
    """The machine could not do it (disk full, folder unwritable); trying again later may help."""

    status = 503


class LeaseLost(Exception):
    """This worker must stop and leave no trace."""
