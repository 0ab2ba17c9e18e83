"""Two columns of a sheet that mean the same, such as “Đáp án” and “Đáp án đúng”: they agree, or the question is listed."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from assessments.exchange.sheet import KEY, READ_OPTIONS
from assessments.importers.xlsx_key import letters
from common.vietnamese import fold

Said = Mapping[str, Sequence[str]]  # what stands below each name, from left to right


def one_of(name: str, texts: Sequence[str]) -> str:
    """The first that says anything; of keys that which names letters, for words may stand in two options."""
    filled = [text for text in texts if text]
    signs = [text for text in filled if len(text) == 1] if name == KEY else []
    return next(iter(signs or filled), "")


def doubtful(cells: Mapping[str, str], said: Said) -> str:
    """Why the row cannot be read; "" where its columns agree."""
    for name, texts in said.items():
        filled = [text for text in texts if text]
        if len({_meant(name, text, cells) for text in filled}) > 1:
            sentence = _("Hai cột “%(name)s” ghi khác nhau: “%(one)s” và “%(other)s”.")
            other = next(text for text in filled if fold(text) != fold(filled[0]))
            return sentence % {"name": name, "one": filled[0][:60], "other": other[:60]}
    return ""


def _meant(name: str, text: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    """A key by the options it names, where it names any."""
    offered = [cells[option] for option in READ_OPTIONS if cells.get(option)]
    named = letters(text, offered, several=False) if name == KEY and offered else []
    return tuple(sorted(named)) or (fold(text),)
