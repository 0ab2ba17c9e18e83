"""What the desk does with the figures: reports of units, a ladder that has spoken, a campaign that runs."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from people.models import Account, OrgUnit
from reports.ladder import IN_APP, Audience, Step
from reports.models import Campaign, CampaignRound, ReportCycle, Target
from reports.queries.chasing.manners import silence_at
from reports.services.campaigns import open_round, save_campaign
from reports.services.chasing.plans import set_ladder
from reports.services.chasing.preparing import prepare
from reports.services.cycles import days_of, open_cycle
from reports.services.unit_reports import accept_unit_report, return_unit_report, submit_unit_report

DONE = (
    "Mở 2 lớp tập huấn tại hội trường, 64 người dự.", "Tổ công nghệ số đến từng ấp hướng dẫn dịch vụ công.",
    "Cán bộ mới nhận nhiệm vụ đã học xong khóa trực tuyến.", "Phát loa mỗi sáng thứ hai về an toàn thông tin.",
)  # fmt: skip
HINDRANCES = (
    "Đường truyền ở các ấp xa còn yếu.", "", "Một số cán bộ kiêm nhiệm, khó xếp lịch học.", "Thiếu máy chiếu.",
)  # fmt: skip
PROPOSALS = ("Đề nghị tổ chức thêm lớp buổi tối.", "", "Đề nghị hỗ trợ máy tính cho nhà văn hóa.")


def tell_reporting(*, by: Account, province: OrgUnit, main: Target, safety: Target, at: datetime) -> None:
    """In this order: what is told of the ladder rests on the figures before today."""
    _hand_in(by, at)
    _chase(main, by, at)
    _compete(province, {main: 2, safety: 1}, by, at)


def _hand_in(by: Account, at: datetime) -> None:
    """Two of three units have handed in; most were accepted, some have to correct, the rest still write."""
    today, random = timezone.localtime(at).date(), Random(30)
    half = next((one for one in ReportCycle.Half.values if days_of(today.year, one)[1] >= today), "nam")
    cycle = open_cycle(year=today.year, half=half, at=at - timedelta(days=9), by=by)
    for place, report in enumerate(cycle.unit_reports.order_by("unit__sort_key")):
        if place % 3 == 2:
            continue
        said = {
            "done": random.choice(DONE), "hindrances": random.choice(HINDRANCES), "proposals": random.choice(PROPOSALS),
            "extra": {"Số lớp đã mở": random.randrange(1, 6)}, "late_note": "Chờ xã xác nhận số liệu.",
        }  # fmt: skip
        sent_at = at - timedelta(days=random.randrange(1, 8), minutes=random.randrange(400))
        submit_unit_report(report=report, said=said, at=sent_at, by=None)
        if place % 12 == 4:
            reason = "Ghi rõ số người dự từng lớp."
            return_unit_report(report=report, reason=reason, at=sent_at + timedelta(hours=20), by=by)
        elif place % 4:
            accept_unit_report(report=report, at=sent_at + timedelta(hours=22), by=by)


def _chase(target: Target, by: Account, at: datetime) -> None:
    """People first, their officers some days later; heads and the letter are still to come."""
    left = (target.due_on - timezone.localtime(at).date()).days
    steps = [
        Step(Audience.PERSON, -left - 6, (IN_APP,)),
        Step(Audience.OFFICER, -left - 2, (IN_APP,)),
        Step(Audience.HEAD, 7, (IN_APP,)),
        Step(Audience.LETTER, 14),
    ]
    set_ladder(steps=steps, at=at - timedelta(days=8), by=by, target=target)
    for days in (6, 2):
        prepare(at=_working_hour(at - timedelta(days=days)))


def _working_hour(at: datetime) -> datetime:
    """Nine o'clock of this day, or of the next on which anybody is told anything."""
    hour = timezone.localtime(at).replace(hour=9, minute=0)
    while silence_at(hour):
        hour += timedelta(days=1)
    return hour


def _compete(province: OrgUnit, weights: dict[Target, int], by: Account, at: datetime) -> None:
    """Communes in three classes of size; the round began three weeks ago and has a month to go."""
    today = timezone.localtime(at).date()
    campaign = Campaign(
        slug="xa-so-thi-dua", title="Thi đua học chuyển đổi số giữa các xã, phường", organiser=province, area=province,
        legal_basis="Kế hoạch số 202/KH-UBND ngày 18/8/2023, mục VI.3.d", bounds=[10, 20], is_public=True,
    )  # fmt: skip
    save_campaign(
        campaign=campaign, weights=weights, starts_on=today - timedelta(days=21), ends_on=today + timedelta(days=30),
        at=at - timedelta(days=22), by=by,
    )  # fmt: skip
    open_round(round=CampaignRound.objects.get(campaign=campaign), at=at - timedelta(days=21), by=by)
