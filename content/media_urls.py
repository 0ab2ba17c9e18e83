"""Addresses of the media store, below /media/ (embedded profile; elsewhere nginx or a CDN answers them)."""

from django.urls import path

from content.serving import media, signed_media

urlpatterns = [
    path("ky/<str:token>/<path:path>", signed_media, name="signed_media"),
    path("<path:path>", media, name="media"),
]
