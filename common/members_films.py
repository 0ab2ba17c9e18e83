"""Films for members only: a mark in the media store says which, an address of a few hours opens them.

The mark is an empty file, so that nginx can look for it as well: no database is asked for a part of a film.
The signature stands in the path and covers a folder: playlists name their pieces relative to themselves.
"""

import re
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from common.errors import Forbidden

MARKS = "members"
SIGNED = "ky"
LASTS = timedelta(hours=4)
STEP = 3600  # seconds: a page reloaded within the hour names the same address, which the browser has kept
_PATH = re.compile(r"(?<=/)(?:v|captions)/[^?#]+$")
_TOKEN = re.compile(r"(\d{1,12})-([0-9a-f]{32})")


def subject(path: str) -> str:
    """What is marked and signed: the folder of a film, or the file of its subtitles."""
    return "/".join(path.split("/")[:2])


def _mark(path: str) -> str:
    return f"{MARKS}/{subject(path).partition('/')[2]}"


def is_for_members(path: str) -> bool:
    """Whether the path opens with a signed address only."""
    return default_storage.exists(_mark(path))


def mark_for_members(path: str, *, members_only: bool) -> None:
    """Close a film's folder or a subtitle file to strangers, or open it."""
    if members_only == is_for_members(path):
        return
    if members_only:
        default_storage.save(_mark(path), ContentFile(b""))
    else:
        default_storage.delete(_mark(path))


def signed(address: str, *, at: datetime) -> str:
    """The address of a media file as it is valid for the next hours; others stay as they are."""
    found = _PATH.search(address)
    if found is None:
        return address
    expires = ceil((at + LASTS).timestamp() / STEP) * STEP
    token = f"{expires}-{_signature(subject(found[0]), expires)}"
    return f"{address[: found.start()]}{SIGNED}/{token}/{found[0]}"


def opened(token: str, path: str, *, at: datetime) -> float:
    """For how many more seconds the token opens the path, or a refusal."""
    found = _TOKEN.fullmatch(token)
    if found is None or not constant_time_compare(found[2], _signature(subject(path), int(found[1]))):
        raise Forbidden(_("Địa chỉ video không đúng. Hãy mở lại bài học để xem."))
    left = int(found[1]) - at.timestamp()
    if left <= 0:
        raise Forbidden(_("Địa chỉ video đã hết hạn. Hãy tải lại trang bài học để xem tiếp."))
    return left


def all_signed(value: Any, *, at: datetime) -> Any:
    """Every address within a film's description."""
    if isinstance(value, dict):
        return {key: all_signed(one, at=at) for key, one in value.items()}
    if isinstance(value, list):
        return [all_signed(one, at=at) for one in value]
    return signed(value, at=at) if isinstance(value, str) else value


def path_of(address: str) -> str:
    """The path in the media store of a film's or subtitle's address; empty for another's."""
    found = _PATH.search(address)
    return found[0] if found else ""


def _signature(what: str, expires: int) -> str:
    return salted_hmac("members-film", f"{what}|{expires}", algorithm="sha256").hexdigest()[:32]
