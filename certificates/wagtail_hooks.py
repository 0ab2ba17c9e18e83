"""Who signs for which office and when, and what certificates look like: screens of the studio."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet

from certificates.models import LegalBasis, Signatory
from certificates.studio import choices, editor, templates
from certificates.studio.doors import MAKE


class SignatoryViewSet(ModelViewSet):
    """A change of signatory never touches what is already issued: certificates keep the name they were signed with."""

    model = Signatory
    icon = "edit"
    menu_label = _("Người ký giấy chứng nhận")
    add_to_settings_menu = True
    list_display = ["name", "post", "office", "starts_on", "ends_on"]
    panels = [
        FieldPanel("office"),
        FieldPanel("opening"),
        FieldRowPanel([FieldPanel("on_behalf"), FieldPanel("post")]),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]


@hooks.register("register_admin_viewset")
def signatories() -> SignatoryViewSet:
    """Hang it in the settings menu."""
    return SignatoryViewSet("nguoi-ky")


class LegalBasisViewSet(ModelViewSet):
    """A change of wording never touches what is already issued."""

    model = LegalBasis
    icon = "doc-full"
    menu_label = _("Căn cứ cấp giấy chứng nhận")
    add_to_settings_menu = True
    list_display = ["text", "office", "course", "starts_on", "ends_on"]
    panels = [
        FieldPanel("office"),
        FieldPanel("course"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]


@hooks.register("register_admin_viewset")
def legal_bases() -> LegalBasisViewSet:
    """Hang it beside the signatories."""
    return LegalBasisViewSet("can-cu")


@hooks.register("register_admin_urls")
def template_addresses() -> list[URLPattern]:
    """Below /quan-tri/."""
    return [
        path("mau-giay/", templates.template_list, name="certificate_templates"),
        path("mau-giay/hinh/", choices.pictures, name="certificate_pictures"),
        path("mau-giay/hinh/<slug:sha256>.jpg", choices.picture_file, name="certificate_picture"),
        path("mau-giay/mac-dinh/", choices.defaults, name="certificate_defaults"),
        path("mau-giay/ban/<uuid:uuid>/", editor.version_picture, name="certificate_version_picture"),
        path("mau-giay/<uuid:uuid>/", editor.edit_template, name="certificate_template"),
        path("mau-giay/<uuid:uuid>/xem-truoc/", editor.preview, name="certificate_template_preview"),
        path("mau-giay/<uuid:uuid>/sao-chep/", templates.copy_template, name="certificate_template_copy"),
        path("mau-giay/<uuid:uuid>/viec/", templates.template_deed, name="certificate_template_deed"),
    ]


class TemplatesMenuItem(MenuItem):
    """Shown to those who may make templates."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAKE))


@hooks.register("register_settings_menu_item")
def templates_menu_item() -> MenuItem:
    """Beside those who sign."""
    return TemplatesMenuItem(
        _("Mẫu giấy chứng nhận"),
        reverse("certificate_templates"),
        name="certificate-templates",
        icon_name="doc-full",
    )


@hooks.register("register_permissions")
def template_permissions() -> QuerySet[Permission]:
    """An administrator ticks them in a group's screen."""
    return Permission.objects.filter(
        content_type__app_label="certificates", codename__in=["change_certificatetemplate", "use_seals"]
    )
