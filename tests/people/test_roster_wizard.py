"""The roster wizard without scripts: mend rows, say columns, ask a second person, apply, undo; and every refusal."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import clock
from people.models import AuditEntry, OrgUnit, Person, Roster, RosterRow, Scope
from people.models.roster import State
from people.resources import job
from tests.factories.people import AccountFactory, PersonFactory, PostingFactory
from tests.people.messy_roster import AS_OF, FIRST_ROW, PEOPLE, messy_workbook

Status = RosterRow.Status
UNKNOWN, BAD_DATE, TYPO, TYPO_TOO = (FIRST_ROW + number for number in (2, 3, 4, 5))


def unit(code: str, day: date = AS_OF) -> OrgUnit:
    return next(unit for unit in OrgUnit.objects.filter(code=code) if unit.exists_on(day))


def officer(*units: OrgUnit, role: str = Scope.Role.HR, name: str = ""):
    account = AccountFactory(person=PersonFactory(full_name=name) if name else None)
    for one in units:
        Scope.objects.create(account=account, unit=one, role=role)
    return account


@pytest.fixture
def city(province, client):
    account = officer(unit("75", clock.today()))
    client.force_login(account)
    return account


def upload(client, data: bytes = b"", name: str = "xuan-loc.xlsx"):
    file = SimpleUploadedFile(name, data or messy_workbook())
    return client.post(reverse("roster_upload"), {"file": file, "as_of": f"{AS_OF:%d/%m/%Y}"})


@pytest.fixture
def roster(city, client):
    assert upload(client).status_code == 302
    return Roster.objects.get()


def address(name: str, roster: Roster, *more: object) -> str:
    return reverse(name, args=[roster.uuid, *more])


def row_url(roster: Roster, number: int, name: str = "roster_row") -> str:
    return f"{address(name, roster, number)}?trang=Danh+s%C3%A1ch&ket-qua=rejected"


def outcome(roster: Roster, number: int) -> tuple[str, str]:
    return roster.rows.values_list("status", "reason").get(number=number)


def boxes(client, roster: Roster, number: int) -> dict[str, str]:
    """The row's form as it is shown."""
    form = client.get(row_url(roster, number)).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "giong"}


def mend(client, roster: Roster, number: int, **changed):
    return client.post(row_url(roster, number), boxes(client, roster, number) | changed, follow=True)


def said(answer) -> str:
    return answer.content.decode()


def test_the_preview_says_every_row_and_why(roster, client):
    text = said(client.get(address("roster_detail", roster)))
    assert "Không có đơn vị nào tên như vậy" in text
    assert "Ngày sinh không có thật" in text
    assert [outcome(roster, number)[0] for number in range(FIRST_ROW, FIRST_ROW + 6)] == [
        "created", "created", "rejected", "rejected", "rejected", "rejected",
    ]  # fmt: skip
    assert "Đơn vị chưa rõ, ở nhiều dòng" in text
    refused = client.get(address("roster_detail", roster), {"ket-qua": "rejected", "ly-do": "unit_not_found"})
    assert {line["row"].number for line in refused.context["lines"]} == {UNKNOWN, TYPO, TYPO_TOO}
    found = client.get(address("roster_detail", roster), {"tim": "hong anh"})
    assert [line["row"].number for line in found.context["lines"]] == [FIRST_ROW]


def test_a_row_is_mended_checked_again_and_put_back(roster, client):
    answer = mend(client, roster, BAD_DATE, sinh="28/02/1990")
    assert outcome(roster, BAD_DATE) == (Status.CREATED, "")
    assert "Đã sửa dòng 10. Kết quả: Thêm mới." in said(answer)
    tab = client.get(address("roster_detail", roster), {"ket-qua": "da-sua"})
    assert [line["row"].number for line in tab.context["lines"]] == [BAD_DATE]
    assert "Hoàn tác sửa" in said(tab)
    client.post(row_url(roster, BAD_DATE, "roster_row_skip"), {"lai": "1"})
    assert outcome(roster, BAD_DATE)[0] == Status.REJECTED


