"""What the steps of a course are called."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models.activity import Kind
from reports.queries.funnel import CERTIFIED, COMPLETED, ENROLLED, STARTED, Step

WORDS: dict[str, Any] = {
    ENROLLED: gettext_lazy("Được ghi danh"),
    STARTED: gettext_lazy("Đã bắt đầu học"),
    COMPLETED: gettext_lazy("Hoàn thành khóa học"),
    CERTIFIED: gettext_lazy("Được cấp giấy chứng nhận"),
}


def step_title(step: Step) -> str:
    """A lesson by its name; a test says that it was passed."""
    if step.item is None:
        return str(WORDS[step.key])
    title = step.item.activity.title
    return _("Đạt: %(title)s") % {"title": title} if step.item.activity.kind == Kind.QUIZ else title
