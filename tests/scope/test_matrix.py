"""Nobody sees what is outside their scope, by any door: each role × each address × something foreign or unknown."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from common import clock
from people.services import audit
from tests.scope.addresses import Known, known_addresses
from tests.scope.asking import Answer, Question, ask, questions, reduced, send
from tests.scope.declarations import DECLARED, LIBRARIES, Address
from tests.scope.world import DESK, ROLES, SEES_ALL, World

pytestmark = pytest.mark.django_db
WHERE = "tests/scope/declarations/"


@pytest.fixture
def world(settings: Any, world: World) -> World:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    for side in (world.own, world.foreign):  # so that the log has something to tell
        audit.record(
            "person_viewed", kind="xem", by=world.accounts["superuser"], at=clock.now(), person=side.person
        )
    return world


def declarations() -> Iterator[tuple[str, Address]]:
    for name, said in DECLARED.items():
        for address in said if isinstance(said, list) else [said]:
            yield name, address


def test_every_address_is_declared() -> None:
    missing = {known.name for known in known_addresses() if known.is_ours} - set(DECLARED)
    assert not missing, (
        f"say in {WHERE} (DECLARED) who may open {sorted(missing)} and what a foreign thing gets"
    )
    families = {known.family for known in known_addresses() if not known.is_ours and known.family != "None"}
    unsaid = families - set(LIBRARIES) - set(DECLARED)
    assert not unsaid, f"say in {WHERE} (LIBRARIES) who may be answered at {sorted(unsaid)}"


def test_no_declaration_outlives_its_address() -> None:
    known = known_addresses()
    assert set(DECLARED) <= {one.name for one in known}
    assert set(LIBRARIES) <= {one.family for one in known}


def test_every_identifier_in_an_address_is_tried() -> None:
    """An address with an identifier of a person's thing must be declared with its kind, not with a fixed path."""
    public = {
        "activity",
        "badge_achievement",  # a course's, not a person's
        "badge_achievement_picture",
        "course_funnel",
        "course_funnel_people",
        "lesson_parcel",
        "lesson_transcript",
        "lesson_prints",  # a lesson's words, and nobody's name
        "lesson_print",
        "report_spans",
        "answer_question",
        "finish_activity",
        "quiz_intro",
        "quiz_start",
        "quiz_room",
        "quiz_room_code",
        "quiz_room_time",
        "marking_papers",  # a test's, and a question's
        "marking_take",
        "marking_setup",
        "video_state",
        "video_viewing",
        "video_try_again",
        "video_call_off",
        "upload",
        "upload_finish",
        # a regrade is of a question; the names on it are those in scope
        "regrade",
        "regrade_deed",
        "regrade_export",
        "opinion_course",  # a course's, and nobody's name
        # statistics of tests and templates of certificates name nobody
        "quiz_statistics",
        "quiz_statistics_sheet",
        "question_statistics",
        "certificate_template",
        "certificate_template_copy",
        "certificate_template_deed",
        "certificate_template_preview",
        "certificate_version_picture",
    }
    for known in known_addresses():
        if (
            known.is_ours
            and ("UUIDConverter" in dict(known.converters).values())
            and known.name not in public
        ):
            said = DECLARED[known.name]
            for address in said if isinstance(said, list) else [said]:
                assert address.kind, (
                    f"{known.name} has an identifier: declare it with one(…) or deed(…, kind)"
                )


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_as_declared(role: str, world: World) -> None:
    wrong: list[str] = []
    for name, address in declarations():
        answers = {
            question: ask(question, world, world.accounts[role]) for question in questions(name, address)
        }
        unknown = {asked.place: answer for asked, answer in answers.items() if asked.thing == "unknown"}
        for asked, answer in answers.items():
            found = faults(role, asked, answer, unknown.get(asked.place))
            wrong += [f"{asked}: {fault}" for fault in (*found, *told(role, asked, answer, world))]
    assert not wrong, f"{role}:\n" + "\n".join(wrong)


