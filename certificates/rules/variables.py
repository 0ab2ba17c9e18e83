"""The variables of a template's texts, and texts read as runs: `{ho_ten}` and `**bold**`."""

import re
from collections.abc import Mapping

_VARIABLE = re.compile(r"\{\s*([a-z0-9_]+)\s*\}")
NAMES = frozenset(
    [
        "kinh_xung",
        "ho_ten",
        "ngay_sinh",
        "chuc_vu",
        "don_vi",
        "noi_cong_tac",
        "ban_than",
        "khoa_hoc",
        "so_tiet",
        "hinh_thuc",
        "tu_ngay",
        "den_ngay",
        "ngay_hoan_thanh",
        "thoi_gian",
        "ket_qua",
        "can_cu",
        "so_hieu",
        "so_vao_so",
        "dia_chi",
        "ghi_chu",
        "dia_danh",
        "ngay_cap",
        "noi_ngay_cap",
        "co_gia_tri_den",
        "co_quan_tren",
        "co_quan",
        "nguoi_chung_nhan",
        "chuc_vu_ky",
        "nguoi_ky",
        "kinh_xung_en",
        "ngay_sinh_en",
        "so_tiet_en",
        "hinh_thuc_en",
        "tu_ngay_en",
        "den_ngay_en",
        "ngay_hoan_thanh_en",
        "thoi_gian_en",
        "ket_qua_en",
        "ngay_cap_en",
        "co_gia_tri_den_en",
    ]
)
Run = tuple[str, bool]  # a piece of text, and whether it is bold


def names_in(text: str) -> list[str]:
    """Names of the variables, known or not."""
    return _VARIABLE.findall(text)


def is_fixed(text: str) -> bool:
    """Whether it says the same on every sheet."""
    return not _VARIABLE.search(text)


def says_nothing(text: str, values: Mapping[str, str]) -> bool:
    """Whether it has variables and all of them are empty: then its other words would introduce nothing."""
    names = names_in(text)
    return bool(names) and not any(values[name] for name in names)


def runs(text: str, values: Mapping[str, str]) -> list[Run]:
    """Markup is read before values are filled in, so a name with asterisks or braces stays a name."""
    return [
        (_VARIABLE.sub(lambda found: values[found[1]], piece), number % 2 == 1)
        for number, piece in enumerate(text.split("**"))
        if piece
    ]