def test_a_mend_that_is_not_enough_says_what_still_stands_in_the_way(roster, client):
    answer = mend(client, roster, BAD_DATE, sinh="30/02/1990")
    assert "Đã sửa dòng 10. Kết quả: Không nhận. Thiếu số CCCD" in said(answer)
    assert "chưa có gì thay đổi" in said(mend(client, roster, TYPO))


def test_every_cell_that_may_be_wrong_can_be_typed_over(roster, client):
    mend(client, roster, BAD_DATE, ten="Phạm Thị Dũng", giay="075190000014", dt="0912345604")
    data = roster.rows.get(number=BAD_DATE).data
    assert (data["full_name"], data["id_last3"], data["phone"]) == ("Phạm Thị Dũng", "014", "0912345604")
    roster.refresh_from_db()
    assert roster.choices["mended"][0][2] == {
        "full_name": "Phạm Thị Dũng",
        "identity": "075190000014",
        "phone": "0912345604",
    }


def test_a_unit_is_chosen_from_candidates_or_by_its_name(roster, client):
    candidates = client.get(row_url(roster, TYPO)).context["form"].fields["don_vi"].choices
    assert "Xã Bình Lộc, Thành phố Long Khánh" in dict(candidates).values()
    mend(client, roster, UNKNOWN, don_vi_khac="Xã Xuân Tâm")
    assert roster.rows.get(number=UNKNOWN).data["unit"] == "Xã Xuân Tâm"


@pytest.mark.parametrize("typed", ["Xã Không Có", "Xã Bảo Hoa Đông"])
def test_a_unit_that_is_none_is_refused_beside_its_box(roster, client, typed):
    answer = client.post(row_url(roster, UNKNOWN), {"ten": "Lê Văn Cường", "don_vi_khac": typed})
    assert answer.status_code == 400
    assert answer.context["form"].errors["don_vi_khac"]
    assert outcome(roster, UNKNOWN)[0] == Status.REJECTED


def test_one_choice_mends_every_row_that_writes_its_unit_so(roster, client):
    choices = client.get(row_url(roster, TYPO)).context["form"].fields["don_vi"].choices
    value = next(value for value, words in choices if "Bình Lộc" in str(words))
    mend(client, roster, TYPO, don_vi=value, giong="on")
    assert outcome(roster, TYPO)[0] == outcome(roster, TYPO_TOO)[0] == Status.CREATED


def test_without_the_tick_only_the_row_itself_is_mended(roster, client):
    mend(client, roster, TYPO, don_vi_khac="Xã Bình Lộc")
    assert outcome(roster, TYPO)[0] == Status.CREATED
    assert outcome(roster, TYPO_TOO)[0] == Status.REJECTED


def test_units_that_stand_in_many_rows_are_mended_above_the_table(roster, client):
    group = client.get(address("roster_detail", roster)).context["unclear"][0]
    assert (group["group"].text, group["group"].rows) == ("Bình Lộcc", 2)
    answer = client.post(
        address("roster_units", roster),
        {"chu": "Bình Lộcc", "don_vi": group["candidates"][0][0].uuid},
        follow=True,
    )
    assert "Đã chọn đơn vị cho 2 dòng" in said(answer)
    assert outcome(roster, TYPO)[0] == outcome(roster, TYPO_TOO)[0] == Status.CREATED


def test_a_unit_outside_the_scope_is_no_choice(province, client):
    client.force_login(officer(unit("26464")))
    upload(client)
    roster = Roster.objects.get()
    other = unit("26185")
    answer = client.post(
        address("roster_units", roster), {"chu": "Bình Lộcc", "don_vi": other.uuid}, follow=True
    )
    assert "Hãy chọn một đơn vị" in said(answer)
    answer = client.post(row_url(roster, TYPO), {"ten": "Võ Văn Em", "don_vi_khac": other.full_name})
    assert answer.status_code == 400
    assert not Roster.objects.get().choices.get("mended")


def test_a_row_is_left_out_and_comes_back(roster, client):
    answer = client.post(row_url(roster, FIRST_ROW, "roster_row_skip"), follow=True)
    assert "Đã bỏ dòng 7" in said(answer)
    assert outcome(roster, FIRST_ROW) == (Status.REJECTED, "left_out")
    client.post(row_url(roster, FIRST_ROW, "roster_row_skip"), {"lai": "1"})
    assert outcome(roster, FIRST_ROW)[0] == Status.CREATED


