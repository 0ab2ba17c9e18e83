"""A trainer signed in."""

from benchmarks.inside import start
from benchmarks.inside.survey import _account, _sign_in


def main() -> None:
    start.setup()
    start.tell({"session": _sign_in(_account("giangvien"))})


if __name__ == "__main__":
    main()