def faults(role: str, question: Question, answer: Answer, unknown: Answer | None) -> Iterator[str]:
    """What is wrong with an answer, if anything."""
    address = question.address
    if role in address.who and question.within_reach_of(role):
        if answer.status not in address.fine or answer.asks_to_sign_in:
            yield f"should be answered, got {answer.status} {answer.location}"
        return
    if role not in address.who and not answer.refuses:
        yield f"should be refused, got {answer.status} {answer.location}"
    if role in address.who and answer.status not in address.refused and answer != unknown:
        yield f"should be refused like an unknown one, got {answer.status} {answer.location}"
    if (
        unknown is not None
        and not question.seen_by(role)
        and (answer.status, answer.text) != (unknown.status, unknown.text)
    ):
        yield f"differs from the answer for something unknown ({answer.status}, {unknown.status})"


def told(role: str, question: Question, answer: Answer, world: World) -> list[str]:
    """Names, codes, numbers and identifiers of people that the role has no business with."""
    sees_all = role in SEES_ALL and (role != "mixed" or question.looks)
    sees_own = role in DESK or role == "learner"
    hidden = [] if sees_all else list(world.foreign.marks)
    hidden += [] if sees_own else world.own.marks
    searched = set(map(str, question.address.data(world).values()))
    return (
        []
        if question.address.public
        else [mark for mark in hidden if mark in answer.text and mark not in searched]
    )


@pytest.mark.parametrize("role", ["hr", "leader", "province", "superuser"])
def test_the_matrix_would_notice_a_name(role: str, world: World) -> None:
    """Whoever has business with a person does see them: the marks looked for above are really on the pages."""
    client = Client()
    client.force_login(world.accounts[role])  # type: ignore[arg-type]
    for address in ("/nhan-su/can-bo/", "/nhan-su/so-cap/", "/nhan-su/chi-tieu/cbql-100/danh-sach/"):
        text = client.get(address).content.decode()
        assert (
            world.own.person.full_name in text
            or world.own.person.full_name.replace(" Mai", " <b>Mai</b>") in text
        )


@pytest.mark.parametrize("role", ["anonymous", "helper", "hr", "trainer", "editor", "press"])
def test_no_page_of_the_studio_shows_people(role: str, world: World) -> None:
    """Wagtail's own pages and choosers: closed without its permission, and without any cadre for a trainer."""
    wrong: list[str] = []
    marks = world.own.marks + world.foreign.marks
    for known, who in library_addresses():
        for url in addresses_of(known, world):
            answer = reduced(send(world.accounts[role], url, {}), "")
            if role not in who and not _turned_away(answer):
                wrong.append(f"{known.name} {url}: {answer.status} {answer.location}")
            wrong += [f"{url} tells {mark}" for mark in marks if mark in answer.text]
    assert not wrong, "\n".join(wrong)


def library_addresses() -> Iterator[tuple[Known, frozenset[str]]]:
    """Those that can be asked for: the rest are regular expressions of Wagtail's public side."""
    for known in known_addresses():
        who = LIBRARIES.get(known.family)
        if who is not None and not known.is_ours and known.simple and not known.name.endswith("error_test"):
            yield known, who


def _turned_away(answer: Answer) -> bool:
    """Wagtail sends whoever lacks a permission to its first page, which asks others to sign in."""
    return (
        answer.refuses
        or answer.status == 405
        or answer.location == "/quan-tri/"
        or "login" in answer.location
    )


WORDS = {
    "IntConverter": "int",
    "UUIDConverter": "uuid",
    "SlugConverter": "slug",
    "StringConverter": "str",
    "PathConverter": "path",
}


def addresses_of(known: Known, world: World) -> list[str]:
    """The address with its places filled: by accounts' and pages' keys where numbers or words are wanted."""
    found = []
    for filling in (world.foreign.account.pk, world.course.pk) if known.converters else (0,):
        url = known.route
        for name, kind in known.converters:
            value = {"UUIDConverter": world.foreign.person.uuid, "SlugConverter": "page"}.get(kind, filling)
            url = url.replace(f"<{WORDS[kind]}:{name}>", str(value)).replace(f"<{name}>", str(value))
        found.append(f"/{url}")
    return found
