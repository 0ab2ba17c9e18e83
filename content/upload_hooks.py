"""The studio's doors for arriving films; imported by wagtail_hooks.py."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from content import studio_upload


@hooks.register("register_admin_urls")
def upload_addresses() -> list[URLPattern]:
    """Below /quan-tri/."""
    return [
        path("tai-len/", studio_upload.uploads, name="uploads"),
        path("tai-len/<uuid:uuid>/", studio_upload.upload, name="upload"),
        path("tai-len/<uuid:uuid>/xong/", studio_upload.upload_finish, name="upload_finish"),
    ]


@hooks.register("insert_global_admin_js")
def upload_script() -> SafeString:
    """On every studio page, because a chooser may open on any; what sends is loaded when a drop zone is there."""
    return format_html('<script type="module" src="{}"></script>', static("js/studio-upload.js"))


@hooks.register("insert_global_admin_css")
def upload_style() -> SafeString:
    """The look of the drop zone and its rows."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/studio-upload.css"))
