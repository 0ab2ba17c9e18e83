"""Flags as sentences that say what to do, and choices by the letters a teacher knows them by."""

from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds import plain
from assessments.statistics.flags import Flag
from common.vietnamese import format_clock, format_number, format_percent

Body = Mapping[str, Any]


def sentence(flag: Flag, body: Body) -> str:
    """What to look at, and why."""
    value = float(flag.get("value", 0))
    told = {
        "option": choice_name(flag.get("option", ""), body),
        "part": format_percent(100 * value),
        "number": format_number(value, 2),
        "time": format_clock(value),
    }
    return _templates()[flag["code"]] % told


def _templates() -> dict[str, str]:
    return {
        "key": _("Đáp án %(option)s được nhóm điểm cao chọn nhiều hơn đáp án đúng: kiểm tra lại khóa."),
        "negative": _(
            "Người làm tốt các câu khác lại hay sai câu này (độ phân biệt %(number)s): xem lại khóa và cách hỏi."
        ),
        "hard": _(
            "Trung bình chỉ đạt %(part)s số điểm: xem câu có dễ hiểu lầm không, bài học đã dạy điều này chưa."
        ),
        "easy": _(
            "Gần như ai cũng làm được (%(part)s): câu không cho biết ai đã học, nên hỏi sâu hơn hoặc thay."
        ),
        "alpha": _("Bỏ câu này thì độ tin cậy của cả bài tăng %(number)s: xem câu có hỏi lạc chủ đề không."),
        "slow": _("Mất thời gian hơn hẳn các câu khác (một nửa số người cần hơn %(time)s): rút gọn câu hỏi."),
        "idle": _("Đáp án %(option)s hầu như không ai chọn: thay bằng phương án dễ nhầm hơn."),
    }


def choice_name(label: str, body: Body) -> str:
    """B (“Dùng chung mật khẩu”); how an answer went where there is nothing to choose."""
    words = {
        "": _("Bỏ trống"), "right": _("Đúng"), "partly": _("Đúng một phần"), "wrong": _("Sai"),
        "true": _("Đúng"), "false": _("Sai"),
    }  # fmt: skip
    texts = option_texts(body)
    if label not in texts:
        return words.get(label, label)
    return f"{letter_of(label, body)} (“{shortened(texts[label])}”)"


def option_texts(body: Body) -> dict[str, str]:
    """The words of each option, in the order they were written in."""
    return {str(one["id"]): plain(str(one.get("text", ""))) for one in body.get("options", [])}


def letter_of(label: str, body: Body) -> str:
    """A for the first option as written; learners may have seen another order. A true or false has words of its own."""
    places = list(option_texts(body))
    return ascii_uppercase[places.index(label) % 26] if label in places else ""


def shortened(text: str, most: int = 60) -> str:
    """Enough of a text to know it by."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
