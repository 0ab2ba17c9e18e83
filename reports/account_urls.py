"""One's own record, below /cua-toi/."""

from django.urls import path

from reports.views import record
from reports.views.chasing import mine

urlpatterns = [
    path("cua-toi/nhac/<uuid:uuid>/", mine.my_reminder, name="my_reminder"),
    path("cua-toi/cach-nhac/", mine.my_reminder_ways, name="my_reminder_ways"),
    path("cua-toi/ho-so/", record.my_record, name="my_record"),
    path("cua-toi/ho-so/bang-ke.pdf", record.my_transcript, name="my_transcript"),
    path("cua-toi/ho-so/du-lieu.json", record.my_data, name="my_data"),
]
