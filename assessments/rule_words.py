"""The rules of a sitting in plain words, for the page before a test and the trainer's preview."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models.sitting import WHEN, SittingRules
from assessments.sitting import Terms
from common.vietnamese import NBSP, format_moment

Line = tuple[str, str]


def duration(minutes: int) -> str:
    """Ninety is an hour and a half, 1440 a day."""
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [
        ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days} if days else "",
        ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours} if hours else "",
        ngettext("%(n)s phút", "%(n)s phút", left) % {"n": left} if left else "",
    ]
    return " ".join(part for part in parts if part)


def rule_lines(quiz: Any, terms: Terms | None = None) -> list[Line]:
    """Each rule that is set as a label and a sentence; with `terms` as they are for one person."""
    return [*_time(quiz, terms), *_opening(quiz, terms), *_tries(quiz), *_hints(quiz), *_shown(quiz)]


def _time(quiz: SittingRules, terms: Terms | None) -> Iterator[Line]:
    if not quiz.time_limit:
        return
    minutes = terms.minutes if terms else quiz.time_limit
    said = _("%(time)s kể từ lúc bắt đầu, tính theo đồng hồ máy chủ. Hết giờ, bài tự nộp.")
    said %= {"time": duration(minutes)}
    if minutes > quiz.time_limit:
        said += " " + _("Đã gồm %(time)s thêm cho riêng bạn.") % {"time": duration(minutes - quiz.time_limit)}
    yield _("Thời gian làm bài"), said


def _opening(quiz: SittingRules, terms: Terms | None) -> Iterator[Line]:
    closes_at = terms.closes_at if terms else quiz.closes_at
    if quiz.opens_at:
        yield _("Mở từ"), format_moment(quiz.opens_at)
    if closes_at:
        yield (
            _("Đóng lúc"),
            _("%(moment)s. Bài đang làm cũng được nộp vào giờ này.") % {"moment": format_moment(closes_at)},
        )


def _tries(quiz: Any) -> Iterator[Line]:
    if quiz.attempts_allowed == 1:
        return
    if quiz.delay_minutes:
        said = _("%(time)s sau khi nộp lượt trước") % {"time": duration(quiz.delay_minutes)}
        yield _("Làm lại được"), said
    yield _("Kết quả lấy theo"), str(quiz.get_grading_display())


def _hints(quiz: SittingRules) -> Iterator[Line]:
    if not quiz.hints_allowed:
        return
    cost = f"{quiz.hint_cost}{NBSP}%"
    free = _("Xem được khi làm bài, không trừ điểm.")
    yield (
        _("Gợi ý"),
        _("Xem được khi làm bài; mỗi gợi ý trừ %(cost)s điểm của câu đó.") % {"cost": cost}
        if quiz.hint_cost
        else free,
    )


def _shown(quiz: SittingRules) -> Iterator[Line]:
    when = dict(WHEN)
    yield _("Xem điểm"), str(when[quiz.score_shown])
    yield _("Xem câu đúng, câu sai"), str(when[quiz.verdicts_shown])
    yield _("Xem đáp án, lời giải thích"), str(when[quiz.answers_shown])
