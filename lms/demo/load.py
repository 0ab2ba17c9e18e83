"""Loads the demonstration province, in the order in which a real one would come to be."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from common import clock
from common.errors import Conflict
from content.models import CoursePage
from content.moments import dated
from content.services.groups import ensure_groups
from content.services.releases import release_page
from courses.models import Course
from courses.services.enrolment import assign
from lms.demo import accounts, cadres, learning, offices, pages, pilots, surveys, targets
from lms.demo.calendar import DemoYear
from lms.demo.certificates import issue_earned
from lms.demo.classes import plan_classes
from lms.demo.films import leave_unfinished
from lms.demo.loudspeakers import invite, sound
from lms.demo.materials import write_materials
from lms.demo.media import Media
from lms.demo.pairs import sit_pairs
from lms.demo.past import tell_past
from lms.demo.presses import press
from lms.demo.programmes import tell_programmes
from lms.demo.register import live_on, set_rules
from lms.demo.reporting import tell_reporting
from lms.demo.sittings import tell_sittings
from lms.demo.stories import let_editor_write, write_stories
from lms.demo.story import tell
from lms.demo.watching import tell_uncounted, tell_watching
from lms.demo.wifi import name_wifi_points
from people.models import Account, OrgUnit, Person
from people.queries.tree import UnitTree
from people.services.units import load_unit_files
from reports.models import Target

log = logging.getLogger(__name__)
UNIT_FILES = [
    "dong_nai_units_all_versions.csv",
    "unit_aliases.csv",
    "dong_nai_2024_mapping.csv",
    "dong_nai_2025_mapping.csv",
    "dong_nai_2026_mapping.csv",
]


def load(say: Callable[[str], None]) -> None:
    """Load everything in one transaction, so a broken start leaves nothing half done."""
    if Person.objects.exists():
        raise Conflict("Đã có dữ liệu. / There is data already: the demonstration needs an empty database.")
    with transaction.atomic():
        _load(say)


def _load(say: Callable[[str], None]) -> None:
    at, year = clock.now(), DemoYear(clock.today())
    with _step(say, "đơn vị"):
        load_unit_files([Path(settings.BASE_DIR) / "data" / name for name in UNIT_FILES])
        province = OrgUnit.objects.get(code="75", valid_to__isnull=True)
        departments = offices.open_offices(province)
        pilots.name_pilots(at)
    with _step(say, "cán bộ"):
        learner = cadres.invent(tree=UnitTree.load(), at=at, today=year.today)
        ensure_groups()
        commune = OrgUnit.objects.get(code=cadres.PILOT, valid_to__isnull=True)
        accounts.open_accounts(learner=learner, province=province, commune=commune)
    with _step(say, "hướng dẫn và khóa học"):
        media = Media()
        name_wifi_points(commune)
        year_begins = clock.end_of_day(year.start) - timedelta(hours=17)
        with dated(year_begins):
            pages.write_tutorials(media)
            write_materials()
            write_stories(media, year_begins)
            written = pages.write_courses(media, departments["SNNMT"])
        let_editor_write(Account.objects.get(username="nhansu-xa"))
        courses = [_released(page, year) for page in written]
    with _step(say, "một năm học tập"):
        _year_of_learning(courses, learner, year, departments)
        accounts.open_learners_accounts(at)
    with _step(say, "video đã xem"):
        tell_watching(course=courses[0], skip={learner.pk}, at=at)
        tell_uncounted(course=courses[0], people=_some_of(commune, province), at=at)
        leave_unfinished(Account.objects.get(username="giangvien"), at)
    with _step(say, "giấy chứng nhận"):
        officer = Account.objects.get(username="nhansu")
        set_rules(main=courses[0], safety=courses[1], by=officer, at=clock.end_of_day(year.start))
        issue_earned()
        live_on(learner=learner, main=courses[0], by=officer, at=at)
    with _step(say, "lớp tập huấn"):
        plan_classes(
            main=courses[0], department=departments["SNNMT"], commune=commune, learner=learner, at=at
        )
        tell_past(
            main=courses[0], commune=commune, learner_account=Account.objects.get(username="canbo"), at=at
        )
    with _step(say, "bài kiểm tra đã làm"):  # after the certificates, which were issued without scores
        tell_sittings(course=courses[0], at=at)
    with _step(say, "ý kiến"):
        surveys.ask_the_people(province=province, start=year.start, today=year.today, by=officer, at=at)
        surveys.ask_learners(
            office=departments["SNNMT"], start=year.start, today=year.today, by=officer, at=at
        )
    with _step(say, "phát loa"):
        sound(commune=commune, at=at)
        invite(commune=commune, at=at)
        press(commune=commune, today=clock.local_day(at))
    targets.set_targets(
        province=province, main=courses[0], safety=courses[1], start=year.start, due=year.due,
        departments=departments, person=_answering(departments["SNNMT"]), at=at,
    )  # fmt: skip
    targets.set_unit_targets(province=province, departments=departments, due=year.due, at=at)
    tell_programmes(
        main=courses[0], safety=courses[1], office=departments["SNNMT"], at=at,
        communes=[commune, *_two_more(commune)],
    )  # fmt: skip
    with _step(say, "báo cáo, đôn đốc, thi đua"):
        told = {one.code: one for one in Target.objects.filter(code__in=("cbql-100", "attt-80"))}
        tell_reporting(by=officer, province=province, main=told["cbql-100"], safety=told["attt-80"], at=at)


def _two_more(commune: OrgUnit) -> list[OrgUnit]:
    """Two other communes of today."""
    rows = OrgUnit.objects.filter(level=commune.level, is_office=False, valid_to__isnull=True)
    return list(rows.exclude(pk=commune.pk).order_by("sort_key")[:2])


def _answering(department: OrgUnit) -> Person:
    """Somebody who works in the department today."""
    posted = Person.objects.filter(postings__unit=department, postings__ends_on__isnull=True)
    return posted.order_by("staff_code")[0]


def _some_of(*units: OrgUnit) -> list[Person]:
    """Two who work in each unit today or, of the province, wherever."""
    posted = Person.objects.filter(postings__ends_on__isnull=True, account__isnull=False).distinct()
    commune = posted.filter(postings__unit=units[0]).order_by("-staff_code")[:2]
    return [*commune, *posted.exclude(pk__in=commune.values("pk")).order_by("-staff_code")[:3]]


def _released(page: CoursePage, year: DemoYear) -> Course:
    trainer = Account.objects.get(username="giangvien")
    at = clock.end_of_day(year.start) - timedelta(hours=15)
    return release_page(page=page, at=at, by=trainer, notes="Bản phát hành đầu tiên").course


def _year_of_learning(
    courses: list[Course], learner: Person, year: DemoYear, departments: dict[str, OrgUnit]
) -> None:
    main, safety = courses[:2]
    by = Account.objects.get(username="nhansu")
    for course, days in ((main, 1), (safety, 160)):
        day = year.start + timedelta(days=days)
        at: datetime = clock.end_of_day(day) - timedelta(hours=15)
        assign(
            course=course, unit=_province_on(day), due_on=year.due, at=at, by=by,
            lead_unit=departments["SNNMT"], partners=[departments["SKHCN"]],
        )  # fmt: skip
    skip = {learner.pk}
    learning.learn(course=main, habits=learning.Habits(0.82, 0.08, hall=0.72), year=year, seed=11, skip=skip)
    learning.learn(course=safety, habits=learning.Habits(0.18, 0.15, 0.01), year=year, seed=12, skip=skip)
    tell(learner=learner, main=main, safety=safety, year=year)
    sit_pairs(course=safety, skip=skip, year=year)


def _province_on(day: date) -> OrgUnit:
    """The province as it was that day: a tỉnh until 29/4/2026, a city since."""
    return next(unit for unit in OrgUnit.objects.filter(code="75") if unit.exists_on(day))


@contextmanager
def _step(say: Callable[[str], None], name: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - begun:.1f} s")
