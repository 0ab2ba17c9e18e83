"""The dossier of a nomination list: *tờ trình*, *trích ngang thành tích* and the evidence, as one PDF or as a table."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any

from pypdf import PdfReader, PdfWriter

from certificates.services.facts import book_heading, running
from common.errors import DomainError
from common.pdf_book import Book, draw_book
from common.tables import Cell, Column, xlsx_chunks
from common.vietnamese import format_day, format_moment, format_number
from people.models import Person
from people.queries.letterhead import province_on
from people.queries.people import posted_on
from reports.models import Campaign, Nomination, RoundResult
from reports.queries.campaigns import frozen_board

NO_PROVINCE = "Chưa có danh mục đơn vị nên chưa in được."
PROPOSED = (("TT", 12), ("Họ và tên, tên tập thể", 62), ("Chức vụ, đơn vị", 62), ("Thành tích chính", 47))
LINES = (
    ("TT", 12), ("Họ và tên, tên tập thể", 55), ("Năm sinh", 20), ("Chức vụ, đơn vị", 63), ("Thành tích", 75),
    ("Lý do đề nghị", 45),
)  # fmt: skip
EVIDENCE = (
    ("Hạng", 14),
    ("Đơn vị", 66),
    ("Tỷ lệ (%)", 20),
    ("Hoàn thành", 24),
    ("Mẫu số", 20),
    ("Lượt cuối", 39),
)


def write_dossier(target: IO[bytes], result: RoundResult, rows: list[Nomination], today: date) -> None:
    """Three papers in one file, each with its own pages."""
    office = result.round.campaign.organiser
    if province_on(today) is None:
        raise DomainError(NO_PROVINCE)
    heading = book_heading(office, today)
    book = PdfWriter()
    for paper, table in (_proposal(result, rows), _lines(rows), _evidence(result)):
        file = io.BytesIO()
        draw_book(file, Book(**heading, printed_on=today, **paper), table)
        book.append(PdfReader(file))
    book.add_metadata({"/Title": f"Hồ sơ đề nghị khen thưởng – {result.round.campaign.title}"})
    book.write(target)


Paper = tuple[dict[str, Any], Iterable[tuple[str, ...]]]


def _proposal(result: RoundResult, rows: list[Nomination]) -> Paper:
    campaign, people = result.round.campaign, sum(row.person_id is not None for row in rows)
    basis = [f"Căn cứ {campaign.legal_basis};"] if campaign.legal_basis else []
    facts = [
        "Kính gửi: Hội đồng Thi đua - Khen thưởng",
        "Về việc đề nghị khen thưởng tập thể, cá nhân tiêu biểu trong phong trào "
        f"“{campaign.title}”, đợt {result.round.number}",
        *basis,
        f"Căn cứ kết quả đợt thi đua từ {format_day(result.round.starts_on)} đến {format_day(result.round.ends_on)}, "
        f"chốt lúc {format_moment(result.closed_at)};",
        f"{_sender(campaign)} kính đề nghị xem xét, khen thưởng {len(rows) - people} tập thể và {people} cá nhân sau:",
    ]
    sums = ["Kèm theo: trích ngang thành tích; kết quả đợt thi đua làm minh chứng."]
    paper = {
        "title": "TỜ TRÌNH",
        "columns": PROPOSED,
        "facts": facts,
        "sums": sums,
        "maker": "",
        "upright": True,
    }
    return paper, (cells[:2] + cells[3:5] for cells in _parted(rows))


def _sender(campaign: Campaign) -> str:
    """Who speaks: the body behind a territory, or the society that stands for it."""
    unit = campaign.organiser
    body = unit.full_name if unit.is_office else f"Ủy ban nhân dân {running(unit)}"
    return campaign.organised_by if campaign.organiser_text else body


def _lines(rows: list[Nomination]) -> Paper:
    return {"title": "TRÍCH NGANG THÀNH TÍCH", "columns": LINES, "maker": "NGƯỜI LẬP"}, _parted(rows)


def _evidence(result: RoundResult) -> Paper:
    """The closed board itself, every team of it."""
    facts = [
        f"Phong trào “{result.round.campaign.title}”, đợt {result.round.number}, "
        f"số liệu đến hết ngày {format_day(result.as_of)}."
    ]
    sums = [
        "Xếp hạng theo tỷ lệ trong cùng nhóm quy mô; bằng tỷ lệ thì xét lượt hoàn thành cuối sớm hơn, rồi mẫu số lớn hơn.",
        f"Mã kiểm tra SHA-256: {result.digest}",
    ]
    paper = {
        "title": "MINH CHỨNG: KẾT QUẢ ĐỢT THI ĐUA", "columns": EVIDENCE, "facts": facts, "sums": sums,
        "maker": "NGƯỜI LẬP", "upright": True,
    }  # fmt: skip
    return paper, _board_rows(result)


def _class(bounds: list[int], number: int) -> str:
    """A size class in Vietnamese, whatever the screen's language."""
    low = f"từ {bounds[number - 1]}" if number else ""
    high = f"dưới {bounds[number]}" if number < len(bounds) else ""
    return f"Nhóm {' đến '.join(part for part in (low, high) if part)} người"


