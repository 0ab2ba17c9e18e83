"""The demonstration's films: some come with the loudspeakers' sound, and pack, feed and manifest have it."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from content.models import ShelfItem
from content.video.manifest import manifest
from lms.demo.media import Media
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
WITH, WITHOUT = "tra-tien-dien-qua-mang", "tra-tien-bang-ma-qr"


def test_a_film_with_a_horn_file_fills_pack_and_feed(client: Client) -> None:
    film = Media().film(f"{WITH}.mp4", "Trả tiền điện")
    publish(tutorial_page(video=film))

    told = manifest(film)["loudspeaker"]
    assert told["type"] == "audio/mpeg"
    with zipfile.ZipFile(io.BytesIO(client.get("/huong-dan/xem-ho-so-da-xong-chua/loa.zip").content)) as pack:
        (name,) = (one for one in pack.namelist() if one.endswith(".mp3"))
        assert len(pack.read(name)) == told["bytes"]
    feed = client.get("/phat-thanh.xml").content.decode()
    assert f'length="{told["bytes"]}"' in feed
    assert default_storage.exists(told["url"].removeprefix(default_storage.url("")))
    assert ShelfItem.objects.filter(version__media__loudspeaker__url__isnull=False).count() == 1


def test_a_film_without_one_is_not_planned_for_the_loudspeakers() -> None:
    publish(tutorial_page(video=Media().film(f"{WITHOUT}.mp4", "Trả tiền")))

    assert not ShelfItem.objects.filter(version__media__loudspeaker__url__isnull=False).exists()
