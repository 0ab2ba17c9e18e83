"""What goes by which way, what hinders it, and that nothing goes twice, whoever dies when."""

import json
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail

from people.models import Account, Notice, OrgUnit, Person
from people.services.merging import merge_persons
from people.sms.file import outbox
from reports import channels, chase_words
from reports.channels import ChannelError, Outgoing
from reports.ladder import Audience, Step
from reports.models import ChaseDelivery, ChaseMessage, ChaseReason, Programme, Target
from reports.queries.chasing.digest import things_of
from reports.queries.chasing.proposals import day_of
from reports.services.chasing.manners import choose_ways, opened
from reports.services.chasing.plans import leave_out, pause, resume, set_ladder, take_in
from reports.services.chasing.preparing import _write_people, prepare
from reports.services.chasing.sending import LAPSES, PAUSE, send_again, send_waiting, take
from tests.factories import AccountFactory, EnrolmentFactory, PersonFactory, PostingFactory, ReleaseFactory
from tests.reports.chasing.cast import finish, finish_one, on, put_up, told, work

pytestmark = pytest.mark.django_db
EVERY_WAY = Step(Audience.PERSON, -3, ("in_app", "email", "sms"))


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    outbox().unlink(missing_ok=True)


def texts() -> list[dict[str, str]]:
    return [json.loads(line) for line in outbox().read_text().splitlines()] if outbox().exists() else []


def states() -> dict[tuple[str, str], tuple[str, str]]:
    rows = ChaseDelivery.objects.select_related("message__person")
    return {(row.message.person.full_name, row.channel): (row.state, row.reason) for row in rows}  # type: ignore[union-attr]


def refuse_with(monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    """The mail server's answer, at the edge of Django."""

    def broken(*_args: object, **_more: object) -> int:
        raise trouble

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)


def test_each_way_says_what_became_of_it(target: Target, anh: Person, cuong: Person) -> None:
    put_up(target, EVERY_WAY)
    work(on(-3))
    assert states() == {
        (anh.full_name, "in_app"): ("delivered", ""),
        (anh.full_name, "email"): ("sent", ""),
        (anh.full_name, "sms"): ("sent", ""),
        (cuong.full_name, "in_app"): ("delivered", ""),
        (cuong.full_name, "email"): ("failed", "Chưa có thư điện tử."),
        (cuong.full_name, "sms"): ("failed", "Chưa có số điện thoại."),
    }
    assert "100 % cán bộ quản lý: hạn 10/11/2026, còn 3\u00a0ngày" in mail.outbox[0].body
    assert f"/cua-toi/nhac/{ChaseMessage.objects.get(person=anh).uuid}/" in mail.outbox[0].body


def test_an_address_that_is_wrong_is_not_tried(target: Target, anh: Person) -> None:
    Person.objects.filter(pk=anh.pk).update(email="anh@@xa", phone="12345")
    put_up(target, EVERY_WAY)
    work(on(-3))
    assert states()[anh.full_name, "email"] == ("failed", "Địa chỉ thư điện tử không đúng.")
    assert states()[anh.full_name, "sms"] == ("failed", "Số điện thoại không đúng.")
    assert not mail.outbox


def test_a_family_phone_gets_one_text_that_names_them(
    target: Target, anh: Person, xuan_dinh: OrgUnit
) -> None:
    sister = PersonFactory(full_name="Nguyễn Thị Đào", phone=anh.phone)
    PostingFactory(person=sister, unit=xuan_dinh)
    EnrolmentFactory(learner=sister, release=target.courses.get().releases.get(), course=target.courses.get())
    put_up(target, EVERY_WAY)
    work(on(-3))
    [text] = texts()
    assert text["phone"] == anh.phone
    assert "Nguyen Thi Hong Anh, Nguyen Thi Dao" in text["text"]
    assert text["text"].isascii()


def test_a_text_is_never_longer_than_one_even_of_a_large_family() -> None:
    names = ["Nguyễn Hoàng Phương Thảo Nguyên", "Hoàng Thị Nguyệt Ánh", "Trần Lê Quốc Bảo Khánh"]
    assert len(chase_words.sms(names, 12)) <= 160
    assert len(chase_words.sms(["Ê"] * 200, 12)) <= 160
    assert "Nguyen, Anh, Khanh, Nguyen" in chase_words.sms(names * 2, 12)


def test_who_finishes_between_writing_and_sending_gets_no_mail(target: Target, anh: Person) -> None:
    put_up(target, EVERY_WAY)
    prepare(at=on(-3))
    finish(anh, on(-3))
    send_waiting(at=on(-3), most=10)
    assert not mail.outbox
    assert states()[anh.full_name, "email"][0] == "dropped"


