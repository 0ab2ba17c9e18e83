"""The map."""

from django.urls import path

from reports.views.map import commune_map

urlpatterns = [path("ban-do/", commune_map, name="map")]