def _board_rows(result: RoundResult) -> Iterator[tuple[str, ...]]:
    board = frozen_board(result)
    for number, lines in board.classes:
        if board.bounds:
            yield (_class(board.bounds, number),)
        for line in lines:
            team = line.team
            rate = "" if team.percent is None else format_number(team.percent, 2)
            day = format_day(team.reached_on) if team.reached_on else ""
            rank = str(line.place.rank or "–")
            yield (rank, line.unit.full_name, rate, str(team.numerator), str(team.denominator), day)


def _parted(rows: list[Nomination]) -> Iterator[tuple[str, ...]]:
    """Units first, then people, each numbered from one."""
    positions = _positions([row.person for row in rows if row.person])
    for title, wanted in (("I. Tập thể", False), ("II. Cá nhân", True)):
        part = [row for row in rows if (row.person_id is not None) is wanted]
        if part:
            yield (title,)
        yield from (_line(number, row, positions) for number, row in enumerate(part, start=1))


def _line(number: int, row: Nomination, positions: dict[int, str]) -> tuple[str, ...]:
    person = row.person and (row.person.merged_into or row.person)
    if person is None:
        return (str(number), row.unit.full_name, "", "", row.achievement, row.reason)
    born = str(person.birth_on.year if person.birth_on else person.birth_year or "")
    post = positions.get(person.pk) or running(row.unit)
    return (str(number), person.full_name, born, post, row.achievement, row.reason)


def _positions(people: list[Person]) -> dict[int, str]:
    """Position and unit of each on the day of printing."""
    from common import clock

    keys = [person.merged_into_id or person.pk for person in people]
    posts = (
        posted_on(clock.today()).filter(person__in=keys).select_related("unit").order_by("starts_on", "-pk")
    )
    return {
        post.person_id: ", ".join(part for part in (post.position, running(post.unit)) if part)
        for post in posts
    }


def dossier_chunks(result: RoundResult, rows: list[Nomination]) -> Iterator[bytes]:
    """*Trích ngang thành tích* as XLSX, with the decision where there is one."""
    columns = [
        Column("Loại", 12), Column("Họ và tên, tên tập thể", 32), Column("Năm sinh", 10), Column("Chức vụ, đơn vị", 38),
        Column("Thành tích", 50), Column("Lý do đề nghị", 36), Column("Hình thức", 18), Column("Số quyết định", 18),
        Column("Ngày quyết định", 16),
    ]  # fmt: skip
    positions = _positions([row.person for row in rows if row.person])
    table = [_cells(row, _line(0, row, positions)) for row in rows]
    title = f"{result.round.campaign.title} – đợt {result.round.number}"
    return xlsx_chunks(columns=columns, rows=table, sheet="Trích ngang thành tích", title=title)


def _cells(row: Nomination, line: tuple[str, ...]) -> list[Cell]:
    decided = getattr(row, "commendation", None)
    told: list[Cell] = (
        [decided.honour, decided.decision_number, decided.decided_on] if decided else ["", "", None]
    )
    return ["Cá nhân" if row.person_id else "Tập thể", *line[1:], *told]
