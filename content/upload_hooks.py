"""The studio's doors for arriving films; imported by wagtail_hooks.py."""

from django.urls import URLPattern, path
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
