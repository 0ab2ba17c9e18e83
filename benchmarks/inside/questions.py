"""Two thousand GIFT questions read, kept in an empty bank, and imported once more."""

import time
from collections.abc import Callable

from benchmarks.inside import start

QUESTIONS = 2000
_ONE = (
    "::Câu {n}::[html]<p>Việc nào giúp bảo vệ tài khoản số {n}?</p> {{\n=Đặt mật khẩu <b>dài</b>#Đúng rồi\n"
    "~Cho mượn điện thoại#Người khác đọc được mã OTP\n~Dùng chung mật khẩu\n~Không khóa máy\n}}"
)


def main() -> None:
    start.setup()
    from assessments.importers.reading import read
    from assessments.services.importing import import_questions, report
    from common import clock

    data = "\n\n".join(_ONE.format(n=n) for n in range(QUESTIONS)).encode()

    def keep() -> None:
        totals = report(*import_questions(data=data, bank="Hai nghìn câu", at=clock.now()))["totals"]
        assert totals["imported"] == QUESTIONS, totals

    start.tell({"read": _spent(lambda: read(data)), "import": _spent(keep), "again": _spent(keep)})


def _spent(work: Callable[[], object]) -> dict[str, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


if __name__ == "__main__":
    main()
