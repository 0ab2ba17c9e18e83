"""A document of the library on paper: a sheet for a hand, a poster for a wall."""

from django.utils.translation import gettext as _

from assessments.rendering.poster import Poster, draw_poster
from content.printing.forms import Form
from content.printing.handout import draw_handout
from content.printing.sheet import Handout


def draw_material_sheet(said: Handout) -> bytes:
    """A4 in large letters: there is little to say."""
    return draw_handout(said, Form.LARGE)


def draw_material_poster(said: Handout, place: str = "") -> bytes:
    """Like the tutorials', so that a wall of them looks like one thing."""
    steps = [
        _("Mở máy ảnh hoặc Zalo trên điện thoại, đưa vào mã."),
        _("Bấm vào địa chỉ hiện ra, xem tóm tắt rồi bấm “Tải về”."),
        said.help,
    ]
    return draw_poster(
        Poster(
            title=said.title, owner=_("Lớp Số · tài liệu"), place=place, call=_("Quét mã để tải"), steps=steps,
            address=said.address, typed=said.typed, foot=said.foot,
        )
    )  # fmt: skip
