"""Certificates drawn in turn with the hand-drawn page, signed, and stored as the worker does it."""

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.inside import start

RUNS, BATCH, SINGLES, STORED = 5, 20, 12, 40
WARM, MANY = 200, 2000  # sheets drawn before memory is first looked at, and until it is looked at again


def main(folder: str) -> None:
    start.setup()
    from benchmarks.control.certificate import draw
    from certificates.rendering import render
    from certificates.signing import sign, signing_key
    from common import clock

    sheets = [_sheet(number) for number in range(BATCH)]
    cold = _cpu_ms(lambda: render(sheets[0]), 1)
    draw(sheets[0])
    pairs = [
        (_each(render, sheets), _each(draw, sheets)) for _ in range(RUNS)
    ]  # A B A B …, as the machine's other work comes and goes
    grown = _grown(render, sheets)
    alone = [_cpu_ms(lambda: _by_xhtml2pdf(sheets[0]), 1) for _ in range(SINGLES)]
    key = signing_key(clock.now())
    assert key is not None
    plain = render(sheets[0])
    signed = sign(plain, key, reason="Đo", location="Đồng Nai", at=clock.now()).pdf
    signing = [
        _cpu_ms(lambda: sign(plain, key, reason="Đo", location="Đồng Nai", at=clock.now()).pdf, 1)
        for _ in range(SINGLES)
    ]
    _save(folder, {"ours.pdf": signed, "by-hand.pdf": draw(sheets[0])})
    start.tell(
        {
            "ours": [pair[0] for pair in pairs],
            "by_hand": [pair[1] for pair in pairs],
            "cold": cold,
            "memory": grown,
            "xhtml2pdf": alone,
            "singles": [_cpu_ms(lambda sheet=sheet: render(sheet), 1) for sheet in sheets[:SINGLES]],
            "signing": median(signing),
            "bytes": len(signed),
            "stored": _stored(),
        }
    )


def _each(make: Callable[[Any], bytes], sheets: list[Any]) -> float:
    return _cpu_ms(lambda: [make(sheet) for sheet in sheets], len(sheets))


def _cpu_ms(work: Callable[[], object], operations: int) -> float:
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun) / operations


def _grown(render: Callable[[Any], bytes], sheets: list[Any]) -> dict[str, float]:
    """Resident memory after the first and after two thousand more sheets, in MB."""
    for number in range(WARM):
        render(sheets[number % BATCH])
    before = _resident()
    for number in range(MANY):
        render(sheets[number % BATCH])
    return {"before": before, "after": _resident()}


def _resident() -> float:
    from pathlib import Path

    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1_000_000


def _by_xhtml2pdf(sheet: Any) -> bytes:
    """A bare call with the same words and face: no background, no code, no seal."""
    from html import escape
    from io import BytesIO

    from xhtml2pdf import pisa

    words = "".join(f"<p>{escape(text)}</p>" for text in sheet.values().values())
    out = BytesIO()
    pisa.CreatePDF(f"<html><body style='font-family: tinos'>{words}</body></html>", dest=out)
    return out.getvalue()


def _stored() -> dict[str, float]:
    """Entries of the demonstration's register that have no file yet: draw, sign, store, name in the row."""
    from certificates.models import Certificate
    from certificates.queries.due import certificates_without_pdf
    from certificates.services.files import make_pdf
    from common import clock

    waiting = [Certificate.objects.get(pk=pk) for pk in certificates_without_pdf(STORED)]
    cpu, wall = time.process_time(), time.perf_counter()
    for certificate in waiting:
        make_pdf(certificate=certificate, at=clock.now())
    spent, passed = time.process_time() - cpu, time.perf_counter() - wall
    made = (
        Certificate.objects.filter(pk__in=[certificate.pk for certificate in waiting]).exclude(pdf="").count()
    )
    assert made == STORED, f"{made} of {STORED} were made"
    return {"cpu_ms": 1000 * spent / made, "per_second": made / passed}


def _sheet(number: int) -> Any:
    """Another name on every page: fonts are cut to other letters."""
    from certificates.rendering import Sheet
    from common import clock

    names = (
        "Nguyễn Thị Hồng Ánh",
        "Trần Quốc Vượng",
        "Điểu Thị Hương",
        "Lê Hoàng Mỹ Duyên",
        "Phạm Đức Thắng",
    )
    name = f"{names[number % len(names)]}"
    facts = {
        "honorific": "Bà",
        "name": name,
        "birth": f"Sinh ngày 05/03/19{70 + number}",
        "position": "Công chức văn hóa – xã hội",
        "unit": "xã Xuân Định",
        "course": "Chuyển đổi số trong xây dựng nông thôn mới",
        "course_code": "CDS-NTM",
        "release": 1,
        "hours": 16.0,
        "mode": "trực tuyến",
        "started_on": "2026-03-02",
        "completed_on": "2026-05-20",
        "result": "đạt 9/10",
        "events": [],
        "place": "Đồng Nai",
        "office": {"above": "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI", "name": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"},
        "signatory": {
            "opening": "Giám đốc Sở Nông nghiệp và Môi trường",
            "lines": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
            "name": "Trần Văn Bình",
        },
    }
    serial = f"DN-2026-{number:05d}-K7QX"
    return Sheet(
        facts=facts,
        serial=serial,
        register_number=f"{number:04d}/2026",
        issued_on=clock.today(),
        check_url=f"https://lopso.dongnai.gov.vn/xac-minh/{serial}/",
        note="Bản thử nghiệm, ký bằng khóa thử nghiệm: không có giá trị pháp lý.",
        sample=True,
    )


def _save(folder: str, files: dict[str, bytes]) -> None:
    from pathlib import Path

    for name, content in files.items():
        (Path(folder) / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1])
