"""Documents that a commune asks for first: the plan, a roster that imports as it is, a guide and a schedule for helpers."""

import io
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from content.models import MaterialIndexPage, MaterialPage
from lms.demo.guide_in_word import TITLE, guide_in_word
from lms.demo.schedule_in_excel import SCHEDULE_TITLE, schedule_in_excel

COLUMNS = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Số điện thoại", "Email", "Chức vụ"]
COLUMNS += ["Đơn vị công tác", "Mã đơn vị", "Ghi chú"]


def write_materials() -> None:
    """Published below /tai-lieu/."""
    plan = Path(settings.BASE_DIR) / "data" / "ke-hoach-202-KH-UBND.txt"
    _publish(
        "Kế hoạch 202/KH-UBND về chuyển đổi số trong xây dựng nông thôn mới",
        "Toàn văn kế hoạch ngày 18/8/2023 của UBND tỉnh Đồng Nai: mục tiêu, nhiệm vụ, phân công, thời hạn báo cáo.",
        "ke-hoach-202-KH-UBND.txt",
        plan.read_bytes(),
        licence="tu-do",
        credit="UBND tỉnh Đồng Nai",
    )
    _publish(
        "Mẫu danh sách cán bộ để nạp vào hệ thống",
        "Tệp Excel có sẵn dòng tiêu đề. Xã, phường điền rồi gửi lại; nạp được ngay, không phải sửa cột.",
        "mau-danh-sach-can-bo.xlsx",
        _blank_roster(),
        licence="cc-by",
        credit="Ban biên tập Lớp Số",
        audience="can_bo",
    )
    _publish(
        TITLE,
        "Chuẩn bị gì, mỗi phút làm gì, sau buổi ghi lại ra sao. Tải tệp Word về sửa cho hợp với ấp mình.",
        "so-tay-buoi-huong-dan.docx",
        guide_in_word(),
        licence="cc-by",
        credit="Ban biên tập Lớp Số",
    )
    _publish(
        SCHEDULE_TITLE,
        "Điền lịch của ấp mình, in ra ký và ghi tay trong buổi. Tờ thứ hai có sẵn dòng trống để ghi từng người.",
        "lich-bon-tuan.xlsx",
        schedule_in_excel(),
        licence="cc-by",
        credit="Ban biên tập Lớp Số",
    )


def _publish(title: str, summary: str, name: str, data: bytes, **more: str) -> None:
    document = get_document_model()(title=title)
    document.file.save(name, ContentFile(data))
    page = MaterialPage(title=title, summary=summary, document=document, **more)
    MaterialIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()


def _blank_roster() -> bytes:
    """Every cell is text, so that phones and identity numbers keep their leading zeros."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet("Danh sach"), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(COLUMNS) - 1, 22, text)
        sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
