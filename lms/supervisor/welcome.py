"""What a start prints once the first page answers, and how it notices that it does."""

import socket
import threading
import time

from lms.supervisor.config import Config

PAGES = (
    ("/", "trang của bà con"),
    ("/cua-toi/", "việc học của tôi"),
    ("/nhan-su/", "bàn nhân sự"),
    ("/quan-tri/", "soạn bài, quản trị"),
)
ACCOUNTS = ("canbo", "giangvien", "nhansu", "nhansu-xa", "quantri")


class FirstPage:
    """Asks for the first page beside the main loop, which must go on printing."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._answered = threading.Event()
        threading.Thread(target=self._ask, daemon=True, name="first-page").start()

    def answered(self) -> bool:
        return self._answered.is_set()

    def _ask(self) -> None:
        while (status := _status(self._config)) >= 500 or not status:
            time.sleep(2 if status else 0.1)  # a page that fails says why in the log: once is enough
        self._answered.set()


def port_is_taken(config: Config) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError:
            return True
    return False


def text(config: Config, seconds: float) -> str:
    """Return the addresses and, with demonstration data, the accounts."""
    lines = ["", f"Lớp Số đã sẵn sàng sau {seconds:.1f} giây.".replace(".", ",", 1), ""]
    lines += [f"  {config.address}{path:<12} {what}" for path, what in PAGES]
    if config.demo:
        lines += ["", f"  Tài khoản trình diễn: {' · '.join(ACCOUNTS)}", "  Mật khẩu chung: lopso-demo"]
    return "\n".join([*lines, "", "  Dừng bằng Ctrl-C.", ""])


def _status(config: Config) -> int:
    """Ask for `/` by hand, 0 when nobody listens: http.client would add 9 MB of ssl and email to us."""
    host = "127.0.0.1" if config.host in {"0.0.0.0", "::"} else config.host  # noqa: S104 - compared, not bound
    request = f"GET / HTTP/1.0\r\nHost: {host}:{config.port}\r\nUser-Agent: lopso-supervisor\r\n\r\n"
    try:
        with socket.create_connection((host, config.port), timeout=30) as connection:
            connection.sendall(request.encode())
            words = connection.recv(16).split(b" ")  # HTTP/1.0 200 OK
            return int(words[1][:3]) if len(words) > 1 else 0
    except (OSError, ValueError):
        return 0
