"""Surveys for tests: published, open, with a scale of two statements, a choice and free text."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid5

import factory

from assessments.models import Survey, SurveyResponse, SurveyVersion
from assessments.surveys.items import Item, made
from people.models import OrgUnit
from tests.factories.people import OrgUnitFactory

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SPACE = UUID("6f1c3a86-0000-4000-8000-000000000000")
SCALE = ["Rất tệ", "Tệ", "Tạm được", "Tốt", "Rất tốt"]
ROWS = ["Dễ hiểu", "Đủ giờ"]
numbers = count()


def items() -> list[Item]:
    """A required scale, a choice, a line of one's own."""
    return [
        made({"kind": "likert", "text": "Hài lòng đến đâu?", "scale": SCALE, "rows": ROWS, "required": True}),
        made({"kind": "single", "text": "Cách nào?", "options": ["Trên mạng", "Tại xã"]}),
        made({"kind": "essay", "text": "Góp ý"}),
    ]  # fmt: skip


class SurveyFactory(factory.django.DjangoModelFactory):
    """`SurveyFactory(published=0)` is a draft."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    title = "Ý kiến của bà con"
    owner = factory.SubFactory(OrgUnitFactory)
    opens_on = date(2026, 1, 1)
    draft = factory.LazyFunction(items)
    published = 1
    created_at = AT

    @factory.post_generation
    def version(self: Survey, create: bool, extracted: object, **kwargs: object) -> None:
        if self.published:
            SurveyVersion.objects.create(survey=self, number=1, items=self.draft, made_at=AT)


def said(survey: Survey, value: str = "5", text: str = "") -> dict[str, Any]:
    """The same step for both statements."""
    likert, _choice, essay = survey.draft
    return {likert["id"]: {"0": value, "1": value}} | ({essay["id"]: text} if text else {})


def answered(
    survey: Survey, how_many: int, unit: OrgUnit | None = None, value: str = "5", text: str = "", **more: Any
) -> list[SurveyResponse]:
    """So many answers of a commune."""
    version = survey.versions.get(number=survey.published)
    facts = {"channel": "web", "answered_on": AT.date()} | more
    return SurveyResponse.objects.bulk_create(
        SurveyResponse(
            key=uuid5(SPACE, str(next(numbers))), version=version, unit=unit, answers=said(survey, value, text), **facts
        )
        for _one in range(how_many)
    )  # fmt: skip


def sent(survey: Survey, value: str = "5", **more: str) -> dict[str, str]:
    """A posted form."""
    likert = survey.draft[0]["id"]
    key = str(uuid5(SPACE, str(next(numbers))))
    return {"ma": key, "ban": str(survey.published), f"{likert}.0": value, f"{likert}.1": value} | more
