"""What a report that could not be counted was, in words for HR."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.vietnamese import format_clock
from courses.models import WatchAnomaly

Kind = WatchAnomaly.Kind

MEANINGS: dict[str, Any] = {
    Kind.TOO_MUCH: gettext_lazy(
        "Máy báo đã xem nhiều giây hơn thời gian thật đã trôi qua. Thường gặp khi hai máy cùng phát hoặc mạng chập chờn."
    ),
    Kind.OUTSIDE: gettext_lazy("Máy báo đã xem những giây mà video không có."),
    Kind.MALFORMED: gettext_lazy("Nội dung gửi lên không đúng dạng mà trang bài học vẫn gửi."),
    Kind.TOO_LARGE: gettext_lazy("Nội dung gửi lên lớn gấp nhiều lần một báo cáo bình thường."),
    Kind.NOT_THEIRS: gettext_lazy(
        "Gửi báo cáo cho bài không có trong khóa học của người này. Có thể do mở trang cũ sau khi đổi khóa học."
    ),
    Kind.TOO_OFTEN: gettext_lazy("Gửi hơn 240 báo cáo trong một phút; một trang bài học chỉ gửi khoảng 8."),
}


def meaning(anomaly: WatchAnomaly) -> str:
    """What happened, in a sentence."""
    return str(MEANINGS[anomaly.kind])


def detail(anomaly: WatchAnomaly) -> str:
    """Of the last one, while it is kept: how much was claimed, and where."""
    spans = anomaly.detail.get("spans") or []
    if not spans:
        return ""
    places = ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in spans)
    seconds = format_clock(anomaly.detail.get("seconds", 0))
    return _("Lần cuối báo %(seconds)s: đoạn %(places)s.") % {"seconds": seconds, "places": places}


def _clock(seconds: float) -> str:
    return f"−{format_clock(-seconds)}" if seconds < 0 else format_clock(seconds)
