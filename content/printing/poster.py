"""The A4 poster for the hamlet hall: what one can learn, and a code to be scanned from two metres away."""

from django.utils.translation import gettext as _

from assessments.rendering.poster import Poster, draw_poster
from content.printing.sheet import Handout


def draw_tutorial_poster(said: Handout, place: str = "") -> bytes:
    """The same sheet as the surveys', so that a wall of them looks like one thing."""
    steps = [
        _("Mở máy ảnh hoặc Zalo trên điện thoại, đưa vào mã."),
        _("Bấm vào địa chỉ hiện ra, xem bài 2–3 phút."),
        _("Không cần tài khoản. Chưa rõ thì hỏi tổ công nghệ số của ấp."),
    ]
    return draw_poster(
        Poster(
            title=said.title, owner=_("Lớp Số · hướng dẫn cho bà con"), place=place, call=_("Quét mã để xem"), steps=steps,
            address=said.address, typed=said.typed, foot=said.foot,
        )
    )  # fmt: skip
