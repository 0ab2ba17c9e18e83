"""The lists as they stand in 2026; a superuser changes them at /nhan-su/danh-muc/. An entry already there is kept."""

from datetime import date

from django.db import migrations

LAW = "Luật Cán bộ, công chức 80/2025/QH15"
PROGRAMME = "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"

CATEGORIES = [
    ("can_bo", "Cán bộ", LAW, None),
    ("cong_chuc", "Công chức", LAW, None),
    ("vien_chuc", "Viên chức", "Luật Viên chức", None),
    ("hop_dong", "Người lao động hợp đồng", "", None),
    # Communes may employ them until 31/5/2026; earlier postings stay readable.
    ("khong_chuyen_trach", "Người hoạt động không chuyên trách cấp xã", "", date(2026, 6, 1)),
    ("khong_chuyen_trach_ap", "Người hoạt động không chuyên trách ở ấp, khu phố", "", None),
    ("luc_luong_vu_trang", "Lực lượng vũ trang (công an, quân sự)", "", None),
    ("khac", "Khác", "", None),
]
ROLES = [
    ("bcd_ntm", "Thành viên Ban Chỉ đạo xây dựng nông thôn mới", PROGRAMME),
    ("ban_quan_ly", "Thành viên Ban Quản lý xã", PROGRAMME),
    ("ban_giam_sat", "Thành viên Ban Giám sát đầu tư của cộng đồng", PROGRAMME),
    ("ban_phat_trien_ap", "Thành viên Ban Phát triển ấp", PROGRAMME),
    ("vpdp_ntm", "Văn phòng Điều phối nông thôn mới", PROGRAMME),
    ("can_bo_tang_cuong", "Cán bộ tăng cường", ""),
    ("can_bo_nguon", "Cán bộ nguồn quy hoạch", ""),
    ("to_cong_nghe_so", "Thành viên Tổ công nghệ số cộng đồng", ""),
    ("bi_thu_chi_bo", "Bí thư chi bộ ấp, khu phố", ""),
    ("truong_ap", "Trưởng ấp, trưởng khu phố", ""),
    ("htx", "Cán bộ quản lý hợp tác xã, tổ hợp tác", ""),
]


def fill(apps, schema_editor):
    category, role = apps.get_model("people", "PostingCategory"), apps.get_model("people", "RoleKind")
    for position, (code, name, basis, end) in enumerate(CATEGORIES, start=1):
        category.objects.get_or_create(
            code=code,
            defaults={"name": name, "legal_basis": basis, "valid_to": end, "position": 10 * position},
        )
    for position, (code, name, basis) in enumerate(ROLES, start=1):
        role.objects.get_or_create(
            code=code, defaults={"name": name, "legal_basis": basis, "position": 10 * position}
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_merging_roles_and_terms")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
