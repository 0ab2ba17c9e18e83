"""What reminders say. Vietnamese, as official letters are, whatever language the clerk reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings

from common.vietnamese import NBSP, fold, format_day

SMS_SIGNS = 160


@dataclass(frozen=True)
class Thing:
    """One thing that somebody still has to do."""

    title: str
    due_on: date


def person(things: Sequence[Thing], day: date) -> tuple[str, str]:
    """Title and text for somebody who still has to learn; read days later, every word of them is still true."""
    late = [thing for thing in things if thing.due_on < day]
    first = format_day(min(thing.due_on for thing in things))
    title = f"Quá hạn {len(late)} việc học" if late else f"Sắp đến hạn {first}: {_count(things)}"
    lines = [
        f"- {thing.title}: hạn {format_day(thing.due_on)}, {_left(thing.due_on, day)}"
        for thing in _by_day(things)
    ]
    head = f"Tính đến ngày {format_day(day)}, anh/chị còn {_count(things)} chưa xong:"
    foot = "Học xong là hệ thống thôi nhắc. Nếu đã học xong mà vẫn nhận tin, xin báo nhân sự đơn vị."
    return title, "\n".join([head, *lines, foot])


def officer(lines: Sequence[tuple[str, str, date, int]], day: date, *, head: bool) -> tuple[str, str]:
    """For a unit's officer or head: (unit, title, due day, people) a line."""
    people = sum(line[3] for line in lines)
    title = f"Đôn đốc: {people} lượt cán bộ chưa hoàn thành"
    said = [
        f"- {unit}: {count} người chưa xong “{what}” (hạn {format_day(due)})"
        for unit, what, due, count in lines
    ]
    ask = (
        "Đề nghị anh/chị chỉ đạo đơn vị hoàn thành; nhân sự đơn vị đã được báo trước đó."
        if head
        else "Những người này đã được nhắc trước đó. Đề nghị anh/chị đôn đốc; danh sách có ở trang dưới đây."
    )
    return title, "\n".join([f"Tính đến ngày {format_day(day)}:", *said, ask])


def sms(names: Sequence[str], count: int) -> str:
    """At most 160 signs; on a family phone the names say whom it is for, and are cut before the address is."""
    what = f"con {count} viec hoc chua xong. Vao {_site()} de hoc."
    room = SMS_SIGNS - len(f"Lop So nhac : {what}")
    who = ", ".join(_bare(name) for name in names)
    if len(who) > room:
        who = ", ".join(_bare(name).split(" ")[-1] for name in names)
    return f"Lop So nhac {who[:room]}: {what}"


def _bare(name: str) -> str:
    return " ".join(word.capitalize() for word in fold(name).split(" "))


def _count(things: Sequence[Thing]) -> str:
    return f"{len(things)} việc học"


def _left(due_on: date, day: date) -> str:
    days = (due_on - day).days
    if days < 0:
        return f"quá {-days}{NBSP}ngày"
    return f"còn {days}{NBSP}ngày" if days else "hôm nay"


def _by_day(things: Sequence[Thing]) -> list[Thing]:
    return sorted(things, key=lambda thing: (thing.due_on, thing.title))


def _site() -> str:
    return (urlsplit(settings.SITE_ADDRESS).netloc or "")[:40]
