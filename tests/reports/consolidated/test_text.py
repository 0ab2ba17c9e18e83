"""The text from the figures, and the officer's words over it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from courses.models import Enrolment
from courses.services.record import append_event
from people.models import Posting
from reports.documents.consolidated import paper_of
from reports.documents.report_pdf import report_pdf
from reports.models import ReportCycle
from reports.queries.consolidating import material_of
from reports.services.consolidated import Written, save_consolidated
from reports.services.cycles import open_cycle
from reports.services.runs import freeze_cycle
from tests.reports.consolidated.cast import FROZEN, OPENED, complete, texts

pytestmark = pytest.mark.django_db


def test_the_text_says_the_figures(frozen: ReportCycle) -> None:
    said = texts(frozen)
    assert said["trien-khai"] == "Có 1/2 đơn vị đã gửi báo cáo theo quy định; còn xã Long Phước chưa gửi."
    told = said["chi-tieu-cbql-100"]
    assert "Có 1/2 người hoàn thành, đạt tỷ lệ 50%; còn 1 người chưa hoàn thành." in told
    assert "cao nhất: xã Xuân Định 1/1 (100%)" in told
    assert "thấp nhất: xã Long Phước 0/1 (0%)" in told
    assert "1 đơn vị nêu khó khăn, vướng mắc (xã Xuân Định)" in said["kho-khan"]
    assert said["ket"].endswith("./.")


def test_it_compares_with_the_cycle_before(frozen: ReportCycle) -> None:
    complete("Cường", datetime(2026, 7, 1, tzinfo=UTC))
    december = datetime(2026, 12, 1, tzinfo=UTC)
    cycle = open_cycle(year=2026, half="nam", at=december, by=None)
    freeze_cycle(cycle=cycle, at=december + timedelta(days=13), by=None)
    told = texts(ReportCycle.objects.get(half="nam"))["chi-tieu-cbql-100"]
    assert "đạt tỷ lệ 100%, tăng 50,0 điểm phần trăm so với kỳ báo cáo trước (50%)" in told


def test_excluded_people_are_told_by_reason_not_by_name(cycle: ReportCycle) -> None:
    enrolment = Enrolment.objects.get(learner__full_name__endswith="Cường")
    append_event(
        enrolment=enrolment,
        kind="excused",
        occurred_at=OPENED,
        recorded_at=OPENED,
        evidence={"reason": "Nghỉ thai sản"},
    )
    freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    paper = paper_of(cycle.consolidated, FROZEN, material_of(ReportCycle.objects.get(), FROZEN))
    assert "Không tính 1 người vì: Nghỉ thai sản (1 người)." in [block.text for block in paper.blocks]
    [third] = [annex for annex in paper.annexes if annex.number == "III"]
    assert third.rows == [["100 % cán bộ quản lý", "Xã Long Phước", "Nghỉ thai sản", "1"]]
    assert "Cường" not in str(paper)


def test_nobody_counts_is_a_sentence(cycle: ReportCycle) -> None:
    Posting.objects.all().delete()
    freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    cycle = ReportCycle.objects.get()
    assert "không có người nào thuộc diện" in texts(cycle)["chi-tieu-cbql-100"]
    assert report_pdf(paper_of(cycle.consolidated, FROZEN)).startswith(b"%PDF")


def test_the_officers_words_stay_and_the_pattern_comes_back(cycle: ReportCycle) -> None:
    report = cycle.consolidated
    told = texts(cycle, OPENED) | {"nhiem-vu": "Mở lớp vào buổi tối."}
    save_consolidated(report=report, written=Written(told), at=OPENED, by=None)
    report.refresh_from_db()
    assert report.texts == {"nhiem-vu": "Mở lớp vào buổi tối."}
    assert "Mở lớp vào buổi tối." in str(paper_of(report, OPENED))
    save_consolidated(report=report, written=Written(told, reset="nhiem-vu"), at=OPENED, by=None)
    report.refresh_from_db()
    assert report.texts == {}


def test_an_officer_who_reads_english_writes_a_vietnamese_report(frozen: ReportCycle) -> None:
    paper = paper_of(frozen.consolidated, FROZEN)
    with translation.override("en"):
        assert paper_of(frozen.consolidated, FROZEN) == paper
