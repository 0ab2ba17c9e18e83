"""The groups that work in the studio, and what they may do there."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection

from content.models import (
    CaseStudyIndexPage,
    CatalogueIndexPage,
    MaterialIndexPage,
    NewsIndexPage,
    TutorialIndexPage,
)
from content.services.granting import STUDIO, allow_library, allow_on_page, permissions_named
from content.services.press import ensure_press

TRAINERS, TEMPLATE_KEEPERS, WIFI_KEEPERS = "Giảng viên", "Quản lý mẫu giấy", "Quản lý điểm wifi"
QUESTIONS = [
    ("assessments", f"{act}_{model}")
    for act in ("add", "change", "delete", "view")
    for model in ("questionbank", "question", "questioncategory", "questiontag")
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
WIFI = [("content", f"{act}_wifipoint") for act in ("add", "change", "view")]
BRANCHES = (TutorialIndexPage, CatalogueIndexPage, MaterialIndexPage, NewsIndexPage, CaseStudyIndexPage)


@transaction.atomic
def ensure_groups() -> Group:
    """Make the groups, or bring them up to date; rights an administrator added are left alone.

    Seals, signatories and the look of certificates are not a trainer's: they have a group of their own.
    """
    keepers, _made = Group.objects.get_or_create(name=TEMPLATE_KEEPERS)
    keepers.permissions.add(*permissions_named(STUDIO + TEMPLATES))
    wifi_keepers, _made = Group.objects.get_or_create(name=WIFI_KEEPERS)
    wifi_keepers.permissions.add(*permissions_named(STUDIO + WIFI))
    trainers, _made = Group.objects.get_or_create(name=TRAINERS)
    trainers.permissions.add(*permissions_named(STUDIO + QUESTIONS))
    for model in BRANCHES:
        allow_on_page(trainers, model.objects.get())
    allow_library(trainers, Collection.get_first_root_node())
    ensure_press()
    return trainers
