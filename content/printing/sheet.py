"""What a handout says, whatever its form."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from common.vietnamese import format_day
from content.printing.article import Block, blocks_of
from content.printing.guide import Guide, guide_of
from content.printing.reading import Step, steps_of
from courses.models.activity import Kind


@dataclass(frozen=True)
class Handout:
    """`address` is what the code leads to; `typed` is what a hand can type, or nothing where nobody would."""

    title: str
    summary: str
    need_first: str
    help: str
    address: str
    typed: str
    foot: str
    has_film: bool = False
    steps: list[Step] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    guide: Guide | None = None


def handout_of(version: Any, *, address: str, typed: str) -> Handout:
    """Of a published version, which has a number that people can name when something is wrong."""
    facts = version.facts
    foot = _("Lớp Số · bản %(number)s, ngày %(day)s · phát miễn phí") % {
        "number": version.number, "day": format_day(version.published_at)
    }  # fmt: skip
    return Handout(
        title=version.title, summary=version.summary, need_first=facts.get("need_first", ""),
        help=strip_tags(facts.get("help_contact", "").replace("</p>", " ")).strip(), address=address, typed=typed, foot=foot,
        has_film=bool(version.media), guide=guide_of(version), **_body(version),
    )  # fmt: skip


def _body(version: Any) -> dict[str, Any]:
    """A tutorial is its steps; a lesson is all that it says."""
    if version.kind == Kind.TUTORIAL:
        return {"steps": steps_of(version.body_html)}
    return {"blocks": blocks_of(version.body_html)}
