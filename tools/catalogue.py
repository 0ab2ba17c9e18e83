"""Read translation catalogues without gettext's programs, which a fresh machine does not have."""

import gettext
import re
from ast import literal_eval
from dataclasses import dataclass, field
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"
CONTEXT = "\x04"


@dataclass
class Entry:
    """One message: what it is in the source, what it became."""

    msgid: str = ""
    plural: str = ""
    context: str = ""
    strings: list[str] = field(default_factory=list)
    flags: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return f"{self.context}{CONTEXT}{self.msgid}" if self.context else self.msgid


def catalogue_path(language: str, domain: str = "django", kind: str = "po") -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.{kind}"


def read_po(path: Path) -> list[Entry]:
    """Every live entry but the header; obsolete ones (#~) are comments to this reader."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    entries = [_entry(block) for block in blocks if re.search(r"^msgid ", block, re.MULTILINE)]
    return [entry for entry in entries if entry.msgid]


def header(path: Path) -> str:
    """The entry that tells the charset and the plural rule."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    return _entry(blocks[0]).strings[0]


def read_mo(path: Path) -> dict[str | tuple[str, int], str]:
    """What the program will really say, header left out."""
    with path.open("rb") as stream:
        found = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in found.items() if key != ""}


def compiled(entries: list[Entry]) -> dict[str | tuple[str, int], str]:
    """What `msgfmt` makes of these entries."""
    result: dict[str | tuple[str, int], str] = {}
    for entry in entries:
        if "fuzzy" in entry.flags or not all(entry.strings):
            continue
        if entry.plural:
            result |= {(entry.key, form): text for form, text in enumerate(entry.strings)}
        else:
            result[entry.key] = entry.strings[0]
    return result


def _entry(block: str) -> Entry:
    entry, current = Entry(), ""
    parts: dict[str, str] = {}
    for line in block.splitlines():
        if line.startswith("#,"):
            entry.flags = frozenset(flag.strip() for flag in line[2:].split(","))
        elif match := re.match(r'(msg\w+(?:\[\d\])?)\s+(".*")\s*$', line):
            current = match[1]
            parts[current] = _text(match[2])
        elif line.startswith('"'):
            parts[current] += _text(line)
    entry.msgid, entry.plural = parts.get("msgid", ""), parts.get("msgid_plural", "")
    entry.context = parts.get("msgctxt", "")
    entry.strings = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
    return entry


def _text(quoted: str) -> str:
    return str(literal_eval(quoted.strip()))