@pytest.mark.parametrize("finished", [1, 2])
def test_of_a_programme_one_course_is_not_all_and_no_course_of_it_is_named_a_second_time(
    target: Target, anh: Person, finished: int
) -> None:
    courses = [target.courses.get(), ReleaseFactory(items=["lesson"]).course]
    programme = Programme.objects.create(code="ca-hai", title="Cả hai")
    programme.courses.set(courses)
    target.programmes.add(programme)
    target.courses.clear()
    target.learning = {"programmes": True}
    target.save()
    second = EnrolmentFactory(learner=anh, release=courses[1].releases.get(), due_on=target.due_on)
    plan = put_up(target, EVERY_WAY)
    day = day_of(on(-3))
    assert anh.pk in day.open[plan]
    assert [thing.title for thing in things_of([anh.pk], day.open)[anh.pk]] == [plan.title]
    prepare(at=on(-3))
    (finish(anh, on(-3)) if finished == 2 else finish_one(second, on(-3)))
    send_waiting(at=on(-3), most=500)
    assert states()[anh.full_name, "email"][0] == ("sent" if finished == 1 else "dropped")


def test_what_waits_when_the_evening_comes_goes_in_the_morning(target: Target, anh: Person) -> None:
    put_up(target, EVERY_WAY)
    prepare(at=on(-4, 20) + timedelta(days=1))
    assert send_waiting(at=on(-3, 21), most=10) == 0
    assert send_waiting(at=on(-2, 9), most=10) == 0  # a Sunday
    assert send_waiting(at=on(-1, 7), most=10) == 2


def test_a_worker_that_dies_while_sending_sends_nothing_twice(target: Target, anh: Person) -> None:
    put_up(target, EVERY_WAY)
    prepare(at=on(-3))
    claimed = list(take(at=on(-3), most=10))  # and here it is killed
    assert len(claimed) == 2
    assert send_waiting(at=on(-3), most=10) == 0
    send_waiting(at=on(-3) + LAPSES + timedelta(minutes=1), most=10)
    assert states()[anh.full_name, "email"][0] == "failed"
    assert "Không rõ đã gửi hay chưa" in states()[anh.full_name, "email"][1]
    assert not mail.outbox


def test_two_workers_that_write_the_same_day_write_it_once(
    target: Target, anh: Person, cuong: Person
) -> None:
    """Both worked out the same proposals before either wrote."""
    put_up(target, EVERY_WAY)
    first, second = day_of(on(-3)), day_of(on(-3))
    assert _write_people(first.people[:1], first, on(-3)) == 1
    assert _write_people(second.people, second, on(-3)) == 1  # the other person only
    assert ChaseMessage.objects.count() == ChaseReason.objects.count() == Notice.objects.count() == 2


