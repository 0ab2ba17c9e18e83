"""The studio's permissions by name, and how groups get them."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

STUDIO = [("wagtailadmin", "access_admin")]
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media"))
# Who may add may change and delete what they added themselves; `change` is the right over what others added.
OWN, ALL = ("add", "choose", "view"), ("add", "change", "choose", "view")
ON_PAGES = ("add_page", "change_page", "publish_page")


def permissions_named(names: list[tuple[str, str]]) -> list[Permission]:
    """Those that exist: not every library has every act."""
    found = Permission.objects.filter(codename__in=[codename for _app, codename in names])
    wanted = set(names)
    return [
        permission
        for permission in found.select_related("content_type")
        if (permission.content_type.app_label, permission.codename) in wanted
    ]


def allow_on_page(group: Group, page: Page, acts: tuple[str, ...] = ON_PAGES) -> None:
    """On the page and all below it."""
    found = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=acts)
    given = [GroupPagePermission(group=group, page_id=page.pk, permission=one) for one in found]
    GroupPagePermission.objects.bulk_create(given, ignore_conflicts=True)


def allow_library(group: Group, collection: Collection, acts: tuple[str, ...] = ALL) -> None:
    """Pictures, documents and films of a collection."""
    named = [(app, f"{act}_{model}") for app, model in FILES for act in acts]
    given = [
        GroupCollectionPermission(group=group, collection=collection, permission=one)
        for one in permissions_named(named)
    ]
    GroupCollectionPermission.objects.bulk_create(given, ignore_conflicts=True)


def only_own_files(groups: QuerySet[Group], collection_name: str) -> None:
    """Several strangers share this shelf: none changes or deletes what another added, whatever was given before."""
    held = GroupCollectionPermission.objects.filter(group__in=groups, collection__name=collection_name)
    held.filter(permission__codename__in=[f"change_{model}" for _app, model in FILES]).delete()


def collection_named(name: str) -> Collection:
    """Below the root; made when missing."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(name=name)