def test_a_whole_number_stays_unseen_and_a_broken_one_is_shown_to_be_mended(roster, client):
    assert "…011" in said(client.get(row_url(roster, FIRST_ROW)))
    for page in (row_url(roster, FIRST_ROW), address("roster_columns", roster)):
        assert "075188000011" not in said(client.get(page))
    short = messy_workbook([("Lê Văn Ngắn", "05/03/1988", "Nam", "07518800001", "", "", "Xã Bảo Hòa")])
    upload(client, short)
    assert "07518800001" in said(client.get(row_url(Roster.objects.first(), FIRST_ROW)))


def test_columns_are_shown_with_samples_and_can_be_said_otherwise(roster, client):
    page = client.get(address("roster_columns", roster))
    sheet = page.context["sheets"][0]["sheet"]
    assert sheet.fields["full_name"] == 1
    assert "Nguyễn Thị Hồng Ánh" in said(page)
    asked = [
        "",
        "full_name",
        "birth",
        "gender",
        "identity",
        "",
        "position",
        "unit",
    ]  # the phones are not read
    answer = client.post(
        address("roster_columns", roster),
        {"trang": [sheet.name], "doc-0": "1", "dau-0": "6", "doan-0": "6", "cot-0": asked},
        follow=True,
    )
    assert answer.status_code == 200
    assert roster.rows.get(number=FIRST_ROW).data["phone"] == ""
    nameless = {"trang": [sheet.name], "doc-0": "1", "dau-0": "6", "cot-0": ["", "", "birth"]}
    refused = client.post(address("roster_columns", roster), nameless)
    assert "Hãy chỉ ra cột họ và tên" in said(refused)


def test_columns_said_once_are_known_for_the_next_file(roster, client):
    name = "Danh sách"
    asked = ["", "full_name", "birth", "gender", "identity", "", "position", "unit"]
    client.post(
        address("roster_columns", roster),
        {"trang": [name], "doc-0": "1", "dau-0": "6", "doan-0": "6", "cot-0": asked},
    )
    client.post(address("roster_apply", roster))
    upload(client, messy_workbook(PEOPLE[:3]))
    text = said(client.get(address("roster_detail", Roster.objects.first())))
    assert "Cột được hiểu như bạn đã chỉ lần trước" in text


def test_a_file_without_a_header_asks_for_its_columns(city, client):
    lines = ["A;Nguyễn Văn An;05/03/1988;Xã Bảo Hòa", "B;Trần Thị Bé;06/04/1989;Xã Bảo Hòa"]
    answer = upload(client, "\n".join(lines).encode(), "khong-tieu-de.csv")
    roster = Roster.objects.get()
    assert answer.url == address("roster_columns", roster)
    page = client.get(answer.url)
    assert "Trần Thị Bé" in said(page)
    assert "Chỉ rõ từng cột" in said(client.get(address("roster_detail", roster)))


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


# A large file: read by a worker, followed by a page that needs no script


@pytest.mark.parametrize("state", [State.READING, State.QUEUED, State.APPLYING, State.UNDOING])
def test_work_in_progress_is_shown_and_reloads_itself(roster, client, state):
    Roster.objects.filter(pk=roster.pk).update(state=state, stage="write", done=400, total=1600)
    answer = client.get(address("roster_detail", roster))
    text = said(answer)
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in text
    assert "400 trong 1.600 dòng" in text
    assert '<progress value="25" max="100"' in text
    Roster.objects.filter(pk=roster.pk).update(state=State.APPLIED, applied_at=clock.now())
    polled = client.get(address("roster_detail", roster), headers={"HX-Request": "true"})
    assert polled["HX-Refresh"] == "true"


def test_a_failed_roster_says_why_and_what_can_be_done(roster, client):
    Roster.objects.filter(pk=roster.pk).update(
        state=State.FAILED, reason="Đĩa đầy.", asked_at=clock.now(), done=5, total=6
    )
    text = said(client.get(address("roster_detail", roster)))
    assert "Đĩa đầy." in text
    assert "Làm tiếp" in text


