"""The demonstration's courses and tutorials as pages, published through the same bridge as a trainer's."""

import tomllib
from html import escape
from pathlib import Path
from typing import Any

from assessments.models import QuestionBank
from assessments.services.bank import add_question
from common import clock
from content.blocks.quiz import DrawBlock
from content.models import (
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    QuizPage,
    TutorialIndexPage,
    TutorialPage,
)
from lms.demo.markup import body, plain, rich
from lms.demo.media import Media
from lms.demo.names import CONTENT
from people.models import OrgUnit


def read(path: Path) -> dict[str, Any]:
    """One content file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_courses(media: Media, office: OrgUnit) -> list[CoursePage]:
    """Every course with its lessons and test, published but not yet released, in catalogue order."""
    folders = [path.parent for path in CONTENT.glob("courses/*/course.toml")]
    return [
        _course(folder, media, office)
        for folder in sorted(folders, key=lambda f: read(f / "course.toml")["order"])
    ]


def _course(folder: Path, media: Media, office: OrgUnit) -> CoursePage:
    told = read(folder / "course.toml")
    page = CoursePage(
        title=told["title"], slug=folder.name, code=told["code"], summary=plain(told["summary"]),
        outcomes="\n".join(plain(line) for line in told["outcomes"]), who=plain(told["audience"]),
        hours=told["hours"], owner_unit=office,
    )  # fmt: skip
    CatalogueIndexPage.objects.get().add_child(instance=page)
    _publish(page)
    bank = write_bank(read(folder / told["final_test"]["questions"]), office)
    before = _test(page, told["pre_test"], bank, slug="dau-vao") if "pre_test" in told else None
    for lesson in told["lessons"]:
        _lesson(page, read(folder / lesson), media)
    _test(page, told["final_test"], bank, slug="kiem-tra", before=before)
    page.refresh_from_db()
    return page


def _lesson(course: CoursePage, told: dict[str, Any], media: Media) -> None:
    page = LessonPage(
        title=told["title"], slug=told["slug"], summary=plain(told["summary"])[:300], minutes=told["minutes"],
        body=body(told["body"], media),
    )  # fmt: skip
    course.add_child(instance=page)
    _publish(page)


def _test(
    course: CoursePage, told: dict[str, Any], bank: QuestionBank, *, slug: str, before: QuizPage | None = None
) -> QuizPage:
    page = QuizPage(
        title=told["title"], slug=slug, intro=plain(told.get("intro", ""))[:400], minutes=told["minutes"],
        sections=[("draw", DrawBlock().normalize({"bank": bank, "number": told["draw"]}))], pre_test=before,
        pass_percent=told["pass_percent"], attempts_allowed=told.get("attempts", 0),
        **{name: told[name] for name in QuizPage.RULES if name in told},
    )  # fmt: skip
    course.add_child(instance=page)
    _publish(page)
    page.refresh_from_db()
    return page


def write_bank(told: dict[str, Any], office: OrgUnit | None) -> QuestionBank:
    """A bank with its questions."""
    bank = QuestionBank.objects.create(name=told["bank"], owner_unit=office)
    for entry in told["question"]:
        add_question(bank=bank, body=_body(entry), at=clock.now())
    return bank


def _body(told: dict[str, Any]) -> dict[str, Any]:
    """A question in the shape of docs/decisions/0035; the files hold plain words."""
    options = [
        {"id": "", "text": escape(plain(option["text"])), "share": int(option["correct"])}
        for option in told["options"]
    ]
    feedback = {"general": escape(plain(told["feedback"]))}
    return {
        "kind": told["type"],
        "text": escape(plain(told["text"])),
        "options": options,
        "feedback": feedback,
    }


def write_tutorials(media: Media) -> None:
    """Every tutorial, in the order of its topic."""
    told = [read(path) for path in CONTENT.glob("tutorials/*.toml")]
    for entry in sorted(told, key=lambda entry: (entry["order"], entry["slug"])):
        write_tutorial(entry, media)


def write_tutorial(told: dict[str, Any], media: Media) -> None:
    """One tutorial, published."""
    page = _tutorial(told, media)
    TutorialIndexPage.objects.get().add_child(instance=page)
    _publish(page)


def _tutorial(told: dict[str, Any], media: Media) -> TutorialPage:
    return TutorialPage(
        title=told["title"], slug=told["slug"], topic=told["topic"], summary=plain(told["summary"])[:300],
        need_first=plain(told["need_first"])[:300], video=media.film(told["video"], told["title"]),
        steps=[("step", _step(step, media)) for step in told["steps"]],
        check_questions=[("check", _check(check)) for check in told["check"]],
        do_now_label=told["do_now"]["label"][:80], do_now_url=told["do_now"]["url"],
        help_contact=rich(told["help_contact"]),
    )  # fmt: skip


def _step(told: dict[str, Any], media: Media) -> dict[str, Any]:
    return {
        "text": rich(told["text"]),
        "picture": media.picture(told["picture"], told["alt"]),
        "alt": told["alt"],
    }


def _check(told: dict[str, Any]) -> dict[str, Any]:
    options = [
        {"text": plain(text), "correct": place == told["right"]} for place, text in enumerate(told["options"])
    ]
    return {
        "question": plain(told["question"]),
        "options": options,
        "feedback_right": plain(told["feedback_right"]),
        "feedback_wrong": plain(told["feedback_wrong"]),
    }


def _publish(page: Any) -> None:
    page.save_revision().publish()
