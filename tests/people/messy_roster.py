"""A workbook as communes send them: letterhead, a header of two rows, a wrong unit, a doubtful one, a bad date."""

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

AS_OF = date(2023, 12, 31)
FIRST_ROW = 7
# Ba hàng cuối: đơn vị không có, đơn vị trùng tên ở hai huyện (hai lần), ngày sinh không có thật.
PEOPLE = [
    ("Nguyễn Thị Hồng Ánh", "05/03/1988", "Nữ", "075188000011", "0912345601", "Công chức", "Xã Bảo Hòa"),
    ("Trần Văn Bình", "12/11/1979", "Nam", "075079000012", "0912345602", "Phó Chủ tịch", "Xã Bảo Hòa"),
    ("Lê Văn Cường", "01/02/1985", "Nam", "075085000013", "0912345603", "Công chức", "Xã Bảo Hoa Đông"),
    ("Phạm Thị Dung", "31/02/1990", "Nữ", "", "", "Công chức", "Xã Bảo Hòa"),
    ("Võ Văn Em", "09/09/1991", "Nam", "075091000015", "", "Công chức", "Bình Lộcc"),
    ("Đỗ Thị Giang", "10/10/1992", "Nữ", "075192000016", "", "Công chức", "Bình Lộcc"),
]


def messy_workbook(people: list[tuple[Any, ...]] = PEOPLE) -> bytes:
    """The file's bytes."""
    book = Workbook()
    page = book.active
    page.title = "Danh sách"
    page["A1"], page["E1"] = "UBND HUYỆN XUÂN LỘC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    page["A2"], page["E2"] = "PHÒNG NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"
    page["A4"] = "DANH SÁCH CÁN BỘ, CÔNG CHỨC"
    page.append(["STT", "Họ và tên", "Ngày sinh", "Thông tin", None, None, "Chức vụ", "Đơn vị"])
    page.append([None, None, None, "Giới tính", "Số CCCD", "Điện thoại", None, None])
    page.merge_cells("D5:F5")
    for column in "ABCGH":
        page.merge_cells(f"{column}5:{column}6")
    for number, (name, birth, gender, identity, phone, post, unit) in enumerate(people, start=1):
        page.append([number, name, birth, gender, identity, phone, post, unit])
    file = BytesIO()
    book.save(file)
    return file.getvalue()
