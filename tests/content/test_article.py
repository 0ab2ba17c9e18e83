"""A lesson's body on paper: everything it says, in order, and nothing that a page hides in tags."""

from content.printing.article import Block, blocks_of, heads_of

BODY = """<h2>Mở đầu</h2><p>Nhập một lần, <b>dùng nhiều lần</b> &amp; đỡ sai.</p>
<ul><li>Cân</li><li><p>Đo</p></li></ul><ol><li>Mở</li><li>Bấm</li></ol>
<div class="notice warn"><div><p><b>Chú ý</b></p><p>Không đưa mã OTP.</p></div></div>
<blockquote><p>Lời hay</p><footer class="muted">Ai đó</footer></blockquote>
<div class="table-box"><table><caption>Bảng</caption><thead><tr><th scope="col">Việc</th></tr></thead>
<tbody><tr><td>Cày</td></tr></tbody></table></div><p>Hết.</p>"""


def said(kind: str, body: str = BODY) -> list[str]:
    return [one.text for one in blocks_of(body, pictures=False) if one.kind == kind]


def test_words_come_in_order_with_their_bold() -> None:
    assert said("text") == ["Nhập một lần, <b>dùng nhiều lần</b> &amp; đỡ sai.", "Hết."]
    assert heads_of(blocks_of(BODY, pictures=False)) == ["Mở đầu"]


def test_lists_keep_their_marks_and_numbers() -> None:
    items = [(one.mark, one.text) for one in blocks_of(BODY, pictures=False) if one.kind == "item"]

    assert items == [("•", "Cân"), ("•", "Đo"), ("1.", "Mở"), ("2.", "Bấm")]


def test_notices_and_quotes_are_set_apart() -> None:
    assert said("note") == ["<b>Chú ý</b><br/>Không đưa mã OTP.", "Lời hay"]


def test_a_table_keeps_its_rows() -> None:
    table = next(one for one in blocks_of(BODY, pictures=False) if one.kind == "table")

    assert table.rows == [["<b>Việc</b>"], ["Cày"]]


def test_a_caption_stands_above_its_table() -> None:
    kinds = [one.kind for one in blocks_of(BODY, pictures=False)]

    assert kinds[kinds.index("table") - 1] == "caption"


def test_a_picture_that_is_gone_leaves_the_words_that_stand_for_it() -> None:
    body = '<figure><img src="/media/p/khong-co.webp" alt="Sơ đồ kho"><figcaption>Kho</figcaption></figure>'

    assert blocks_of(body)[0] == Block("picture", "Sơ đồ kho", address="/media/p/khong-co.webp")
    assert said("caption", body) == ["Kho"]


def test_markup_of_words_is_no_markup_of_paper() -> None:
    assert said("text", "<p>a &lt;b&gt; c</p>") == ["a &lt;b&gt; c"]


def test_broken_and_empty_bodies_leave_what_there_is() -> None:
    assert blocks_of("") == []
    assert said("text", "<p></p><p>Còn") == []
    assert said("text", "</ul></div></table><p>Vẫn đọc được</p>") == ["Vẫn đọc được"]
