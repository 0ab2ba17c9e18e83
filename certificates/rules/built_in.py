"""The templates that come with the system; the first is the certificate of the design language (08)."""

from certificates.rules.design import ACKNOWLEDGEMENT, CERTIFICATE, QR, SIGNATURE, TEXT, Design, Field

MM = 25.4 / 72
RISE = 0.3375  # from the middle of a line's box down to its baseline, in sizes of Tinos
GREEN, GREY = "#0b5d4e", "#4b564f"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def _line(text: str, x: float, baseline: float, w: float, size: float, h: float = 0, **more: object) -> Field:
    """A box round a baseline; `h` beyond one line is room for a second one."""
    tall = h or size * 1.25 * MM
    y = round(baseline - RISE * size * MM - tall / 2, 2)
    return Field(TEXT, x, y, w, round(tall, 2), text, size=size, **{"smallest": size} | more)  # type: ignore[arg-type]


def _heading(left: float, right: float, top: float, width: float, size: float = 13) -> tuple[Field, ...]:
    """Who issues on the left, the nation and its motto on the right; the rules as Decree 30/2020 asks."""
    return (
        _line("{co_quan_tren}", left, top, width, size - 0.5, smallest=9),
        _line("{co_quan}", left, top + 6.1, width, size - 0.5, style="bold", smallest=9, rule=0.42),
        _line(NATION, right, top, width, size, style="bold", smallest=9),
        _line(MOTTO, right, top + 6.1, width, size + 1, style="bold", smallest=9, rule=1),
    )


def _registered(
    x: float, baseline: float, w: float, size: float, step: float, until: str = "{co_gia_tri_den}"
) -> tuple[Field, ...]:
    """The last day stands above the rest: most certificates have none, and nothing moves where there is one."""
    texts = (
        until,
        "Số hiệu: **{so_hieu}**",
        "Số vào sổ cấp chứng nhận: **{so_vao_so}**",
        "Kiểm tra tại: **{dia_chi}**",
    )
    lines = (
        _line(text, x, baseline + step * (place - 1), w, size, align="left", smallest=9)
        for place, text in enumerate(texts)
    )
    return (
        *lines,
        _line("{ghi_chu}", x, baseline + step * 3, w, size - 1.5, align="left", colour=GREY, smallest=8),
    )


def _signed(x: float, top: float, w: float, name_at: float) -> tuple[Field, ...]:
    return (
        _line("{noi_ngay_cap}", x, top, w, 14, style="italic", smallest=10),
        Field(TEXT, x, top + 2, w, 13, "{chuc_vu_ky}", style="bold", size=13, smallest=9, valign="top"),
        _line("{nguoi_ky}", x, name_at, w, 14, style="bold", smallest=10),
    )


LANDSCAPE = Design(
    kind=CERTIFICATE,
    fields=(
        *_heading(21, 144, 29.5, 130),
        _line("GIẤY CHỨNG NHẬN", 30, 62, 237, 36, style="bold", colour=GREEN, tracking=3),
        _line("{nguoi_chung_nhan} chứng nhận", 30, 72, 237, 14, smallest=10),
        _line("{kinh_xung} {ho_ten}", 34, 86, 229, 28, 14.4, style="bold", smallest=12),
        _line("{ban_than}", 30, 95, 237, 14, 9.5, smallest=9),
        _line("đã hoàn thành khóa tập huấn", 30, 106, 237, 14),
        _line("“{khoa_hoc}”", 34, 117, 229, 20, 13, style="bold", smallest=10),
        _line("Thời gian: {thoi_gian}. Hình thức: {hinh_thuc}. Kết quả: {ket_qua}.", 30, 127, 237, 14, 8, smallest=9),
        _line("Căn cứ {can_cu}", 30, 135.5, 237, 12, 10.6, style="italic", smallest=8),
        Field(QR, 24, 152, 25, 25),
        *_registered(54, 158.5, 104, 12.5, 6.4),
        Field(SIGNATURE, 180, 157, 58, 27),
        *_signed(159, 145, 110, 190),
    ),
)  # fmt: skip

