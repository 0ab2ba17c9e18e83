"""The English variables of a bilingual sheet, made from the same frozen Vietnamese facts."""

import re
from datetime import date
from typing import Any

HONORIFICS = {"Ông": "Mr", "Bà": "Ms"}
MODES = {"trực tuyến": "online", "trực tiếp": "in person", "kết hợp": "blended"}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # the machine's locale has no say


def values(facts: dict[str, Any], issued_on: date, expires_on: date | None) -> dict[str, str]:
    """What has no English stays as it is: titles of courses, names of offices."""
    started, completed = (day(date.fromisoformat(facts[name])) for name in ("started_on", "completed_on"))
    hours = f"{facts['hours']:g} periods" if facts["hours"] else ""
    period = f"From {started} to {completed}"
    return {
        "kinh_xung_en": HONORIFICS.get(facts["honorific"], "Mr/Ms"),
        "ngay_sinh_en": _birth(facts["birth"]),
        "so_tiet_en": hours,
        "hinh_thuc_en": MODES.get(facts["mode"], facts["mode"]),
        "tu_ngay_en": started,
        "den_ngay_en": completed,
        "ngay_hoan_thanh_en": completed,
        "thoi_gian_en": f"{period} ({hours})" if hours else period,
        "ket_qua_en": _result(facts["result"]),
        "ngay_cap_en": day(issued_on),
        "co_gia_tri_den_en": f"Valid until {day(expires_on)}" if expires_on else "",
    }


def day(moment: date) -> str:
    """8 February 2026."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def _birth(said: str) -> str:
    found = re.fullmatch(r"Sinh ngày (\d{2})/(\d{2})/(\d{4})", said)
    if found:
        return f"Born on {day(date(int(found[3]), int(found[2]), int(found[1])))}"
    return said.replace("Sinh năm", "Born in")


def _result(said: str) -> str:
    return (
        said.replace("đạt ", "passed, ", 1)
        if said.startswith("đạt ")
        else said.replace("hoàn thành", "completed")
    )
