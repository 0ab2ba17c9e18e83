"""Two documents that a commune asks for first: the plan itself, and a blank roster that imports without a question."""

import io
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from content.models import MaterialIndexPage, MaterialPage

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
    )
    _publish(
        "Mẫu danh sách cán bộ để nạp vào hệ thống",
        "Tệp Excel có sẵn dòng tiêu đề. Xã, phường điền rồi gửi lại; nạp được ngay, không phải sửa cột.",
        "mau-danh-sach-can-bo.xlsx",
        _blank_roster(),
    )


def _publish(title: str, summary: str, name: str, data: bytes) -> None:
    document = get_document_model()(title=title)
    document.file.save(name, ContentFile(data))
    page = MaterialPage(title=title, summary=summary, document=document)
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
