"""What surrounds the certificates: grounds, time limits, papers from elsewhere, one corrected name, one class in print."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.base import ContentFile
from django.db.models import Count
from PIL import Image, ImageDraw, ImageFont

from certificates.models import Certificate, LegalBasis, Replacement
from certificates.services.batches.starting import ClassChoice, start_class
from certificates.services.external import Paper, accept, set_equivalence, submit
from certificates.services.replacing import replace_certificate
from certificates.services.validity import set_validity
from common.clock import local_day
from common.pdf_fonts import FONTS
from courses.models import Course, Enrolment
from courses.models.progress import State
from people.models import Account, OrgUnit, Person, Posting

SCHOOL = "Trường Chính trị tỉnh Đồng Nai"
GROUND = "Kế hoạch số 202/KH-UBND ngày 18/8/2023 của Ủy ban nhân dân tỉnh Đồng Nai"


def set_rules(*, main: Course, safety: Course, by: Account, at: datetime) -> None:
    """Before anything is issued: the ground it is printed on, its last day, what is recognised instead."""
    assert main.owner_unit
    for course in (main, safety):
        LegalBasis.objects.create(
            office=main.owner_unit, course=course, text=GROUND, starts_on=date(2023, 8, 18)
        )
    set_validity(course=safety, months=12, renewal_months=3, renewed_by=[main], by=by, at=at)
    set_equivalence(
        course=main, issuers=f"{SCHOOL}\nHọc viện Chính trị khu vực II", least_hours=Decimal(8), basis=GROUND,
        issued_from=date(2023, 8, 18), by=by, at=at,
    )  # fmt: skip


def live_on(*, learner: Person, main: Course, by: Account, at: datetime) -> None:
    """After a year of issuing."""
    _correct_a_name(main, by, at)
    _hand_in(main, learner, by, at)
    _print_a_class(main, by, at)


def _correct_a_name(course: Course, by: Account, at: datetime) -> None:
    """A certificate was printed without an accent, and replaced a month later."""
    named = Certificate.objects.filter(
        enrolment__course=course, enrolment__learner__full_name__startswith="Nguyễn "
    )
    wrong = named.earliest("pk")
    facts = wrong.facts | {"name": wrong.facts["name"].replace("Nguyễn", "Nguyển", 1)}
    Certificate.objects.filter(pk=wrong.pk).update(facts=facts)
    replace_certificate(
        certificate=wrong, kind=Replacement.Kind.CORRECTION, reason="In sai dấu ở họ: “Nguyển”, đúng là “Nguyễn”",
        by=by, at=at,
    )  # fmt: skip


def _hand_in(course: Course, learner: Person, by: Account, at: datetime) -> None:
    """The learner's paper waits; somebody else's was recognised a week ago."""
    idle = Enrolment.objects.filter(course=course, progress__state=State.NOT_STARTED).exclude(learner=learner)
    other = idle.select_related("learner").earliest("pk").learner
    for person, number, days in ((other, "0087/2026", 7), (learner, "0113/2026", 1)):
        when = at - timedelta(days=days)
        issued_on = local_day(when) - timedelta(days=40)
        paper = Paper(
            course=course, title="Bồi dưỡng kỹ năng số cho cán bộ cấp xã", issuer=SCHOOL, number=number,
            issued_on=issued_on, hours=Decimal(16),
        )  # fmt: skip
        handed_in = submit(person=person, paper=paper, scan=_scan(person, paper), at=when)
        if person == other:
            accept(certificate=handed_in, by=by, at=when + timedelta(hours=5))


def _print_a_class(course: Course, by: Account, at: datetime) -> None:
    """The largest class; the worker draws it as soon as the system runs."""
    held = Enrolment.objects.filter(course=course, certificates__isnull=False).order_by("learner__sort_key")
    posted = Posting.objects.filter(ends_on__isnull=True, person__in=held.order_by().values("learner"))
    largest = posted.values("unit").annotate(people=Count("pk")).order_by("-people", "unit")[0]["unit"]
    people = posted.filter(unit=largest).values("person")
    enrolments = list(held.filter(learner__in=people).values_list("pk", flat=True).distinct())
    choice = ClassChoice(course.releases.latest("number"), OrgUnit.objects.get(pk=largest))
    start_class(choice, enrolments=enrolments, with_paper=False, by=by, at=at)


def _scan(person: Person, paper: Paper) -> ContentFile:  # type: ignore[type-arg]
    """An invented sheet that says that it is invented."""
    picture = Image.new("RGB", (1240, 877), "#fbf7ea")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 30, 1210, 847), outline="#8a1c1c", width=6)
    lines = (
        (110, 30, paper.issuer.upper()), (250, 64, "GIẤY CHỨNG NHẬN"), (380, 46, person.full_name),
        (470, 30, f"đã hoàn thành khóa: {paper.title}"), (530, 30, f"({paper.hours} tiết)"),
        (660, 28, f"Số {paper.number}, ngày {paper.issued_on:%d/%m/%Y}"), (760, 26, "Bản quét mẫu, dữ liệu trình diễn"),
    )  # fmt: skip
    for y, size, text in lines:
        font = ImageFont.truetype(str(FONTS / "Tinos-Bold.ttf"), size)
        draw.text((620, y), text, font=font, fill="#16201b", anchor="mm")
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return ContentFile(out.getvalue(), name="scan.jpg")
