"""The demonstration's content is complete, well formed and small enough to be fetched over a village line."""

import json
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tools import narration
from tools.drawing.phone import PAINTERS
from tools.storyboard import stories

DEMO = Path(__file__).resolve().parents[2] / "lms" / "demo"
CONTENT, VIDEOS, PICTURES = DEMO / "content", DEMO / "videos", DEMO / "pictures"
MEGABYTE = 1_000_000
TOPICS = ["dich-vu-cong", "y-te-so", "giao-duc-so", "mang-xa-hoi", "mua-ban", "thanh-toan", "tien-ich"]
BLOCKS = {
    "heading": {"text"},
    "paragraph": {"text"},
    "list": {"items"},
    "steps": {"items"},
    "callout": {"tone", "title", "text"},
    "picture": {"name", "alt", "caption"},
    "video": {"name", "title"},
    "quote": {"text", "source"},
}
OFFICIAL = {
    "dichvucong.gov.vn", "vneid.gov.vn", "igiaoduc.vn", "moet.gov.vn", "tingia.gov.vn", "tinnhiemmang.vn",
    "online.gov.vn", "www.sbv.gov.vn", "napas.com.vn", "nchmf.gov.vn", "www.google.com", "www.evn.com.vn",
    "drugbank.vn", "zalo.me", "translate.google.com",
}  # fmt: skip
CATEGORIES = {"can_bo", "cong_chuc", "vien_chuc", "hop_dong", "khong_chuyen_trach"}


@cache
def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def every_file() -> list[Path]:
    return sorted(CONTENT.rglob("*.toml")) + sorted(VIDEOS.glob("*.vtt")) + [CONTENT / "README.md"]


def tutorial_files() -> list[Path]:
    return sorted((CONTENT / "tutorials").glob("*.toml"))


def course_files() -> list[Path]:
    return sorted((CONTENT / "courses").glob("*/course.toml"))


def lesson_files() -> list[Path]:
    return [course.parent / name for course in course_files() for name in read(course)["lessons"]]


def bank_files() -> list[Path]:
    return [course.parent / read(course)["final_test"]["questions"] for course in course_files()]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def words(block: dict[str, Any]) -> int:
    texts = [block.get(key, "") for key in ("text", "title", "caption")] + block.get("items", [])
    return sum(len(text.split()) for text in texts)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for part in value.values() for s in strings(part)]
    if isinstance(value, list):
        return [s for part in value for s in strings(part)]
    return []


@pytest.mark.parametrize("path", every_file(), ids=name)
def test_every_text_is_nfc_without_stray_signs(path: Path) -> None:
    text = path.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[\u200b\ufeff\t]|\r|chứng chỉ", text)


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.toml")), ids=name)
def test_no_string_is_empty_at_its_ends_or_half_bold(path: Path) -> None:
    for text in strings(read(path)):
        assert text == text.strip()
        assert text.count("**") % 2 == 0, text
        assert not re.search(r"\d %", text), f"no-break space before %: {text}"


def test_the_seven_tiles_stand_in_the_order_of_the_plan() -> None:
    topics = sorted(read(CONTENT / "topics.toml")["topic"], key=lambda t: t["order"])
    assert [t["slug"] for t in topics] == TOPICS
    assert all(t["title"] and t["short"] and t["icon"] and t["question"] for t in topics)


def test_every_tile_has_at_least_three_tutorials() -> None:
    found = [read(path)["topic"] for path in tutorial_files()]
    assert {topic: found.count(topic) >= 3 for topic in TOPICS} == dict.fromkeys(TOPICS, True)
    assert set(found) == set(TOPICS)


@pytest.mark.parametrize("path", tutorial_files(), ids=name)
def test_a_tutorial_says_all_a_villager_needs(path: Path) -> None:
    tutorial = read(path)
    assert path.stem == tutorial["slug"]
    assert 3 <= len(tutorial["steps"]) <= 6
    assert len(tutorial["script"]) == len(tutorial["steps"]) + 2
    assert all(
        tutorial[key]
        for key in ("title", "summary", "need_first", "help_contact", "video", "updated", "order")
    )
    assert "tổ công nghệ số cộng đồng" in tutorial["help_contact"]


