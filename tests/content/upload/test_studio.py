"""The studio's drop zone: on the page that adds videos and in choosers, and what works without a script."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.models import Upload, Video
from tests.content.upload.conftest import Tus

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/media/video/add/"


def test_the_page_offers_the_drop_zone_and_a_form_that_needs_no_script(tus: Tus) -> None:
    page = tus.client.get(ADD).content.decode()
    assert 'data-uploads="/quan-tri/tai-len/"' in page
    assert "<details" in page
    assert " open " in page.partition("<details")[2][:60]  # closed by the script only
    assert 'enctype="multipart/form-data"' in page
    assert "tối đa 209,7\u00a0MB" in page


def test_a_film_too_large_for_the_form_is_sent_to_the_drop_zone(tus: Tus, settings: Any) -> None:
    settings.VIDEO_FORM_MAX_BYTES = 4
    file = SimpleUploadedFile("bai-1.mp4", b"01234", "video/mp4")
    page = tus.client.post(
        ADD, {"title": "Bài 1", "file": file, "tags": "", "collection": "1"}
    ).content.decode()
    assert "khung kéo thả" in page
    assert not Video.objects.exists()


def test_what_is_unfinished_is_listed_for_its_owner_only(tus: Tus, other: Tus) -> None:
    place = tus.begin(200, "Bài dở.mp4")
    tus.send(place, b"0" * 50)
    page = tus.client.get(ADD).content.decode()
    assert f'data-unfinished="{place}"' in page
    assert "đã tải 25\u00a0%" in page
    assert "Bài dở" not in other.client.get(ADD).content.decode()


def test_the_chooser_has_the_drop_zone_for_one_film(tus: Tus) -> None:
    html = json.loads(tus.client.get("/quan-tri/media/chooser/video/").content)["html"]
    assert "data-uploads" in html
    assert "multiple" not in html
    assert 'class="media-choice"' in html


def test_the_list_of_unfinished_films_costs_the_same_however_many(
    tus: Tus, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        tus.begin(10, f"{number}.mp4")
    with django_assert_max_num_queries(30):
        tus.client.get(ADD)


def test_a_film_that_came_by_the_form_counts_for_the_quota(tus: Tus, film: Any, settings: Any) -> None:
    content = film.read_bytes()
    posted = {
        "title": "Bài 1",
        "tags": "",
        "collection": "1",
        "file": SimpleUploadedFile("a.mp4", content, "video/mp4"),
    }
    assert tus.client.post(ADD, posted).status_code == 302
    upload = Upload.objects.get()
    assert (upload.state, upload.size, upload.video) == ("done", len(content), Video.objects.get())
    settings.UPLOAD_PERSON_GB = 1
    Upload.objects.update(size=10**9, offset=10**9)
    posted["file"] = SimpleUploadedFile("a.mp4", content, "video/mp4")
    assert "mỗi người" in tus.client.post(ADD, posted).content.decode()
