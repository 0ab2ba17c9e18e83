"""Options that stand in columns (A C over B D) back in their order; a letter twice or left out is told."""

from django.utils.translation import gettext as _

from assessments.importers.layout_block import Block, Option
from assessments.importers.layout_signs import LABEL
from common.errors import DomainError


def set_in_order(block: Block) -> None:
    """Labels that were read as words of another option begin options of their own."""
    if not block.options or block.matching or _letter(block.options[0][0].text) not in "Aa":
        return
    sizes = {_letter(label.text).isupper() for label, _lines, _star in block.options}
    found = [piece for option in block.options for piece in _cut(option, sizes)]
    if len(found) == len(block.options):
        return
    found.sort(key=lambda option: _letter(option[0].text).upper())
    letters = "".join(_letter(label.text).upper() for label, _lines, _star in found)
    if not "ABCDEFGH".startswith(letters):
        raise DomainError(
            _("Các phương án thiếu hoặc trùng một chữ (đọc được: %(letters)s).")
            % {"letters": ", ".join(letters)}
        )
    block.options = found


def _letter(label: str) -> str:
    return next((sign for sign in label if sign.isalpha()), "")


def _cut(option: Option, sizes: set[bool]) -> list[Option]:
    """The option, and what begins with a letter of the size of labels at a new line or behind a tab."""
    label, lines, star = option
    pieces: list[Option] = [(label, [], star)]
    for place, line in enumerate(lines):
        starts = [found for found in LABEL.finditer(line.text) if _begins(line.text, found.start(), place)]
        starts = [found for found in starts if _letter(found[0]).isupper() in sizes]
        ends = [*(found.start() for found in starts), None]
        pieces[-1][1].append(line.cut(0, ends[0]))
        for found, end in zip(starts, ends[1:], strict=True):
            pieces.append(
                (line.cut(found.start(), found.end()), [line.cut(found.end(), end)], "*" in found[1])
            )
    return pieces


def _begins(text: str, start: int, place: int) -> bool:
    return (place > 0 and not text[:start].strip()) or "\t" in text[:start][len(text[:start].rstrip()) :]
