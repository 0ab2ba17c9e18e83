"""Which options are right: what the question says, then what the key says, then how the options look."""

import re

from django.utils.translation import gettext as _

from assessments.importers.layout_block import Block
from assessments.importers.layout_signs import LETTERS, key_of
from assessments.importers.lines import MARKS, Line
from common.errors import DomainError
from common.vietnamese import fold

_EITHER = re.compile(r"[A-H]\s+(?:hoặc|hay)\s+[A-H](?!\w)", re.IGNORECASE)


class Right:
    """Judges one question; `notes` tell the teacher what to look at."""

    def __init__(self, block: Block, star: re.Pattern[str]) -> None:
        self.block = block
        self.star = star
        self.notes: list[str] = []
        self.written = False  # whether words told it, not looks

    def of(self, listed: str) -> list[bool]:
        """Whether each option is right; a DomainError where nothing says so."""
        looks = self._by_star() or self._by_look()
        for said in (self.block.key, listed, self._explained()):
            told = self._read(said) if said else []
            if told:
                self._refuse_other_words(told)
                if looks and looks != told:
                    self.notes.append(
                        _("Đáp án ghi ra khác với phương án được đánh dấu; đã theo đáp án ghi ra.")
                    )
                self.written = True
                return told
        if not looks:
            raise DomainError(
                _("Không rõ đáp án đúng: không có dòng “Đáp án”, bảng đáp án hay phương án được đánh dấu.")
            )
        if sum(looks) > 1:
            self.notes.append(_("Nhiều phương án được đánh dấu nên nhận là câu chọn nhiều."))
        return looks

    def _refuse_other_words(self, told: list[bool]) -> None:
        """“Đáp án: B. Ba” where C says “Ba”: a letter and words that mean two options."""
        why = fold(self.block.reason.text).strip(" .;,()")
        same = [fold(self._words(lines)) == why for _label, lines, _star in self.block.options]
        if why and sum(same) == 1 and same != told:
            raise DomainError(
                _("Đáp án ghi chữ của một phương án nhưng lời của phương án khác: “%(why)s”.")
                % {"why": self.block.reason.text.strip()[:60]}
            )

    def _explained(self) -> str:
        """“Lời giải: … Chọn B” names the answer as well."""
        lines = [line.text for line in (*self.block.said, *self.block.after)]
        told = {key_of(line) or "" for line in lines if line.casefold().startswith(("chọn", "đáp án"))} - {""}
        return told.pop() if len(told) == 1 else ""

    def _read(self, said: str) -> list[bool]:
        """By the words of an option, or by letters; a letter alone is a letter, whatever an option says."""
        bare = said.strip("()[]. ")
        same = [fold(self._words(lines)) == fold(bare) for _label, lines, _star in self.block.options]
        letters = LETTERS.fullmatch(said)
        if _EITHER.match(bare) and not any(same):
            raise DomainError(_("Đáp án ghi “%(key)s” nên không rõ chọn phương án nào.") % {"key": said})
        if sum(same) == 1 and not (letters and len(bare) == 1):
            if letters and letters[1] == bare:
                raise DomainError(
                    _(
                        "Đáp án “%(key)s” là nội dung một phương án, lại chỉ cả phương án khác. Hãy ghi chữ A, B, C."
                    )
                    % {"key": bare}
                )
            return same
        return (
            self._told({letter.upper() for letter in re.findall(r"[A-Ha-h]", letters[1])}) if letters else []
        )

    def _words(self, lines: list) -> str:  # type: ignore[type-arg]
        return self.star.sub("", " ".join(line.text for line in lines)).strip().rstrip(".;,")

    def _told(self, letters: set[str]) -> list[bool]:
        known = [chr(ord("A") + place) for place in range(len(self.block.options))]
        shown = [re.sub(r"[^A-H]", "", label.text.upper()) for label, _lines, _star in self.block.options]
        if letters <= set(shown) and not letters <= set(known):
            known = shown
        if not letters <= set(known):
            raise DomainError(
                _("Đáp án %(key)s không có trong các phương án.") % {"key": ", ".join(sorted(letters))}
            )
        return [letter in letters for letter in known]

    def _by_star(self) -> list[bool]:
        found = [
            star or bool(lines and self._starred(lines[0].text, lines[-1].text.removesuffix(".")))
            for _label, lines, star in self.block.options
        ]
        return found if any(found) else []

    def _starred(self, first: str, last: str) -> bool:
        return any(
            found and found[0].strip(" ") not in ("☐", "□", "☒")
            for found in (self.star.match(first), *self.star.finditer(last))
        )

    def _by_look(self) -> list[bool]:
        """The first look that some options have and some have not."""
        found = [looks for looks in map(self._having, MARKS) if 0 < sum(looks) < len(looks)]
        if any(looks != found[0] for looks in found):
            self.notes.append(
                _(
                    "Các kiểu đánh dấu (gạch chân, tô màu, in đậm) chỉ phương án khác nhau; hãy xem lại đáp án."
                )
            )
        return found[0] if found else []

    def _having(self, mark: int) -> list[bool]:
        """By its letter or by its words; where every letter looks so, only the words tell."""
        letters = [_letter(label).has(mark) for label, _lines, _star in self.block.options]
        words = [
            all(line.has(mark) for line in lines if line.text) and any(line.text for line in lines)
            for _label, lines, _star in self.block.options
        ]
        return words if all(letters) else [one or other for one, other in zip(letters, words, strict=True)]


def _letter(label: Line) -> Line:
    """Without the dot or bracket, which teachers often leave out when they underline."""
    found = re.search("[A-Ha-h]", label.text)
    return label.cut(found.start(), found.end()) if found else label
