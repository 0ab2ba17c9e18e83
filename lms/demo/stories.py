"""The communes' pages, two of them written by their editors; case studies and news."""

from datetime import datetime
from typing import Any

from content.models import ArticlePage, CaseStudyPage, CommunePage, NewsIndexPage, TutorialPage, WifiPoint
from content.services.communes import ensure_commune_pages
from content.services.pages import publish_page
from lms.demo.markup import rich
from lms.demo.media import Media
from lms.demo.names import CONTENT
from lms.demo.pages import read
from people.models import Account, Scope

FILE = CONTENT / "stories.toml"


def write_stories(media: Media, at: datetime) -> None:
    """All communes have a page; what the file tells is published as their editors would."""
    ensure_commune_pages(at=at)
    pages = {page.unit.code: page for page in CommunePage.objects.select_related("unit") if page.unit}
    told = read(FILE)
    for one in told["commune"]:
        _commune(pages[one["code"]], one, at)
    for one in told["case"] + told["article"]:
        page = _case(one, media) if "problem" in one else _article(one, media)
        parent: Any = pages[one["code"]] if "code" in one else NewsIndexPage.objects.get()
        parent.refresh_from_db()
        parent.add_child(instance=page)
        publish_page(page=page, at=at)


def let_editor_write(account: Account) -> None:
    """The commune's officer looks after its page as well."""
    own = account.scopes.first()
    assert own
    Scope.objects.create(account=account, unit=own.unit, role=Scope.Role.EDITOR)


def _commune(page: CommunePage, told: dict[str, Any], at: datetime) -> None:
    known = dict(TutorialPage.objects.filter(slug__in=told["picks"]).values_list("slug", "pk"))
    page.lead, page.office_contact = told["lead"], told["office"]
    page.helpers_contact = rich(told["helpers"])
    for place in told["wifi"]:
        name, _comma, hours = place.partition(", ")
        WifiPoint.objects.get_or_create(unit=page.unit, name=name, defaults={"hours": hours})
    page.picks = [("item", TutorialPage.objects.get(pk=known[slug])) for slug in told["picks"]]  # type: ignore[assignment]
    publish_page(page=page, at=at)


def _story(told: dict[str, Any], media: Media) -> dict[str, Any]:
    same = ("title", "slug", "summary", "topic", "credit", "licence")
    values = {name: told[name] for name in same if name in told}
    if "picture" in told:
        values["image"] = media.picture(told["picture"], told["alt"])
    return values | {"audience": "dan_cu", "live": False}


def _case(told: dict[str, Any], media: Media) -> CaseStudyPage:
    return CaseStudyPage(
        **_story(told, media), problem=told["problem"], result=told["result"], cost=told["cost"],
        steps=[("step", step) for step in told["steps"]], contact_name=told["contact"], contact_phone=told["phone"],
    )  # fmt: skip


def _article(told: dict[str, Any], media: Media) -> ArticlePage:
    body = [("paragraph", rich(text)) for text in told["body"]]
    return ArticlePage(**_story(told, media), kind=told["kind"], body=body)
