"""Verdicts as markup, drawn once in each language: a result shows one at every question and at many options."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def chip(verdict: str) -> SafeString:
    """What became of a question, as a chip; nothing for an opinion."""
    return _drawn("_chip", verdict, get_language())


def told(verdict: str) -> SafeString:
    """The word beside an option that was right or wrong."""
    return _drawn("_told", verdict, get_language())


@cache  # a handful of verdicts by the languages there are
def _drawn(part: str, verdict: str, language: str | None) -> SafeString:
    markup = render_to_string(f"assessments/{part}.html", {"verdict": verdict})
    return SafeString(markup.strip())