@pytest.mark.parametrize("path", tutorial_files(), ids=name)
def test_a_step_has_its_sentence_picture_and_drawing(path: Path) -> None:
    for step in read(path)["steps"]:
        assert "**" in step["text"]
        assert (PICTURES / step["picture"]).is_file()
        assert step["alt"]
        kinds = {element.lstrip("!").split("|")[0] for element in step["screen"]} - {"app"}
        assert kinds <= set(PAINTERS)


@pytest.mark.parametrize("path", tutorial_files(), ids=name)
def test_a_tutorial_asks_two_questions_with_one_right_answer_each(path: Path) -> None:
    checks = read(path)["check"]
    assert len(checks) == 2
    for check in checks:
        assert 2 <= len(check["options"]) <= 3
        assert 0 <= check["right"] < len(check["options"])
        assert check["question"].rstrip("”").endswith(("?", "!"))
        assert check["feedback_right"]
        assert check["feedback_wrong"]


@pytest.mark.parametrize("path", tutorial_files(), ids=name)
def test_do_now_leads_to_a_known_public_site(path: Path) -> None:
    do_now = read(path)["do_now"]
    assert do_now["label"]
    address = urlsplit(do_now["url"])
    assert address.scheme == "https"
    assert address.hostname in OFFICIAL


def test_slugs_and_codes_are_unique() -> None:
    slugs = [read(path)["slug"] for path in tutorial_files()]
    codes = [q["code"] for path in bank_files() for q in read(path)["question"]]
    lessons = [read(path)["slug"] for path in lesson_files()]
    for found in (slugs, codes, lessons):
        assert len(found) == len(set(found))


@pytest.mark.parametrize("path", course_files(), ids=name)
def test_a_course_has_what_its_page_shows(path: Path) -> None:
    course = read(path)
    assert all(course[key] for key in ("order", "code", "title", "summary", "hours", "audience", "outcomes"))
    test = course["final_test"]
    assert test["draw"] <= len(read(path.parent / test["questions"])["question"])
    assert 0 < test["pass_percent"] <= 100
    assert course.get("pre_test", test)["draw"] <= test["draw"]
    assert {p.name for p in path.parent.glob("bai-*.toml")} == set(course["lessons"])


@pytest.mark.parametrize("path", lesson_files(), ids=name)
def test_a_lesson_really_teaches(path: Path) -> None:
    lesson = read(path)
    assert all(lesson[key] for key in ("slug", "title", "summary", "minutes", "outcomes"))
    assert 400 <= sum(words(block) for block in lesson["body"]) <= 800


@pytest.mark.parametrize("path", lesson_files(), ids=name)
def test_a_lesson_is_made_of_known_blocks_and_existing_files(path: Path) -> None:
    for block in read(path)["body"]:
        assert set(block) - {"type", "questions"} == BLOCKS[block["type"]], block
        assert "questions" not in block or block["type"] == "video"
        if block["type"] == "picture":
            assert (PICTURES / block["name"]).is_file()
        if block["type"] == "video":
            assert (VIDEOS / block["name"]).is_file()
        if block["type"] == "callout":
            assert block["tone"] in {"tip", "info", "warn"}


def test_courses_have_the_videos_and_banks_that_were_promised() -> None:
    by_code = {read(path)["code"]: path.parent for path in course_files()}
    for code, least_lessons, least_videos, least_questions in (("CDS-NTM", 5, 2, 12), ("ATTT-XA", 3, 1, 10)):
        lessons = [read(path)["body"] for path in lesson_files() if path.parent == by_code[code]]
        assert len(lessons) >= least_lessons
        assert sum(block["type"] == "video" for body in lessons for block in body) >= least_videos
        assert len(read(by_code[code] / "questions.toml")["question"]) >= least_questions


@pytest.mark.parametrize("path", bank_files(), ids=name)
def test_a_question_has_a_right_answer_and_feedback(path: Path) -> None:
    lessons = {read(p)["slug"] for p in lesson_files() if p.parent == path.parent}
    for question in read(path)["question"]:
        right = sum(option["correct"] for option in question["options"])
        assert 3 <= len(question["options"]) <= 4
        assert right == 1 if question["type"] == "single" else right >= 2
        assert question["type"] in {"single", "multiple"}
        assert question["feedback"]
        assert question["lesson"] in lessons


