"""What the texts say: without marks (one mark makes a text three times as dear), at most 160 signs."""

from urllib.parse import urlsplit

from django.conf import settings


def login_code(digits: str) -> str:
    """The code first, so that a locked screen shows it."""
    return f"{digits} la ma dang nhap Lop So ({_site()}), dung trong 5 phut. Khong dua ma cho bat ky ai."


def second_factor_reset() -> str:
    """Told to whoever's second factor an administrator took away."""
    return (
        f"Lop So ({_site()}): quan tri da dat lai lop bao ve thu hai cua ban. "
        "Neu ban khong yeu cau, hay bao ngay cho quan tri."
    )


def _site() -> str:
    return (urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "")[:40]
