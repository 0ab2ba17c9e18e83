"""Who signs for which office and when, kept in the studio's settings menu."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet

from certificates.models import LegalBasis, Signatory


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
