"""The figures of a class as lines of words: for its page, the trainer's report and the evidence folder."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessments.class_tests import Figures, figures_of, tests_of
from assessments.models import ClassSurvey
from assessments.surveys.results import Results, results_of
from common.vietnamese import format_number, format_percent, format_points
from courses.models import TrainingSession


@dataclass(frozen=True)
class Said:
    """A heading and what stands beside it."""

    label: str
    text: str


def results_of_class(session: TrainingSession, today: date) -> Results | None:
    """None where no form was made."""
    bound = ClassSurvey.objects.filter(session=session).select_related("survey__owner").first()
    return results_of(bound.survey, today) if bound else None


def lines_about(session: TrainingSession, today: date) -> list[Said]:
    """Satisfaction and gain, as far as the class asked for them."""
    found, tests = results_of_class(session, today), tests_of(session)
    said = [Said(_("Mức hài lòng của người dự"), satisfaction_said(found))] if found else []
    if tests:
        said.append(Said(_("Kiểm tra đầu lớp, cuối lớp"), gain_said(figures_of(session))))
    return said


def satisfaction_said(found: Results) -> str:
    """85,0 % of so many forms, or that they are too few to tell."""
    total = found.total()
    if total.n is None:
        return _("Dưới %(k)s phiếu nên chưa công bố") % {"k": found.k}
    if total.percent is None:
        return _("%(n)s phiếu") % {"n": format_number(total.n)}
    return _("%(percent)s hài lòng (cần %(goal)s), %(n)s phiếu") % {
        "n": format_number(total.n), "percent": format_percent(total.percent),
        "goal": format_percent(found.survey.goal_percent),
    }  # fmt: skip


def gain_said(found: Figures) -> str:
    """Means of those who have both results."""
    if found.gain is None:
        words = {"pre": format_number(found.pre), "post": format_number(found.post)}
        return _("Chưa ai có đủ hai bài (đầu lớp %(pre)s người, cuối lớp %(post)s người)") % words
    gain = found.gain
    sign = "+" if gain.points > 0 else ""
    return _("trung bình %(before)s → %(after)s điểm (%(gain)s), %(n)s người có đủ hai bài") % {
        "before": _tenth(gain.before / 10), "after": _tenth(gain.after / 10),
        "gain": sign + _tenth(gain.points / 10), "n": format_number(gain.pairs),
    }  # fmt: skip


def _tenth(value: float | None) -> str:
    return format_points(round(value or 0, 1))
