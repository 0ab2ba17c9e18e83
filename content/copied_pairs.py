"""A copied course keeps its pairs: a test of the copy is measured from the copy's own pre-test."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page

from content.models import QuizPage
from content.moments import moment
from content.publishing import published


@hooks.register("after_copy_page")
def pair_copies(request: Any, page: Page, new_page: Page) -> None:
    """The children of both have the same slugs."""
    copies = {one.slug: one for one in QuizPage.objects.child_of(new_page)}
    for original in QuizPage.objects.child_of(page) if copies else []:
        before = original.get_latest_revision_as_object().pre_test
        if before and before.slug in copies and original.slug in copies:
            _pair(copies[original.slug], copies[before.slug], request.user)


def _pair(after: QuizPage, before: QuizPage, by: Any) -> None:
    """In the draft and in the page; the bridge heard of a copy that is live before its pair was known."""
    draft = after.get_latest_revision_as_object()
    draft.pre_test = after.pre_test = before
    draft.save_revision(user=by, changed=False, clean=False)
    QuizPage.objects.filter(pk=after.pk).update(pre_test=before)
    if after.live:
        published(QuizPage.objects.get(pk=after.pk), at=moment(), by=by)
