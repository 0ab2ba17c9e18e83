"""Rows of a roster that are no people: headings of sections, totals, the signature block."""

import re
from functools import lru_cache

from people.rosters.unit_text import DISTRICT_KINDS, read_unit_text

_TOTAL = re.compile(r"(tổng cộng|tổng số|tổng|cộng|tong cong|tong so|total)\b")
_SIGNED = re.compile(
    r"[(\s]*(người (lập|tổng hợp|báo cáo|đứng đầu)|lập (biểu|bảng)|(phó )?giám đốc|thủ trưởng|(phó )?chủ tịch\b|"
    r"(phó )?bí thư\b|trưởng (ban|phòng)\b|chánh văn phòng|xác nhận|nơi nhận|ký( tên|,| và| ghi|\))|đã ký|"
    r"tm\.|t/m|kt\.|tl\.|tuq\.|ghi chú\s*:|danh sách (này|trên|gồm|có)|ấn định|"
    r"nguoi lap|lap bieu|giam doc|thu truong|noi nhan|xac nhan)"
)
_DATE_LINE = re.compile(r"[^\d]{2,40},\s*ngày\b.*tháng\b.*năm\b")
_NUMBERED = re.compile(r"([ivxlc]+|[a-h]|\d+)\s*([.)/]|[-–]\s)\s*", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"([ivxlc]+|[a-h]|\d{1,3})\s*[.)]?", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_PLACE = re.compile(
    r"(huyện|thành phố|thị xã|tp\.?|tx\.|h\.|xã|phường|thị trấn|tỉnh|tt\.|ubnd|[uủ][yỷ] ban|đảng [uủ][yỷ]|"
    r"sở|phòng|khối|trung tâm|trạm|chi cục|văn phòng|đơn vị|cụm|ấp|khu phố|thôn|trường (th|tiểu|mầm|mn|trung|phổ|dạy)|"
    # Ban, Hội and Đoàn are family names too.
    r"ban (quản|chấp|chỉ|dân|tổ|nhân|tuyên|giám|thường|nội)|hội (nông|liên|phụ|cựu|chữ|đồng|khuyến|người|lhpn|ccb)|"
    r"đoàn (thanh|tncs|thể|tn))\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(cán bộ|công chức|viên chức|người (hoạt động|lao động|hưởng)|lãnh đạo|cấp (xã|huyện|tỉnh|ấp)|"
    r"(không |bán )?chuyên trách|nhân viên|hợp đồng|đại biểu|thành viên|các )\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*[:(–-]\s*\d+\s*(người|đồng chí|đ/c|cán bộ)?.*$|:\s*$", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def is_no_person(name: str) -> bool:
    """Whether the text where a name should stand is a total or part of the signature block."""
    return is_total(name) or is_signed(name)


def is_total(text: str) -> bool:
    return bool(_TOTAL.match(text.lower()))


def is_signed(text: str) -> bool:
    """A title, "(Ký tên, đóng dấu)", or "Đồng Nai, ngày … tháng … năm …"."""
    lower = text.lower()
    return bool(_SIGNED.match(lower) or _DATE_LINE.match(lower))


class Sections:
    """The headings above a row: a district, and below it perhaps a commune or office."""

    def __init__(self) -> None:
        self._district = self._unit = ""
        self._style = {"district": "", "unit": ""}

    @property
    def text(self) -> str:
        """The nearest heading first, as one unit text."""
        return ", ".join(part for part in (self._unit, self._district) if part)

    def take(self, filled: list[str]) -> bool:
        """Whether a row of few cells is a heading; if so it holds for the rows below."""
        heading = _heading(filled)
        if heading is None:
            return False
        number, title = heading
        style = _style(number)
        if not _PLACE.match(title):
            self._end(style)
        elif read_unit_text(title).place.kind in (*DISTRICT_KINDS, "tỉnh"):
            self._district, self._unit, self._style["district"] = title, "", style
        else:
            self._unit, self._style["unit"] = title, style
            if style and style == self._style["district"]:
                self._district = ""
        return True

    def _end(self, style: str) -> None:
        """A heading of another sort ("Cán bộ, công chức") ends the headings numbered like itself."""
        if style and style == self._style["district"]:
            self._district = self._unit = ""
        elif style and style == self._style["unit"]:
            self._unit = ""


def _heading(filled: list[str]) -> tuple[str, str] | None:
    """Number and title of a row that says nothing else; counts beside them do not matter."""
    texts = [text for text in filled if not re.fullmatch(r"\d+([.,]\d+)?( người)?", text)] or filled
    if len(texts) == 2 and _NUMBER_ALONE.fullmatch(texts[0]):
        return (texts[0], _title(texts[1])) if _is_title(texts[1], numbered=texts[0]) else None
    if len(texts) == 2 and texts[0] == texts[1]:
        texts = texts[:1]
    if len(texts) != 1:
        return None
    match = _NUMBERED.match(texts[0])
    number, title = (match[1], texts[0][match.end() :]) if match else ("", texts[0])
    if len(filled) > 1 and not number and filled[0] != texts[0]:
        number = filled[0]
    return (number, _title(title)) if _is_title(title, numbered=number) else None


def _title(text: str) -> str:
    return _COUNT.sub("", text).strip(" .:")


def _is_title(text: str, *, numbered: str) -> bool:
    """A place, body or group; anything else needs a number that no person would carry (I, A, but not 1)."""
    if _PLACE.match(text) or _GROUP.match(text):
        return True
    return bool(numbered) and not numbered.rstrip(".)").isdigit()


def _style(number: str) -> str:
    bare = number.strip(" .)")
    if bare.isdigit():
        return "1"
    if _ROMAN.fullmatch(bare):
        return "I"
    return "a" if bare else ""
