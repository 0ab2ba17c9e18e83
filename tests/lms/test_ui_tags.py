"""Figures, icons and the planted bar say in a page what the record says."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from courses.queries.lesson import Watching
from lms import navigation
from lms.context import display_key, page
from lms.templatetags import ui

NBSP = "\u00a0"


def rendered(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ value|vn_number }}", 3414, "3.414"),
        ("{{ value|vn_number:1 }}", 1234.5, "1.234,5"),
        ("{{ value|vn_number }}", None, "–"),
        ("{{ value|vn_percent }}", 48, f"48{NBSP}%"),
        ("{{ value|vn_percent:3414 }}", 2984, f"87,4{NBSP}%"),
        ("{{ value|vn_percent:0 }}", 0, "–"),
        ("{{ value|megabytes }}", 1_400_000, f"1,4{NBSP}MB"),
        ("{{ value|clock }}", 750, "12:30"),
        ("{{ value|vn_date }}", date(2026, 11, 12), "12/11/2026"),
        ("{{ value|vn_date }}", None, "–"),
        ("{{ value|vn_datetime }}", datetime(2026, 11, 12, 20, 30, tzinfo=UTC), "03:30 13/11/2026"),
        ("{{ value|initials }}", "Nguyễn Thị Hồng Anh", "HA"),
        ("{{ value|initials }}", "Đức", "Đ"),
    ],
)
def test_figures_are_written_the_way_offices_write_them(source, value, text):
    assert rendered(source, value=value) == text


def test_minutes_keep_their_word_on_the_same_line():
    assert ui.minutes(125).startswith(f"2{NBSP}")


def test_an_icon_is_decoration_beside_a_word():
    assert rendered('{% icon "clock" %}') == (
        '<svg class="icon" width="24" height="24" aria-hidden="true">'
        '<use href="/static/img/desk-sprite.svg#clock"/></svg>'
    )


def test_the_old_name_of_an_icon_still_works():
    assert "#funnel" in ui.icon("filter")


def test_the_bar_shows_what_is_missing_between_two_stretches():
    bar = ui.planted([[0, 285], [345, 408]], 750, 90)
    assert [(gap["start"], gap["end"]) for gap in bar["gaps"]] == [(285, 345), (408, 750)]
    assert (bar["seen"], bar["missing"], bar["goal"]) == (348, 327, "675")


def test_the_bar_tells_the_same_seconds_as_the_lesson():
    spans, film = [(0.0, 46.82), (56.67, 67.76)], 123.1
    bar, seen = ui.planted(spans, film, 90), Watching(spans, film, 0.9)
    assert bar["seen"] == int(seen.seconds) == 57
    assert bar["missing"] == seen.missing_begun == 53
    assert bar["percent"] == seen.percent == 47


@given(
    st.lists(st.tuples(st.floats(-50, 900), st.floats(-50, 900)), max_size=12),
    st.integers(1, 800),
)
def test_ground_and_planted_make_the_whole_film_whatever_is_reported(spans, duration):
    bar = ui.planted(spans, duration, 90)
    bare = sum(gap["end"] - gap["start"] for gap in bar["gaps"])
    assert abs(bar["seen"] + bare - duration) <= len(spans) + 1  # drawn in whole seconds, told as it is
    assert 0 <= bar["percent"] <= 100


def test_the_bar_says_in_words_what_it_draws():
    html = render_to_string(
        "components/spans_bar.html", {"spans": [[0, 348]], "duration": 750, "goal": 90, "caption": True}
    )
    assert "5:48" in html
    assert f"còn thiếu 5:27 để đủ 90{NBSP}%" in html


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/nhan-su/", "Tổng quan"),
        ("/nhan-su/can-bo/abc/", "Cán bộ"),
        ("/nhan-su/khac/", "Tổng quan"),
    ],
)
def test_the_navigation_marks_where_the_reader_is(path, label):
    assert [str(item.place.label) for item in navigation.shown("hr", path) if item.current] == [label]


def test_choices_of_look_come_from_cookies_and_one_header():
    request = RequestFactory().get("/", headers={"save-data": "on"})
    request.COOKIES = {"chu": "to", "nen": "toi"}
    shown = page(request)
    assert (shown["html_class"], shown["theme"], shown["save_data"]) == ("chu-to lite", "dark", True)
    assert display_key(request) == "chu-to lite|dark"


def test_a_made_up_theme_is_not_written_into_the_page():
    request = RequestFactory().get("/")
    request.COOKIES = {"nen": '"><script>'}
    assert page(request)["theme"] == ""
