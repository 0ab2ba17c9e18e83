"""The loudspeaker pack and the feed."""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader

from content.models import ShelfItem
from content.printing.broadcast import LONGEST, script_of
from tests.content.test_public_pages import words
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
PACK = "/huong-dan/xem-ho-so-da-xong-chua/loa.zip"


@pytest.fixture
def tutorial() -> Any:
    return publish(tutorial_page())


def with_sound() -> None:
    path = default_storage.save("v/loa/loa.mp3", ContentFile(b"ID3 sound"))
    version = ShelfItem.objects.get().version
    sound = {"name": "loudspeaker", "url": default_storage.url(path), "bytes": 9, "type": "audio/mpeg"}
    type(version).objects.filter(pk=version.pk).update(
        media=version.media | {"loudspeaker": sound, "duration": 95}
    )


def opened(client: Client) -> dict[str, bytes]:
    folder = zipfile.ZipFile(io.BytesIO(client.get(PACK).content))
    return {name: folder.read(name) for name in folder.namelist()}


def test_the_pack_holds_sound_script_and_sheet(client: Client, tutorial: Any) -> None:
    with_sound()
    files = opened(client)

    assert files["xem-ho-so-da-xong-chua.mp3"] == b"ID3 sound"
    assert "Kính thưa bà con" in files["xem-ho-so-da-xong-chua-loi-doc.txt"].decode("utf-8-sig")
    sheet = PdfReader(io.BytesIO(files["xem-ho-so-da-xong-chua-so-phat.pdf"])).pages[0].extract_text()
    assert "SỔ PHÁT THANH" in sheet
    assert "1:35" in sheet


def test_without_sound_the_pack_can_still_be_read_aloud(client: Client, tutorial: Any) -> None:
    names = opened(client).keys()

    assert [name for name in names if name.endswith(".mp3")] == []
    assert "chưa có tệp âm thanh" in words(client.get("/huong-dan/xem-ho-so-da-xong-chua/in/"))


def test_the_script_is_plain_words(tutorial: Any) -> None:
    script = script_of(ShelfItem.objects.get().version, "lopso.vn/huong-dan/xem")

    assert "Bước 1: Mở trang dichvucong.gov.vn." in script
    assert "<" not in script
    assert "lopso.vn/huong-dan/xem" in script


def test_a_script_never_takes_more_than_three_minutes(tutorial: Any) -> None:
    version = ShelfItem.objects.get().version
    version.body_html = (
        '<ol class="steps">' + "<li><span>" + "Bấm vào ô màu xanh rồi chờ. " * 150 + "</span></li></ol>"
    )
    script = script_of(version, "lopso.vn/x")

    assert LONGEST - 30 < len(script.split()) <= LONGEST
    assert "chờ.\r\n\r\nBà con muốn xem lại" in script  # cut after a whole sentence


def test_the_feed_has_what_can_be_heard(client: Client, tutorial: Any, settings: Any) -> None:
    assert ElementTree.fromstring(client.get("/phat-thanh.xml").content).findall(".//item") == []
    with_sound()
    item = ElementTree.fromstring(client.get("/phat-thanh.xml").content).find(".//item")

    assert item is not None
    assert item.findtext("title") == "Xem hồ sơ đã xong chưa"
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("url", "").startswith(settings.SITE_ADDRESS)
    assert enclosure.get("type") == "audio/mpeg"


def test_the_feed_asks_once(client: Client, tutorial: Any, django_assert_num_queries: Any) -> None:
    client.get("/phat-thanh.xml")
    with django_assert_num_queries(1):
        client.get("/phat-thanh.xml")


def test_of_an_unknown_tutorial_there_is_no_pack(client: Client) -> None:
    assert client.get("/huong-dan/khong-co/loa.zip").status_code == 404


def test_one_sign_pasted_from_a_text_program_does_not_silence_the_feed(client: Client, tutorial: Any) -> None:
    tutorial.title, tutorial.summary = "Bài \x02 hay", "Dòng một\x0bdòng hai \uffff"
    publish(tutorial)
    with_sound()
    feed = client.get("/phat-thanh.xml")

    assert ElementTree.fromstring(feed.content).findtext("channel/item/description") == "Dòng một dòng hai"
