"""*Bảng kê kết quả học tập*: a person's record as a printed table. Vietnamese, as official papers are."""

from collections.abc import Iterator
from datetime import date

from certificates.services.facts import book_heading, running
from common.errors import DomainError
from common.pdf_book import Book
from common.vietnamese import format_day, format_number
from people.models import Person
from people.queries.letterhead import province_on
from people.queries.people import posted_on
from reports.queries.learner_record import CourseLine, LearnerRecord

COLUMNS = (
    ("Khóa học", 65), ("Hình thức", 22), ("Số tiết", 15), ("Hoàn thành", 22), ("Kết quả", 18), ("Giấy chứng nhận", 41),
)  # fmt: skip
NO_PROVINCE = "Chưa có danh mục đơn vị nên chưa in được."


def transcript_of(
    person: Person, record: LearnerRecord, today: date
) -> tuple[Book, Iterator[tuple[str, ...]]]:
    """The sheet around the table, and its rows."""
    office = province_on(today)
    if office is None:
        raise DomainError(NO_PROVINCE)
    sums = [f"Tổng số: {len(record.completed)} khóa hoàn thành, {_hours(record.hours)} tiết."]
    going = [line for line in record.courses if line.mark == "doing"]
    if going:
        sums.append(f"Đang học: {len(going)} khóa.")
    sums.append(
        f"Lập từ hồ sơ học tập điện tử ngày {format_day(today)}; kiểm tra từng giấy chứng nhận theo số hiệu."
    )
    book = Book(
        title="BẢNG KÊ KẾT QUẢ HỌC TẬP", printed_on=today, columns=COLUMNS, facts=_about(person, today), sums=sums,
        maker="NGƯỜI LẬP", upright=True, **book_heading(office, today),
    )  # fmt: skip
    return book, _rows(record)


def _about(person: Person, today: date) -> list[str]:
    said = [f"Họ và tên: {person.full_name}", *_birth(person), f"Mã cán bộ: {person.staff_code}"]
    posting = posted_on(today).filter(person=person).select_related("unit").order_by("-starts_on").first()
    if posting:
        post = ", ".join(part for part in (posting.position, running(posting.unit)) if part)
        said.append(f"Chức vụ, đơn vị: {post}")
    return said


def _birth(person: Person) -> list[str]:
    if person.birth_on:
        return [f"Ngày sinh: {person.birth_on:%d/%m/%Y}"]
    return [f"Năm sinh: {person.birth_year}"] if person.birth_year else []


def _rows(record: LearnerRecord) -> Iterator[tuple[str, ...]]:
    serials = {
        line.certificate.enrolment_id: line.certificate.serial
        for line in reversed(record.certificates)
        if line.standing == "valid"
    }
    year = 0
    for line in record.completed:
        assert line.completed_on
        if line.completed_on.year != year:
            year = line.completed_on.year
            yield (f"Năm {year}",)
        yield _row(line, serials.get(line.enrolment.pk, ""))


def _row(line: CourseLine, serial: str) -> tuple[str, ...]:
    assert line.completed_on
    return (
        line.enrolment.release.title, line.mode, _hours(line.hours), format_day(line.completed_on), line.result, serial,
    )  # fmt: skip


def _hours(hours: object) -> str:
    number = float(str(hours))
    return format_number(number, 0 if number == int(number) else 1)
