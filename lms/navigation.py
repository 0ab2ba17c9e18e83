"""The main navigations in one place: addresses are fixed by the product description, so links are plain."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.marking.rights import may_mark
from assessments.models import Marker
from common.prepared import Prepared
from content.rights import teaches
from people.models import Account, Scope
from people.queries.rosters import waiting_for
from people.remembered import desks_key
from people.rights import Right
from people.scope import rights_given


@dataclass(frozen=True)
class Place:
    """One entry: where it goes, what it says, which icon phones show above the word."""

    href: str
    label: Any
    icon: str


@dataclass(frozen=True)
class Shown:
    """An entry as drawn on one page."""

    place: Place
    current: bool
    waiting: int = 0


LEARNER = (
    Place("/cua-toi/", _("Của tôi"), "house"),
    Place("/cua-toi/lich/", pgettext_lazy("calendar", "Lịch"), "calendar"),
    Place("/khoa-hoc/", pgettext_lazy("list", "Khóa học"), "graduation-cap"),
    Place("/cua-toi/giay-chung-nhan/", _("Giấy chứng nhận"), "award"),
    Place("/tai-lieu/", _("Tài liệu"), "book-open"),
)
ROSTERS = "/nhan-su/nap-danh-sach/"
HR = (
    Place("/nhan-su/", _("Tổng quan"), "house"),
    Place("/nhan-su/chi-tieu/", _("Chỉ tiêu"), "target"),
    Place("/nhan-su/can-bo/", pgettext_lazy("menu", "Cán bộ"), "users"),
    Place(ROSTERS, _("Nạp danh sách"), "upload"),
    Place("/nhan-su/giao-khoa-hoc/", _("Giao khóa học"), "list-checks"),
    Place("/nhan-su/lop/", _("Lớp học"), "calendar"),
    Place("/nhan-su/cong-van-huong-dan/", _("Công văn"), "bell"),
    Place("/nhan-su/so-cap/", _("Sổ cấp"), "file-text"),
    Place("/nhan-su/phan-quyen/", _("Phân quyền"), "user"),
)
FOOT = (
    Place("/", _("Hướng dẫn cho bà con"), "house"),
    Place("/xa/", _("Xã, phường"), "landmark"),
    Place("/tin/", _("Tin tức"), "file-text"),
    Place("/mo-hinh-hay/", _("Mô hình hay"), "store"),
    Place("/da-luu/", _("Đã lưu"), "download"),
    Place("/diem-wifi/", _("Tải tại nhà văn hóa"), "download"),
    Place("/tai-lieu/", _("Tài liệu"), "book-open"),
    Place("/ban-do/", _("Bản đồ kết quả tập huấn"), "map"),
    Place("/xac-minh/", _("Kiểm tra giấy chứng nhận"), "award"),
    Place("/vao/", _("Cán bộ đăng nhập"), "log-in"),
)
DESKS = {"learner": LEARNER, "hr": HR, "foot": FOOT}

MY_LEARNING = Place("/cua-toi/", _("Việc học của tôi"), "graduation-cap")
# People by unit are still people, and so are two records of one; the log says what became of the rights.
SAME_PLACE = dict.fromkeys(("don-vi", "sap-xep", "trung-lap", "gop", "danh-muc"), "/nhan-su/can-bo/")
SAME_PLACE["giay-noi-khac"] = "/nhan-su/so-cap/"
SAME_PLACE["don-doc"] = SAME_PLACE["bao-cao"] = SAME_PLACE["thi-dua"] = "/nhan-su/chi-tieu/"
SAME_PLACE |= dict.fromkeys(
    ("chuong-trinh", "ke-hoach", "ke-hoach-tap-huan", "so-lieu-don-vi", "tieu-chi"), "/nhan-su/chi-tieu/"
)
SAME_PLACE["nhat-ky"] = "/nhan-su/phan-quyen/"
SAME_PLACE["huong-dan"] = SAME_PLACE["ban-in"] = SAME_PLACE["ba-con"] = "/nhan-su/lop/"
SAME_PLACE["loi-moi"] = SAME_PLACE["loa"] = "/nhan-su/lop/"
SAME_PLACE["bao-cao-xem"] = SAME_PLACE["cham-bai"] = "/nhan-su/giao-khoa-hoc/"
HR_DESK = Place("/nhan-su/", _("Bàn nhân sự"), "users")
SURVEYS = Place("/nhan-su/phieu/", _("Phiếu lấy ý kiến"), "messages-square")
PAPER = Place("/nhan-su/phieu/nhap/", _("Nhập phiếu giấy"), "file-text")
PRINTS = Place("/cua-toi/ban-in/", _("Giấy tôi đã in"), "printer")
HELPING = Place("/cua-toi/huong-dan/", _("Ghi buổi hướng dẫn bà con"), "users")
STUDIO = Place("/quan-tri/", _("Phòng soạn bài"), "pencil")
MARKING = Place("/quan-tri/cham-bai/", _("Chấm bài"), "list-checks")
RESULTS = Place("/quan-tri/ket-qua-hoc/", _("Kết quả học"), "target")
OPERATION = Place("/quan-tri/van-hanh/", _("Vận hành"), "settings")
REMEMBER_DESKS_SECONDS = 300
REMEMBER_ROSTERS_SECONDS = 20


def shown(desk: str, path: str, user: Any = None) -> list[Shown]:
    """The entries of a desk; the longest address that begins the path is the present place."""
    places = DESKS[desk]
    path = SAME_PLACE.get(path.split("/")[2] if path.count("/") > 2 else "", path)
    under = [place for place in places if path.startswith(place.href)]
    here = max(under, key=lambda place: len(place.href), default=None)
    waiting = {ROSTERS: _rosters_waiting(user)} if desk == "hr" else {}
    return [Shown(place, place is here, waiting.get(place.href, 0)) for place in places]


def _rosters_waiting(user: Any) -> int:
    """How many rosters wait for this account's word; asked again after a moment."""
    if user is None or not user.is_authenticated:
        return 0
    number = cache.get_or_set(f"rosters:{user.pk}", lambda: len(waiting_for(user)), REMEMBER_ROSTERS_SECONDS)
    return int(number or 0)


