"""A figure split in one way after another; in each way everybody stands once, so each adds up to the total."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from people.models import PostingCategory
from people.models.org_unit import Level
from people.models.person import Gender
from reports.population import Traits
from reports.queries.figures import Figures
from reports.queries.kept_figures import KeptFigures
from reports.queries.kept_parts import AGES, UNKNOWN, Part, by_person, by_post
from reports.queries.pilots import commune_of, comparison
from reports.queries.traits import traits_at
from reports.rules import Cell, Member, Standing, add

NOTHING = Traits()
WAYS = ("cap", "loai", "thi-diem", "nhom", "gioi", "tuoi", "tien-do", "ly-do")
OF_PERSONS = ("gioi", "tuoi")


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a way; `key` stands in addresses."""

    key: str
    label: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Way:
    """One way to split a figure."""

    key: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Breakdown:
    """The ways of one figure, in few queries whatever its size; of a kept one nobody is read."""

    figures: Figures

    @property
    def ways(self) -> list[Way]:
        """Those that split into something; a target of units or residents has no persons to split."""
        if not self.figures.members or self.figures.target.counts_units:
            return []
        titles = {
            "cap": _("Theo cấp"), "loai": _("Theo xã, phường"), "thi-diem": _("Thí điểm"), "nhom": _("Theo nhóm cán bộ"),
            "gioi": _("Theo giới tính"), "tuoi": _("Theo độ tuổi"), "tien-do": _("Theo tiến độ"),
            "ly-do": _("Loại trừ theo lý do"),
        }  # fmt: skip
        if not self._pilots.held:
            del titles["thi-diem"]
        return [Way(key, title, self._lines(key)) for key, title in titles.items()]

    def fits(self, way: str, key: str) -> Callable[[Member, Traits], bool]:
        """Whether somebody belongs to a line; everybody does when no such way is known."""
        key_of = self._keys.get(way)
        return lambda member, traits: key_of is None or key_of(member, traits) == key

    def chosen(self, way: str, key: str) -> list[Member]:
        """The people of one line, the same that it counted."""
        fits = self.fits(way, key)
        known = self._traits if way in OF_PERSONS else {}
        return [one for one in self.figures.members if fits(one, known.get(one.person, NOTHING))]

    def label(self, way: str, key: str) -> str:
        """What a line is called, for the page of its people."""
        return self._label(way, key) if way in self._keys else ""

    def _lines(self, way: str) -> list[Line]:
        parts: dict[str, Cell] = {}
        for member, traits, number in self._by_person if way in OF_PERSONS else self._by_post:
            add(parts.setdefault(self._keys[way](member, traits), Cell()), member.standing, number)
        if way == "ly-do":
            parts.pop("", None)
        return [Line(key, self._label(way, key), parts[key]) for key in self._order(way, parts)]

    @cached_property
    def _by_post(self) -> list[Part]:
        if isinstance(self.figures, KeptFigures):
            return list(by_post(self.figures))
        return [(member, NOTHING, 1) for member in self.figures.members]

    @cached_property
    def _by_person(self) -> list[Part]:
        if isinstance(self.figures, KeptFigures):
            return list(by_person(self.figures))
        return [(member, self._traits.get(member.person, NOTHING), 1) for member in self.figures.members]

    @cached_property
    def _keys(self) -> dict[str, Callable[[Member, Traits], str]]:
        return {
            "cap": lambda one, _traits: self.figures.facts.tree.units[one.unit].level,
            "loai": lambda one, _traits: self._kind(one),
            "thi-diem": lambda one, _traits: self._pilots.key_of(one.unit),
            "nhom": lambda one, _traits: one.category or UNKNOWN,
            "gioi": lambda _one, traits: traits.gender or UNKNOWN,
            "tuoi": lambda _one, traits: self._age(traits),
            "tien-do": lambda one, _traits: self._progress(one),
            "ly-do": lambda one, _traits: one.reason if one.standing is Standing.EXCLUDED else "",
        }

    @cached_property
    def _pilots(self) -> Any:
        return comparison(self.figures)

    @cached_property
    def _traits(self) -> dict[int, Traits]:
        people = {member.person for member in self.figures.members}
        return self.figures.facts.traits or traits_at(self.figures.cutoff, people)

    @cached_property
    def _categories(self) -> dict[str, str]:
        return dict(PostingCategory.objects.values_list("code", "name"))

    def _kind(self, member: Member) -> str:
        commune = commune_of(self.figures, member.unit)
        return "" if commune is None else self.figures.facts.tree.units[commune].kind

    def _age(self, traits: Traits) -> str:
        age = traits.age_on(self.figures.as_of)
        found = [f"{low}-{high}" for low, high in AGES if age is not None and low <= age <= high]
        return found[0] if found else UNKNOWN

    def _progress(self, member: Member) -> str:
        """Of the missing: past their day, under way, or not begun."""
        if member.standing is not Standing.MISSING:
            return member.standing.value
        if member.due_on and member.due_on < self.figures.as_of:
            return "overdue"
        return "under_way" if member.started_on else "not_started"

    def _label(self, way: str, key: str) -> str:
        if key == UNKNOWN:
            return _("Chưa ghi")
        if way == "nhom":
            return self._categories.get(key, key)
        if way == "tuoi":
            low, high = key.split("-")
            words = (
                _("Dưới 30 tuổi")
                if low == "0"
                else _("Từ 60 tuổi")
                if low == "60"
                else _("%(low)s–%(high)s tuổi")
            )
            return words % {"low": low, "high": high} if "%" in words else words
        return str(_words().get(way, {}).get(key, key)) or _("Không thuộc xã, phường nào")

    def _order(self, way: str, parts: Iterable[str]) -> list[str]:
        known = {
            "cap": [level.value for level in Level],
            "nhom": list(self._categories),
            "tien-do": list(_words()["tien-do"]),
            "thi-diem": list(_words()["thi-diem"]),
        }.get(way, [])
        return sorted(
            parts, key=lambda key: (known.index(key) if key in known else len(known), key == UNKNOWN, key)
        )


def as_json(figures: Figures) -> list[dict[str, Any]]:
    """For the API, the command and the export."""
    return [
        {
            "by": way.key,
            "title": way.title,
            "rows": [
                {
                    "key": line.key, "label": line.label, "numerator": line.cell.numerator,
                    "denominator": line.cell.denominator, "excluded": line.cell.excluded,
                    "percent": line.cell.percent,
                }
                for line in way.lines
            ],
        }
        for way in Breakdown(figures).ways
    ]  # fmt: skip


def _words() -> dict[str, dict[str, Any]]:
    return {
        "cap": {level.value: level.label for level in Level},
        "gioi": {gender.value: gender.label for gender in Gender},
        "thi-diem": {
            "pilot": _("Xã thí điểm"), "other": _("Các xã khác"), "rest": _("Đơn vị cấp tỉnh, cấp huyện"),
        },
        "tien-do": {
            "completed": _("Hoàn thành"), "under_way": _("Đang học"), "not_started": _("Chưa bắt đầu"),
            "overdue": _("Quá hạn"), "excluded": _("Loại trừ, có lý do"),
        },
    }  # fmt: skip
