"""The helper's ten minutes with one page: made from the page's own words, or as its author wrote them."""

from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _

from content.printing.article import blocks_of, heads_of
from content.printing.reading import steps_of
from courses.models.activity import Kind


@dataclass(frozen=True)
class Part:
    """`lines` hold <b> and nothing else."""

    title: str
    minutes: int
    lines: list[str]


@dataclass(frozen=True)
class Guide:
    """Ten minutes; `difficulties` is plain text."""

    goal: str
    prepare: str
    parts: list[Part] = field(default_factory=list)
    difficulties: list[str] = field(default_factory=list)


def guide_of(version: Any) -> Guide:
    """What the author left open is filled with what the page says."""
    written: dict[str, list[str]] = version.facts.get("guide", {})
    said = _said(version)
    asked: list[str] = [escape(line) for line in written.get("ask", [])] or _checks(version)
    done: list[str] = [escape(line) for line in written.get("practise", [])] or _practise(version, said)
    parts = [
        Part(_("Mở đầu: hỏi chuyện"), 1, _opening(version)),
        Part(_("Cùng xem, vừa xem vừa nói"), 3, said),
        Part(_("Bà con tự làm trên máy mình"), 4, done),
        Part(_("Hỏi lại cho chắc"), 2, asked),
    ]
    goal = version.summary or version.title
    return Guide(
        goal, version.facts.get("need_first", ""), parts, written.get("difficulties") or _usual(version)
    )


def _opening(version: Any) -> list[str]:
    title = escape(version.title.rstrip(".?!"))
    return [
        _("“Bà con nào đã từng làm việc này: <b>%(title)s</b>? Vướng ở đâu?”") % {"title": title},
        _("Nói trước: chỉ mười phút, làm sai không sao, làm lại được."),
    ]


def _said(version: Any) -> list[str]:
    """The steps of a tutorial; of a lesson its headings, else its first sentences."""
    if version.kind == Kind.TUTORIAL:
        steps = [step.text for step in steps_of(version.body_html, pictures=False)]
        return steps or [escape(version.summary)]
    blocks = blocks_of(version.body_html, pictures=False)
    plain = [one.text for one in blocks if one.kind in ("text", "item")]
    return heads_of(blocks) or plain[:4] or [escape(version.summary or version.title)]


def _practise(version: Any, said: list[str]) -> list[str]:
    """The last step done by each hand is the proof; a lesson names no step to be done."""
    if version.kind != Kind.TUTORIAL:
        return [
            _("Từng người làm thử trên máy mình một việc vừa nghe; chưa làm được thì kể lại cách làm."),
            _("Ai xong trước giúp người bên cạnh."),
        ]
    return [
        _("Từng người tự bấm từ đầu đến cuối; người hướng dẫn chỉ bằng lời, không cầm máy làm hộ."),
        _("Ai xong trước giúp người bên cạnh."),
        _("Coi là được khi mỗi người tự làm được: %(last)s") % {"last": said[-1]},
    ]


def _checks(version: Any) -> list[str]:
    """The page's own questions with the right answer; a lesson without any asks to be told again."""
    found = [
        _("“%(question)s” Đáp: %(answer)s.")
        % {
            "question": escape(one["question"]),
            "answer": escape(next((o["text"] for o in one["options"] if o["correct"]), "").rstrip(".")),
        }
        for one in version.facts.get("check", [])
    ]
    return found or [
        _("“Việc này làm thế nào? Ai kể lại giúp tôi bằng lời của mình?”"),
        _("“Về nhà bà con làm việc gì đầu tiên?”"),
    ]


def _usual(version: Any) -> list[str]:
    contact = unescape(strip_tags(version.facts.get("help_contact", "").replace("</p>", " "))).strip()
    lines = [
        _("Máy không có mạng: xem chung một máy, hoặc làm theo tờ in, không cần phim."),
        _("Chữ nhỏ: bấm nút chữ to ở đầu trang, hoặc phát tờ in chữ to."),
        _("Quên mật khẩu, chưa có tài khoản: ghi lại để hẹn giúp sau, không làm mất giờ của cả nhóm."),
        _("Không hỏi, không ghi mật khẩu hay mã OTP của bà con."),
    ]
    return [*lines, contact] if contact else lines
