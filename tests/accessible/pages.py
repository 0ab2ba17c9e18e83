"""Which pages are looked at: every declared address that a role may open, and what must be published for it."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from content.models import MaterialIndexPage, MaterialPage
from people.models import Account
from tests.accessible.shown import Drawn, drawn
from tests.factories.pages import course_page, lesson_page, picture, publish, tutorial_page, video
from tests.scope.asking import _parts
from tests.scope.declarations import DECLARED, KINDS, Address
from tests.scope.world import World

NEVER_A_PAGE = {"media", "signed_media"}


def published() -> list[str]:
    """A tutorial with a film, a paper of the library and a course with a lesson; the addresses they bring."""
    tutorial = publish(tutorial_page(video=video(), image=picture()))
    course = publish(course_page(code="TC", title="Thư điện tử công vụ"))
    lesson = publish(lesson_page(course))
    paper = publish(_paper())
    slug = [tutorial.slug]
    names = ("tutorial", "tutorial_share", "tutorial_prints", "tutorial_transcript", "start_tutorial")
    return [
        *(reverse(name, args=slug) for name in names),
        reverse("material", args=[paper.slug]),
        reverse("course", args=[course.slug]),
        reverse("course_lesson", args=[course.slug, lesson.slug]),
        "/tim/?q=ho+so",
        "/tim/?q=xyzxyz",
        "/khong-co-trang-nay/",
        f"/huong-dan/{tutorial.slug}/?c0=0&c1=1",
    ]


def _paper() -> MaterialPage:
    file = ContentFile(b"%PDF-1.4", "so-tay.pdf")
    document = get_document_model().objects.create(title="Sổ tay", file=file)
    page = MaterialPage(live=False, title="Sổ tay", summary="In được.", document=document)
    added: MaterialPage = MaterialIndexPage.objects.get().add_child(instance=page)
    return added


def pages_of(role: str, world: World, account: Account | None, more: list[str]) -> Iterator[Drawn]:
    """Each page once, by its address."""
    client = Client()
    if account:
        client.force_login(account)
    for path, data in {**_declared(role, world), **{path: {} for path in more}}.items():
        found = drawn(client, path, **data)
        if found:
            yield found


def _declared(role: str, world: World) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, said in DECLARED.items():
        for address in said if isinstance(said, list) else [said]:
            if address.method == "get" and role in address.who and name not in NEVER_A_PAGE:
                found[reverse(name, args=_path(address, world))] = address.data(world)
    return found


def _path(address: Address, world: World) -> list[Any]:
    return _parts(KINDS[address.kind].of(world.own)) if address.kind else address.path(world)
