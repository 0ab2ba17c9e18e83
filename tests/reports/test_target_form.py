"""The target's form: a form of its own for each kind, sections, a number of models, what the goal says."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from people.models import Account
from people.queries.tree import UnitTree
from reports.documents.wording import _is_met
from reports.goals import Goal
from reports.models import CriterionSet, LegalBasis, Plan, Target

pytestmark = pytest.mark.django_db
NEW = "/nhan-su/chi-tieu/moi/"
UNITS = {
    "title": "Ít nhất 01 mô hình", "code": "mo-hinh", "counts": "don_vi", "levels": ["xa"], "starts_on": "1/1/2026",
    "due_on": "31/12/2030",
}  # fmt: skip


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


@pytest.mark.parametrize(
    ("kind", "shown", "absent"),
    [
        ("nguoi", {"courses", "what", "genders"}, {"least", "kinds", "measure", "training", "surveyed"}),
        ("don_vi", {"least", "kinds", "training", "surveyed"}, {"courses", "what", "genders", "measure"}),
        ("dan_cu", {"measure", "percent"}, {"courses", "least", "kinds", "held"}),
    ],
)
def test_each_kind_of_target_asks_for_what_belongs_to_it(
    desk: Client, desk_target: Target, kind: str, shown: set[str], absent: set[str]
) -> None:
    form = desk.get(f"{NEW}?theo={kind}").context["form"]
    told = [field.name for section in form.sections for field in section.fields]
    assert shown <= set(told)
    assert not absent & set(told)
    assert len(told) == len(set(told)) == len(form.fields) - 1


def test_an_unknown_kind_is_people(desk: Client, desk_target: Target) -> None:
    assert desk.get(f"{NEW}?theo=meo").context["form"]["counts"].value() == "nguoi"


def test_the_rare_part_is_folded_until_it_says_something(desk: Client, desk_target: Target) -> None:
    address = reverse("target_edit", args=[desk_target.code])
    folded = {section.key: section.folded for section in desk.get(address).context["form"].sections}
    assert [key for key, is_folded in folded.items() if is_folded] == ["nhom", "hep", "phoi-hop"]
    Target.objects.update(population={"levels": ["xa"], "genders": ["nu"]})
    sections = desk.get(address).context["form"].sections
    assert [section.key for section in sections if section.folded] == ["nhom", "phoi-hop"]


def test_a_fault_in_the_folded_part_opens_it(desk: Client, desk_target: Target) -> None:
    answer = desk.post(reverse("target_edit", args=[desk_target.code]), {"age_from": "muoi"})
    assert answer.status_code == 422
    assert "hep" not in {section.key for section in answer.context["form"].sections if section.folded}


def test_a_number_of_models_is_a_number(desk: Client, desk_target: Target) -> None:
    assert desk.post(NEW, UNITS | {"least": "1", "noun": "mô hình"}).status_code == 302
    target = Target.objects.get(code="mo-hinh")
    assert (target.goal.text, target.percent) == ("1\u00a0mô hình", 100)
    for address in ("/nhan-su/chi-tieu/mo-hinh/", "/nhan-su/chi-tieu/"):
        assert "1\u00a0mô hình" in desk.get(address).content.decode()
    form = desk.get("/nhan-su/chi-tieu/mo-hinh/sua/").context["form"]
    assert (form["least"].value(), form["noun"].value()) == (1, "mô hình")
    desk.post("/nhan-su/chi-tieu/mo-hinh/sua/", UNITS | {"percent": "60"})
    assert Target.objects.get(code="mo-hinh").goal.text == "60\u00a0%"


def test_neither_a_share_nor_a_number_is_said(desk: Client, desk_target: Target) -> None:
    answer = desk.post(NEW, UNITS)
    assert answer.status_code == 422
    assert "Hãy ghi tỷ lệ hoặc số lượng cần đạt." in answer.content.decode()
    assert desk.post(NEW, UNITS | {"least": "0"}).status_code == 422


@pytest.mark.parametrize(
    ("goal", "reached", "met"),
    [
        (Goal(100, 1, "mô hình"), (1, 95), True),
        (Goal(100, 2, "xã"), (1, 95), False),
        (Goal(100, 1), (0, 0), False),
        (Goal(80), (4, 5), True),
        (Goal(80), (799, 1000), False),
        (Goal(0.01), (0, 0), False),
    ],
)
def test_when_a_goal_is_met(goal: Goal, reached: tuple[int, int], met: bool) -> None:
    assert goal.is_met(*reached) is met


def test_the_report_measures_a_number_by_the_number() -> None:
    definition = {"percent": "100.00", "population": {"least": 1}}
    assert _is_met(definition, {"numerator": 1, "denominator": 95})


def test_the_plans_file_brings_bases_programme_criteria_and_one_model(real_province: UnitTree) -> None:
    call_command("load_plan")
    plan = Plan.objects.get()
    assert Target.objects.get(code="mo-hinh-01").goal == Goal(100, 1, "mô hình")
    assert [basis.symbol for basis in plan.bases.all()] == [
        "05-NQ/TU", "924/QĐ-TTg", "06/QĐ-BCĐTW-VPĐP", "8050/BNN-VPĐP",
    ]  # fmt: skip
    assert (plan.programme.area, plan.programme.area_on) == ("nong_thon", date(2023, 8, 18))
    numbers = {one.code: [c.number for c in one.criteria.all()] for one in CriterionSet.objects.all()}
    assert numbers["xa-ntm-nang-cao-2021-2025"] == ["8.4", "15.2"]
    assert len(numbers) == 4
    LegalBasis.objects.filter(symbol="05-NQ/TU").update(about="sửa tay")
    call_command("load_plan")
    assert LegalBasis.objects.get(symbol="05-NQ/TU").about == "sửa tay"