def test_a_long_file_is_checked_again_by_a_worker(roster, client, settings):
    settings.ROSTER_AT_ONCE = 3
    answer = mend(client, roster, BAD_DATE, sinh="28/02/1990")
    assert "Đang đọc tệp" in said(answer)
    roster.refresh_from_db()
    assert roster.state == State.READING
    job.run(roster.pk, clock.now)
    assert outcome(roster, BAD_DATE)[0] == Status.CREATED
    found = client.get(address("roster_detail", roster), {"tim": "Hồng Ánh"})
    assert [line["row"].number for line in found.context["lines"]] == [FIRST_ROW]


# The second person


@pytest.fixture
def too_much(province, client):
    """A clerk's roster that doubles a unit, asked to be applied."""
    for number in range(12):
        PostingFactory(unit=unit("26464"), person__full_name=f"Cũ {number}", starts_on=date(2023, 1, 1))
    clerk = officer(unit("26464"), name="Trần Thị Văn Thư")
    client.force_login(clerk)
    people = [
        (f"Mới {n}", "01/01/1990", "Nam", f"0750900001{n:02d}", "", "Công chức", "Xã Bảo Hòa")
        for n in range(9)
    ]
    upload(client, messy_workbook(people))
    roster = Roster.objects.get()
    page = client.get(address("roster_apply", roster))
    assert "Cần người thứ hai duyệt" in said(page)
    client.post(address("roster_apply", roster))
    roster.refresh_from_db()
    assert roster.state == State.WAITING_APPROVAL
    return roster


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


# Refusals


def every_address(roster: Roster) -> list[tuple[str, str]]:
    """Method and address of each page and deed of a roster."""
    pages = [
        ("get", address(name, roster))
        for name in ("roster_columns", "roster_apply", "roster_undo", "roster_result")
    ]
    deeds = ("apply", "decide", "withdraw", "cancel", "retry", "undo", "units", "columns")
    posts = [("post", address(f"roster_{name}", roster)) for name in deeds]
    rows = [
        ("get", row_url(roster, 7)),
        ("post", row_url(roster, 7)),
        ("post", row_url(roster, 7, "roster_row_skip")),
    ]
    return [*pages, *posts, *rows]


def answers(client, roster: Roster) -> set[int]:
    return {getattr(client, method)(path).status_code for method, path in every_address(roster)}


def test_another_clerks_roster_is_not_there(roster, client):
    client.force_login(officer(unit("26185")))
    assert answers(client, roster) == {404}
    assert client.get(address("roster_detail", roster)).status_code == 404
    assert client.get(reverse("roster_detail", args=[uuid4()])).status_code == 404


def test_a_leader_looks_and_changes_nothing(roster, client):
    client.force_login(officer(unit("75", clock.today()), role=Scope.Role.LEADER))
    text = said(client.get(address("roster_detail", roster)))
    assert "Tiếp tục" not in text
    assert "data-mend" not in text
    assert answers(client, roster) == {403}


def test_a_learner_and_a_stranger_are_kept_out(roster, client):
    client.force_login(AccountFactory())
    assert answers(client, roster) == {403}
    client.logout()
    assert answers(client, roster) == {302}
    roster.refresh_from_db()
    assert roster.state == State.CHECKED


def test_an_unknown_row_is_refused_in_a_sentence(roster, client):
    answer = client.get(row_url(roster, 9_999))
    assert answer.status_code == 404
    assert "Không có dòng này" in said(answer)
    assert client.post(row_url(roster, 2, "roster_row_skip")).status_code == 404


def test_a_file_that_has_been_deleted_is_said(roster, client):
    Roster.objects.filter(pk=roster.pk).update(file="", uploaded_at=clock.now() - timedelta(days=40))
    text = said(client.get(address("roster_detail", roster)))
    assert "Tệp đã được xóa" in text
    assert "data-mend" not in text


def test_a_long_preview_costs_the_same_as_a_short_one(roster, client, django_assert_max_num_queries):
    client.get(address("roster_detail", roster))
    with django_assert_max_num_queries(24):
        client.get(address("roster_detail", roster))
