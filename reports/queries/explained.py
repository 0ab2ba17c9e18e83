"""How a target counts, in sentences anybody can read: the rule itself, not a general description."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from common.vietnamese import format_day, format_moment
from reports.learning import Learning, What
from reports.models import Target, TargetUnit
from reports.population import Held, Rule
from reports.queries.figures import Figures, Frame

FRAMES = {
    Frame.NOW: _later("theo đơn vị hiện nay"),
    Frame.DAY: _later("theo đơn vị của ngày chốt"),
    Frame.THEN: _later("theo đơn vị lúc học"),
}


def explained(target: Target) -> list[str]:
    """Numerator, denominator, units, courses; two or three short queries, and more only where units are named."""
    if target.counts_residents:
        return [
            _("Tử số: lượt người dân được hướng dẫn, theo sổ của người hỗ trợ. Đây là ước tính: đến hai lần đếm hai."),
            _("Mẫu số: số dân do xã, phường khai, có ngày và nguồn. Nơi chưa khai thì lượt người ghi ở cột loại trừ."),
            _("Số này không cộng với số cán bộ. Xem hướng dẫn không đăng nhập thì không để lại dấu vết, không được đếm."),
        ]  # fmt: skip
    if target.counts_units:
        return []
    rule, learning = Rule.read(target.population), Learning.read(target.learning)
    return [
        *_what(target, learning),
        _who(rule),
        *_more(rule),
        *_named(target),
        *_plans(target),
        _("Mỗi người tính một lần, dù giữ mấy chức vụ. Người được miễn, có lý do, nằm ngoài mẫu số và được nêu riêng."),
    ]  # fmt: skip


def basis_of(figures: Figures) -> str:
    """Of which day a figure speaks, what was known of it, and on whose map: the same words on page and file."""
    said = [_("Số liệu đến hết ngày %(day)s") % {"day": format_day(figures.as_of)}]
    if figures.cutoff:
        said.append(_("theo những gì đã ghi đến %(moment)s") % {"moment": format_moment(figures.cutoff)})
    if figures.target.counts_units:
        return ", ".join([*said, str(FRAMES[Frame.DAY])])
    return ", ".join([*said, str(FRAMES[figures.frame])])


def _what(target: Target, learning: Learning) -> Iterable[str]:
    names = [f"{course.title} ({course.family.label.lower()})" for course in target.courses.all()]
    names += [_("chương trình học %(title)s") % {"title": one.title} for one in target.programmes.all()]
    if learning.what is What.HOURS:
        hours = f"{learning.hours.normalize():f}".replace(".", ",")
        yield _("Tử số: người đã dự ít nhất %(hours)s tiết ở lớp trực tiếp, kể từ %(day)s.") % {
            "hours": hours,
            "day": format_day(target.starts_on),
        }
    elif learning.what is What.ALL:
        yield _("Tử số: người đã hoàn thành đủ các khóa được tính, theo sổ ghi nhận.")
    else:
        yield _("Tử số: người đã hoàn thành ít nhất một khóa được tính, theo sổ ghi nhận.")
    if names:
        yield _("Khóa được tính: %(names)s.") % {"names": "; ".join(names)}
    if not learning.papers:
        yield _("Giấy chứng nhận nơi khác không được tính.")


def _who(rule: Rule) -> str:
    day = format_day(rule.held_on) if rule.held_on else ""
    return {
        Held.DAY: _("Mẫu số: người giữ vị trí công tác thuộc chỉ tiêu vào ngày chốt số liệu."),
        Held.PERIOD: _("Mẫu số: người giữ vị trí công tác thuộc chỉ tiêu vào bất cứ lúc nào từ ngày bắt đầu đến hạn."),
        Held.FIXED: _("Mẫu số: người giữ vị trí công tác thuộc chỉ tiêu vào ngày %(day)s.") % {"day": day},
    }[rule.held]  # fmt: skip


def _more(rule: Rule) -> Iterable[str]:
    if rule.least_days:
        yield _("Chỉ tính người đã giữ vị trí ít nhất %(days)s ngày.") % {"days": rule.least_days}
    if rule.age_from is not None:
        yield _("Chỉ tính người từ %(age)s tuổi vào ngày chốt.") % {"age": rule.age_from}
    if rule.age_to is not None:
        yield _("Chỉ tính người không quá %(age)s tuổi vào ngày chốt.") % {"age": rule.age_to}
    if rule.genders:
        yield {"nam": _("Chỉ tính nam."), "nu": _("Chỉ tính nữ.")}.get(
            rule.genders[0] if len(rule.genders) == 1 else "", ""
        )


def _named(target: Target) -> Iterable[str]:
    if not (target.population or {}).get("named"):
        return
    words = {
        TargetUnit.Part.ONLY: _("Chỉ tính ở: %(units)s."),
        TargetUnit.Part.WITHOUT: _("Không tính ở: %(units)s."),
        TargetUnit.Part.GOAL: _("Mức riêng: %(units)s."),
    }
    rows = list(target.listed.select_related("unit"))
    for part, words_of in words.items():
        names = [_with_goal(row) for row in rows if row.part == part]
        if names:
            yield words_of % {"units": "; ".join(names)}


def _with_goal(row: TargetUnit) -> str:
    goal = f"{row.percent:g} %".replace(".", ",") if row.percent is not None else ""
    return f"{row.unit.full_name} {goal}".strip()


def _plans(target: Target) -> Iterable[str]:
    plans = list(target.plans.all())
    if plans:
        told = "; ".join(
            _("số %(number)s ngày %(day)s") % {"number": one.number, "day": _day(one.issued_on)}
            for one in plans
        )
        yield _(
            "Thuộc kế hoạch: %(plans)s. Nhiều kế hoạch cùng một chỉ tiêu thì mỗi người vẫn tính một lần."
        ) % {"plans": told}


def _day(day: date) -> str:
    return format_day(day)
