"""What people are told of a class. Vietnamese, as official letters are, whatever language the clerk reads."""

from datetime import datetime

from django.utils import timezone

from common.vietnamese import format_day
from courses.models import Meeting, Seat, TrainingSession
from courses.models.seat import SeatState, SeatStep

WAITS = "Lớp đã đủ chỗ nên anh/chị ở danh sách chờ; có chỗ trống, hệ thống tự chuyển và báo ngay."
DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def hour(moment: datetime) -> str:
    """8:00, 13:30."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02d}"


def when(starts_at: datetime, ends_at: datetime) -> str:
    """8:00 đến 11:00, thứ Năm, 10/12/2026."""
    day = timezone.localtime(starts_at)
    return f"{hour(starts_at)} đến {hour(ends_at)}, {DAYS[day.weekday()]}, {format_day(starts_at)}"


def meeting_line(meeting: Meeting) -> str:
    """When and where."""
    return f"{when(meeting.starts_at, meeting.ends_at)}, tại {meeting.place}"


def timetable(meetings: list[Meeting]) -> str:
    """Every meeting on a line of its own."""
    if not meetings:
        return "Thời gian và địa điểm sẽ báo sau."
    return "\n".join(f"- {meeting_line(meeting)}" for meeting in meetings)


def seat_told(seat: Seat, step: str, reason: str) -> tuple[str, str] | None:
    """Title and first sentence of what the person hears of a step; None where there is nothing to say."""
    title, because = seat.session.title, f" Lý do: {reason}" if reason else ""
    if seat.state == SeatState.WAITING and step not in {SeatStep.REFUSED, SeatStep.REMOVED}:
        return f"Danh sách chờ: {title}", WAITS
    match step:
        case SeatStep.INVITED:
            return invitation(seat.session)
        case SeatStep.APPROVED:
            return f"Đã duyệt đăng ký: {title}", "Đăng ký dự lớp của anh/chị đã được duyệt."
        case SeatStep.PROMOTED:
            asks = " Xin anh/chị trả lời có dự được không." if seat.state == SeatState.INVITED else ""
            return f"Đã có chỗ: {title}", f"Anh/chị được chuyển từ danh sách chờ vào lớp.{asks}"
        case SeatStep.REFUSED:
            return f"Đăng ký chưa được duyệt: {title}", f"Đăng ký dự lớp chưa được duyệt.{because}"
        case SeatStep.REMOVED:
            return f"Không còn trong danh sách lớp: {title}", f"Anh/chị không còn trong danh sách.{because}"
    return None


def invitation(session: TrainingSession) -> tuple[str, str]:
    """The invitation itself."""
    office = session.lead_unit.full_name
    return f"Mời dự lớp: {session.title}", f"{office} mời anh/chị dự lớp. Xin trả lời có dự được không."
