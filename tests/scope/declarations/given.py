"""What addresses and forms are given."""

from typing import Any
from uuid import uuid4

from certificates.models import CertificateTemplate
from tests.scope.world.roles import CYCLE, PLAN, PROGRAMME
from tests.scope.world.things import World


def cycle(world: World) -> list[Any]:
    return [CYCLE]


def slug(world: World) -> list[Any]:
    return [world.target.code]


def xuat(world: World) -> dict[str, Any]:
    return {"xuat": "xlsx"}


def order(world: World) -> dict[str, Any]:
    return {"course": world.stray_course, "due_on": "2027-12-01", "confirmed": "1"}


def spans(world: World) -> dict[str, Any]:
    return {"uuid": str(uuid4()), "spans": [[0, 1]], "position": 1}


def achievement_of(world: World) -> list[Any]:
    certificate = world.foreign.certificate
    return [certificate.enrolment.course.uuid, certificate.facts["release"]]


def a_regrade(world: World) -> list[Any]:
    return [world.regrade.uuid]


def a_test(world: World) -> list[Any]:
    return [world.quiz.uuid]


def a_course(world: World) -> list[Any]:
    return [world.release.course.uuid]


def because(world: World) -> dict[str, Any]:
    return {"reason": "Mất điện thoại"}


def a_template(world: World) -> list[Any]:
    return [CertificateTemplate.objects.get(code="ngang").uuid]


def a_template_version(world: World) -> list[Any]:
    return [CertificateTemplate.objects.get(code="ngang").active.uuid]


def apart(world: World) -> dict[str, Any]:
    return {"nguoi-kia": world.own.twin.uuid}


def a_survey(world: World) -> list[Any]:
    return [world.own.survey.code]


def a_campaign(world: World) -> list[Any]:
    return [world.own.campaign.slug]


def a_programme(world: World) -> list[Any]:
    return [PROGRAMME]


def a_plan(world: World) -> list[Any]:
    return [PLAN]


def pasted(world: World) -> dict[str, Any]:
    return {"on": "2/3/2026", "source": "Niên giám", "pasted": f"{world.own.unit.code}: 1.234"}


def a_number(world: World) -> dict[str, Any]:
    return {"measure": "ho", "value": "12", "on": "2/3/2026", "source": "Niên giám"}


def a_plan_line(world: World) -> dict[str, Any]:
    return {
        "course": world.release.course.pk, "classes": 1, "people": 20, "starts_on": "1/3/2026", "ends_on": "1/5/2026",
    }  # fmt: skip


def survey_facts(world: World) -> dict[str, Any]:
    return {
        "title": "Ý kiến", "kind": "open", "opens_on": "1/1/2026", "anonymous": "on", "threshold": 10, "goal_percent": 80
    }  # fmt: skip


def no_signs(world: World) -> dict[str, Any]:
    return {"now": 0, "signs": [{"uuid": str(uuid4()), "slug": "khong-co", "y": "hieu", "at": 0}]}
