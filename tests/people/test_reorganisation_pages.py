"""The pages of reorganisations: who may open them, what a clerk can do there without script, what is refused."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import OrgUnit, Posting, Reorganisation, Scope
from people.services.new_units import create_unit
from people.services.reorganisations import drafting
from people.services.reorganisations.drafting import NewUnit
from tests.factories.people import AccountFactory, PostingFactory
from tests.people.conftest import DATA
from tests.people.reforms import AT, DAYS, load_2023, mapping, reform, units_table

DAY = date(2027, 1, 1)
HEAD = {"title": "Sắp xếp 2027", "effective_on": "01/01/2027", "legal_basis": "01/NQ-HĐND"}


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code, valid_to=None)


def sign_in(client, code: str | None = "75", role: str = Scope.Role.HR):
    account = AccountFactory()
    if code:
        Scope.objects.create(account=account, unit=unit(code), role=role)
    client.force_login(account)
    return account


@pytest.fixture
def city(province, client):
    """HR of the whole city, signed in."""
    return sign_in(client)


@pytest.fixture
def draft(city, client) -> Reorganisation:
    client.post(reverse("reorganisation_new"), HEAD)
    return Reorganisation.objects.get()


def add(client, draft, change, **data):
    return client.post(reverse("reorganisation_add", args=[draft.uuid, change]), data, follow=True)


def page(client, draft, name="reorganisation_detail", *more) -> str:
    return client.get(reverse(name, args=[draft.uuid, *more])).content.decode()


def test_two_hamlets_are_merged_from_the_first_form_to_the_history(draft, client):
    told = {"parent": unit("26461"), "valid_from": date(2026, 5, 1), "kind": "ấp", "at": AT, "by": None}
    for code, name in (("26461-A01", "Bàu Cối"), ("26461-A02", "Hòa Bình")):
        create_unit(code=code, name=name, **told)
    done = add(client, draft, "merge", old="26461-A01\nẤp Hòa Bình", name="Bàu Hòa", code="26461-A03")
    text = done.content.decode()
    assert "Ấp Bàu Hòa" in text
    assert "Áp dụng từ 01/01/2027: 2 đơn vị hết hiệu lực, 1 đơn vị bắt đầu?" in text
    done = client.post(reverse("reorganisation_apply", args=[draft.uuid]), follow=True)
    assert "còn hoàn tác được" in done.content.decode()
    history = page(client, OrgUnit.objects.get(code="26461-A03"), "unit_detail")
    assert "Hình thành từ" in history
    assert "Căn cứ 01/NQ-HĐND" in history
    client.post(reverse("reorganisation_revert", args=[draft.uuid]))
    assert not OrgUnit.objects.filter(code="26461-A03").exists()
    assert unit("26461-A02").name == "Hòa Bình"
    assert "Đã hoàn tác lúc" in page(client, draft)
    client.post(reverse("reorganisation_copy", args=[draft.uuid]))
    assert Reorganisation.objects.filter(status="draft").count() == 1


@pytest.mark.parametrize(
    ("kind", "data", "shown"),
    [
        ("rename", {"old": "26461", "name": "Bảo Định"}, "Xã Bảo Định"),
        ("retype", {"old": "Xã Xuân Định", "kind": "phường"}, "Phường Xuân Định"),
        ("reparent", {"old": "26461", "parent": "26188"}, "thuộc Phường Tân Triều"),
        ("dissolve", {"old": "26461"}, "Kết thúc, không có đơn vị kế tiếp"),
        ("merge", {"old": "26461", "existing": "26458"}, "đang có, giữ nguyên"),
        (
            "merge",
            {"old": "26461 · Xã Xuân Định (Thành phố Đồng Nai)", "name": "X", "kind": "phường"},
            "Phường X",
        ),
    ],
)
def test_each_kind_of_change_is_written_by_its_form(draft, client, kind, data, shown):
    text = add(client, draft, kind, **data).content.decode()
    assert shown in text
    client.post(reverse("reorganisation_remove", args=[draft.uuid, unit("26461").uuid]))
    assert "Bản này chưa có thay đổi nào" in page(client, draft)


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("rename", {"old": "Xã Nào Đó", "name": "X"}, "Không có đơn vị “Xã Nào Đó” vào ngày 31/12/2026"),
        ("rename", {"old": "26461"}, "bắt buộc"),
        ("retype", {"old": "26461", "kind": "vương quốc"}, "vương quốc"),
        ("merge", {"old": "26461"}, "một trong hai"),
        ("merge", {"old": "26461", "name": "X", "existing": "26458"}, "một trong hai"),
        ("split", {"old": "26461", "code_1": "26458"}, "ít nhất hai"),
        ("split", {"old": "26461", "code_1": "26458", "code_2": "26458"}, "cùng một mã"),
        ("dissolve", {"old": "26461\n99999"}, "Không có đơn vị “99999”"),
    ],
)
def test_a_form_that_cannot_be_written_says_why(draft, client, kind, data, sentence):
    answer = client.post(reverse("reorganisation_add", args=[draft.uuid, kind]), data)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not draft.changes.exists()


def test_a_name_that_several_units_bear_asks_for_the_code(draft, client):
    create_unit(
        code="A1", name="Bình", kind="ấp", parent=unit("26461"), valid_from=date(2026, 5, 1), at=AT, by=None
    )
    create_unit(
        code="A2", name="Bình", kind="ấp", parent=unit("26188"), valid_from=date(2026, 5, 1), at=AT, by=None
    )
    text = add(client, draft, "dissolve", old="Ấp Bình").content.decode()
    assert "A1 · Ấp Bình (Xã Xuân Định); A2 · Ấp Bình (Phường Tân Triều)" in text


def test_a_split_is_decided_on_the_drafts_page(draft, client):
    post = PostingFactory(unit=unit("26461"), person__full_name="Lê Thị Bình")
    add(
        client, draft, "split", old="26461", code_1="26464", name_1="Bảo Định", share_1="62,5",
        code_2="26458", share_2="37,5",
    )  # fmt: skip
    text = page(client, draft)
    assert "Xã Xuân Định chia về đâu?" in text
    assert "Lê Thị Bình" in text
    assert "62,5" in text
    refused = client.post(reverse("reorganisation_apply", args=[draft.uuid]), follow=True).content.decode()
    assert "Còn việc cần chọn" in refused
    decide = reverse("reorganisation_decide", args=[draft.uuid, unit("26461").uuid])
    assert client.post(decide, {"chia-26461-principal": "00000"}).status_code == 400
    told = {"chia-26461-principal": "26464", f"chia-26461-post-{post.pk}": "26458"}
    told |= {"chia-26461-share-26464": "60", "chia-26461-share-26458": "40"}
    assert "Đã ghi lựa chọn cho Xã Xuân Định" in client.post(decide, told, follow=True).content.decode()
    client.post(reverse("reorganisation_apply", args=[draft.uuid]))
    assert Posting.objects.get(source="reorganisation").unit.name == "Xuân Phú"
    history = page(client, unit("26464"), "unit_detail")
    assert "60\xa0%" in history


def test_the_published_tables_become_a_draft(tmp_path, db, client):
    load_2023(tmp_path)
    reform(2024)
    client.force_login(AccountFactory(is_superuser=True))
    files = {
        "mapping": SimpleUploadedFile("2025.csv", mapping(2025)),
        "table": SimpleUploadedFile("don-vi.csv", units_table(DAYS[2025])),
    }
    told = {"title": "Sắp xếp 2025", "legal_basis": "1662/NQ-UBTVQH15", **files}
    text = client.post(reverse("reorganisation_new"), told, follow=True).content.decode()
    assert "Xã Xuân Tâm chia về đâu?" in text
    assert "Tỉnh Đồng Nai" in text
    draft = Reorganisation.objects.get(status="draft")
    last = client.get(reverse("reorganisation_detail", args=[draft.uuid]), {"page": "99"}).content.decode()
    assert "Kết thúc, không có đơn vị kế tiếp" in last
    assert draft.effective_on == DAYS[2025]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"effective_on": ""}, "Hãy ghi ngày."),
        ({"effective_on": "hôm nay"}, "31/12/2023"),
        ({"effective_on": "01/01/1925"}, "31/12/2023"),
        ({"table": b"x"}, "chỉ dùng cùng bảng chuyển đổi"),
        ({"mapping": b"a,b\n1,2\n"}, "không phải bảng đơn vị"),
    ],
)
def test_a_new_draft_is_refused_in_a_sentence(city, client, data, sentence):
    files = {
        name: SimpleUploadedFile("x.csv", value) for name, value in data.items() if isinstance(value, bytes)
    }
    answer = client.post(reverse("reorganisation_new"), HEAD | data | files)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Reorganisation.objects.exists()


def test_name_and_day_can_be_corrected_and_the_draft_thrown_away(draft, client):
    client.post(reverse("reorganisation_edit", args=[draft.uuid]), HEAD | {"effective_on": "01/03/2027"})
    draft.refresh_from_db()
    assert draft.effective_on == date(2027, 3, 1)
    client.post(reverse("reorganisation_discard", args=[draft.uuid]))
    assert "Chưa có bản sắp xếp nào" in client.get(reverse("reorganisation_list")).content.decode()


def _addresses(draft: Reorganisation) -> list[tuple[str, str]]:
    one, of_unit = [draft.uuid], [draft.uuid, unit("26461").uuid]
    return [
        ("get", reverse("reorganisation_list")),
        ("get", reverse("reorganisation_new")),
        ("post", reverse("reorganisation_new")),
        ("get", reverse("reorganisation_detail", args=one)),
        ("get", reverse("reorganisation_edit", args=one)),
        ("get", reverse("reorganisation_add", args=[draft.uuid, "merge"])),
        ("post", reverse("reorganisation_remove", args=of_unit)),
        ("post", reverse("reorganisation_decide", args=of_unit)),
        ("post", reverse("reorganisation_apply", args=one)),
        ("post", reverse("reorganisation_revert", args=one)),
        ("post", reverse("reorganisation_discard", args=one)),
        ("post", reverse("reorganisation_copy", args=one)),
    ]


@pytest.mark.parametrize(("code", "role"), [("26461", Scope.Role.HR), ("75", Scope.Role.LEADER), (None, "")])
def test_only_hr_of_everything_reorganises(province, client, code, role):
    draft = drafting.start_draft(title="X", effective_on=DAY, legal_basis="Y", at=AT, by=None)
    sign_in(client, code, role)
    for method, address in _addresses(draft):
        assert getattr(client, method)(address).status_code == 403, address
    assert Reorganisation.objects.get().status == "draft"


def test_a_leader_of_all_who_is_hr_of_one_commune_does_not(province, client):
    account = sign_in(client, "75", Scope.Role.LEADER)
    Scope.objects.create(account=account, unit=unit("26461"))
    assert client.get(reverse("reorganisation_list")).status_code == 403


def test_a_stranger_is_sent_to_sign_in(province, client):
    draft = drafting.start_draft(title="X", effective_on=DAY, legal_basis="Y", at=AT, by=None)
    for method, address in _addresses(draft):
        assert "/tai-khoan/" in getattr(client, method)(address).url


def test_what_is_not_there_is_said_in_one_sentence(draft, client):
    for address in (
        reverse("reorganisation_detail", args=[uuid4()]),
        reverse("reorganisation_add", args=[draft.uuid, "khac"]),
    ):
        assert client.get(address).status_code == 404
    for name in ("reorganisation_remove", "reorganisation_decide"):
        assert client.post(reverse(name, args=[draft.uuid, unit("26461").uuid])).status_code == 404


def test_lists_cost_the_same_for_few_and_many(city, client, django_assert_max_num_queries):
    for number in range(30):
        drafting.start_draft(title=f"Bản {number}", effective_on=DAY, legal_basis="Y", at=AT, by=city)
    client.get(reverse("reorganisation_list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("reorganisation_list"))


def test_a_preview_costs_the_same_for_few_and_many(draft, client, django_assert_max_num_queries):
    names = OrgUnit.objects.filter(valid_to=None, level="xa").order_by("pk")[:40]
    for one in names:
        drafting.add_succession(
            draft, kind="rename", unit=one, to=NewUnit(name=f"{one.name} mới", kind=one.kind)
        )
    PostingFactory.create_batch(3, unit=names[0])
    client.get(reverse("reorganisation_detail", args=[draft.uuid]))
    with django_assert_max_num_queries(13):  # all tables that name units are asked at once
        client.get(reverse("reorganisation_detail", args=[draft.uuid]))


def test_a_commune_adds_its_own_hamlets_and_bodies(province, client):
    sign_in(client, "26461")
    home = unit("26461")
    told = {
        "kind": "ấp",
        "name": "Bàu Cối",
        "code": "26461-A01",
        "valid_from": "01/09/2025",
        "legal_basis": "12/QĐ",
    }
    done = client.post(reverse("unit_add", args=[home.uuid]), told, follow=True).content.decode()
    assert "Đã thêm Ấp Bàu Cối" in done
    body = {
        "kind": "hội",
        "name": "Hội Nông dân xã Xuân Định",
        "code": "26461-HND",
        "valid_from": "01/09/2025",
    }
    client.post(reverse("unit_add", args=[home.uuid]), body)
    assert unit("26461-HND").branch == "hoi"
    text = page(client, home, "unit_detail")
    assert "Hội, đoàn thể (1)" in text
    assert "Ấp, khu phố (1)" in text
    assert "Đổi tên" not in text  # only HR of everything reorganises


def test_a_foreign_or_unknown_parent_is_answered_alike_and_leaders_only_look(province, client):
    sign_in(client, "26461")
    answers = [client.get(reverse("unit_add", args=[one])) for one in (unit("26188").uuid, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "trong phạm vi bạn phụ trách" in answers[0].content.decode()
    sign_in(client, "75", Scope.Role.LEADER)
    assert client.get(reverse("unit_add", args=[unit("26461").uuid])).status_code == 403


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "ấp", "name": "X", "code": "26188", "valid_from": "01/09/2025"}, "đã có"),
        ({"kind": "", "name": "", "code": "", "valid_from": "x"}, "31/12/2023"),
        (
            {"kind": "phòng", "name": "X", "code": "Y", "valid_from": "01/09/1915"},
            "31/12/2023",
        ),
    ],
)
def test_a_unit_by_hand_that_cannot_be_says_why(city, client, data, sentence):
    answer = client.post(reverse("unit_add", args=[unit("26461").uuid]), data)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_units_page_tells_what_it_was_and_became(city, client):
    old = page(client, OrgUnit.objects.get(code="26464"), "unit_detail")
    assert "Hợp nhất, sáp nhập" in old
    assert "Căn cứ 1662/NQ-UBTVQH15" in old
    split = page(client, OrgUnit.objects.get(code="26449"), "unit_detail")
    assert "một phần" in split
    district = page(client, OrgUnit.objects.get(code="741"), "unit_detail")
    assert "Không có đơn vị kế tiếp." in district
    dak_lua = page(client, unit("26119"), "unit_detail")
    assert "Đắc Lua" in dak_lua
    assert "Từ ngày này thuộc" not in dak_lua


def test_the_list_of_units_leaves_hamlets_to_their_communes(city, client):
    create_unit(
        code="A1",
        name="Bàu Cối",
        kind="ấp",
        parent=unit("26461"),
        valid_from=date(2026, 5, 1),
        at=AT,
        by=None,
    )
    assert "Bàu Cối" not in client.get(reverse("unit_list")).content.decode()
    chosen = client.get(reverse("people_list"), {"don-vi": str(unit("A1").uuid)}).content.decode()
    assert "Ấp Bàu Cối" in chosen


def test_the_tables_of_the_project_are_what_these_tests_read():
    assert (DATA / "dong_nai_2025_mapping.csv").is_file()
