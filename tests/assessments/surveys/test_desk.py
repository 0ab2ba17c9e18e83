"""An office of the Front writes a survey from a ready form, publishes it, prints it; others cannot."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from assessments.models import Survey, SurveyBatch, SurveyResponse, SurveyVersion
from assessments.services.survey_paper import enter, open_batch
from assessments.surveys.items import made, problems
from assessments.surveys.ready import ready
from common.errors import Conflict
from people.models import AuditEntry, OrgUnit, Scope
from tests.factories import OrgUnitFactory, ScopeFactory
from tests.factories.surveys import AT, SurveyFactory, answered, said, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> OrgUnit:
    return OrgUnitFactory(is_office=True, branch="mat_tran", full_name="Ủy ban MTTQ Việt Nam xã Xuân Định")


@pytest.fixture
def front(office: OrgUnit) -> Client:
    return signed_in(ScopeFactory(unit=office, role=Scope.Role.FRONT))


def signed_in(scope: Scope) -> Client:
    client = Client()
    client.force_login(scope.account)
    return client


def facts(office: OrgUnit, **more: Any) -> dict[str, Any]:
    return {
        "title": "Ý kiến bà con", "kind": "commune", "owner": str(office.uuid), "opens_on": "1/1/2026",
        "anonymous": "on", "threshold": 10, "goal_percent": 80,
    } | more  # fmt: skip


def written(front: Client, office: OrgUnit) -> Survey:
    front.post("/nhan-su/phieu/moi/?mau=dich-vu-xa", facts(office))
    return Survey.objects.get()


@pytest.mark.parametrize("code", sorted(ready()))
def test_every_ready_form_can_be_published_and_asks_little(code: str) -> None:
    items = ready()[code].items()
    statements = sum(len(item.get("rows", [None])) for item in items)
    assert problems(items) == []
    assert 5 <= statements <= 9


def test_from_a_ready_form_to_answers(front: Client, office: OrgUnit, client: Client) -> None:
    survey = written(front, office)
    assert len(survey.draft) == 4
    assert client.get(f"/phieu/{survey.code}/").status_code == 404
    front.post(f"/nhan-su/phieu/{survey.uuid}/viec/", {"viec": "phat-hanh"})
    assert client.get(f"/phieu/{survey.code}/").status_code == 200
    actions = ["survey_created", "survey_published"]
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == actions


def test_every_kind_of_question_is_written_in_plain_lines(front: Client, office: OrgUnit) -> None:
    survey = written(front, office)
    for kind in ("likert", "single", "multiple", "short", "essay"):
        told = {"text": f"Câu {kind} <b>", "lines": "Một\n\n Hai \nBa", "scale": "dong_y"}
        assert front.post(f"/nhan-su/phieu/{survey.uuid}/cau/moi/{kind}/", told).status_code == 302
    page = front.get(f"/nhan-su/phieu/{survey.uuid}/").content.decode()
    assert "Câu likert &lt;b&gt;" in page
    assert "Hoàn toàn đồng ý" in page
    assert problems(Survey.objects.get().draft) == []


def test_a_question_with_one_option_is_refused_with_a_sentence(front: Client, office: OrgUnit) -> None:
    survey = written(front, office)
    answer = front.post(f"/nhan-su/phieu/{survey.uuid}/cau/moi/single/", {"text": "Chọn", "lines": "Một"})
    assert (answer.status_code, "ít nhất hai phương án" in answer.content.decode()) == (422, True)


def test_questions_are_moved_and_dropped(front: Client, office: OrgUnit) -> None:
    survey = written(front, office)
    before = [item["id"] for item in survey.draft]
    for deed in ("xuong", "bo"):
        front.post(f"/nhan-su/phieu/{survey.uuid}/cau/{before[0]}/viec/", {"viec": deed})
    survey.refresh_from_db()
    assert [item["id"] for item in survey.draft] == before[1:]


def test_options_that_stay_keep_their_answers() -> None:
    item = made({"kind": "single", "text": "Chọn", "options": ["Một", "Hai"]})
    again = made({"kind": "single", "text": "Chọn một", "options": ["Hai", "Ba"]}, item)
    assert again["id"] == item["id"]
    assert again["options"][0]["id"] == item["options"][1]["id"]


def test_a_change_after_answers_is_a_new_version_and_the_old_one_stays(
    office: OrgUnit, front: Client
) -> None:
    survey = SurveyFactory(owner=office)
    answered(survey, 1)
    item = survey.draft[1]["id"]
    front.post(
        f"/nhan-su/phieu/{survey.uuid}/cau/{item}/", {"text": "Cách nào?", "lines": "Trên mạng\nTại ấp"}
    )
    assert "Có thay đổi chưa phát hành" in front.get(f"/nhan-su/phieu/{survey.uuid}/").content.decode()
    front.post(f"/nhan-su/phieu/{survey.uuid}/viec/", {"viec": "phat-hanh"})
    assert list(SurveyVersion.objects.values_list("number", flat=True).order_by("number")) == [1, 2]
    assert SurveyResponse.objects.get().version.number == 1
    again = front.post(f"/nhan-su/phieu/{survey.uuid}/viec/", {"viec": "phat-hanh"})
    assert again.status_code == 409


def test_a_page_opened_before_the_new_version_is_still_counted(office: OrgUnit, client: Client) -> None:
    survey = SurveyFactory(owner=office)
    data = sent(survey)
    SurveyVersion.objects.create(survey=survey, number=2, items=survey.draft[:1], made_at=AT)
    Survey.objects.update(published=2)
    assert client.post(f"/phieu/{survey.code}/", data).status_code == 302
    assert SurveyResponse.objects.get().version.number == 1


def test_once_published_anonymity_and_kind_stay(office: OrgUnit, front: Client) -> None:
    survey = SurveyFactory(owner=office)
    answer = front.post(
        f"/nhan-su/phieu/{survey.uuid}/sua/", facts(office, kind="open", anonymous="", title="Mới")
    )
    survey.refresh_from_db()
    assert answer.status_code == 302
    assert (survey.title, survey.anonymous, survey.kind) == ("Mới", True, "open")
    Survey.objects.update(threshold=20)
    lower = front.post(f"/nhan-su/phieu/{survey.uuid}/sua/", facts(office, threshold=10))
    assert (lower.status_code, "chỉ được nâng lên" in lower.content.decode()) == (422, True)


def test_closing_ends_it_and_a_copy_starts_empty(office: OrgUnit, front: Client, client: Client) -> None:
    survey = SurveyFactory(owner=office)
    front.post(f"/nhan-su/phieu/{survey.uuid}/viec/", {"viec": "dong"})
    assert client.get(f"/phieu/{survey.code}/").status_code == 409
    front.post(f"/nhan-su/phieu/{survey.uuid}/viec/", {"viec": "chep"})
    again = Survey.objects.exclude(pk=survey.pk).get()
    assert (again.published, again.draft, again.closed_at) == (0, survey.draft, None)
    assert again.code != survey.code
    assert again.uuid != survey.uuid


def test_the_front_sees_no_cadre_and_other_offices_surveys_are_unknown(front: Client) -> None:
    other = SurveyFactory()
    addresses = ("", "sua/", "ket-qua/", "ap-phich.pdf", "ma.svg", "xem-truoc/")
    assert {front.get(f"/nhan-su/phieu/{other.uuid}/{end}").status_code for end in addresses} == {404}
    assert front.post(f"/nhan-su/phieu/{other.uuid}/viec/", {"viec": "dong"}).status_code == 404
    assert front.get("/nhan-su/can-bo/").status_code == 403
    page = front.get("/nhan-su/phieu/").content.decode()
    assert "/nhan-su/can-bo/" not in page
    assert front.get("/vao/")["Location"] == "/nhan-su/phieu/"


def test_a_leader_reads_results_and_changes_nothing(office: OrgUnit) -> None:
    survey, leader = SurveyFactory(owner=office), signed_in(ScopeFactory(unit=office, role=Scope.Role.LEADER))
    assert leader.get(f"/nhan-su/phieu/{survey.uuid}/ket-qua/").status_code == 200
    assert leader.get("/nhan-su/phieu/moi/").status_code == 403
    assert leader.post(f"/nhan-su/phieu/{survey.uuid}/viec/", {"viec": "dong"}).status_code == 403


def test_a_survey_is_never_given_to_an_office_outside_the_scope(front: Client, office: OrgUnit) -> None:
    answer = front.post("/nhan-su/phieu/moi/", facts(OrgUnitFactory()))
    assert answer.status_code == 422
    assert not Survey.objects.exists()


def test_poster_code_and_blank_form_are_files(office: OrgUnit, front: Client) -> None:
    survey, unit = SurveyFactory(owner=office, title="Ý kiến về dịch vụ số của xã, phường"), OrgUnitFactory()
    poster = front.get(f"/nhan-su/phieu/{survey.uuid}/ap-phich.pdf?xa={unit.code}")
    blank = front.get(f"/nhan-su/phieu/giay/{survey.code}.pdf")
    assert poster.content[:5] == blank.content[:5] == b"%PDF-"
    assert front.get(f"/nhan-su/phieu/{survey.uuid}/ma.svg").content.startswith(b"<?xml")
    assert front.get(f"/nhan-su/phieu/{survey.uuid}/ma.png").content.startswith(b"\x89PNG")
    assert front.get(f"/nhan-su/phieu/{survey.uuid}/ma.gif").status_code == 404


@pytest.fixture
def pile(client: Client) -> SurveyBatch:
    """A helper of a commune, signed in, with a pile of two."""
    scope = ScopeFactory(unit=OrgUnitFactory(), role=Scope.Role.HELPER)
    client.force_login(scope.account)
    survey = SurveyFactory(kind="commune")
    client.post(
        f"/nhan-su/phieu/nhap/moi/{survey.code}/",
        {"unit": str(scope.unit.uuid), "label": "Ấp 3", "expected": 2},
    )
    return SurveyBatch.objects.get()


def test_a_helper_types_a_pile_in_form_by_form(client: Client, pile: SurveyBatch) -> None:
    data = sent(pile.survey)
    for told in (data, data, sent(pile.survey)):
        client.post(f"/nhan-su/phieu/nhap/{pile.uuid}/", told)
    kept = SurveyResponse.objects.order_by("place")
    assert [(one.place, one.channel, one.unit) for one in kept] == [
        (1, "paper", pile.unit),
        (2, "paper", pile.unit),
    ]
    page = client.get(f"/nhan-su/phieu/nhap/{pile.uuid}/").content.decode()
    assert "Đã nhập đủ tập này" in page
    assert client.post(f"/nhan-su/phieu/nhap/{pile.uuid}/", sent(pile.survey)).status_code == 409
    assert "2/2" in client.get("/nhan-su/phieu/nhap/").content.decode()


def test_a_form_typed_wrongly_is_voided_and_typed_again(client: Client, pile: SurveyBatch) -> None:
    client.post(f"/nhan-su/phieu/nhap/{pile.uuid}/", sent(pile.survey, "1"))
    address = f"/nhan-su/phieu/nhap/{pile.uuid}/1/bo/"
    assert client.post(address, {"ly-do": " "}).status_code == 400
    assert client.post(address, {"ly-do": "Nhập nhầm cột"}).status_code == 302
    assert client.post(address, {"ly-do": "Lần nữa"}).status_code == 409
    client.post(f"/nhan-su/phieu/nhap/{pile.uuid}/", sent(pile.survey, "4"))
    assert SurveyResponse.objects.filter(void__isnull=True).get().place == 2
    assert "Nhập nhầm cột" in client.get(f"/nhan-su/phieu/nhap/{pile.uuid}/").content.decode()


def test_what_was_left_empty_on_paper_is_left_empty(client: Client, pile: SurveyBatch) -> None:
    likert = pile.survey.draft[0]["id"]
    client.post(f"/nhan-su/phieu/nhap/{pile.uuid}/", {"ma": str(uuid4()), f"{likert}.0": "3"})
    assert SurveyResponse.objects.get().answers == {likert: {"0": "3"}}
    empty = client.post(f"/nhan-su/phieu/nhap/{pile.uuid}/", {"ma": str(uuid4())})
    assert empty.status_code == 422


def test_a_helper_of_another_commune_sees_and_types_nothing(pile: SurveyBatch) -> None:
    other = signed_in(ScopeFactory(unit=OrgUnitFactory(), role=Scope.Role.HELPER))
    assert other.get(f"/nhan-su/phieu/nhap/{pile.uuid}/").status_code == 404
    assert other.post(f"/nhan-su/phieu/nhap/{pile.uuid}/", sent(pile.survey)).status_code == 404
    assert pile.label not in other.get("/nhan-su/phieu/nhap/").content.decode()
    assert other.get("/nhan-su/phieu/").status_code == 403
    refused = {"unit": str(pile.unit.uuid), "label": "Tập 9", "expected": 3}
    assert other.post(f"/nhan-su/phieu/nhap/moi/{pile.survey.code}/", refused).status_code == 422


def test_a_pile_is_typed_once(pile: SurveyBatch) -> None:
    with pytest.raises(Conflict, match="đã có rồi"):
        open_batch(
            survey=pile.survey, unit=pile.unit, label="Ấp 3", expected=5, at=AT, by=pile.opened_by
        )  # fmt: skip
    enter(batch=pile, key=UUID(int=7), answers=said(pile.survey), at=AT, by=pile.opened_by)
    assert SurveyResponse.objects.get().answered_on == date(2026, 3, 2)
