"""Why an upload is refused or stopped; each with a sentence for the trainer and the status of tus."""

from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError


class Malformed(DomainError):
    """A request that no tus client sends."""

    status = 400


class TooMuch(DomainError):
    """More than the limit, the quota or the promise."""

    status = 413


class NoRoom(DomainError):
    """The disk is full: what arrived stays."""

    status = 507


class Busy(DomainError):
    """Another request is writing; its lease ends soon."""

    status = 423


class Unknown(DomainError):
    """Never there, thrown away, or somebody else's."""

    status = 404


class Gone(DomainError):
    """It was there."""

    status = 410


def busy() -> Busy:
    return Busy(_("Tệp này đang được tải lên ở một cửa sổ khác. Hệ thống sẽ tự thử lại."))


def unknown() -> Unknown:
    return Unknown(_("Không còn lần tải lên này. Hãy chọn lại tệp để tải từ đầu."))


def moved_on() -> Conflict:
    return Conflict(_("Máy chủ đã nhận đến một chỗ khác của tệp. Hệ thống sẽ tự hỏi lại và tải tiếp."))


def no_room() -> NoRoom:
    return NoRoom(
        _("Máy chủ hết chỗ lưu trữ. Phần đã tải lên được giữ lại; hãy báo quản trị viên rồi bấm Tải tiếp.")
    )
