"""What a page says while it keeps a lesson: sent with the list of files, so the first view does not carry it."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """By the names that js/saving.js knows; `{…}` is filled there."""
    return {
        "film": _("Lưu cả phim · {size}"),
        "sound": _("Chỉ lưu phần nghe · {size}"),
        "read": _("Lưu bài đọc · {size}"),
        "cost": _("Lưu một lần, sau đó xem không cần mạng, không tốn dung lượng."),
        "part": _("{n} trong {total} bài đã có trong máy này."),
        "going": _("Đang lưu “{title}”: {done} trong {whole}"),
        "stop": _("Dừng lại"),
        "close": _("Để sau"),
        "stopped": _("Đã dừng. Không giữ lại phần dở dang nào."),
        "done": _("Đã lưu. Mở được cả khi không có mạng."),
        "where": _("Xem những bài đã lưu"),
        "have": _("Bài này đã có trong máy ({size})."),
        "no_room": _("Máy không đủ chỗ: cần {size}, còn trống {free}. Hãy xóa bớt bài đã lưu."),
        "full": _("Máy hết chỗ lưu nên chưa lưu được bài này. Hãy xóa bớt bài đã lưu rồi thử lại."),
        "lost": _("Mất mạng giữa chừng nên chưa lưu xong. Có mạng thì bấm lưu lại."),
        "gone": _("Bài này không còn trên Lớp Số hoặc bạn chưa được mở bài, nên không lưu được."),
        "forbidden": _(
            "Trình duyệt không cho lưu (có thể đang ở chế độ ẩn danh). Hãy mở bằng cửa sổ thường."
        ),
        "cannot": _("Trình duyệt này không lưu được bài. Hãy dùng Chrome, Safari bản mới, cửa sổ thường."),
        "nothing": _("Mục này chưa có bài để lưu."),
    }
