"""One's own record, below /cua-toi/."""

from django.urls import path

from reports.views import record

urlpatterns = [
    path("cua-toi/ho-so/", record.my_record, name="my_record"),
    path("cua-toi/ho-so/bang-ke.pdf", record.my_transcript, name="my_transcript"),
    path("cua-toi/ho-so/du-lieu.json", record.my_data, name="my_data"),
]
