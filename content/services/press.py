"""Press partners hand in articles; reviewers publish them or send them back with a reason (plan 202, IV.1.b)."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from content.models import CaseStudyIndexPage, NewsIndexPage
from content.press import PRESS
from content.services.granting import (
    OWN,
    STUDIO,
    allow_library,
    allow_on_page,
    collection_named,
    only_own_files,
    permissions_named,
)

REVIEWERS = "Duyệt bài báo chí"
WORKFLOW = "Duyệt bài trước khi đăng"
PLACES = (NewsIndexPage, CaseStudyIndexPage)


def ensure_press() -> Group:
    """The two groups, the review between them, the press's own shelf; harmless to repeat."""
    press, _made = Group.objects.get_or_create(name=PRESS)
    press.permissions.add(*permissions_named(STUDIO))
    reviewers, _made = Group.objects.get_or_create(name=REVIEWERS)
    reviewers.permissions.add(*permissions_named(STUDIO))
    allow_library(press, collection_named(PRESS), OWN)
    only_own_files(Group.objects.filter(pk=press.pk), PRESS)
    allow_library(reviewers, collection_named(PRESS))
    workflow = _workflow(reviewers)
    for model in PLACES:
        place = model.objects.get()
        allow_on_page(press, place, ("add_page",))  # adds, and changes what it added itself
        allow_on_page(reviewers, place)
        WorkflowPage.objects.update_or_create(page=place.page_ptr, defaults={"workflow": workflow})
    return press


def _workflow(reviewers: Group) -> Workflow:
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW)
    task = GroupApprovalTask.objects.filter(name=WORKFLOW).first() or GroupApprovalTask.objects.create(
        name=WORKFLOW
    )
    task.groups.add(reviewers)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    return workflow
