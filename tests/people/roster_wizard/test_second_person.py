"""A great change waits for a second officer."""

from django.urls import reverse

from common import clock
from people.models.roster import State
from tests.people.roster_wizard.cast import address, officer, said, unit


def test_a_great_change_waits_for_a_second_officer_who_agrees(too_much, client):
    chief = officer(unit("75", clock.today()), name="Lê Thị Duyệt")
    mine = client.get(address("roster_detail", too_much))
    assert "không tự duyệt" in said(mine)
    assert "Lê Thị Duyệt" in said(mine)
    client.post(address("roster_decide", too_much), {"duyet": "1"})
    too_much.refresh_from_db()
    assert too_much.state == State.WAITING_APPROVAL
    client.force_login(chief)
    home = said(client.get(reverse("roster_upload")))
    assert "1 danh sách chờ bạn duyệt" in home
    assert '<span class="count">1<span class="visually-hidden"> chờ duyệt</span></span>' in home
    page = said(client.get(address("roster_detail", too_much)))
    assert "Xã Bảo Hòa" in page
    assert "Duyệt và nạp" in page
    client.post(address("roster_decide", too_much), {"duyet": "1"})
    too_much.refresh_from_db()
    assert too_much.state == State.APPLIED
    assert "Lê Thị Duyệt đã duyệt" in said(client.get(address("roster_detail", too_much)))


def test_a_second_officer_sends_it_back_with_a_reason(too_much, client):
    client.force_login(officer(unit("75", clock.today()), name="Lê Thị Duyệt"))
    answer = client.post(address("roster_decide", too_much), {"tra": "1", "ly-do": ""}, follow=True)
    assert "Hãy ghi lý do" in said(answer)
    client.post(address("roster_decide", too_much), {"tra": "1", "ly-do": "Thiếu ba người ấp 4."})
    client.force_login(too_much.uploaded_by)
    text = said(client.get(address("roster_detail", too_much)))
    assert "Lê Thị Duyệt gửi trả" in text
    assert "Thiếu ba người ấp 4." in text
    assert "Tiếp tục" in text


def test_the_clerk_takes_the_question_back(too_much, client):
    answer = client.post(address("roster_withdraw", too_much), follow=True)
    assert "Đã rút lại" in said(answer)
    too_much.refresh_from_db()
    assert too_much.state == State.CHECKED
