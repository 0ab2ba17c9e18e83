"""A trainer signed in, and what became of the film that was sent."""

import sys

from benchmarks.inside import start


def main() -> None:
    start.setup()
    from benchmarks.inside.survey import _account, _sign_in
    from content.models import Upload

    if sys.argv[1:] == ["ended"]:
        last = Upload.objects.latest("pk")
        start.tell({"state": last.state, "reason": last.reason, "offset": last.offset, "size": last.size})
    else:
        start.tell({"session": _sign_in(_account("giangvien"))})


if __name__ == "__main__":
    main()
