"""Where the embedded profile keeps its state; settings and supervisor agree on these places."""

import hashlib
import os
from pathlib import Path

SOCKET_PATH_LIMIT = 100  # bytes: sun_path holds 108 on Linux, 104 on macOS


def queue_socket(data_dir: Path) -> Path:
    """Return the queue's unix socket: in `data_dir`, or in a short private folder if that is too long."""
    inside = data_dir / "valkey.sock"
    if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path("/tmp") / f"lopso-{os.getuid()}-{digest}" / "valkey.sock"  # noqa: S108 - private_folder() checks the owner


def private_folder(folder: Path) -> Path:
    """Make `folder` for this user alone; refuse one that somebody else made first."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if found.st_uid != os.getuid() or folder.is_symlink():
        raise PermissionError(f"{folder} thuộc về người dùng khác, không dùng được cho hàng đợi.")
    return folder
