"""A sheet of invented facts, so that a template is judged by the worst that will come: a name of sixty letters."""

from datetime import date

from certificates.rendering.sheet import Sheet

NAMES = {
    "ngan": "Nguyễn Thị Hồng Ánh",
    "dai": "Công Tằng Tôn Nữ Huyền Trân Hoàng Thị Quỳnh Như Phước Nghĩa",
    "mot-tu": "Thổ",
    "dan-toc": "H’Hen Niê Kdăm",
}
COURSES = {
    "ngan": "An toàn thông tin cho cán bộ xã",
    "dai": "Chuyển đổi số trong xây dựng nông thôn mới: truy xuất nguồn gốc, thương mại điện tử và dịch vụ công trực tuyến",
}

BASES = {
    "ngan": "Kế hoạch số 202/KH-UBND ngày 18/8/2023 của Ủy ban nhân dân tỉnh",
    "dai": "Kế hoạch số 202/KH-UBND ngày 18/8/2023 của Ủy ban nhân dân tỉnh Đồng Nai thực hiện Chương trình chuyển đổi số "
    "trong xây dựng nông thôn mới, hướng tới nông thôn mới thông minh giai đoạn 2021 - 2025; Quyết định số 1689/QĐ-UBND "
    "ngày 05/6/2026 của Ủy ban nhân dân thành phố về bồi dưỡng cán bộ, công chức cấp xã",
}


def sample_sheet(name: str = "ngan") -> Sheet:
    """By key of NAMES; the long name comes with a long course."""
    facts = {
        "honorific": "Bà", "name": NAMES.get(name, NAMES["ngan"]), "birth": "Sinh ngày 05/03/1988",
        "position": "Công chức văn hóa – xã hội", "unit": "Ủy ban nhân dân xã Xuân Định",
        "course": COURSES.get(name, COURSES["ngan"]), "hours": 16.0, "mode": "trực tuyến",
        "started_on": "2026-10-01", "completed_on": "2026-10-18", "result": "đạt 9/10", "place": "Đồng Nai",
        "legal_basis": BASES.get(name, BASES["ngan"]),
        "office": {"above": "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐỒNG NAI", "name": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"},
        "signatory": {
            "opening": "Giám đốc Sở Nông nghiệp và Môi trường", "lines": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
            "name": "Trần Thị Mẫu",
        },
    }  # fmt: skip
    return Sheet(
        facts=facts,
        serial="DN26-0412-7K3QX9TM",
        register_number="0412/2026",
        issued_on=date(2026, 10, 18),
        check_url="https://lopso.example/xac-minh/DN26-0412-7K3QX9TM/",
        note="Bản xem trước: không có giá trị.",
        sample=True,
        sealed=True,
        expires_on=date(2028, 10, 18),
    )
