"""The sample subtitles of ../shared behave as their table says."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from content.captions.cues import Cue
from content.captions.parsing import parse
from content.captions.reading import read_captions
from content.video.errors import Refused

pytestmark = pytest.mark.shared
# File → subtitles that come out, lines that are named. All of the table's single files.
READ = {
    "ascii.srt": (3, []),
    "vi-utf8-bom.srt": (3, []),
    "pretty-good-en.vtt": (13, []),
    "pretty-good-sv.vtt": (13, []),
    "webvtt-py/captions_with_bom.vtt": (4, []),
    "webvtt-py/cue_tags.vtt": (3, []),
    "webvtt-py/invalid_timeframe.sbv": (4, [7, 13]),
    "webvtt-py/invalid_timeframe.vtt": (6, [6]),
    "webvtt-py/metadata_headers.vtt": (2, []),
    "webvtt-py/missing_caption_text.sbv": (4, [4, 12]),
    "webvtt-py/missing_caption_text.vtt": (4, [6]),
    "webvtt-py/missing_timeframe.srt": (4, [5]),
    "webvtt-py/netflix_chicas_del_cable.vtt": (865, []),
    "webvtt-py/non_padded_timestamps.vtt": (3, []),
    "webvtt-py/one_caption.vtt": (1, []),
    "webvtt-py/sample.sbv": (5, [14]),
    "webvtt-py/sample.vtt": (16, []),
    "webvtt-py/styles_colours.srt": (6, []),
    "webvtt-py/styles_with_comments.vtt": (1, []),
    "webvtt-py/using_identifiers.vtt": (6, []),
}
REFUSED = {
    "webvtt-py/invalid.vtt": "Dòng 1: .*WEBVTT",
    "webvtt-py/invalid_format1.srt": "Dòng 1: không thấy dòng thời gian",
    "webvtt-py/invalid_format3.srt": "Dòng 1: không thấy dòng thời gian",
}


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "fixtures" / "captions"


@pytest.mark.parametrize("name", READ)
def test_a_readable_file_keeps_its_subtitles_and_names_its_faults(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    captions = read_captions(content, name)
    count, lines = READ[name]
    assert (len(captions.cues), [problem.line for problem in captions.problems]) == (count, lines)
    assert captions.encoding == "utf-8"
    assert len(parse(captions.webvtt).cues) == count


@pytest.mark.parametrize("name", REFUSED)
def test_an_unreadable_file_is_refused_with_a_line(folder: Path, name: str) -> None:
    with pytest.raises(Refused, match=REFUSED[name]):
        read_captions((folder / name).read_bytes(), name)


def test_no_file_of_the_table_is_forgotten(folder: Path) -> None:
    found = {str(path.relative_to(folder)) for path in folder.rglob("*.*") if path.suffix != ".zip"}
    assert found == READ.keys() | REFUSED.keys()


def test_diacritics_tags_and_times_come_through_exactly(folder: Path) -> None:
    webvtt = read_captions((folder / "vi-utf8-bom.srt").read_bytes(), "vi.srt").webvtt
    assert "00:59:59.900 --> 01:00:02.000\n<i>Hết giờ</i>" in webvtt
    assert "Hôm nay ta học về «phân số» – đường kẻ, ươ, Ữ." in webvtt


def _facts(cue: Cue) -> tuple[object, ...]:
    kept = cue.settings

    def number(name: str, otherwise: object) -> object:
        return float(kept[name].split(",")[0].rstrip("%")) if name in kept else otherwise

    places = (number("line", "auto"), number("position", "auto"), number("size", 100))
    return (
        cue.start,
        cue.end,
        cue.text,
        cue.name,
        kept.get("align", "middle"),
        kept.get("vertical", ""),
        *places,
    )


def _wanted(cue: dict[str, Any]) -> tuple[object, ...]:
    names = ("startTime", "endTime", "text", "id", "align", "vertical", "line", "position", "size")
    return tuple(cue[name] for name in names)


def test_the_browsers_own_test_files_are_read_as_browsers_read_them(folder: Path) -> None:
    """134 files, half with the expected cues beside them; only a wrong signature is a refusal."""
    with zipfile.ZipFile(folder / "vttjs-parsing.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    refused, compared = [], 0
    for name in (name for name in files if name.endswith(".vtt")):
        try:
            cues = parse(files[name].decode("utf-8-sig"), name).cues
        except Refused:
            refused.append(Path(name).name)
            continue
        expected = files.get(f"{name[:-4]}.json")
        if expected is not None:
            compared += 1
            assert [_facts(cue) for cue in cues] == [_wanted(cue) for cue in json.loads(expected)["cues"]], (
                name
            )
    assert sorted(refused) == [
        "blank-file-with-bom.vtt",
        "bom-garbage-data.vtt",
        "newline-before-webvtt.vtt",
        "tab-after-bom-before-header.vtt",
    ]
    assert compared > 60
