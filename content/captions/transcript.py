"""Subtitles as text to read: sentences joined to paragraphs, each with the time at which it begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage

from common.members_films import path_of
from content.captions.cues import Cue
from content.captions.markup import words
from content.captions.parsing import parse
from content.video.errors import Refused

PAUSE = 2.5  # seconds of silence that begin a paragraph
LONG = 320  # signs after which a paragraph ends with its sentence
LONGEST = 900  # signs after which it ends anyway: some subtitles have no full stops
ENDS = (".", "!", "?", "…", ".”", "!”", "?”")


@dataclass
class Paragraph:
    """What is said from a moment on."""

    start: float
    text: str


def transcript(address: str) -> list[Paragraph]:
    """The paragraphs of a subtitle file's address; none if it cannot be read."""
    try:
        with default_storage.open(path_of(address) or "-") as file:
            cues = parse(file.read().decode("utf-8", errors="replace")).cues
    except (OSError, Refused):
        return []
    return paragraphs(cues)


def paragraphs(cues: Iterable[Cue]) -> list[Paragraph]:
    """Joined where one goes on talking."""
    found: list[Paragraph] = []
    before = None
    for cue in cues:
        text = words(cue.text)
        if before and found and not _breaks(found[-1].text, cue.start - before.end):
            found[-1].text += f" {text}"
        elif text:
            found.append(Paragraph(cue.start, text))
        before = cue
    return found


def _breaks(text: str, pause: float) -> bool:
    return pause > PAUSE or len(text) > LONGEST or (len(text) > LONG and text.endswith(ENDS))
