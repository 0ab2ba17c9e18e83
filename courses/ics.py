"""Calendars as phones read them (RFC 5545): events in UTC, lines folded at 75 octets, no Django in sight."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # Word's line break \x0b comes with pasted notes


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting. `sequence` grows with each change; a phone believes the higher."""

    uuid: UUID
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int
    title: str
    place: str
    text: str = ""
    url: str = ""
    cancelled: bool = False
    certain: bool = True


def calendar(name: str, events: Iterable[Event], *, timezone: str = "Asia/Ho_Chi_Minh") -> str:
    """The whole file, with the line ends that the standard asks for."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lop So//Lop tap huan//VI", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}", f"X-WR-TIMEZONE:{timezone}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
    ]  # fmt: skip
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uuid}@lop-so"
    yield f"DTSTAMP:{_utc(event.changed_at)}"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"LOCATION:{escaped(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{escaped(event.text)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{_status(event)}"
    yield "END:VEVENT"


def _status(event: Event) -> str:
    if event.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if event.certain else "TENTATIVE"


def escaped(text: str) -> str:
    """Commas, semicolons, backslashes and line ends have a meaning of their own (3.3.11); control signs have no place."""
    text = _CONTROL.sub(" ", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """At most 75 octets a line, never through the middle of a letter (3.1)."""
    part, room = "", 75
    for sign in line:
        if len((part + sign).encode()) > room:
            yield part
            part = " "
        part += sign
    yield part


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
