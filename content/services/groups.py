"""The groups that work in the studio, and what they may do there."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from content.models import CatalogueIndexPage, MaterialIndexPage, TutorialIndexPage

TRAINERS, TEMPLATE_KEEPERS = "Giảng viên", "Quản lý mẫu giấy"
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
TEMPLATES = [
    ("certificates", "change_certificatetemplate"),
    ("certificates", "use_seals"),
    *(
        ("certificates", f"{act}_{model}")
        for act in ("add", "change", "view")
        for model in ("signatory", "legalbasis")
    ),
]
BRANCHES = (TutorialIndexPage, CatalogueIndexPage, MaterialIndexPage)
ON_PAGES = ("add_page", "change_page", "publish_page")


@transaction.atomic
def ensure_groups() -> Group:
    """Make the groups, or bring them up to date; rights an administrator added are left alone.

    Seals, signatories and the look of certificates are not a trainer's: they have a group of their own.
    """
    keepers, _made = Group.objects.get_or_create(name=TEMPLATE_KEEPERS)
    keepers.permissions.add(*_permissions(STUDIO + TEMPLATES))
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
