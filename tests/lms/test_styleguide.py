"""Every component renders in both themes, with its sample data, within its budget."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from lms import styleguide

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = {path.stem for path in (ROOT / "lms" / "templates" / "components").glob("*.html")}
# Parts of the base pages, shown by every page of the style guide rather than as samples.
FRAME = {"account_menu", "display_choices", "foot", "htmx", "keep", "mark", "messages", "nav"}
INSIDE_OTHERS = {"field", "sort_head", "state_icon", "date_block"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Balance(HTMLParser):
    """Complains about a tag that is closed in the wrong place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"


@pytest.fixture
def request_of_nobody():
    request = RequestFactory().get("/styleguide/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sample_renders_well_formed(theme, request_of_nobody):
    for group in styleguide.groups(theme):
        for sample in group.samples:
            html = sample.html(request_of_nobody, theme)
            parser = Balance()
            parser.feed(html)
            assert not parser.open, (group.title, sample.template)


def test_every_component_has_a_sample():
    shown = {sample.template for group in styleguide.groups("light") for sample in group.samples}
    assert {name.removeprefix("components/") for name in shown} >= COMPONENTS - FRAME - INSIDE_OTHERS


def test_the_style_guide_shows_both_themes(client: Client):
    page = client.get("/styleguide/").content.decode()
    assert 'data-theme="light"' in page
    assert 'data-theme="dark"' in page
    assert page.count("Hoàn thành") >= 2


def test_no_id_is_used_twice_on_the_style_guide(client: Client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/styleguide/").content.decode())
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("code", [400, 403, 404, 413, 429, 500])
def test_each_refusal_is_a_page_in_vietnamese_with_a_way_out(code, request_of_nobody):
    html = render_to_string(f"{code}.html", request=request_of_nobody)
    assert '<html lang="vi"' in html
    assert 'href="/"' in html


def test_the_page_for_a_broken_server_needs_no_context():
    assert "Máy chủ gặp lỗi" in render_to_string("500.html")


@pytest.mark.parametrize("base", ["base_public.html", "base_learner.html", "base_hr.html"])
def test_the_skeleton_of_a_page_is_light(base, request_of_nobody):
    assert len(render_to_string(base, request=request_of_nobody).encode()) <= 4_000


def test_public_style_fits_the_budget_of_a_first_view():
    css = ROOT / "lms" / "static" / "css"
    assert len(gzip.compress((css / "base.css").read_bytes(), 9)) <= 8_000
    assert len(gzip.compress((css / "desk.css").read_bytes(), 9)) <= 4_500


def test_large_text_is_kept_and_returns_to_the_same_page(client: Client):
    answer = client.get("/chu-to/", {"chu": "to", "next": "/styleguide/"})
    assert answer["Location"] == "/styleguide/"
    assert 'class="chu-to"' in client.get("/styleguide/").content.decode()
    client.get("/chu-to/", {"next": "/styleguide/"})
    assert 'class="chu-to"' not in client.get("/styleguide/").content.decode()


def test_high_contrast_is_kept_and_costs_nobody_else_a_file(client: Client):
    assert "contrast" not in client.get("/styleguide/").content.decode().split("</head>")[0]
    answer = client.get("/tuong-phan/", {"tp": "cao", "next": "/styleguide/"})
    assert answer["Location"] == "/styleguide/"
    page = client.get("/styleguide/").content.decode()
    assert all(word in page for word in ('class="tuong-phan"', "css/contrast.css", "Tương phản thường"))
    client.get("/tuong-phan/", {"next": "/styleguide/"})
    assert 'class="tuong-phan"' not in client.get("/styleguide/").content.decode()


def test_a_chosen_theme_is_kept(client: Client):
    client.get("/nen/", {"nen": "toi"})
    assert '<html lang="vi" data-theme="dark">' in client.get("/styleguide/").content.decode()


@pytest.mark.parametrize("address", ["https://khac.example/", "//khac.example/", "javascript:alert(1)"])
def test_a_choice_never_leads_to_another_site(client: Client, address):
    assert client.get("/chu-to/", {"chu": "to", "next": address})["Location"] == "/"


def test_save_data_is_never_asked_to_fetch_a_font(client: Client):
    page = client.get("/styleguide/", headers={"save-data": "on"}).content.decode()
    assert "woff2" not in page
    assert 'class="lite"' in page


def test_public_pages_leave_no_cookie(client: Client):
    answer = client.get("/styleguide/")
    assert not [name for name in answer.cookies if name != "csrftoken"]


def test_a_phone_left_on_english_still_shows_vietnamese(client: Client):
    """Many cheap phones are set to English by people who do not read it."""
    assert (
        '<html lang="vi"' in client.get("/styleguide/", headers={"accept-language": "en-US"}).content.decode()
    )


def test_english_is_shown_to_those_who_choose_it_here(client: Client):
    client.get("/ngon-ngu/", {"language": "en"})
    assert '<html lang="en"' in client.get("/styleguide/").content.decode()
