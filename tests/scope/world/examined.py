"""A regrade, a marked paper, a pile of survey sheets."""

from assessments.models import (
    Attempt,
    Quiz,
    Regrade,
    RegradeChange,
    Survey,
    SurveyBatch,
)
from people.models import (
    Account,
    OrgUnit,
)
from tests.scope.world.roles import AT


def make_regrade(quiz: Quiz, attempts: list[Attempt]) -> Regrade:
    """One that changes somebody in each commune."""
    regrade = Regrade.objects.create(
        quiz=quiz, policy="again", reason="Máy chấm sai", state="previewed", asked_at=AT,
        counts={"seen": 2, "changed": 2, "up": 2},
    )  # fmt: skip
    RegradeChange.objects.bulk_create(
        RegradeChange(
            regrade=regrade, attempt=one, score_before=1, score_after=2, of_after=5, passed_before=False,
            passed_after=False, outcome="score",
        )
        for one in attempts
    )  # fmt: skip
    return regrade


def make_pile(survey: Survey, unit: OrgUnit, officer: Account) -> SurveyBatch:
    return SurveyBatch.objects.create(
        survey=survey, version=survey.versions.get(), unit=unit, label="Tập 1", expected=5, opened_at=AT, opened_by=officer
    )  # fmt: skip


def make_marked(attempt: Attempt, test: Quiz) -> Attempt:
    """Another try, handed in and all wrong."""
    marks = {entry["id"]: {"chosen": [], "right": False, "fraction": 0.0} for entry in attempt.paper}
    return Attempt.objects.create(
        enrolment=attempt.enrolment, quiz=test, number=2, paper=attempt.paper, key=attempt.key, pass_percent=60,
        started_at=AT, submitted_at=AT, score=0, marks=marks,
    )  # fmt: skip