def test_every_video_is_small_captioned_and_listed() -> None:
    manifest = json.loads((VIDEOS / "manifest.json").read_text("utf-8"))
    assert _films() == set(manifest) == {s.name for s in stories(CONTENT)}
    assert sum(f.stat().st_size for f in VIDEOS.iterdir()) <= 20 * MEGABYTE
    for name, entry in manifest.items():
        assert entry["converted_from"] == entry["made_from"], f"{name}: run tools.make_renditions"
        assert 40 <= entry["seconds"] <= 150
        for file, size in ((f"{name}.mp4", entry["bytes"]), (f"{name}.240.mp4", entry["bytes_240"])):
            assert (VIDEOS / file).stat().st_size == size < 2 * MEGABYTE
            assert (VIDEOS / file).read_bytes()[4:8] == b"ftyp"
        assert (VIDEOS / f"{name}.jpg").is_file()


def _films() -> set[str]:
    return {f.stem for f in VIDEOS.glob("*.mp4") if not f.stem.endswith(".240")}


def test_tutorials_and_lessons_name_videos_that_exist() -> None:
    named = {read(path)["video"] for path in tutorial_files()}
    named |= {b["name"] for path in lesson_files() for b in read(path)["body"] if b["type"] == "video"}
    assert named == {f"{film}.mp4" for film in _films()}


@pytest.mark.parametrize("path", sorted(VIDEOS.glob("*.vtt")), ids=lambda p: p.stem)
def test_captions_run_forward_and_fit_two_lines(path: Path) -> None:
    cues = re.findall(r"^(\S+) --> (\S+)\n(.+(?:\n.+)?)$", path.read_text("utf-8"), re.MULTILINE)
    assert cues
    assert path.read_text("utf-8").startswith("WEBVTT\n")
    moments = [moment for start, end, _ in cues for moment in (start, end)]
    assert moments == sorted(moments)
    assert all(len(line) <= 44 for _, _, text in cues for line in text.split("\n"))


def test_captions_say_what_the_script_says() -> None:
    for story in stories(CONTENT):
        vtt = (VIDEOS / f"{story.name}.vtt").read_text("utf-8")
        said = " ".join(re.sub(r"^.*-->.*$|^WEBVTT$", "", vtt, flags=re.MULTILINE).split())
        assert said == " ".join(" ".join(scene.text for scene in story.scenes).split())


def test_pictures_are_small_and_used() -> None:
    files = {f.name: f for f in PICTURES.glob("*.png")}
    used = {step["picture"] for path in tutorial_files() for step in read(path)["steps"]}
    used |= {b["name"] for path in lesson_files() for b in read(path)["body"] if b["type"] == "picture"}
    assert set(files) == used
    assert all(f.stat().st_size <= 15_000 for f in files.values())
    for file in files.values():
        with Image.open(file) as image:
            assert image.size in {(480, 360), (640, 360)}


def test_names_hold_what_is_needed_to_invent_cadres() -> None:
    names = read(CONTENT / "names.toml")
    family = dict(names["family"]["weighted"])
    assert 0.35 <= family["Nguyễn"] / sum(family.values()) <= 0.42
    assert {g["group"] for g in names["other_names"]} == {"Ê Đê", "Stiêng", "Chơ Ro", "Khmer"}
    assert {p["category"] for p in names["position"]} == CATEGORIES
    assert {p["level"] for p in names["position"]} == {"tinh", "huyen", "xa", "ap"}
    codes = {d["code"] for d in names["department"]}
    assert len(codes) == len(names["department"])
    assert {d["into"] for d in names["department"] if "into" in d} <= codes


def test_a_long_sentence_becomes_captions_that_share_its_time() -> None:
    text = "Coi lại tên và ngày sinh, bấm Nộp hồ sơ, rồi chụp màn hình mã hồ sơ để dành tra cứu cho chắc."
    found = narration.cues(2.0, 8.0, text)
    assert len(found) == 2
    assert found[0].start == 2.0
    assert found[0].end == found[1].start
    assert found[1].end == pytest.approx(8.0)


def test_the_voice_reads_addresses_as_people_say_them() -> None:
    assert narration.spoken("Mở dichvucong.gov.vn") == "Mở dịch vụ công, chấm gốp, chấm vi en"
    assert narration.spoken("mã OTP") == "mã ô tê pê"


def test_a_short_sentence_stays_with_the_next() -> None:
    assert narration.sentences("Bước một. Mở trang. Rồi bấm nút Tra cứu.") == [
        "Bước một. Mở trang.",
        "Rồi bấm nút Tra cứu.",
    ]
