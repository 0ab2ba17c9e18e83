"""What the province shows to everybody: the map, and the boards of campaigns."""

from django.urls import path

from reports.views.campaigns import campaign_board
from reports.views.map import commune_map

urlpatterns = [
    path("ban-do/", commune_map, name="map"),
    path("thi-dua/<slug:slug>/", campaign_board, name="campaign_board"),
]
