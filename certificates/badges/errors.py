"""Why a badge file could not be read or checked; `str` is a word for the log, the reader gets a sentence elsewhere."""


class Unreadable(Exception):
    """Not a badge file: no JSON, no JWT, no picture with a credential in it, or beyond the limits."""


class Uncheckable(Exception):
    """A proof that cannot be decided here: a key, a context or a suite that is not at hand."""


class BadProof(Exception):
    """A proof that was checked and is wrong."""
