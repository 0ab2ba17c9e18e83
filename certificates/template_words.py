"""What is wrong with a template, in sentences for those who make it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.rules.design import Design
from certificates.rules.wording import Problem, problems

VARIABLES = {
    "kinh_xung": gettext_lazy("Ông/Bà"), "ho_ten": gettext_lazy("họ và tên"), "ngay_sinh": gettext_lazy("ngày sinh"),
    "chuc_vu": gettext_lazy("chức vụ"), "don_vi": gettext_lazy("đơn vị"),
    "noi_cong_tac": gettext_lazy("chức vụ, đơn vị"), "ban_than": gettext_lazy("ngày sinh. Chức vụ, đơn vị"),
    "khoa_hoc": gettext_lazy("tên khóa học"), "so_tiet": gettext_lazy("số tiết"),
    "hinh_thuc": gettext_lazy("hình thức"), "tu_ngay": gettext_lazy("ngày bắt đầu"),
    "den_ngay": gettext_lazy("ngày kết thúc"), "ngay_hoan_thanh": gettext_lazy("ngày hoàn thành"),
    "thoi_gian": gettext_lazy("từ ngày … đến ngày … (số tiết)"), "ket_qua": gettext_lazy("kết quả"),
    "can_cu": gettext_lazy("căn cứ"), "so_hieu": gettext_lazy("số hiệu"), "so_vao_so": gettext_lazy("số vào sổ"),
    "dia_chi": gettext_lazy("địa chỉ kiểm tra"), "ghi_chu": gettext_lazy("lời ghi về chữ ký số"),
    "dia_danh": gettext_lazy("địa danh"), "ngay_cap": gettext_lazy("ngày cấp"),
    "noi_ngay_cap": gettext_lazy("địa danh, ngày cấp"),
    "co_gia_tri_den": gettext_lazy("Có giá trị đến hết ngày …"), "co_quan_tren": gettext_lazy("cơ quan cấp trên"),
    "co_quan": gettext_lazy("cơ quan cấp"), "nguoi_chung_nhan": gettext_lazy("người chứng nhận"),
    "chuc_vu_ky": gettext_lazy("chức vụ người ký"), "nguoi_ky": gettext_lazy("họ tên người ký"),
}  # fmt: skip


def sentences(design: Design) -> list[str]:
    """Every problem, with the number of its box."""
    return [_said(problem) for problem in problems(design)]


def _said(problem: Problem) -> str:
    told = {
        "what": problem.what,
        "name": VARIABLES.get(problem.what, problem.what),
        "variable": f"{{{problem.what}}}",
    }
    sentence = str(SAID[problem.code]) % told
    return (
        _("Ô %(place)d: %(sentence)s") % {"place": problem.place, "sentence": sentence}
        if problem.place
        else sentence
    )


SAID = {
    "reserved": gettext_lazy(
        "Không dùng từ “Chứng chỉ”: theo Nghị định 101/2017/NĐ-CP (sửa đổi bởi Nghị định 89/2021/NĐ-CP), chứng chỉ "
        "bồi dưỡng chỉ do cơ sở đào tạo được giao thẩm quyền cấp. Hãy viết “Giấy chứng nhận” hoặc “Ghi nhận hoàn thành”."
    ),
    "unknown": gettext_lazy("Không có biến %(variable)s."),
    "not_a_certificate": gettext_lazy(
        "Bài ngắn của bà con chỉ được “Ghi nhận hoàn thành”, không phải “Giấy chứng nhận”."
    ),
    "title": gettext_lazy("Thiếu tên giấy: “%(what)s”."),
    "missing": gettext_lazy("Thiếu %(name)s: hãy thêm một ô có %(variable)s."),
    "qr_count": gettext_lazy("Phải có đúng một mã QR; mẫu này có %(what)s."),
    "signature_count": gettext_lazy("Chỉ được có một ô chữ ký số."),
    "outside": gettext_lazy("nằm ngoài tờ giấy hoặc không có kích thước."),
    "sizes": gettext_lazy("cỡ chữ nhỏ nhất lớn hơn cỡ chữ."),
    "too_small": gettext_lazy("bản chữ to không được có chữ nhỏ hơn %(what)s pt."),
    "qr_size": gettext_lazy("mã QR phải vuông và rộng ít nhất %(what)s mm."),
    "qr_covered": gettext_lazy("mã QR cần 2 mm trống quanh nó; có ô khác nằm chồng lên."),
}
