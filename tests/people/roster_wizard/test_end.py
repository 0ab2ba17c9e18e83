"""The last question, applied, undone, cancelled, and the workbook of results."""

from datetime import date

from django.urls import reverse

from people.models import AuditEntry, Person, Roster
from people.models.roster import State
from tests.factories.people import PersonFactory, PostingFactory
from tests.people.messy_roster import AS_OF, PEOPLE, messy_workbook
from tests.people.roster_wizard.cast import BAD_DATE, address, row_url, said, unit, upload


def test_the_last_question_names_movers_and_possible_leavers(city, client):
    bao_hoa, xuan_tam = unit("26464"), unit("26449")
    gone = PostingFactory(unit=bao_hoa, person__full_name="Hồ Văn Vắng", starts_on=date(2023, 1, 1)).person
    mover = PersonFactory(full_name="Trần Văn Bình", phone="0912345602")
    PostingFactory(unit=xuan_tam, person=mover, starts_on=date(2023, 1, 1))
    upload(client, messy_workbook(PEOPLE[:2]))
    roster = Roster.objects.get()
    page = client.get(address("roster_apply", roster))
    assert [one.person for one in page.context["leavers"]] == [gone]
    assert "Xã Xuân Tâm" in said(page)
    client.post(address("roster_apply", roster), {"nghi": [gone.uuid], f"ly-do-{gone.uuid}": "retired"})
    roster.refresh_from_db()
    assert roster.state == State.APPLIED
    assert gone.postings.get().ends_on == AS_OF
    assert not gone.postings.filter(ends_on=None).exists()


def test_a_leaver_that_is_not_ticked_stays(city, client):
    stays = PostingFactory(
        unit=unit("26464"), person__full_name="Hồ Văn Vắng", starts_on=date(2023, 1, 1)
    ).person
    upload(client, messy_workbook(PEOPLE[:2]))
    client.post(address("roster_apply", Roster.objects.get()), {f"ly-do-{stays.uuid}": "retired"})
    assert stays.postings.get().ends_on is None


def test_applied_undone_and_every_button_pressed_too_late(roster, client):
    once = client.post(address("roster_apply", roster), follow=True)
    assert "Đã nạp danh sách." in said(once)
    assert Person.objects.filter(full_name="Trần Văn Bình").exists()
    for name in ("roster_withdraw", "roster_cancel", "roster_retry"):
        late = client.post(address(name, roster), follow=True)
        assert late.status_code == 200
        assert "notice danger" in said(late), name
    late = client.post(row_url(roster, BAD_DATE), {"sinh": "28/02/1990"}, follow=True)
    assert "không sửa được nữa" in said(late)
    assert client.get(address("roster_columns", roster)).url == address("roster_detail", roster)
    assert client.get(address("roster_apply", roster)).url == address("roster_detail", roster)
    assert "Hoàn tác lần nạp này?" in said(client.get(address("roster_undo", roster)))
    undone = client.post(address("roster_undo", roster), follow=True)
    assert "Đã hoàn tác lúc" in said(undone)
    assert not Person.objects.filter(full_name="Trần Văn Bình").exists()


def test_a_cancelled_roster_says_so(roster, client):
    answer = client.post(address("roster_cancel", roster), follow=True)
    assert "Danh sách này đã bỏ, chưa ghi gì." in said(answer)
    assert "Đã bỏ" in said(client.get(reverse("roster_upload")))
    late = client.post(address("roster_apply", roster), follow=True)
    assert "chưa kiểm tra xong" in said(late)


def test_the_result_is_a_workbook_for_whoever_sees_the_roster(roster, client):
    answer = client.get(address("roster_result", roster))
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "no-store" in answer["Cache-Control"]
    assert AuditEntry.objects.filter(action="roster_exported").exists()
