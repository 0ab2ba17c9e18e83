"""Publishing a page from code, under the same refusals as in the studio."""

from datetime import datetime

from wagtail.models import Page

from common.errors import Conflict
from content.moments import dated
from content.readiness import why_not
from people.models import Account


def publish_page(*, page: Page, at: datetime, by: Account | None = None) -> None:
    """Publish the page as it stands, its version dated `at`; Conflict with the reason when it is not ready."""
    page = page.specific
    refusal = why_not(page)
    if refusal:
        raise Conflict(refusal)
    with dated(at):
        page.save_revision(user=by).publish(user=by)
    page.refresh_from_db()
