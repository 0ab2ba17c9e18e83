"""What is said in a film can be read, page by page, by those who may see the film."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common import clock
from content.captions.parsing import parse
from content.captions.transcript import paragraphs
from content.models import Video
from content.services.groups import ensure_groups
from courses.models import ActivityVersion
from courses.services.enrolment import enrol
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory
from tests.factories.pages import publish, tutorial_page, video

pytestmark = pytest.mark.django_db
WORDS = (
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lan>Chào bà con.\n\n00:02.500 --> 00:04.000\nHôm nay ta học.\n\n"
)
LATER = "01:00:09.000 --> 01:00:10.000\nSau một giờ & <b>nghỉ</b>.\n"


@pytest.fixture(autouse=True)
def stored() -> None:
    for name, content in (("vi", WORDS + LATER), ("en", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n")):
        if not default_storage.exists(f"captions/{name}.vtt"):
            default_storage.save(f"captions/{name}.vtt", ContentFile(content.encode()))


def test_one_goes_on_reading_where_one_goes_on_talking() -> None:
    found = paragraphs(parse(WORDS + LATER).cues)
    assert [(part.start, part.text) for part in found] == [
        (1.0, "Chào bà con. Hôm nay ta học."),
        (3609.0, "Sau một giờ & nghỉ."),
    ]
    long = parse(
        "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n + 1:02}.000\n{'chữ ' * 30}." for n in range(9))
    )
    assert len(paragraphs(long.cues)) == 3


@pytest.fixture
def lesson() -> str:
    """The address of a lesson's transcript; its learner is the person of the account `canbo-hoc`."""
    release = ReleaseFactory(items=["video"])
    tracks = [
        {"lang": "vi", "label": "Tiếng Việt", "url": "/media/captions/vi.vtt"},
        {"lang": "en", "label": "English", "url": "/media/captions/en.vtt"},
    ]
    ActivityVersion.objects.filter(kind="video").update(media={"duration": 3700.0, "tracks": tracks})
    account = AccountFactory(person=PersonFactory(), username="canbo-hoc")
    enrol(learner=account.person, course=release.course, at=clock.now() - timedelta(days=1))
    return reverse("lesson_transcript", args=[release.items.get().activity.uuid])


def signed_in(username: str) -> Client:
    from people.models import Account

    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def test_a_learner_reads_it_with_times_in_either_language(lesson: str) -> None:
    client = signed_in("canbo-hoc")
    html = client.get(lesson).content.decode()
    assert 'lang="vi"' in html
    assert '#t=3609">1:00:09</a></dt><dd>Sau một giờ &amp; nghỉ.</dd>' in html
    assert "<dd>Hello.</dd>" in client.get(lesson, {"tieng": "en"}).content.decode()


def test_others_do_not(lesson: str) -> None:
    assert Client().get(lesson).headers["Location"].startswith("/tai-khoan/login/")
    AccountFactory(person=PersonFactory(), username="nguoi-khac")
    assert signed_in("nguoi-khac").get(lesson).status_code == 404


def test_a_film_without_subtitles_has_no_such_page(lesson: str) -> None:
    ActivityVersion.objects.update(media={"duration": 100.0})
    assert signed_in("canbo-hoc").get(lesson).status_code == 404


def test_everybody_reads_a_tutorials(client: Client) -> None:
    film = video()
    film.captions.name = "captions/vi.vtt"
    film.save()
    page = publish(tutorial_page(video=film))
    address = reverse("tutorial_transcript", args=[page.slug])
    assert f'href="{address}"' in client.get(reverse("tutorial", args=[page.slug])).content.decode()
    html = client.get(address).content.decode()
    assert "<dd>Chào bà con. Hôm nay ta học.</dd>" in html
    assert f'href="/huong-dan/{page.slug}/#t=1"' in html
    assert client.get(reverse("tutorial_transcript", args=["khong-co"])).status_code == 404


def test_the_studio_says_how_subtitles_were_read(film) -> None:
    account = AccountFactory(username="giangvien-thu")
    account.groups.add(ensure_groups())
    client = signed_in("giangvien-thu")
    legacy = "1\n00:00:01,000 --> 00:00:02,000\nChµo bµ con, h«m nay ta häc.\n\n2\n00:0x\nhai\n".encode(
        "cp1252"
    )
    upload = SimpleUploadedFile("bai.mp4", film.read_bytes(), "video/mp4")
    posted = {
        "title": "Bài 1",
        "file": upload,
        "tags": "",
        "collection": "1",
        "captions": SimpleUploadedFile("a.srt", legacy),
    }
    posted["other_captions"] = SimpleUploadedFile("en.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n")
    assert "Hãy chọn tiếng" in client.post("/quan-tri/media/video/add/", posted).content.decode()
    for file in (upload, posted["captions"], posted["other_captions"]):
        file.seek(0)
    answer = client.post("/quan-tri/media/video/add/", posted | {"other_language": "en"})
    assert answer.status_code == 302
    assert "bảng mã TCVN3" in client.get("/quan-tri/media/").content.decode()
    stored = Video.objects.get()
    html = client.get(f"/quan-tri/media/edit/{stored.pk}/").content.decode()
    assert "Chào bà con, hôm nay ta học." in html
    assert "Dòng 5: thiếu dòng thời gian" in html
    assert "Phụ đề English" in html
    assert "Bỏ phụ đề này" in html
    with default_storage.open(stored.captions.name) as file:
        assert (
            file.read().decode() == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nChào bà con, hôm nay ta học.\n"
        )
    client.post(
        f"/quan-tri/media/edit/{stored.pk}/",
        {
            "title": "Bài 1",
            "tags": "",
            "collection": "1",
            "captions-clear": "on",
            "other_language": "en",
        },
    )
    stored.refresh_from_db()
    assert (stored.captions.name, stored.captions_report) == ("", {})
