"""Invented places with free wifi in the pilot commune and its neighbours."""

from content.models import WifiPoint
from people.models import OrgUnit

PLACES = (
    ("Nhà văn hóa ấp Bảo Định", "Cạnh trường mẫu giáo", "NVH-BAO-DINH", "7–21 giờ, mọi ngày", "Mật khẩu dán ở cửa."),
    ("Bộ phận một cửa của xã", "Trụ sở Ủy ban nhân dân xã", "MOT-CUA", "Giờ hành chính", "Hỏi cán bộ hướng dẫn ở bàn số 1."),
    ("Bưu điện văn hóa xã", "Chợ trung tâm xã", "BUU-DIEN-XA", "7–17 giờ, trừ chủ nhật", ""),
)  # fmt: skip


def name_wifi_points(commune: OrgUnit) -> None:
    """All of them open; names of networks are invented like the places."""
    for name, address, network, hours, note in PLACES:
        WifiPoint.objects.create(
            unit=commune, name=name, address=address, network=network, hours=hours, note=note
        )
