"""News and case studies: what they must say before they are public, lists, search, feeds, the site map."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from common.errors import Conflict
from content.finding import search
from tests.factories import OrgUnitFactory
from tests.factories.pages import (
    article_page,
    case_study_page,
    commune_page,
    material_page,
    picture,
    publish,
    tutorial_page,
    video,
)

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 4, 2, 1, tzinfo=UTC)


def words(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_an_article_shows_its_words_its_source_and_its_licence(client: Client) -> None:
    publish(
        article_page(
            credit="Minh Anh, Báo Đồng Nai", source_url="https://baodongnai.com.vn/a", licence="cc-by",
            image=picture(), kind="chuyen-de",
        )
    )  # fmt: skip
    html = words(client.get("/tin/ap-binh-tien-co-wifi/"))

    assert "Bà con tải bài <b>không tốn tiền</b>." in html
    assert "Minh Anh, Báo Đồng Nai" in html
    assert 'href="https://creativecommons.org/licenses/by/4.0/deed.vi"' in html
    assert "Chuyên đề" in html
    assert 'class="story-picture"' in html


def test_a_case_study_says_what_to_do_what_it_costs_and_whom_to_ask(client: Client) -> None:
    unit = OrgUnitFactory(name="Thanh Sơn")
    commune = publish(commune_page(unit))
    publish(case_study_page(commune))
    html = words(client.get("/mo-hinh-hay/cho-khong-tien-mat/"))

    assert "In mã QR cho từng sạp." in html
    assert "3 triệu đồng in mã" in html
    assert 'href="tel:02513822222"' in html
    assert f'href="/xa/{commune.slug}/"' in html


def test_without_a_phone_one_asks_at_the_communes_page(client: Client) -> None:
    commune = publish(commune_page(OrgUnitFactory()))
    publish(case_study_page(commune, contact_phone=""))

    assert f'href="/xa/{commune.slug}/#hoi"' in words(client.get("/mo-hinh-hay/cho-khong-tien-mat/"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"body": []}, "chưa có nội dung"),
        ({"credit": "Báo Đồng Nai"}, "ghi nguồn và chọn giấy phép"),
        ({"source_url": "https://baodongnai.com.vn/a", "licence": "cc-by"}, "ghi nguồn"),
    ],
)
def test_an_article_that_is_not_ready_is_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(Conflict, match=said):
        publish(article_page(**values))


def test_a_case_study_needs_a_place_and_steps() -> None:
    with pytest.raises(Conflict, match="chọn xã, phường"):
        publish(case_study_page())
    with pytest.raises(Conflict, match="ít nhất một bước"):
        publish(case_study_page(title="Khác", unit=OrgUnitFactory(), steps=[]))


def test_one_address_leads_to_one_article() -> None:
    publish(article_page())
    with pytest.raises(Conflict, match="đã có bài khác dùng"):
        publish(article_page(publish(commune_page(OrgUnitFactory()))))


def test_a_film_for_members_is_not_shown_to_villagers() -> None:
    film = video()
    type(film).objects.update(members_only=True)
    film.refresh_from_db()
    with pytest.raises(Conflict, match="chỉ dành cho người đã đăng nhập"):
        publish(article_page(video=film))


def test_a_film_says_its_cost_before_it_plays(client: Client) -> None:
    publish(article_page(video=video()))
    html = words(client.get("/tin/ap-binh-tien-co-wifi/"))

    assert 'preload="none"' in html
    assert "Xem · 2 phút · 0,9 MB" in html


def test_lists_are_narrowed_and_ignore_nonsense(client: Client) -> None:
    publish(article_page(title="Tin y tế", topic="y-te-so"))
    publish(article_page(title="Chuyên đề chợ", topic="mua-ban", kind="chuyen-de", audience="dan_cu"), LATER)
    everything = words(client.get("/tin/"))

    assert everything.index("Chuyên đề chợ") < everything.index("Tin y tế")
    for query, there, not_there in (
        ("viec=y-te-so", "Tin y tế", "Chuyên đề chợ"),
        ("loai=chuyen-de", "Chuyên đề chợ", "Tin y tế"),
        ("danh-cho=dan_cu", "Chuyên đề chợ", "Tin y tế"),
    ):
        html = words(client.get(f"/tin/?{query}"))
        assert there in html, query
        assert not_there not in html, query
    assert "Tin y tế" in words(client.get("/tin/?viec=%00&loai=x&danh-cho=y&trang=99"))
    assert "Chưa có tin nào" in words(client.get("/tin/?viec=thanh-toan"))


def test_long_lists_turn_pages_and_keep_the_filter(client: Client) -> None:
    for number in range(22):
        publish(article_page(title=f"Tin {number:02d}", topic="y-te-so"))
    first = words(client.get("/tin/?viec=y-te-so"))

    assert 'href="?trang=2&amp;viec=y-te-so"' in first
    assert words(client.get("/tin/?viec=y-te-so&trang=2")).count('class="eyebrow"') == 2


def test_lists_and_pages_ask_a_fixed_number_of_questions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    commune = publish(commune_page(OrgUnitFactory()))
    for number in range(5):
        publish(article_page(commune, title=f"Tin {number}"))
    publish(case_study_page(commune))
    client.get("/tin/")
    with django_assert_max_num_queries(3):
        client.get("/tin/")
    with django_assert_max_num_queries(5):
        client.get("/tin/tin-0/")
    with django_assert_max_num_queries(6):
        client.get("/mo-hinh-hay/cho-khong-tien-mat/")


def test_search_finds_them_and_the_word_for_commune_finds_no_crowd() -> None:
    commune = publish(commune_page(OrgUnitFactory(name="Thanh Sơn")))
    publish(case_study_page(commune))

    assert {item.kind for item in search("cho khong tien mat").items} == {"case"}
    assert {item.kind for item in search("thanh son").items} == {"commune", "case"}
    assert search("xã").items == []


def test_feeds_are_well_formed_and_hold_the_newest(client: Client) -> None:
    commune = publish(commune_page(OrgUnitFactory(), slug="xd"))
    publish(article_page(title="Tin < mới & lạ"))
    publish(article_page(commune, title="Tin của xã"))
    rss = ElementTree.fromstring(client.get("/tin/rss.xml").content)
    atom = ElementTree.fromstring(client.get("/tin/atom.xml").content)
    own = ElementTree.fromstring(client.get("/xa/xd/tin.xml").content)

    assert {one.text for one in rss.iterfind(".//item/title")} == {"Tin < mới & lạ", "Tin của xã"}
    assert len(list(atom.iterfind("{http://www.w3.org/2005/Atom}entry"))) == 2
    assert [one.text for one in own.iterfind(".//item/title")] == ["Tin của xã"]
    assert client.get("/xa/khong-co/tin.xml").status_code == 404


def test_the_site_map_names_what_is_public_and_nothing_else(client: Client, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://lopso.dongnai.gov.vn"
    publish(tutorial_page(video=video()))
    publish(material_page())
    commune = publish(commune_page(OrgUnitFactory()))
    article_page(commune, title="Còn nháp")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    told = ElementTree.fromstring(client.get("/sitemap.xml").content).iterfind(f"{space}url/{space}loc")
    addresses = [(one.text or "").removeprefix("https://lopso.dongnai.gov.vn") for one in told]

    assert "/huong-dan/xem-ho-so-da-xong-chua/" in addresses
    assert f"/xa/{commune.slug}/" in addresses
    assert not any("con-nhap" in address for address in addresses)
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_robots_are_kept_from_desks_and_led_to_the_map(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /nhan-su/" in text
    assert "/sitemap.xml" in text


@pytest.mark.parametrize("address", ["/tin/khong-co/", "/mo-hinh-hay/khong-co/"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_sign_that_xml_refuses_does_not_silence_the_feeds(client: Client) -> None:
    publish(
        article_page(title="Tin \x02 mới", summary="Một\x0bhai", credit="Báo \x1f Đồng Nai", licence="cc-by")
    )

    for address in ("/tin/rss.xml", "/tin/atom.xml"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Tin mới" in answer.content.decode()


def test_the_feed_of_a_commune_says_whose_it_is(client: Client) -> None:
    page = publish(commune_page(OrgUnitFactory(name="Gia Tân")))
    feed = client.get(f"/xa/{page.slug}/tin.xml").content.decode()

    assert "<title>Xã Gia Tân · Lớp Số</title>" in feed
    assert f"/xa/{page.slug}/</link>" in feed
