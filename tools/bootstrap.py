"""Make or refresh .venv from the locked requirements; needs nothing but Python's own library.

python3 tools/bootstrap.py [base|dev]: `dev` adds the tools for tests and checks. A stamp with the hash of the
locks makes a second call free.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "lopso-installed"
LOCKS = {"base": ["base.lock"], "dev": ["base.lock", "dev.lock"]}


def main(wanted: str) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - any python3 may start this file
        print(f"Lớp Số cần Python 3.11 trở lên; {sys.executable} cũ hơn.", file=sys.stderr)
        return 1
    # An environment with the tools keeps them: `make run` between two `make test` must not remove any.
    kind = "dev" if wanted == "dev" or _installed()[:1] == ["dev"] else "base"
    if _installed() == [kind, _digest(kind)] and PYTHON.exists():
        return 0
    print(f"Cài đặt các gói đã khóa phiên bản ({kind})…", flush=True)
    try:
        _install([ROOT / "requirements" / name for name in LOCKS[kind]])
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Cài đặt không thành công: {error}", file=sys.stderr)
        return 1
    STAMP.write_text(f"{kind} {_digest(kind)}")
    return 0


def _installed() -> list[str]:
    return STAMP.read_text().split() if STAMP.exists() else []


def _digest(kind: str) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in LOCKS[kind]:
        digest.update((ROOT / "requirements" / name).read_bytes())
    return digest.hexdigest()


def _install(locks: list[Path]) -> None:
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True, symlinks=True)
    STAMP.unlink(missing_ok=True)
    if not (_uv_is_there() and _sync(locks)):
        print("uv không dùng được, cài bằng pip (chậm hơn)…", flush=True)
        files = [part for lock in locks for part in ("-r", str(lock))]
        _run("-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", *files)


def _uv_is_there() -> bool:
    if (VENV / "bin" / "uv").exists():
        return True
    return _quietly("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")


def _sync(locks: list[Path]) -> bool:
    return _quietly("-m", "uv", "pip", "sync", "--quiet", "--require-hashes", *map(str, locks))


def _run(*arguments: str) -> None:
    subprocess.run([str(PYTHON), *arguments], check=True, cwd=ROOT)


def _quietly(*arguments: str) -> bool:
    """Run and say whether it worked; its complaints are shown, as the fall-back may need explaining."""
    done = subprocess.run([str(PYTHON), *arguments], check=False, cwd=ROOT, stdout=subprocess.DEVNULL)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "base"))
