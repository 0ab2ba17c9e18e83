"""What differs between a printed run and the same question asked today: which person, and because of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from common.vietnamese import format_day, format_moment
from courses.models import LearningEvent
from people.models import Person, Posting
from reports.models import ReportRun, RunFile, UnitAchievement
from reports.queries.basis import Basis, unpacked
from reports.queries.posts import Post
from reports.queries.runs import Row, as_known, file_of, printed

STANDINGS = {"completed": "Hoàn thành", "missing": "Còn thiếu", "excluded": "Loại trừ"}


@dataclass(frozen=True)
class Difference:
    """One member of one target: what was printed, what would be today, why; `member` is a public identifier."""

    target: str
    member: str
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class Differences:
    """All of them, and the totals side by side."""

    totals: list[tuple[str, Row, Row | None]]
    items: list[Difference]


def differences_of(run: ReportRun, at: datetime) -> Differences:
    """Nothing is changed by asking: the printed rows stay."""
    then, now = printed(run), as_known(run, at)
    keys = sorted(
        key
        for key in then.members.keys() | now.members.keys()
        if _said(then.members.get(key)) != _said(now.members.get(key))
    )
    reasons = _Reasons(run, keys)
    items = [
        Difference(*key, _words(then.members.get(key)), _words(now.members.get(key)), reasons.of(*key))
        for key in keys
    ]
    titles = {definition["code"]: definition["title"] for definition in run.definitions}
    return Differences(
        [(titles[code], row, now.totals.get(code)) for code, row in sorted(then.totals.items())], items
    )


def _said(row: Row | None) -> tuple[str, ...] | None:
    return (row["standing"], row["unit"], row["completed_on"] or "", row["reason"]) if row else None


def _words(row: Row | None) -> str:
    if row is None:
        return _("không tính")
    day = f" {format_day(datetime.fromisoformat(row['completed_on']).date())}" if row["completed_on"] else ""
    return f"{STANDINGS[row['standing']]}{day} · {row['unit'].split('@')[0]}"


class _Reasons:
    """Events recorded after the cutoff, and posts that are not those the run rested on; three queries for all."""

    def __init__(self, run: ReportRun, keys: Iterable[tuple[str, str]]) -> None:
        members = {member for _target, member in keys}
        self.people = dict(Person.objects.filter(uuid__in=members).values_list("pk", "uuid"))
        self.basis: Basis = unpacked(file_of(run, RunFile.Kind.BASIS))
        self.told: dict[str, list[str]] = {}
        self._events(run)
        self._posts()
        self._merges(run)
        self._achievements(run, members)

    def of(self, target: str, member: str) -> str:
        """The causes in words."""
        return "; ".join(self.told.get(member, [])) or _("quy định, đơn vị hoặc hồ sơ đã đổi sau khi chốt")

    def _say(self, person: int, text: str) -> None:
        self.told.setdefault(str(self.people[person]), []).append(text)

    def _events(self, run: ReportRun) -> None:
        sets = [each for one in run.definitions for each in (one["courses"], *one["programmes"].values())]
        courses = {uuid for each in sets for uuid in each}
        rows = LearningEvent.objects.filter(
            recorded_at__gt=run.cutoff,
            enrolment__course__uuid__in=courses,
            enrolment__learner__in=self.people,
        )
        for event in rows.select_related("enrolment").order_by("recorded_at"):
            told = {
                "what": event.get_kind_display(),
                "day": format_day(event.occurred_at),
                "at": format_moment(event.recorded_at),
            }
            self._say(event.enrolment.learner_id, _("%(what)s ngày %(day)s, ghi nhận %(at)s") % told)

    def _posts(self) -> None:
        known = {post.pk: post for posts in self.basis.posts.values() for post in posts}
        for post in Posting.objects.filter(person__in=self.people).select_related("unit").order_by("pk"):
            old = known.get(post.pk)
            unit = post.unit.full_name
            if old is None:
                told = {"unit": unit, "day": format_day(post.starts_on)}
                self._say(post.person_id, _("thêm vị trí ở %(unit)s từ %(day)s") % told)
            elif old != Post(post.pk, post.unit_id, post.category, post.starts_on, post.ends_on):
                end = format_day(post.ends_on) if post.ends_on else "…"
                told = {"unit": unit, "start": format_day(post.starts_on), "end": end}
                self._say(post.person_id, _("sửa vị trí ở %(unit)s thành %(start)s – %(end)s") % told)
            known.pop(post.pk, None)
        owners = {post.pk: person for person, posts in self.basis.posts.items() for post in posts}
        for gone in known.values():
            if owners[gone.pk] in self.people:
                unit = self.basis.tree.units[gone.unit].full_name
                self._say(owners[gone.pk], _("vị trí ở %(unit)s không còn trong hồ sơ") % {"unit": unit})

    def _merges(self, run: ReportRun) -> None:
        gone = Person.objects.filter(Q(merges_out__merged_at__gt=run.cutoff), pk__in=self.people)
        for person in gone.filter(merged_into__isnull=False).select_related("merged_into"):
            assert person.merged_into is not None
            self._say(person.pk, _("gộp vào hồ sơ %s") % person.merged_into.staff_code)
        heirs = Person.objects.filter(merged_into__in=self.people, merges_out__merged_at__gt=run.cutoff)
        for gone_one in heirs.distinct().order_by("pk"):
            assert gone_one.merged_into_id
            self._say(gone_one.merged_into_id, _("nhận hồ sơ đã gộp %s") % gone_one.staff_code)

    def _achievements(self, run: ReportRun, units: Iterable[str]) -> None:
        late = UnitAchievement.objects.filter(recorded_at__gt=run.cutoff, unit__uuid__in=units)
        for row in late.select_related("unit").order_by("recorded_at"):
            told = {"day": format_day(row.achieved_on), "at": format_moment(row.recorded_at)}
            said = _("đơn vị đạt ngày %(day)s, ghi nhận %(at)s") % told
            self.told.setdefault(str(row.unit.uuid), []).append(said)


def named(items: Iterable[Difference], people: dict[str, Person]) -> list[tuple[Person | None, Difference]]:
    """With the persons whom the reader may see."""
    return [(people.get(item.member), item) for item in items]
