"""Addresses of the media store, below /media/ (embedded profile; elsewhere nginx or a CDN answers them)."""

from django.urls import path

from content.serving import media

urlpatterns = [path("<path:path>", media, name="media")]