def test_a_mail_server_that_is_away_is_tried_again_three_times(
    target: Target, anh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up(target, EVERY_WAY)
    refuse_with(monkeypatch, SMTPServerDisconnected("away"))
    at = on(-3)
    for number in range(1, 4):
        work(at)
        row = ChaseDelivery.objects.get(message__person=anh, channel="email")
        assert row.attempts == number
        work(at + timedelta(minutes=1))
        row.refresh_from_db()
        assert row.attempts == number
        at += PAUSE * number + timedelta(minutes=1)
    assert row.state == "failed"
    assert "không trả lời" in row.reason


def test_an_address_that_the_server_refuses_is_mended_and_sent_again(
    target: Target, anh: Person, officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up(target, EVERY_WAY)
    with monkeypatch.context() as patched:
        refuse_with(patched, SMTPRecipientsRefused({}))
        work(on(-3))
    row = ChaseDelivery.objects.get(message__person=anh, channel="email")
    assert (row.state, row.attempts) == ("failed", 1)
    Person.objects.filter(pk=anh.pk).update(email="hong.anh@xa.vn")
    send_again(delivery=row, at=on(-3, 10), by=officer)
    work(on(-3, 11))
    assert mail.outbox[0].to == ["hong.anh@xa.vn"]


def test_what_went_is_not_sent_again_by_hand(target: Target, anh: Person, officer: Account) -> None:
    from common.errors import Conflict

    put_up(target, EVERY_WAY)
    work(on(-3))
    row = ChaseDelivery.objects.get(message__person=anh, channel="email")
    with pytest.raises(Conflict, match="không gửi được"):
        send_again(delivery=row, at=on(-2), by=officer)


def test_a_reader_may_do_without_mail_and_texts_but_not_without_the_page(target: Target, anh: Person) -> None:
    choose_ways(person=anh, email=False, sms=False, at=on(-9))
    put_up(target, EVERY_WAY)
    work(on(-3))
    assert [key for key in states() if key[0] == anh.full_name] == [(anh.full_name, "in_app")]


def test_without_a_sender_no_text_is_promised(target: Target, anh: Person, settings) -> None:
    settings.SMS_SENDER = ""
    put_up(target, EVERY_WAY)
    work(on(-3))
    assert (anh.full_name, "sms") not in states()


def test_the_notice_is_not_mailed_a_second_time_by_the_other_mailer(target: Target, anh: Person) -> None:
    from people.mailing import send_due

    put_up(target, EVERY_WAY)
    work(on(-3))
    assert send_due(on(-3) + timedelta(hours=2)) == 0
    assert len(mail.outbox) == 1


def test_a_further_channel_is_a_function_in_the_settings(target: Target, anh: Person, settings) -> None:
    settings.CHASE_CHANNELS = settings.CHASE_CHANNELS | {"zalo": "tests.reports.chasing.test_sending.zalo"}
    assert channels.open_channels() == ["email", "sms", "zalo"]
    assert channels.send("zalo", Outgoing("0912", ["A"], "t", "x", "/", 1)) == "delivered"
    with pytest.raises(ChannelError, match="hết tiền"):
        channels.send("zalo", Outgoing("", [], "", "", "", 1))


def zalo(outgoing: Outgoing) -> str:
    if not outgoing.address:
        raise ChannelError("Tài khoản hết tiền", lasting=True)
    return "delivered"


def test_left_out_with_a_reason_until_a_day_or_taken_in_again(
    target: Target, anh: Person, cuong: Person, xuan_dinh: OrgUnit, officer: Account
) -> None:
    plan = put_up(target, EVERY_WAY, Step(Audience.PERSON, 1, ("in_app",)))
    hold = leave_out(plan=plan, unit=xuan_dinh, reason="Đang bão", until=on(-1).date(), at=on(-4), by=officer)
    skip = leave_out(plan=None, person=cuong, reason="Đang chữa bệnh", at=on(-4), by=officer)
    work(on(-3))
    assert (told(anh), told(cuong)) == ([], [])
    work(on(-1))
    assert (told(anh), told(cuong)) == ([on(-1).date()], [])
    take_in(skip=skip, at=on(0), by=officer)
    work(on(1))
    assert (len(told(anh)), told(cuong)) == (2, [on(1).date()])
    assert hold.ended_at is None


def test_a_paused_plan_says_nothing_and_goes_on_with_the_latest_rung(
    target: Target, anh: Person, officer: Account
) -> None:
    plan = put_up(target, EVERY_WAY, Step(Audience.PERSON, 1, ("in_app",)))
    pause(plan=plan, why="Thi tốt nghiệp", at=on(-4), by=officer)
    work(on(-3))
    assert told(anh) == []
    resume(plan=plan, at=on(2), by=officer)
    work(on(2))
    assert told(anh) == [on(2).date()]
    assert ChaseReason.objects.get(person=anh).days == 1


def test_a_ladder_that_makes_no_sense_is_refused(target: Target) -> None:
    from common.errors import DomainError

    twice = [EVERY_WAY, EVERY_WAY]
    mute = [Step(Audience.PERSON, 1)]
    far = [Step(Audience.PERSON, 999, ("in_app",))]
    for steps, sentence in (
        ([], "ít nhất một bước"),
        (twice, "giống nhau"),
        (mute, "cách báo"),
        (far, "366"),
    ):
        with pytest.raises(DomainError, match=sentence):
            set_ladder(target=target, steps=steps, at=on(-9), by=None)


def test_messages_follow_a_person_whose_records_are_merged(
    target: Target, anh: Person, xuan_dinh: OrgUnit
) -> None:
    put_up(target, EVERY_WAY)
    twin = PersonFactory(full_name=anh.full_name)
    PostingFactory(person=twin, unit=xuan_dinh)
    work(on(-3))
    clerk = AccountFactory(is_superuser=True)
    merge_persons(survivor=anh, gone=twin, take={}, at=on(-3, 12), by=clerk)
    work(on(-1))
    assert told(anh) == [on(-3).date()]


def test_the_first_opening_counts(target: Target, anh: Person) -> None:
    put_up(target, EVERY_WAY)
    work(on(-3))
    message = ChaseMessage.objects.get(person=anh)
    opened(message=message, at=on(-2))
    opened(message=message, at=on(-1))
    message.refresh_from_db()
    assert message.opened_at == on(-2)


def test_an_order_with_a_due_day_is_chased_like_a_target(
    target: Target, anh: Person, officer: Account
) -> None:
    from courses.services.enrolment import assign
    from tests.factories import ReleaseFactory

    release = ReleaseFactory(items=["lesson"], course__title="Kỹ năng số")
    order = assign(course=release.course, unit=target.unit, due_on=on(0).date(), at=on(-30), by=officer)
    set_ladder(assignment=order, steps=[EVERY_WAY], at=on(-30), by=officer)
    work(on(-3))
    assert "Kỹ năng số: hạn 10/11/2026" in ChaseMessage.objects.get(person=anh).text
    finish(anh, on(-3))
    assert anh.pk not in next(iter(day_of(on(-2)).open.values()))
