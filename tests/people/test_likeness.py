"""How likely two records are one person: the sentences an officer would say, as arithmetic."""

from datetime import date
from typing import Any

import pytest

from common.vietnamese import fold, name_key
from people.duplicate_words import REASONS, sentence
from people.rules import LIKELY, POINTS, POSSIBLE, Known, Reason, likeness

BORN = date(1988, 3, 5)


def known(name: str = "Nguyễn Thị Ánh", **more: Any) -> Known:
    year = more.pop("year", more["birth_on"].year if more.get("birth_on") else None)
    units = frozenset(more.pop("units", ()))
    return Known(name_key=name_key(name), name_folded=fold(name), birth_year=year, units=units, **more)


def test_same_name_and_birthday_is_very_likely_wherever_they_work() -> None:
    found = likeness(known(birth_on=BORN, units=[1]), known(birth_on=BORN, units=[2]))
    assert found.score >= LIKELY
    assert sentence(found.reasons) == "Cùng họ tên, cùng ngày sinh, khác đơn vị"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (known(phone="0912345678"), known(phone="0912345678"), Reason.SAME_PHONE),
        (known(birth_on=BORN), known("Nguyen Thi Anh", birth_on=BORN), Reason.NAME_BUT_ACCENTS),
        (known("Nguyễn Thị Hòa", birth_on=BORN), known("Nguyễn Thị Hoà", birth_on=BORN), Reason.SAME_NAME),
        (
            known(year=1988, units=[1]),
            known(birth_on=BORN, units=[1]),
            Reason.SAME_YEAR_ONE_WITHOUT_DAY,
        ),
        (known("Nguyễn Ánh", phone="0912345678", year=1988), known(phone="0912345678", birth_on=BORN), Reason.SIMILAR_NAME),
        (known(birth_on=BORN), known(birth_on=date(1988, 5, 3)), Reason.DAY_AND_MONTH_SWAPPED),
        (
            known(birth_on=BORN, id_hash="a", id_kind="cccd"),
            known(birth_on=BORN, id_hash="b", id_kind="cmnd"),
            Reason.CCCD_AND_CMND,
        ),
    ],
)  # fmt: skip
def test_what_a_clerk_would_look_at(one: Known, other: Known, reason: Reason) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, other).score >= POSSIBLE
    assert reason in likeness(one, other).reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # two different CCCD are two people, however alike the rest
        (
            known(birth_on=BORN, phone="0912345678", id_hash="a", id_kind="cccd"),
            known(birth_on=BORN, phone="0912345678", id_hash="b", id_kind="cccd"),
        ),
        # husband and wife, and two brothers, on one family phone
        (known("Nguyễn Văn Hùng", phone="0912345678"), known("Nguyễn Thị Hoa", phone="0912345678")),
        (
            known("Nguyễn Văn Hùng", phone="0912345678", birth_on=BORN),
            known("Nguyễn Văn Hưng", phone="0912345678", birth_on=date(1991, 7, 1)),
        ),
        # the most frequent name of a commune
        (known(units=[1], birth_on=BORN), known(units=[1], birth_on=date(1990, 1, 2))),
        (known(units=[1], year=1988), known(units=[2], year=1988)),
        (known(units=[1], year=1988), known(units=[1], year=1989)),
        (known("Y Blim", birth_on=BORN), known("H'Hen Niê", birth_on=BORN)),
    ],
)
def test_whom_a_clerk_need_not_look_at(one: Known, other: Known) -> None:
    assert likeness(one, other).score < POSSIBLE


def test_every_reason_has_points_and_words() -> None:
    assert set(REASONS) == set(POINTS) == set(Reason)
