"""Two columns of a sheet that mean the same, such as “Đáp án” and “Đáp án đúng”: they agree, or the question is listed."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from assessments.exchange.sheet import KEY, READ_OPTIONS, SAID
from assessments.importers.xlsx_key import letters
from common.vietnamese import fold

Said = Mapping[str, Sequence[str]]  # what stands below each name, from left to right

OTHER = (
    "?key"  # a column of ours: “Đáp án điều chỉnh”, “Đáp án mã 102”, which may take back what the key says
)
_NAMES_KEY = re.compile(r"\bdap an\b")
_NO_KEY = re.compile(r"\b(?:so|sai|nhieu|giai thich|chi tiet|goi y|nguon|hoc|thi sinh|tham khao|diem)\b")
_TRUTHS = frozenset(["dung", "sai", "d", "s", "true", "false"])


def may_be_key(heading: str) -> bool:
    """Whether a column that we have no name for speaks of answers."""
    said = fold(heading)
    return bool(_NAMES_KEY.search(said)) and not _NO_KEY.search(said)


def one_of(name: str, texts: Sequence[str]) -> str:
    """The first that says anything; of keys that which names letters, for words may stand in two options."""
    filled = [text for text in texts if text]
    if name == SAID:
        return "\n".join(dict.fromkeys(filled))
    signs = [text for text in filled if len(text) == 1] if name == KEY else []
    return next(iter(signs or filled), "")


def doubtful(cells: Mapping[str, str], said: Said) -> str:
    """Why the row cannot be read; "" where its columns agree."""
    if other := _taken_back(cells, said.get(OTHER, ())):
        sentence = _("Đáp án ghi “%(one)s” mà một cột đáp án khác ghi “%(other)s”.")
        return sentence % {"one": cells[KEY][:60], "other": other[:60]}
    for name, texts in said.items():
        if name in (SAID, OTHER):  # all is kept of what explains
            continue
        filled = [text for text in texts if text]
        if len({_meant(name, text, cells) for text in filled}) > 1:
            sentence = _("Hai cột “%(name)s” ghi khác nhau: “%(one)s” và “%(other)s”.")
            other = next(text for text in filled if fold(text) != fold(filled[0]))
            return sentence % {"name": name, "one": filled[0][:60], "other": other[:60]}
    return ""


def _taken_back(cells: Mapping[str, str], others: Sequence[str]) -> str:
    """What such a column says otherwise, as far as it is an answer at all; "" where the key stands."""
    key = cells.get(KEY, "")
    answers = [text for text in others if fold(text) in _TRUTHS or _meant(KEY, text, cells) != (fold(text),)]
    return next((text for text in answers if key and _meant(KEY, text, cells) != _meant(KEY, key, cells)), "")


def _meant(name: str, text: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    """A key by the options it names, where it names any."""
    offered = [cells[option] for option in READ_OPTIONS if cells.get(option)]
    named = letters(text, offered, several=False) if name == KEY and offered else []
    return tuple(sorted(f"={letter}" for letter in named)) or (fold(text),)
