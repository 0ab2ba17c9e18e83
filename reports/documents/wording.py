"""The text of the consolidated report as the figures give it; Vietnamese, as official papers are.

Each part has a key under which the officer's own words replace it ("đặt lại theo mẫu" brings the pattern back).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from common.vietnamese import NBSP, format_day, format_number, format_percent
from people.models import OrgUnit
from reports.documents.figures_told import (
    Row,
    change,
    counted,
    listed,
    ranked,
    rate,
    running,
    share,
)
from reports.documents.nd30 import Block, composed
from reports.goals import Goal
from reports.models import UnitReport
from reports.queries.consolidating import Material

NAMED = 3  # best and last units that a sentence names


@dataclass(frozen=True)
class Part:
    """A heading and the paragraphs below it; line feeds part paragraphs."""

    key: str
    heading: str
    text: str
    level: int = 1

    @property
    def blocks(self) -> list[Block]:
        """As printed."""
        head = [Block(self.heading, self.level)] if self.heading else []
        return head + [Block(line.strip()) for line in self.text.split("\n") if line.strip()]


@translation.override("vi")
def subject_of(material: Material) -> str:
    """The *trích yếu*."""
    return f"Kết quả tập huấn, nâng cao năng lực chuyển đổi số {material.cycle.period}"


@translation.override("vi")
def pattern_of(material: Material) -> list[Part]:
    """Every part in order."""
    return [
        Part("mo-dau", "", _opening(material)),
        Part("trien-khai", "I. CÔNG TÁC TRIỂN KHAI, CHẾ ĐỘ BÁO CÁO", _handing_in(material)),
        *_results(material),
        Part("y-kien", "III. KẾT QUẢ LẤY Ý KIẾN", _opinions(material)),
        Part("kho-khan", "IV. KHÓ KHĂN, VƯỚNG MẮC", _hindrances(material)),
        Part("nhiem-vu", "V. NHIỆM VỤ THỜI GIAN TỚI", _tasks(material)),
        Part("ket", "", _closing(material)),
    ]


def body_of(material: Material, texts: dict[str, str]) -> list[Part]:
    """The parts with the officer's words in place of the pattern's."""
    return [
        Part(part.key, part.heading, texts.get(part.key, part.text), part.level)
        for part in pattern_of(material)
    ]


def issuer_running(material: Material) -> str:
    """Ủy ban nhân dân thành phố Đồng Nai: whoever issues the paper, by its name on the day of issue (decision 64)."""
    return _committee(material.issuer)


def _committee(place: OrgUnit) -> str:
    return composed(f"Ủy ban nhân dân {running(place.full_name)}")


def _formerly(material: Material) -> str:
    """What it was called on the day of the figures, once, where it speaks first; nothing when that is its name."""
    now, then = material.issuer, material.province
    if now.full_name == then.full_name or not now.valid_from:
        return ""
    return f" (trước ngày {format_day(now.valid_from)} là {_committee(then)})"


def _opening(material: Material) -> str:
    return (
        f"{issuer_running(material)}{_formerly(material)} báo cáo kết quả tập huấn, nâng cao năng lực chuyển đổi số "
        f"trong xây dựng nông thôn mới {material.cycle.period}, số liệu đến hết ngày {format_day(_day(material))}, như sau:"
    )


def _day(material: Material) -> date:
    return material.run.as_of if material.run else material.cycle.freeze_on


def _handing_in(material: Material) -> str:
    asked = [one for one in material.reports if one.state != UnitReport.State.CLOSED]
    sent = [one for one in asked if one.is_handed_in]
    missing = [running(one.unit.full_name) for one in asked if not one.is_handed_in]
    told = f"Có {format_number(len(sent))}/{format_number(len(asked))} đơn vị đã gửi báo cáo theo quy định"
    if not asked:
        return "Kỳ này không có đơn vị nào phải gửi báo cáo."
    return f"{told}; còn {listed(missing)} chưa gửi." if missing else f"{told}."


def _results(material: Material) -> Iterator[Part]:
    heading = "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
    yield Part(
        "ket-qua", heading, "" if material.definitions else "Kỳ này không có chỉ tiêu nào phải báo cáo."
    )
    for number, definition in enumerate(material.definitions, start=1):
        title = definition["title"]
        yield Part(f"chi-tieu-{definition['code']}", f"{number}. {title}", _result(material, definition), 2)


def _result(material: Material, definition: dict[str, Any]) -> str:
    code, units = definition["code"], definition["counts"] == "don_vi"
    total, before = material.totals[code], material.before.totals.get(code) if material.before else None
    if not total["denominator"]:
        return f"Đến ngày chốt số liệu không có {'đơn vị' if units else 'người'} nào thuộc diện tính chỉ tiêu này."
    lines = [_sum(total, before, definition, units=units)]
    lines += [] if units else _best_and_last(material.units(code))
    lines += _excluded(material.excluded(code))
    return "\n".join(lines)


def _sum(total: Row, before: Row | None, definition: dict[str, Any], *, units: bool) -> str:
    whom, did = ("đơn vị", "hoàn thành chỉ tiêu") if units else ("người", "hoàn thành")
    missing = total["denominator"] - total["numerator"]
    text = (
        f"Có {format_number(total['numerator'])}/{format_number(total['denominator'])} {whom} {did}, "
        f"đạt tỷ lệ {share(total)}{change(total, before)}"
    )
    text += f"; còn {format_number(missing)} {whom} chưa {did}." if missing else "."
    goal = Goal.of(definition["percent"], definition["population"])
    verdict = "đã đạt" if _is_met(definition, total) else "chưa đạt"
    said = goal.text if goal.least else goal.text.replace(NBSP, "")
    return f"{text} So với chỉ tiêu {said}, kết quả {verdict} kế hoạch."


def _is_met(definition: dict[str, Any], total: Row) -> bool:
    return Goal.of(definition["percent"], definition["population"]).is_met(
        total["numerator"], total["denominator"]
    )


def _best_and_last(rows: list[Row]) -> list[str]:
    """Among the units of the level that reports: the lowest with more than one."""
    places = ranked(_leaves(rows))
    if len(places) < 2 or rate(places[0]) == rate(places[-1]):
        return []
    best, last = places[:NAMED], places[-NAMED:][::-1] if len(places) >= 2 * NAMED else places[-1:]
    full = [row for row in places if row["numerator"] == row["denominator"]]
    if len(full) > NAMED:
        first = f"{format_number(len(full))} đơn vị đạt 100%"
    else:
        first = f"Đơn vị đạt cao nhất: {listed([_named(row) for row in best])}"
    return [f"{first}. Đơn vị đạt thấp nhất: {listed([_named(row) for row in last])}."]


def _leaves(rows: list[Row]) -> list[Row]:
    levels = Counter(row["level"] for row in rows)
    lowest = next((level for level in ("xa", "huyen", "tinh") if levels[level] > 1), None)
    return [row for row in rows if row["level"] == lowest]


def _named(row: Row) -> str:
    return f"{running(row['name'])} {counted(row)}"


def _excluded(rows: list[Row]) -> list[str]:
    """How many do not count, by reason; who they are stays in the house."""
    if not rows:
        return []
    reasons = Counter(row["reason"] or "không ghi lý do" for row in rows)
    said = [f"{reason} ({format_number(n)} người)" for reason, n in reasons.most_common()]
    return [f"Không tính {format_number(len(rows))} người vì: {'; '.join(said)}."]


def _opinions(material: Material) -> str:
    told = material.satisfied
    if told is None:
        return "Trong kỳ chưa đủ phiếu lấy ý kiến để công bố kết quả."
    percent = format_percent(told.percent).replace(NBSP, "")
    return (
        f"Có {format_number(told.n)} phiếu trả lời các câu hỏi về mức độ hài lòng; {percent} hài lòng, "
        f"điểm trung bình {format_number(told.mean, 2)}/5."
    )


def _hindrances(material: Material) -> str:
    told = [one for one in material.reports if one.is_handed_in and one.hindrances]
    if not told:
        return "Các đơn vị chưa nêu khó khăn, vướng mắc."
    names = [running(one.unit.full_name) for one in told]
    return f"{format_number(len(told))} đơn vị nêu khó khăn, vướng mắc ({listed(names)}); chi tiết tại Phụ lục IV."


def _tasks(material: Material) -> str:
    behind = [
        definition["title"]
        for definition in material.definitions
        if not _is_met(definition, material.totals[definition["code"]])
    ]
    if not behind:
        return "Duy trì kết quả đã đạt; cập nhật, bổ sung kiến thức cho cán bộ mới nhận nhiệm vụ."
    return (
        "Tập trung hoàn thành các chỉ tiêu chưa đạt; đôn đốc các đơn vị có tỷ lệ thấp; tổ chức lớp tập huấn trực tiếp "
        "cho cán bộ chưa học được trên mạng.\nCác đơn vị rà soát danh sách cán bộ, cập nhật kịp thời người mới nhận "
        "nhiệm vụ và người thôi nhiệm vụ."
    )


def _closing(material: Material) -> str:
    return (
        f"Trên đây là báo cáo kết quả tập huấn, nâng cao năng lực chuyển đổi số trong xây dựng nông thôn mới "
        f"{material.cycle.period} của {issuer_running(material)}./."
    )
