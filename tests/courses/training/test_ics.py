"""A calendar that phones read: folded, escaped, in UTC."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from courses.ics import Event, calendar, escaped, folded

AT = datetime(2026, 12, 10, 1, tzinfo=UTC)


def event(**more: object) -> Event:
    said: dict[str, object] = {
        "uuid": uuid4(), "starts_at": AT, "ends_at": AT + timedelta(hours=3), "changed_at": AT, "sequence": 2,
        "title": "Tập huấn; chuyển đổi số, đợt 1", "place": "Hội trường",
    }  # fmt: skip
    return Event(**(said | more))  # type: ignore[arg-type]


def test_an_event_says_when_where_and_which_version_it_is() -> None:
    text = calendar("Lịch", [event(text="Dòng một\nDòng hai", url="https://a.vn/")])
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    for line in (
        "DTSTART:20261210T010000Z", "DTEND:20261210T040000Z", "SEQUENCE:2", "STATUS:CONFIRMED",
        "SUMMARY:Tập huấn\\; chuyển đổi số\\, đợt 1", "DESCRIPTION:Dòng một\\nDòng hai", "URL:https://a.vn/",
    ):  # fmt: skip
        assert f"\r\n{line}\r\n" in text
    assert "STATUS:CANCELLED" in calendar("Lịch", [event(cancelled=True)])
    assert "STATUS:TENTATIVE" in calendar("Lịch", [event(certain=False)])


@given(st.text())
def test_lines_are_short_and_unfold_to_what_was_said(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    parts = list(folded(line))
    assert all(len(part.encode(errors="surrogatepass")) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert "\n" not in line
    assert "\r" not in line


def test_a_note_pasted_from_word_leaves_no_control_signs() -> None:
    assert escaped("Dòng một\x0bDòng\x07 hai\tba") == "Dòng một Dòng  hai\tba"
