"""An office writes a survey, publishes it, closes it, copies it; what was published and answered never changes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Survey, SurveyVersion
from assessments.models.survey import new_code
from assessments.surveys import items as forms
from assessments.surveys.items import Item
from assessments.surveys.queries import newest
from common import clock
from common.errors import Conflict, DomainError
from courses.models import Course
from people.models import Account, OrgUnit
from people.rights import Right
from people.scope import require_unit
from people.services.audit import Kind, record

MOST_ITEMS = forms.MOST_ITEMS


@dataclass(frozen=True)
class Facts:
    """What stands around the questions."""

    title: str
    intro: str
    kind: str
    owner: OrgUnit
    course: Course | None
    anonymous: bool
    opens_on: date
    closes_on: date | None
    threshold: int
    goal_percent: int
    results_public: bool


@transaction.atomic
def create_survey(*, facts: Facts, items: list[Item], at: datetime, by: Account) -> Survey:
    """A draft of an office in the author's scope."""
    _require(facts, by, at)
    survey = Survey.objects.create(**_columns(facts), draft=items, created_at=at, created_by=by)
    _tell("survey_created", survey, by, at)
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, facts: Facts, at: datetime, by: Account) -> Survey:
    """New words and dates; what it is about stays once it was published, because answers were given to that."""
    survey = _locked(survey, by, at)
    _require(facts, by, at)
    fixed = ("kind", "course", "anonymous")
    if survey.published and any(getattr(survey, name) != getattr(facts, name) for name in fixed):
        raise Conflict(
            _(
                "Phiếu đã phát hành: loại phiếu, khóa học và việc ẩn danh không đổi được nữa. Hãy chép thành phiếu mới."
            )
        )
    if survey.published and facts.threshold < survey.threshold:
        raise Conflict(_("Phiếu đã phát hành: số phiếu ít nhất để công bố chỉ được nâng lên."))
    for name, value in _columns(facts).items():
        setattr(survey, name, value)
    survey.save()
    _tell("survey_changed", survey, by, at)
    return survey


@transaction.atomic
def save_item(*, survey: Survey, item: Item, at: datetime, by: Account) -> Survey:
    """Put the item in its place, or at the end."""
    survey = _locked(survey, by, at)
    wrong = forms.problems_of(item)
    if wrong:
        raise DomainError(" ".join(wrong))
    ids = [one["id"] for one in survey.draft]
    if item["id"] not in ids and len(ids) >= MOST_ITEMS:
        raise DomainError(_("Phiếu có quá %(most)s câu hỏi.") % {"most": MOST_ITEMS})
    draft = [item if one["id"] == item["id"] else one for one in survey.draft]
    return _keep(survey, draft if item["id"] in ids else [*draft, item])


@transaction.atomic
def move_item(*, survey: Survey, item_id: str, by_places: int, at: datetime, by: Account) -> Survey:
    """Up or down; at an end it stays."""
    survey = _locked(survey, by, at)
    draft = list(survey.draft)
    here = _place_of(draft, item_id)
    draft.insert(max(0, here + by_places), draft.pop(here))
    return _keep(survey, draft)


@transaction.atomic
def drop_item(*, survey: Survey, item_id: str, at: datetime, by: Account) -> Survey:
    """Ask it no more; answers that were given stay with their version."""
    survey = _locked(survey, by, at)
    draft = list(survey.draft)
    draft.pop(_place_of(draft, item_id))
    return _keep(survey, draft)


@transaction.atomic
def publish(*, survey: Survey, at: datetime, by: Account) -> SurveyVersion:
    """The draft becomes the version that is asked; saying the same again makes none."""
    survey = _locked(survey, by, at)
    if survey.state(clock.local_day(at)) == "closed":
        raise Conflict(_("Phiếu đã đóng. Hãy chép thành phiếu mới."))
    wrong = forms.problems(survey.draft)
    if wrong:
        raise DomainError(" ".join(wrong))
    before = newest(survey)
    if before and before.items == survey.draft:
        raise Conflict(_("Bản đang phát hành đã đúng như thế này."))
    version = SurveyVersion.objects.create(
        survey=survey, number=survey.published + 1, items=survey.draft, made_at=at, made_by=by
    )
    survey.published = version.number
    survey.save(update_fields=["published"])
    _tell("survey_published", survey, by, at)
    return version


@transaction.atomic
def close(*, survey: Survey, at: datetime, by: Account) -> Survey:
    """No more answers from now on; what was answered stays."""
    survey = _locked(survey, by, at)
    if survey.state(clock.local_day(at)) not in ("open", "soon"):
        raise Conflict(_("Phiếu này không đang mở."))
    survey.closed_at = at
    survey.save(update_fields=["closed_at"])
    _tell("survey_closed", survey, by, at)
    return survey


@transaction.atomic
def copy(*, survey: Survey, at: datetime, by: Account) -> Survey:
    """A draft of its own with the same questions; no answer of the one is ever counted in the other."""
    _require_owner(survey.owner, by, at)
    again = Survey.objects.get(pk=survey.pk)
    again.pk, again._state.adding = None, True
    again.uuid, again.code = uuid4(), new_code()
    again.title = _("%(title)s (bản chép)") % {"title": survey.title[:180]}
    again.published, again.closed_at, again.results_public = 0, None, False
    again.opens_on, again.closes_on = clock.local_day(at), None
    again.created_at, again.created_by = at, by
    again.save()
    _tell("survey_created", again, by, at)
    return again


def _locked(survey: Survey, by: Account, at: datetime) -> Survey:
    row = Survey.objects.select_for_update(of=("self",)).select_related("owner", "course").get(pk=survey.pk)
    _require_owner(row.owner, by, at)
    return row


def _require_owner(owner: OrgUnit, by: Account, at: datetime) -> None:
    require_unit(by, owner.uuid, clock.local_day(at), right=Right.OWN_SURVEYS)


def _require(facts: Facts, by: Account, at: datetime) -> None:
    _require_owner(facts.owner, by, at)
    if facts.closes_on and facts.closes_on < facts.opens_on:
        raise DomainError(_("Ngày đóng không thể trước ngày mở."))
    if facts.course and facts.kind != Survey.Kind.COURSE:
        raise DomainError(_("Chỉ phiếu sau khóa học mới chọn khóa học."))
    if facts.kind == Survey.Kind.COURSE and not facts.anonymous:
        raise DomainError(_("Phiếu sau khóa học luôn ẩn danh, để người học nói thật."))


def _columns(facts: Facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}


def _place_of(draft: list[Item], item_id: str) -> int:
    for place, item in enumerate(draft):
        if item["id"] == item_id:
            return place
    raise DomainError(_("Câu hỏi này không còn trong phiếu."), status=404)


def _keep(survey: Survey, draft: list[Item]) -> Survey:
    survey.draft = draft
    survey.save(update_fields=["draft"])
    return survey


def _tell(action: str, survey: Survey, by: Account, at: datetime) -> None:
    detail = {"survey": survey.title, "code": survey.code}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=survey.owner, detail=detail)