PORTRAIT = Design(
    kind=CERTIFICATE,
    landscape=False,
    bilingual=True,
    fields=(
        *_heading(19, 104, 31, 87, 11.5),
        _line("GIẤY CHỨNG NHẬN", 20, 66, 170, 30, style="bold", colour=GREEN, tracking=2.4),
        _line("CERTIFICATE OF COMPLETION", 20, 75, 170, 14, style="bold", colour=GREEN, tracking=1.4),
        _line("{nguoi_chung_nhan} chứng nhận", 22, 89, 166, 14, smallest=9),
        _line("This is to certify that", 22, 95, 166, 11.5, style="italic", colour=GREY),
        _line("{kinh_xung} {ho_ten}", 22, 110, 166, 26, 14, style="bold", smallest=12),
        _line("{ban_than}", 22, 120, 166, 13, 10, smallest=9),
        _line("đã hoàn thành khóa tập huấn", 22, 132, 166, 14),
        _line("has completed the training course", 22, 138, 166, 11.5, style="italic", colour=GREY),
        _line("“{khoa_hoc}”", 22, 151, 166, 19, 16, style="bold", smallest=10),
        _line("Thời gian: {thoi_gian}. Hình thức: {hinh_thuc}. Kết quả: {ket_qua}.", 22, 165, 166, 13, 10.5, smallest=9),
        _line("{thoi_gian_en}. Mode: {hinh_thuc_en}. Result: {ket_qua_en}.", 22, 174, 166, 11.5, style="italic", colour=GREY,
              smallest=8),
        _line("Căn cứ {can_cu}", 22, 185, 166, 11, 9.4, style="italic", smallest=7),
        *_signed(98, 197, 90, 243),
        _line("Issued on {ngay_cap_en}", 22, 197, 70, 11.5, style="italic", colour=GREY, align="left"),
        Field(SIGNATURE, 112, 210, 58, 27),
        Field(QR, 22, 241, 28, 28),
        *_registered(54, 257, 130, 11.5, 5.2, "{co_gia_tri_den} / {co_gia_tri_den_en}"),
    ),
)  # fmt: skip


def _large(kind: str, title: str, opening: str, *body: Field) -> Design:
    """Nothing below 16 points, for eyes past forty and for the wall of a house."""
    return Design(
        kind=kind,
        large_print=True,
        fields=(
            _line("{co_quan_tren}", 20, 29.5, 118, 16, smallest=16),
            _line("{co_quan}", 20, 37.5, 118, 16, style="bold", smallest=16, rule=0.42),
            _line(NATION, 138, 29.5, 140, 17, style="bold", smallest=16),
            _line(MOTTO, 138, 37.5, 140, 18, style="bold", smallest=16, rule=1),
            _line(title, 24, 63, 249, 36, style="bold", colour=GREEN, smallest=32),
            _line(opening, 24, 74, 249, 18, smallest=16),
            _line("{kinh_xung} {ho_ten}", 24, 90, 249, 36, 18, style="bold", smallest=18),
            *body,
            Field(QR, 22, 146, 40, 40),
            _line("{co_gia_tri_den}", 65, 147, 96, 16, align="left", smallest=16),
            _line("Số hiệu: **{so_hieu}**", 65, 155, 100, 16, align="left", smallest=16),
            _line("Số vào sổ: **{so_vao_so}**", 65, 163, 100, 16, align="left", smallest=16),
            _line("{dia_chi}", 65, 171, 100, 16, align="left", smallest=16),
            _line("{ghi_chu}", 65, 181.5, 100, 16, 14, align="left", colour=GREY, smallest=16),
            _line("{noi_ngay_cap}", 163, 148, 112, 16, style="italic", smallest=16),
            Field(TEXT, 163, 150, 112, 14, "{chuc_vu_ky}", style="bold", size=16, smallest=16, valign="top"),
            Field(SIGNATURE, 186, 162, 56, 25),
            _line("{nguoi_ky}", 163, 191, 112, 17, style="bold", smallest=16),
        ),
    )


LARGE = _large(
    CERTIFICATE,
    "GIẤY CHỨNG NHẬN",
    "{nguoi_chung_nhan} chứng nhận",
    _line("{ban_than}", 24, 100, 249, 16, 14, smallest=16),
    _line("đã hoàn thành khóa tập huấn", 24, 109, 249, 18, smallest=16),
    _line("“{khoa_hoc}”", 24, 122.5, 249, 24, 15, style="bold", smallest=16),
    _line("{thoi_gian}, {hinh_thuc}, {ket_qua}", 24, 136, 249, 16, 14, smallest=16),
)
GHI_NHAN = _large(
    ACKNOWLEDGEMENT,
    "GHI NHẬN HOÀN THÀNH",
    "{nguoi_chung_nhan} ghi nhận",
    _line("đã học xong bài hướng dẫn", 24, 105, 249, 18, smallest=16),
    _line("“{khoa_hoc}”", 24, 119, 249, 26, 18, style="bold", smallest=16),
    _line("Ngày hoàn thành: {ngay_hoan_thanh}", 24, 134, 249, 18, smallest=16),
)
BUILT_IN: dict[str, tuple[str, Design]] = {
    "ngang": ("Giấy chứng nhận, khổ ngang", LANDSCAPE),
    "song-ngu": ("Giấy chứng nhận song ngữ Việt – Anh, khổ dọc", PORTRAIT),
    "chu-to": ("Giấy chứng nhận chữ to", LARGE),
    "ghi-nhan": ("Ghi nhận hoàn thành (bà con), chữ to", GHI_NHAN),
}
FIRST = {CERTIFICATE: "ngang", ACKNOWLEDGEMENT: "ghi-nhan"}  # where nothing else was chosen
