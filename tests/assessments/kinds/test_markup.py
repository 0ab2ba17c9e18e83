"""Question text keeps what it may hold and nothing that runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.kinds.markup import files_in, plain, tidy, with_files

KEPT = '<p>Chọn <b>một</b> <span lang="en">word</span><br><img src="file:a b.png" alt="h"></p>'


def test_allowed_markup_stays() -> None:
    assert tidy(KEPT) == KEPT
    assert files_in(KEPT) == {"a b.png"}
    assert 'src="/x/a b.png"' in with_files(KEPT, lambda name: f"/x/{name}")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
        "<svg onload=alert(1)>", '<iframe src="//x"></iframe>', "<p onclick=alert(1)>x</p>", "<style>*{}</style>",
        '<img src="https://theo-doi.example/x.png">', "<scr<script>ipt>alert(1)</script>", "<!--><script>alert(1)-->",
        '<a href="data:text/html,x">x</a>', "<math><mi//xlink:href='javascript:alert(1)'>", "<img src='file:../../x'>",
    ],
)  # fmt: skip
def test_nothing_that_runs_or_calls_home_is_kept(hostile: str) -> None:
    kept = tidy(hostile)
    for word in (
        "<script",
        "onerror",
        "javascript:",
        "onload",
        "<iframe",
        "onclick",
        "<style",
        "https://theo",
        "data:",
        "..",
    ):
        assert word not in kept


@settings(deadline=None)
@given(st.text(alphabet="<>/\"'&;= abpimgsrc:file\u1ea1", max_size=60))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_words_alone() -> None:
    assert plain("<p>Một</p><p>hai &amp; <b>ba</b></p><script>x</script>") == "Một hai & ba"