def desks_of(user: Any) -> list[Place]:
    """The desks an account may open, remembered briefly: the menu is on every page and must cost no query."""
    if not user.is_authenticated:
        return []
    open_to = cache.get(desks_key(user.pk))
    if open_to is None:  # not get_or_set, which asks the cache a third time
        open_to = _rights(user) if _may_open_more(user) else []
        cache.set(desks_key(user.pk), open_to, REMEMBER_DESKS_SECONDS)
    places = (HR_DESK, SURVEYS, PAPER, HELPING, STUDIO, RESULTS, PRINTS, MARKING, OPERATION)
    return [MY_LEARNING, *(place for place in places if place.href in open_to)]


def _ask_for_more(account: Any) -> QuerySet[Account, Any]:
    """Whether an account was ever given anything: most never were, and a class signs in within a minute."""
    given = (
        Scope.objects.filter(account=account), Account.groups.through.objects.filter(account=account),
        Account.user_permissions.through.objects.filter(account=account), Marker.objects.filter(account=account),
    )  # fmt: skip
    return Account.objects.filter(pk=account).values_list(*map(Exists, given))


_GIVEN = Prepared(_ask_for_more)


def _may_open_more(user: Any) -> bool:
    return bool(user.is_superuser or any(_GIVEN.first(user.pk) or ()))


def _rights(user: Any) -> list[str]:
    given = rights_given(user)
    asks = user.is_superuser or Right.SEE_SURVEYS in given
    writes = user.has_perm("wagtailadmin.access_admin")
    rights = (
        (HR_DESK, user.is_superuser or Right.SEE_PEOPLE in given), (SURVEYS, asks),
        (PAPER, not asks and Right.ENTER_SURVEYS in given), (HELPING, Right.HELP_VILLAGERS in given),
        (STUDIO, writes), (RESULTS, teaches(user)), (PRINTS, teaches(user)), (MARKING, may_mark(user)),
        (OPERATION, user.is_superuser),
    )  # fmt: skip
    return [place.href for place, allowed in rights if allowed]
