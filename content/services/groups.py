"""The group of trainers and what it may do in the studio."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from content.models import CatalogueIndexPage, MaterialIndexPage, TutorialIndexPage

TRAINERS = "Giảng viên"
STUDIO = [("wagtailadmin", "access_admin")]
QUESTIONS = [
    ("assessments", f"{act}_{model}")
    for act in ("add", "change", "delete", "view")
    for model in ("questionbank", "question", "questioncategory", "questiontag")
]
LIBRARY = [
    (app, f"{act}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media"))
    for act in ("add", "change", "choose", "view")
]
BRANCHES = (TutorialIndexPage, CatalogueIndexPage, MaterialIndexPage)
ON_PAGES = ("add_page", "change_page", "publish_page")


@transaction.atomic
def ensure_groups() -> Group:
    """Make the group of trainers, or bring it up to date; rights an administrator added are left alone."""
    trainers, _made = Group.objects.get_or_create(name=TRAINERS)
    trainers.permissions.add(*_permissions(STUDIO + QUESTIONS))
    for model in BRANCHES:
        _allow_on_page(trainers, model.objects.get())
    root = Collection.get_first_root_node()
    for permission in _permissions(LIBRARY):
        GroupCollectionPermission.objects.get_or_create(
            group=trainers, collection=root, permission=permission
        )
    return trainers


def _permissions(names: list[tuple[str, str]]) -> list[Permission]:
    """Those that exist: not every library has every act."""
    found = Permission.objects.filter(codename__in=[codename for _app, codename in names])
    wanted = set(names)
    return [
        permission
        for permission in found.select_related("content_type")
        if (permission.content_type.app_label, permission.codename) in wanted
    ]


def _allow_on_page(group: Group, page: Page) -> None:
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)
