"""Bring the English catalogue up to the source and compile every catalogue, without gettext's programs."""

import json
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.catalogue import LOCALE, Entry, catalogue_path, compiled, header, read_po  # noqa: E402
from tools.marked_strings import Marked, marked_strings  # noqa: E402

# Fixed, so that a catalogue changes only when a sentence does.
HEADER = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
TITLE = "# What Lớp Số says, in English; the source is Vietnamese.\n"


def main() -> int:
    waiting = update_english()
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        po.with_suffix(".mo").write_bytes(machine_object(header(po), read_po(po)))
    for entry in waiting:
        print(f"without English: {entry.msgid}")
    return 1 if waiting else 0


def update_english() -> list[Entry]:
    """Every sentence of the source, with the English it has; returns those that have none."""
    path = catalogue_path("en")
    known = {entry.key: entry for entry in read_po(path)} if path.exists() else {}
    entries = [(_entry(marked, known.get(key)), marked) for key, marked in marked_strings().items()]
    text = TITLE + _lines("msgid", "") + "".join(_header_lines()) + "".join(_block(*pair) for pair in entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [entry for entry, _ in entries if not all(entry.strings)]


def machine_object(head: str, entries: list[Entry]) -> bytes:
    """The bytes of a .mo file: two sorted tables of lengths and offsets, then the texts."""
    pairs = {"": head}
    for entry in entries:
        if compiled([entry]):
            pairs["\0".join(filter(None, (entry.key, entry.plural)))] = "\0".join(entry.strings)
    ordered = sorted((key.encode(), text.encode()) for key, text in pairs.items())
    tables, texts, offset = [b"", b""], b"", 28 + 16 * len(ordered)
    for column in (0, 1):
        for pair in ordered:
            tables[column] += struct.pack("<II", len(pair[column]), offset + len(texts))
            texts += pair[column] + b"\0"
    start = struct.pack("<7I", 0x950412DE, 0, len(ordered), 28, 28 + 8 * len(ordered), 0, 0)
    return start + b"".join(tables) + texts


def _entry(marked: Marked, known: Entry | None) -> Entry:
    forms = 2 if marked.plural else 1
    strings = known.strings if known and len(known.strings) == forms else [""] * forms
    return Entry(marked.msgid, marked.plural, marked.context, strings)


def _block(entry: Entry, marked: Marked) -> str:
    lines = ["\n", *(f"#: {name}\n" for name in marked.files)]
    lines += [_lines("msgctxt", entry.context)] if entry.context else []
    lines += [_lines("msgid", entry.msgid)]
    if not entry.plural:
        return "".join([*lines, _lines("msgstr", entry.strings[0])])
    forms = [_lines(f"msgstr[{number}]", text) for number, text in enumerate(entry.strings)]
    return "".join([*lines, _lines("msgid_plural", entry.plural), *forms])


def _header_lines() -> list[str]:
    return ['msgstr ""\n', *(f"{_quoted(line)}\n" for line in HEADER.splitlines(keepends=True))]


def _lines(name: str, text: str) -> str:
    return f"{name} {_quoted(text)}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
