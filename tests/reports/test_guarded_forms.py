"""Two officers with one target, campaign or deed open: the second is told, keeps their words, and decides."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Account, OrgUnit
from reports.models import BulkDeed, Campaign, Target
from tests.reports.answers import answer_of
from tests.reports.campaign_cast import campaign_of

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Tên của người thứ nhất", "Tên của người thứ hai"


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture(params=["target", "campaign"])
def record(request: pytest.FixtureRequest, desk_target: Target, province: OrgUnit) -> Target | Campaign:
    if request.param == "target":
        return desk_target
    campaign: Campaign = campaign_of(province, {desk_target: 1}, ends_on=date(2026, 12, 31)).campaign
    return campaign


def form_of(record: Target | Campaign) -> str:
    if isinstance(record, Target):
        return reverse("target_edit", args=[record.code])
    return reverse("campaign_edit", args=[record.uuid])


def test_the_second_is_told_who_saved_keeps_their_words_and_decides(
    desk: Client, colleague: Client, record: Target | Campaign
) -> None:
    address = form_of(record)
    mine, theirs = answer_of(desk.get(address)), answer_of(colleague.get(address))
    assert colleague.post(address, theirs | {"title": FIRST}).status_code == 302
    page = desk.post(address, mine | {"title": SECOND})
    record.refresh_from_db()
    assert (page.status_code, record.title) == (422, FIRST)
    said = str(page.context["form"].non_field_errors())
    assert "Văn Hai đã lưu nội dung khác" in said
    assert "Lúc " in said
    assert "ghi màu đỏ" not in page.content.decode()  # no field is wrong
    again = answer_of(page)
    assert again["title"] == SECOND
    assert desk.post(address, again).status_code == 302
    record.refresh_from_db()
    assert record.title == SECOND


def test_one_writer_alone_is_told_nothing(desk: Client, record: Target | Campaign) -> None:
    address = form_of(record)
    for title in (FIRST, SECOND):
        assert desk.post(address, answer_of(desk.get(address)) | {"title": title}).status_code == 302


def test_a_look_at_a_preview_keeps_the_guard(desk: Client, colleague: Client, desk_target: Target) -> None:
    address = form_of(desk_target)
    looked = desk.post(address, answer_of(desk.get(address)) | {"title": SECOND, "xem-truoc": "1"})
    colleague.post(address, answer_of(colleague.get(address)) | {"title": FIRST})
    assert desk.post(address, answer_of(looked)).status_code == 422
    desk_target.refresh_from_db()
    assert desk_target.title == FIRST


@pytest.fixture
def deed(desk: Client, desk_target: Target) -> BulkDeed:
    """Reminders, previewed."""
    asked = {"nguon": "cbql-100", "loc": "", "tat-ca": "1", "viec": "nhac"}
    where = desk.post("/nhan-su/viec-hang-loat/moi/", asked)["Location"]
    desk.post(where, {"course": desk_target.courses.get().uuid, "text": "Lời đầu"})
    return BulkDeed.objects.get(uuid=UUID(where.split("/")[-2]))


def test_a_deed_changed_on_another_page_is_not_confirmed_unseen(desk: Client, deed: BulkDeed) -> None:
    address = reverse("bulk_detail", args=[deed.uuid])
    page = desk.get(address)
    desk.post(address, answer_of(page) | {"text": "Lời khác"})
    run = {"so": deed.lines.filter(state="in").count()}
    confirm = reverse("bulk_deed", args=[deed.uuid, "xac-nhan"])
    told = desk.post(confirm, run | {"goc": page.context["seen"]}, follow=True)
    assert "vừa được sửa ở một trang khác" in told.content.decode()
    deed.refresh_from_db()
    assert (deed.state, deed.text) == ("preview", "Lời khác")
    desk.post(confirm, run | {"goc": told.context["seen"]})
    deed.refresh_from_db()
    assert deed.confirmed_at


def test_of_two_pages_of_a_deed_the_second_keeps_its_words_and_decides(desk: Client, deed: BulkDeed) -> None:
    address = reverse("bulk_detail", args=[deed.uuid])
    told = answer_of(desk.get(address))
    desk.post(address, told | {"text": "Lời khác"})
    page = desk.post(address, told | {"text": "Lời thứ ba"})
    assert (page.status_code, answer_of(page)["text"]) == (422, "Lời thứ ba")
    assert BulkDeed.objects.get().text == "Lời khác"
    assert desk.post(address, answer_of(page)).status_code == 302
    assert BulkDeed.objects.get().text == "Lời thứ ba"
