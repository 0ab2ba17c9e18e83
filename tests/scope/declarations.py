"""The register of addresses: one line each says who may open it and what a foreign thing gets.

A new address? Add a line to `DECLARED` under its URL name:

- `page(WHO)`: a page without a thing of its own; `page(WHO, unit="don-vi")` tries units in `?don-vi=` as well;
- `one("person", WHO)`: a page about one thing of a kind (`KINDS`), its identifier in the path;
- `deed(WHO, …)`: a POST; `data` is what a right form holds, `unit="don-vi"` names a field that holds a unit.

WHO are roles of `tests.scope.world`. A role that is not in WHO is refused the same way whatever it asks for; a role in
WHO gets its own things, and for foreign ones exactly the answer for unknown ones. Several lines: a list.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from certificates.models import CertificateTemplate
from tests.scope.world import (
    ASKERS,
    COURSE_SURVEY,
    DESK,
    EVERYBODY,
    HELPER,
    HR,
    LEARNER,
    SEES_ALL,
    SIGNED_IN,
    STUDIO,
    SUPERUSER,
    SURVEYS,
    TYPISTS,
    UNITS_TARGET,
    WHOLE,
    Side,
    World,
    xlsx,
)

FINE = frozenset({200, 302})


@dataclass(frozen=True)
class Kind:
    """How to find a thing of each commune, and who has business with it there."""

    of: Callable[[Side], Any]
    own: frozenset[str] = DESK
    foreign: frozenset[str] = SEES_ALL
    unknown: Callable[[], Any] = uuid4


KINDS = {
    "unit": Kind(lambda side: side.unit.uuid),
    "person": Kind(lambda side: side.person.uuid),
    "roster": Kind(lambda side: side.roster.uuid, own=HR | {"chief"}),
    "assignment": Kind(lambda side: side.assignment.uuid),
    "training": Kind(lambda side: side.training.uuid),
    "own_training": Kind(lambda side: side.training.uuid, own=LEARNER, foreign=frozenset()),
    "meeting": Kind(lambda side: side.training.meetings.first().uuid),
    "past": Kind(lambda side: side.past.uuid),
    "scan": Kind(lambda side: side.scan.uuid),
    "folder": Kind(lambda side: side.folder.uuid, own=frozenset({"hr"}), foreign=frozenset()),
    "help": Kind(lambda side: side.help.uuid),
    "own_help": Kind(lambda side: side.help.uuid, own=frozenset(), foreign=frozenset()),
    "paper_of_class": Kind(
        lambda side: (side.training.uuid, "danh-sach-moi"), unknown=lambda: (uuid4(), "danh-sach-moi")
    ),
    "sheet_of_class": Kind(
        lambda side: (side.training.uuid, side.attendance_sheet.uuid), unknown=lambda: (uuid4(), uuid4())
    ),
    "anomaly": Kind(lambda side: side.anomaly.uuid),
    "scope": Kind(lambda side: side.scope.uuid),
    "account": Kind(lambda side: side.account.username, unknown=lambda: "khong-co-ai"),
    "batch": Kind(lambda side: side.batch.uuid, own=HR, foreign=WHOLE),
    "entry": Kind(lambda side: side.certificate.uuid),
    "paper": Kind(lambda side: side.paper.uuid, own=DESK | LEARNER),
    "own_paper": Kind(lambda side: side.paper.uuid, own=LEARNER, foreign=frozenset()),
    "certificate": Kind(lambda side: side.certificate.uuid, own=DESK | LEARNER),
    "badge": Kind(lambda side: side.certificate.uuid, own=LEARNER, foreign=frozenset()),
    "badge_form": Kind(
        lambda side: (side.certificate.uuid, "json"),
        own=LEARNER,
        foreign=frozenset(),
        unknown=lambda: (uuid4(), "json"),
    ),
    "enrolment": Kind(lambda side: side.enrolment.uuid, own=LEARNER, foreign=frozenset()),
    "attempt": Kind(lambda side: side.attempt.uuid, own=LEARNER, foreign=frozenset()),
    "handed_in": Kind(
        lambda side: (side.attempt.uuid, uuid4()),
        own=LEARNER,
        foreign=frozenset(),
        unknown=lambda: (uuid4(), uuid4()),
    ),
    "paper_picture": Kind(
        lambda side: (side.attempt.uuid, side.attempt.paper[0]["id"], "hinh.png"),
        own=LEARNER,
        foreign=frozenset(),
        unknown=lambda: (uuid4(), uuid4(), "hinh.png"),
    ),
    # a trainer without a right over the commune's office knows no bank of it
    "bank": Kind(lambda side: side.bank.pk, own=SUPERUSER, foreign=SUPERUSER, unknown=lambda: 10_000_000),
    "question": Kind(
        lambda side: side.question.pk, own=SUPERUSER, foreign=SUPERUSER, unknown=lambda: 10_000_000
    ),
    "question_import": Kind(lambda side: side.question_import.uuid, own=SUPERUSER, foreign=SUPERUSER),
    "imported_question": Kind(
        lambda side: (side.question_import.uuid, 1),
        own=SUPERUSER,
        foreign=SUPERUSER,
        unknown=lambda: (uuid4(), 1),
    ),
    "imported_picture": Kind(
        lambda side: (side.question_import.uuid, 1, "hinh.png"),
        own=SUPERUSER,
        foreign=SUPERUSER,
        unknown=lambda: (uuid4(), 1, "hinh.png"),
    ),
    # a test that asks from the commune's bank, and a regrade of it
    "exam": Kind(lambda side: side.exam.activity.uuid, own=SUPERUSER, foreign=SUPERUSER),
    "exam_question": Kind(
        lambda side: (side.exam.activity.uuid, side.question.uuid),
        own=SUPERUSER,
        foreign=SUPERUSER,
        unknown=lambda: (uuid4(), uuid4()),
    ),
    "asked_question": Kind(lambda side: side.question.uuid, own=SUPERUSER, foreign=SUPERUSER),
    "exam_regrade": Kind(lambda side: side.exam_regrade.uuid, own=SUPERUSER, foreign=SUPERUSER),
    "reading": Kind(lambda side: side.reading.uuid, own=STUDIO, foreign=STUDIO),
    "reading_file": Kind(
        lambda side: (side.reading.uuid, uuid4()),
        own=STUDIO,
        foreign=STUDIO,
        unknown=lambda: (uuid4(), uuid4()),
    ),
    "reading_picture": Kind(
        lambda side: (side.reading.uuid, "hinh.png"),
        own=STUDIO,
        foreign=STUDIO,
        unknown=lambda: (uuid4(), "hinh.png"),
    ),
    "appeal": Kind(lambda side: side.appeal.uuid, own=STUDIO, foreign=STUDIO),
    "appeal_picture": Kind(
        lambda side: (side.appeal.uuid, uuid4(), "hinh.png"),
        own=STUDIO,
        foreign=STUDIO,
        unknown=lambda: (uuid4(), uuid4(), "hinh.png"),
    ),
    "officer": Kind(lambda side: side.officer.username, unknown=lambda: "khong-co-ai"),
    "merge": Kind(lambda side: side.merge.uuid),
    "pair": Kind(lambda side: (side.person.uuid, side.twin.uuid), unknown=lambda: (uuid4(), uuid4())),
    "given_time": Kind(
        lambda side: (side.person.uuid, side.given_time.uuid), own=HR, unknown=lambda: (uuid4(), uuid4())
    ),
    "post": Kind(lambda side: (side.person.uuid, side.post.uuid), unknown=lambda: (uuid4(), uuid4())),
    "role": Kind(lambda side: (side.person.uuid, side.role.uuid), unknown=lambda: (uuid4(), uuid4())),
    "row": Kind(lambda side: (side.roster.uuid, 2), own=HR, unknown=lambda: (uuid4(), 2)),
    "designation": Kind(lambda side: side.designation.uuid, own=WHOLE, foreign=WHOLE),
    "draft": Kind(lambda side: side.draft.uuid, own=WHOLE, foreign=WHOLE),
    "draft_change": Kind(
        lambda side: (side.draft.uuid, "merge"), own=WHOLE, foreign=WHOLE, unknown=lambda: (uuid4(), "merge")
    ),
    "draft_unit": Kind(
        lambda side: (side.draft.uuid, side.unit.uuid),
        own=WHOLE,
        foreign=WHOLE,
        unknown=lambda: (uuid4(), uuid4()),
    ),
    "target_unit": Kind(lambda side: (UNITS_TARGET, side.unit.uuid), unknown=lambda: (UNITS_TARGET, uuid4())),
    "survey": Kind(lambda side: side.survey.uuid, own=SURVEYS),
    "survey_owner": Kind(lambda side: side.unit.uuid, own=SURVEYS),
    "survey_item": Kind(
        lambda side: (side.survey.uuid, side.survey.draft[0]["id"]),
        own=SURVEYS,
        unknown=lambda: (uuid4(), uuid4()),
    ),
    "survey_kind": Kind(
        lambda side: (side.survey.uuid, "essay"), own=SURVEYS, unknown=lambda: (uuid4(), "essay")
    ),
    "survey_code": Kind(
        lambda side: (side.survey.uuid, "svg"), own=SURVEYS, unknown=lambda: (uuid4(), "svg")
    ),
    "pile": Kind(lambda side: side.pile.uuid, own=TYPISTS),
    "pile_place": Kind(lambda side: (side.pile.uuid, 1), own=TYPISTS, unknown=lambda: (uuid4(), 1)),
    "own_survey": Kind(
        lambda side: (side.certificate.enrolment.uuid, COURSE_SURVEY),
        own=LEARNER,
        foreign=frozenset(),
        unknown=lambda: (uuid4(), COURSE_SURVEY),
    ),
    "achievement": Kind(
        lambda side: (UNITS_TARGET, side.unit.uuid, side.achievement.uuid),
        unknown=lambda: (UNITS_TARGET, uuid4(), uuid4()),
    ),
}


@dataclass(frozen=True, eq=False)
class Address:
    """One declaration; `inside` names the query or form fields that hold a thing of a kind."""

    who: frozenset[str]
    kind: str | None = None
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    data: Callable[[World], dict[str, Any]] = lambda world: {}
    path: Callable[[World], list[Any]] = lambda world: []
    fine: frozenset[int] = FINE
    refused: frozenset[int] = frozenset({400, 403, 404, 405, 409, 422})
    json: bool = False
    public: bool = False  # names a person to whoever has the link (a certificate's check page)


def page(
    who: frozenset[str], *, path: Any = None, data: Any = None, public: bool = False, **fields: str
) -> Address:
    """A page; keyword arguments name query fields: `unit="don-vi"`."""
    return Address(
        who, fields={name: kind for kind, name in fields.items()}, path=path or (lambda world: []),
        data=data or (lambda world: {}), public=public,
    )  # fmt: skip


def one(kind: str, who: frozenset[str], *, fine: frozenset[int] = FINE, data: Any = None) -> Address:
    """A page about one thing."""
    return Address(who, kind=kind, fine=fine, data=data or (lambda world: {}))


def deed(
    who: frozenset[str], kind: str | None = None, *, data: Any = None, path: Any = None,
    fine: frozenset[int] = FINE, **fields: str,
) -> Address:  # fmt: skip
    """A POST; keyword arguments name form fields."""
    return Address(
        who, kind=kind, method="post", fields={name: kind for kind, name in fields.items()},
        data=data or (lambda world: {}), path=path or (lambda world: []), fine=fine,
    )  # fmt: skip


def slug(world: World) -> list[Any]:
    return [world.target.code]


def xuat(world: World) -> dict[str, Any]:
    return {"xuat": "xlsx"}


def order(world: World) -> dict[str, Any]:
    return {"course": world.stray_course, "due_on": "2027-12-01", "confirmed": "1"}


def spans(world: World) -> dict[str, Any]:
    return {"uuid": str(uuid4()), "spans": [[0, 1]], "position": 1}


def achievement_of(world: World) -> list[Any]:
    certificate = world.foreign.certificate
    return [certificate.enrolment.course.uuid, certificate.facts["release"]]


def a_regrade(world: World) -> list[Any]:
    return [world.regrade.uuid]


def a_test(world: World) -> list[Any]:
    return [world.quiz.uuid]


def because(world: World) -> dict[str, Any]:
    return {"reason": "Mất điện thoại"}


def a_template(world: World) -> list[Any]:
    return [CertificateTemplate.objects.get(code="ngang").uuid]


def a_template_version(world: World) -> list[Any]:
    return [CertificateTemplate.objects.get(code="ngang").active.uuid]


def apart(world: World) -> dict[str, Any]:
    return {"nguoi-kia": world.own.twin.uuid}


def a_survey(world: World) -> list[Any]:
    return [world.own.survey.code]


def survey_facts(world: World) -> dict[str, Any]:
    return {
        "title": "Ý kiến", "kind": "open", "opens_on": "1/1/2026", "anonymous": "on", "threshold": 10, "goal_percent": 80
    }  # fmt: skip


# What a deed answers when the thing is not in the state for it: a sentence where the clerk stands.
NOT_NOW = frozenset({200, 302, 400, 409, 422})
ANYBODY = page(EVERYBODY)
DECLARED: dict[str, Address | list[Address]] = {
    # the site
    "healthz": ANYBODY,
    "set_text_size": ANYBODY,
    "set_theme": ANYBODY,
    "set_language": ANYBODY,
    "styleguide": ANYBODY,
    "after_sign_in": page(SIGNED_IN),
    "media": Address(frozenset(), path=lambda world: ["rosters/ds.xlsx"]),
    # bà con
    "home": ANYBODY,
    "search": page(EVERYBODY, data=lambda world: {"q": world.foreign.person.full_name}),
    "tutorials": ANYBODY,
    "tutorial_topic": page(EVERYBODY, path=lambda world: ["dich-vu-cong"]),
    "tutorial": Address(frozenset(), path=lambda world: ["khong-co"]),
    "tutorial_transcript": Address(frozenset(), path=lambda world: ["khong-co"]),
    "signed_media": Address(frozenset(), path=lambda world: ["1-0", "v/a/240.mp4"]),
    "materials": ANYBODY,
    "material": Address(frozenset(), path=lambda world: ["khong-co"]),
    "catalogue": ANYBODY,
    "course": Address(frozenset(), path=lambda world: ["khong-co"]),
    "course_lesson": Address(frozenset(), path=lambda world: ["khong-co", "bai"]),
    "certificate_ask": ANYBODY,
    "certificate_check": page(EVERYBODY, path=lambda world: [world.foreign.certificate.serial], public=True),
    "badge_did": ANYBODY,
    "badge_keys": ANYBODY,
    "badge_issuer": ANYBODY,
    "badge_status": page(EVERYBODY, path=lambda world: [1]),
    "badge_achievement": page(EVERYBODY, path=achievement_of),
    "badge_achievement_picture": page(EVERYBODY, path=achievement_of),
    "badge_shared": Address(frozenset(), path=lambda world: ["khong-co"]),  # until its owner turns it on
    "badge_shared_picture": Address(frozenset(), path=lambda world: ["khong-co"]),
    # one's own
    "badge_own": [one("badge", SIGNED_IN), deed(SIGNED_IN, "badge", data=lambda world: {"chia-se": "tat"})],
    "badge_file": one("badge_form", SIGNED_IN),
    "my_account": page(SIGNED_IN),
    "account_login": ANYBODY,
    "account_email": ANYBODY,
    "account_first_password": page(SIGNED_IN),  # without a sign-in under way it leads away
    "phone_code_ask": ANYBODY,
    "phone_code_enter": ANYBODY,
    "phone_code_choose": ANYBODY,
    "second_factor_set_up": page(SIGNED_IN),  # while a sign-in waits for it; whoever is in is led away
    "second_factor_codes": page(SIGNED_IN),
    "end_my_sessions": deed(SIGNED_IN),
    "end_my_session": deed(SIGNED_IN, path=lambda world: [0]),
    "factor_app_add": page(SIGNED_IN),
    "factor_passkey_add": page(SIGNED_IN),
    "factor_app_remove": Address(SIGNED_IN, fine=FINE | {404}),
    "factor_passkey_remove": Address(SIGNED_IN, path=lambda world: [0], fine=FINE | {404}),
    "openid_connect_login": Address(EVERYBODY, path=lambda world: ["sso"], fine=frozenset({404})),
    "openid_connect_callback": Address(EVERYBODY, path=lambda world: ["sso"], fine=frozenset({404})),
    "oidc_login": Address(EVERYBODY, fine=frozenset({404})),  # off until an operator names a provider
    "my_learning": page(SIGNED_IN),
    "my_calendar": page(SIGNED_IN),
    "my_help": [page(HELPER), deed(HELPER, fine=NOT_NOW)],
    "my_help_void": deed(HELPER, "own_help", fine=NOT_NOW),
    "my_class": one("own_training", SIGNED_IN),
    "my_class_ics": one("own_training", SIGNED_IN),
    "my_class_answer": deed(SIGNED_IN, "own_training"),
    "my_feed_new": deed(LEARNER),
    "my_arrival": [
        Address(SIGNED_IN, path=lambda world: ["LSH:X"], fine=frozenset({404, 409})),
        Address(SIGNED_IN, method="post", path=lambda world: ["LSH:X"], fine=frozenset({404, 409})),
    ],
    "calendar_feed": Address(EVERYBODY, path=lambda world: ["khong-co-ai"], fine=frozenset({404})),
    "my_certificates": page(SIGNED_IN),
    "continue_course": one("enrolment", SIGNED_IN),
    "certificate_pdf": one("certificate", SIGNED_IN),
    "activity": Address(LEARNER, path=lambda world: [world.lesson.uuid]),
    "lesson_transcript": Address(LEARNER, path=lambda world: [world.lesson.uuid], fine=frozenset({404})),
    "report_spans": Address(
        LEARNER, method="post", json=True, path=lambda world: [world.lesson.uuid], data=spans
    ),
    "answer_question": Address(
        LEARNER,
        method="post",
        json=True,
        path=lambda world: [world.lesson.uuid, uuid4()],
        data=lambda world: {"uuid": str(uuid4()), "chosen": []},
        fine=frozenset({404}),
    ),
    "finish_activity": deed(LEARNER, path=lambda world: [world.lesson.uuid], fine=frozenset({409})),
    "quiz_intro": Address(LEARNER, path=lambda world: [world.quiz.uuid]),
    "quiz_start": deed(LEARNER, path=lambda world: [world.quiz.uuid]),
    "quiz_attempt": [one("attempt", SIGNED_IN), deed(SIGNED_IN, "attempt")],
    "quiz_appeal": [one("attempt", SIGNED_IN), deed(SIGNED_IN, "attempt", fine=NOT_NOW)],
    "quiz_files": deed(SIGNED_IN, "attempt"),
    "quiz_time_left": one("attempt", SIGNED_IN),
    "quiz_hint": deed(SIGNED_IN, "attempt", fine=FINE | {403}),
    "quiz_answer_file": one("handed_in", SIGNED_IN, fine=FINE | {404}),
    "quiz_question_file": one("paper_picture", SIGNED_IN, fine=FINE | {404}),
    "quiz_answer": Address(
        SIGNED_IN,
        "attempt",
        method="post",
        json=True,
        data=lambda world: {"question": "x", "chosen": []},
        fine=frozenset({400}),
    ),
    # nhân sự: people
    "people_list": [
        page(DESK, unit="don-vi"),
        page(DESK, data=lambda world: {"tim": world.foreign.person.phone}),
    ],
    "person_detail": one("person", DESK),
    "unit_list": page(DESK),
    "unit_detail": one("unit", DESK),
    "login_slips": [
        deed(HR, person="nguoi", data=lambda world: {"xac-nhan": "1"}),
        deed(HR, unit="don-vi", data=lambda world: {"tat-ca": "1"}),
    ],
    "roster_upload": [
        page(HR),
        deed(HR, data=lambda world: {"file": xlsx(), "as_of": "31/12/2025"}, fine=frozenset({400})),
    ],
    "roster_detail": one("roster", DESK),
    "roster_apply": [one("roster", HR, fine=NOT_NOW), deed(HR, "roster", fine=NOT_NOW)],
    "roster_columns": [one("roster", HR, fine=NOT_NOW), deed(HR, "roster", fine=NOT_NOW)],
    "roster_row": [one("row", HR, fine=NOT_NOW | {404}), deed(HR, "row", fine=NOT_NOW | {404})],
    "roster_row_skip": deed(HR, "row", fine=NOT_NOW | {404}),
    "roster_units": deed(HR, "roster", fine=NOT_NOW),
    "roster_decide": deed(HR, "roster", fine=NOT_NOW | {403}),
    "roster_withdraw": deed(HR, "roster", fine=NOT_NOW),
    "roster_cancel": deed(HR, "roster", fine=NOT_NOW),
    "roster_retry": deed(HR, "roster", fine=NOT_NOW),
    "roster_undo": [one("roster", HR, fine=NOT_NOW), deed(HR, "roster", fine=NOT_NOW)],
    "roster_result": one("roster", HR, fine=NOT_NOW),
    "people_export": page(HR, unit="don-vi"),
    # nhân sự: one person
    "person_new": page(HR),
    "person_edit": [one("person", HR), deed(HR, "person")],
    "post_new": [one("person", HR), deed(HR, "person")],
    "post_edit": [one("post", HR), deed(HR, "post")],
    "post_transfer": [one("post", HR), deed(HR, "post")],
    "post_end": [one("post", HR), deed(HR, "post")],
    "role_new": [one("person", HR), deed(HR, "person")],
    "role_edit": [one("role", HR), deed(HR, "role")],
    "person_time": [
        one("person", HR),
        deed(HR, "person", data=lambda world: {"minutes": "5", "reason": "Mất điện"}),
    ],
    "person_time_end": deed(HR, "given_time"),
    "phone_change": [one("person", HR), deed(HR, "person")],
    "account_lock": [one("person", HR), deed(HR, "person", data=because)],
    "account_unlock": [one("person", HR), deed(HR, "person", data=because)],
    "account_sign_out": [one("person", HR), deed(HR, "person", data=because)],
    "duplicate_list": page(HR),
    "duplicate_told_apart": deed(HR, person="nguoi", data=apart),
    "duplicate_asked_again": deed(HR, data=lambda world: {"cap": uuid4()}),
    "merge_choose": [one("person", HR), deed(HR, "person")],
    "merge_compare": [one("pair", HR), deed(HR, "pair")],
    "merge_detail": one("merge", HR),
    "merge_undo": deed(HR, "merge", fine=NOT_NOW),
    "term_lists": page(DESK),
    "term_new": page(SUPERUSER, path=lambda world: ["vai-tro"]),
    "term_edit": page(SUPERUSER, path=lambda world: ["vai-tro", world.own.role.role.code]),
    # lấy ý kiến
    "survey": page(EVERYBODY, path=a_survey),
    "survey_thanks": page(EVERYBODY, path=a_survey),
    "survey_public_results": page(EVERYBODY, path=a_survey),
    "survey_asked": page(SIGNED_IN),
    "survey_own": one("own_survey", SIGNED_IN),
    "survey_list": page(SURVEYS),
    "survey_new": [page(ASKERS), deed(ASKERS, survey_owner="owner", data=survey_facts, fine=NOT_NOW)],
    "survey_detail": one("survey", SURVEYS),
    "survey_preview": one("survey", SURVEYS),
    "survey_results": one("survey", SURVEYS),
    "survey_poster": one("survey", SURVEYS),
    "survey_qr": one("survey_code", SURVEYS),
    "survey_edit": one("survey", ASKERS),
    "survey_contacts": one("survey", ASKERS),
    "survey_deed": deed(ASKERS, "survey", data=lambda world: {"viec": "dong"}),
    "survey_item_new": one("survey_kind", ASKERS),
    "survey_item": one("survey_item", ASKERS),
    "survey_item_deed": deed(ASKERS, "survey_item", data=lambda world: {"viec": "bo"}),
    "survey_paper_list": page(TYPISTS),
    "survey_paper_new": page(TYPISTS, path=a_survey),
    "survey_blank": page(TYPISTS, path=a_survey),
    "survey_paper": one("pile", TYPISTS),
    "survey_paper_void": deed(TYPISTS, "pile_place", data=because, fine=NOT_NOW | {404}),
    "opinion_list": page(STUDIO),
    "opinion_course": [
        Address(STUDIO, path=lambda world: [COURSE_SURVEY, world.release.course.uuid]),
        Address(  # a course without a page is nobody’s to write
            STUDIO, path=lambda world: [COURSE_SURVEY, world.stray_course], fine=frozenset({404})
        ),
    ],
    # nhân sự: units
    "unit_add": [one("unit", HR), deed(HR, "unit")],
    "designation_list": page(DESK),
    "designation_new": page(WHOLE),
    "designation_end": [one("designation", WHOLE), deed(WHOLE, "designation", fine=NOT_NOW)],
    "reorganisation_list": page(WHOLE),
    "reorganisation_new": page(WHOLE),
    "reorganisation_detail": one("draft", WHOLE),
    "reorganisation_edit": one("draft", WHOLE),
    "reorganisation_add": one("draft_change", WHOLE),
    "reorganisation_remove": deed(WHOLE, "draft_unit", fine=NOT_NOW | {404}),
    "reorganisation_decide": deed(WHOLE, "draft_unit", fine=NOT_NOW | {404}),
    "reorganisation_apply": deed(WHOLE, "draft", fine=NOT_NOW),
    "reorganisation_revert": deed(WHOLE, "draft", fine=NOT_NOW),
    "reorganisation_discard": deed(WHOLE, "draft", fine=NOT_NOW),
    "reorganisation_copy": deed(WHOLE, "draft", fine=NOT_NOW),
    # second factors of others
    "second_factor_list": page(SUPERUSER),
    "second_factor_reset": one("officer", SUPERUSER),
    # nhân sự: rights and log
    "rights": page(DESK, unit="don-vi"),
    "right_grant": [
        page(HR, account="tai-khoan"),
        page(HR, data=lambda world: {"tim": world.foreign.person.full_name}),
        deed(
            HR, unit="unit", data=lambda world: {"tai-khoan": world.own.account.username, "role": "lanh_dao"}
        ),
        deed(HR, account="tai-khoan", data=lambda world: {"unit": world.own.unit.uuid, "role": "ho_tro"}),
    ],
    "right_end": [one("scope", HR), deed(HR, "scope")],
    "audit_log": [
        page(DESK, unit="don-vi"),
        page(DESK, person="nguoi"),
        page(DESK, data=lambda world: {"ve": world.foreign.person.full_name}),
        page(HR, data=xuat),
    ],
    # nhân sự: courses, register, figures
    "assignment_list": page(DESK),
    "assignment_new": [page(HR), deed(HR, unit="unit", data=order)],
    "assignment_detail": [one("assignment", DESK), deed(HR, "assignment", fine=NOT_NOW)],
    "assignment_end": deed(HR, "assignment"),
    "training_list": page(DESK),
    "training_month": page(DESK),
    "training_new": [page(HR), deed(HR, fine=NOT_NOW)],
    "training_detail": one("training", DESK),
    "training_edit": [one("training", HR, fine=NOT_NOW), deed(HR, "training", fine=NOT_NOW)],
    "training_open": deed(HR, "training", fine=NOT_NOW),
    "training_cancel": deed(HR, "training", fine=NOT_NOW),
    "training_roll": one("training", DESK),
    "training_step": deed(HR, "training", fine=NOT_NOW),
    "training_invite": [one("training", HR, fine=NOT_NOW), deed(HR, "training", fine=NOT_NOW)],
    "training_afterwards": one("training", HR, fine=NOT_NOW),
    "training_report": [one("training", HR, fine=NOT_NOW), deed(HR, "training", fine=NOT_NOW)],
    "training_evidence": deed(HR, "training", fine=NOT_NOW),
    "training_costs": [page(DESK), page(HR, data=xuat)],
    "folder_ask": deed(HR, "training", fine=NOT_NOW),
    "folder_file": one("folder", frozenset({"hr"})),
    "past_list": [page(DESK), deed(HR, fine=NOT_NOW)],
    "past_template": page(HR),
    "past_detail": one("past", DESK),
    "past_deed": deed(HR, "past", fine=NOT_NOW),
    "past_evidence": deed(HR, "past", fine=NOT_NOW),
    "evidence_file": one("scan", DESK),
    "help_list": page(DESK),
    "help_detail": one("help", DESK),
    "help_void": deed(HR, "help", fine=NOT_NOW),
    "training_print": one("paper_of_class", HR, fine=NOT_NOW),
    "attendance": one("training", HR),
    "attendance_close": deed(HR, "training", fine=NOT_NOW),
    "attendance_reopen": deed(HR, "training", fine=NOT_NOW),
    "attendance_decide": deed(HR, "training", fine=NOT_NOW),
    "attendance_scan": [one("training", HR), deed(HR, "training", fine=NOT_NOW)],
    "attendance_scans": deed(HR, "training", fine=NOT_NOW),
    "attendance_sheet": [one("training", HR), deed(HR, "training", fine=NOT_NOW)],
    "attendance_blank": one("training", HR),
    "attendance_sheet_look": [one("sheet_of_class", HR), deed(HR, "sheet_of_class", fine=NOT_NOW)],
    "attendance_sheet_scan": one("sheet_of_class", HR),
    "attendance_list": [one("meeting", HR), deed(HR, "meeting", fine=NOT_NOW)],
    "attendance_all": deed(HR, "meeting", fine=NOT_NOW),
    "attendance_guest": deed(HR, "meeting", fine=NOT_NOW),
    "attendance_hall": one("meeting", HR),
    "meeting_new": [one("training", HR, fine=NOT_NOW), deed(HR, "training", fine=NOT_NOW)],
    "meeting_edit": [one("meeting", HR, fine=NOT_NOW), deed(HR, "meeting", fine=NOT_NOW)],
    "meeting_call_off": deed(HR, "meeting", fine=NOT_NOW),
    "anomaly_list": [
        page(DESK, unit="don-vi"),
        page(DESK, data=lambda world: {"tim": world.foreign.person.full_name}),
    ],
    "anomaly_export": page(HR, unit="don-vi"),
    "anomaly_review": deed(HR, "anomaly", data=lambda world: {"note": "Đã hỏi, do hai máy cùng phát"}),
    "register": [
        page(DESK),
        page(HR, data=xuat),
        page(DESK, data=lambda world: {"q": world.foreign.person.full_name}),
    ],
    "register_entry": one("entry", DESK),
    "keep_result": deed(HR, "entry", data=lambda world: {"ly_do": "Đề sai"}, fine=NOT_NOW),
    "revoke_entry": [one("entry", HR), deed(HR, "entry", data=lambda world: {"ly_do": "Cấp nhầm"})],
    "replace_entry": [
        one("entry", HR),
        deed(HR, "entry", data=lambda world: {"viec": "dinh_chinh", "ly_do": "Sai họ tên"}),
    ],
    "paper_queue": page(DESK),
    "paper_decide": [
        one("paper", DESK),
        deed(HR, "paper", data=lambda world: {"ly_do": "Thiếu trang sau"}, fine=NOT_NOW),
    ],
    "paper_scan": one("paper", DESK | LEARNER),
    "my_papers": page(SIGNED_IN),
    "paper_new": page(LEARNER),
    "paper_edit": one("own_paper", LEARNER),
    "paper_withdraw": deed(LEARNER, "own_paper", fine=NOT_NOW),
    "equivalence_list": page(WHOLE),
    "equivalence_edit": page(WHOLE, path=lambda world: [world.release.course.slug]),
    "my_record": page(LEARNER),
    "my_transcript": page(LEARNER),
    "my_data": page(LEARNER),
    "person_record": one("person", DESK),
    "person_transcript": one("person", HR),
    "person_data": one("person", HR, fine=FINE | {429}),
    "register_printed": page(HR),
    "ending_certificates": page(DESK),
    "renew_certificates": deed(HR, data=lambda world: {"giay": world.foreign.certificate.uuid}, fine=NOT_NOW),
    "validity_list": page(WHOLE),
    "validity_edit": [
        page(WHOLE, path=lambda world: [world.release.course.slug]),
        deed(
            WHOLE,
            path=lambda world: [world.release.course.slug],
            data=lambda world: {"months": 24, "renewal_months": 3},
        ),
    ],
    "certificate_class": [
        page(HR, data=lambda world: {}),
        page(HR, unit="unit", data=lambda world: {"lop": world.own.certificate.enrolment.release_id}),
    ],
    "certificate_class_start": deed(
        HR, unit="unit", data=lambda world: {"lop": world.own.certificate.enrolment.release_id}, fine=NOT_NOW
    ),
    "certificate_batch": one("batch", HR),
    "certificate_batch_stop": deed(HR, "batch"),
    "certificate_batch_again": deed(HR, "batch"),
    "certificate_batch_print": one("batch", HR),
    "certificate_batch_zip": one("batch", HR),
    "certificates_to_sign": page(HR),
    "certificates_sign_out": deed(HR, fine=NOT_NOW),
    "certificates_sign_in": deed(HR, fine=NOT_NOW),
    "certificates_waiting": page(HR),
    "certificates_waiting_again": deed(HR),
    "desk": page(DESK),
    "map": page(EVERYBODY),
    "target_list": page(DESK),
    "target_detail": page(DESK, path=slug),
    "target_people": page(DESK, path=slug, unit="don-vi"),
    "target_export": page(DESK, path=slug),
    "target_unit": one("target_unit", DESK),
    "target_unit_withdraw": deed(HR, "achievement", data=lambda world: {"reason": "Ghi nhầm"}),
    "target_new": page(WHOLE),
    "target_edit": page(WHOLE, path=slug),
    # phòng soạn bài: our own screens in it
    "course_release": Address(STUDIO, path=lambda world: [world.course.pk]),
    "chon-cau-hoi:choose": page(STUDIO),
    "chon-cau-hoi:choose_results": page(STUDIO, bank="bank"),
    "chon-cau-hoi:chosen": one("question", STUDIO),
    "chon-cau-hoi:chosen_multiple": page(STUDIO, question="id"),
    "quiz_counts": deed(STUDIO, fine=frozenset({400})),
    "quiz_gain": Address(STUDIO, path=lambda world: [0], fine=frozenset({404})),
    "ngan-hang-cau-hoi:index": page(STUDIO),
    "ngan-hang-cau-hoi:index_results": page(STUDIO),
    "ngan-hang-cau-hoi:add": page(STUDIO),
    "ngan-hang-cau-hoi:edit": one("bank", STUDIO),
    "ngan-hang-cau-hoi:delete": one("bank", STUDIO),
    "ngan-hang-cau-hoi:history": one("bank", STUDIO),
    "ngan-hang-cau-hoi:history_results": one("bank", STUDIO),
    "ngan-hang-cau-hoi:usage": one("bank", STUDIO),
    "question_list": page(STUDIO, bank="bank"),
    "question_new": page(STUDIO),
    "question_edit": [one("question", STUDIO), deed(STUDIO, "question", fine=NOT_NOW)],
    "question_history": one("question", STUDIO),
    "question_deed": deed(STUDIO, "question"),
    "question_alike": page(STUDIO, data=lambda world: {"text": world.foreign.question.text}),
    "question_many": deed(STUDIO),
    "question_categories": [page(STUDIO, bank="bank"), deed(STUDIO, bank="bank")],
    "question_tags": [page(STUDIO), deed(STUDIO)],
    "question_export": page(STUDIO, bank="bank"),
    "question_imports": [page(STUDIO, bank="bank"), deed(STUDIO, bank="bank", fine=frozenset({400}))],
    "question_import_template": page(STUDIO),
    "question_import": one("question_import", STUDIO),
    "question_import_deed": deed(STUDIO, "question_import"),
    "question_import_preview": one("imported_question", STUDIO),
    "question_import_picture": one("imported_picture", STUDIO, fine=FINE | {404}),
    "regrade_new": one("question", STUDIO),
    "regrade_list": page(STUDIO),
    "regrade": [Address(STUDIO, path=a_regrade), one("exam_regrade", STUDIO)],
    "regrade_deed": [deed(STUDIO, path=a_regrade), deed(STUDIO, "exam_regrade")],
    "regrade_export": [Address(SUPERUSER, path=a_regrade), one("exam_regrade", SUPERUSER)],
    "question_preview": deed(STUDIO, path=lambda world: ["single"]),
    "quiz_rooms": page(STUDIO),
    "quiz_room": [Address(STUDIO, path=a_test), one("exam", STUDIO)],
    "quiz_room_code": [
        deed(STUDIO, path=a_test, data=lambda world: {"viec": "bo"}),
        deed(STUDIO, "exam", data=lambda world: {"viec": "bo"}),
    ],
    "quiz_room_time": [
        deed(STUDIO, path=a_test, fine=FINE | {422}),
        deed(STUDIO, "exam", fine=FINE | {422}),
    ],
    "question_bank_file": Address(STUDIO, path=lambda world: ["0" * 64], fine=frozenset({404})),
    "statistics": page(STUDIO),
    "quiz_statistics": [Address(STUDIO, path=a_test), one("exam", STUDIO)],
    "quiz_statistics_sheet": [Address(STUDIO, path=a_test), one("exam", STUDIO)],
    "question_statistics": one("asked_question", STUDIO),
    # chấm bài: of tests, not of units; the cast's papers hide their names
    "marking_desk": page(STUDIO),
    "marking_progress": page(STUDIO),
    "marking_papers": [Address(STUDIO, path=a_test), one("exam", STUDIO)],
    "marking_take": [
        deed(STUDIO, path=lambda world: [world.quiz.uuid, uuid4()]),
        deed(STUDIO, "exam_question"),
    ],
    "marking_setup": [Address(STUDIO, path=a_test), one("exam", STUDIO), deed(STUDIO, "exam", fine=NOT_NOW)],
    "marking_task": [
        one("reading", STUDIO),
        deed(STUDIO, "reading", data=lambda world: {"viec": "nhan"}, fine=NOT_NOW),
    ],
    "marking_file": one("reading_file", STUDIO, fine=FINE | {404}),
    "marking_picture": one("reading_picture", STUDIO, fine=FINE | {404}),
    "marking_appeals": page(STUDIO),
    "marking_appeal": [one("appeal", STUDIO), deed(STUDIO, "appeal", fine=NOT_NOW)],
    "marking_appeal_picture": one("appeal_picture", STUDIO, fine=FINE | {404}),
    "desk_marking": page(DESK),
    "certificate_templates": page(SUPERUSER),
    "certificate_pictures": page(SUPERUSER),
    "certificate_picture": Address(SUPERUSER, path=lambda world: ["0" * 64], fine=frozenset({404})),
    "certificate_defaults": page(SUPERUSER),
    "certificate_version_picture": Address(SUPERUSER, path=a_template_version),
    "certificate_template": Address(SUPERUSER, path=a_template),
    "certificate_template_preview": deed(SUPERUSER, path=a_template, fine=frozenset({422})),
    "certificate_template_copy": deed(SUPERUSER, path=a_template),
    "certificate_template_deed": deed(SUPERUSER, path=a_template),
    "video_conversions": page(STUDIO),
    "video_state": Address(STUDIO, path=lambda world: [world.film.uuid]),
    "video_viewing": Address(STUDIO, path=lambda world: [world.film.uuid]),
    "video_try_again": deed(STUDIO, path=lambda world: [world.film.uuid]),
    # tus: without its version header whoever may come in reads 412; an upload has one owner, so here it is unknown
    "uploads": deed(STUDIO, fine=frozenset({412})),
    "upload": Address(STUDIO, path=lambda world: [world.film.uuid], fine=frozenset({412})),
    "upload_finish": deed(STUDIO, path=lambda world: [world.film.uuid], fine=frozenset({404})),
    "video_call_off": deed(STUDIO, path=lambda world: [world.film.uuid]),
}

# What libraries bring, one rule for each family of names (the namespace, or the name): who may be answered at all.
LIBRARIES: dict[str, frozenset[str]] = {
    # allauth: sign-in, sign-out, passwords; each speaks of the own account only
    **dict.fromkeys(
        [
            "account_logout", "account_inactive", "account_signup", "account_reauthenticate",
            "account_email_verification_sent", "account_change_password", "account_set_password",
            "account_reset_password", "account_confirm_login_code", "account_confirm_email",
            "account_reset_password_from_key_done", "account_reset_password_from_key",
            "account_reset_password_done",
        ],
        EVERYBODY,
    ),
    # allauth: second factors of the own account, and the account of a provider
    **dict.fromkeys(
        [
            "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp",
            "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index",
            "mfa_list_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
            "mfa_trust", "mfa_view_recovery_codes", "socialaccount_connections", "socialaccount_login_cancelled",
            "socialaccount_login_error", "socialaccount_signup",
        ],
        EVERYBODY,
    ),
    # Wagtail's public side: published pages, documents and pictures
    **dict.fromkeys(
        [
            "wagtail_serve", "wagtailcore_login", "wagtailcore_authenticate_with_password", "wagtaildocs_serve",
            "wagtaildocs_authenticate_with_password", "wagtailadmin_login", "wagtailadmin_logout",
            "wagtailadmin_password_reset", "wagtailadmin_password_reset_complete",
            "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_done",
            "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
        ],
        EVERYBODY,
    ),
    # Wagtail's studio, and our banks and signatories in it
    **dict.fromkeys(
        [
            "ngan-hang-cau-hoi", "chon-cau-hoi", "can-cu", "nguoi-ky", "wagtail_bulk_action", "wagtailadmin_account",
            "wagtailadmin_api", "wagtailadmin_block_preview", "wagtailadmin_choose_page",
            "wagtailadmin_choose_page_anchor_link", "wagtailadmin_choose_page_child",
            "wagtailadmin_choose_page_chosen_multiple", "wagtailadmin_choose_page_email_link",
            "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_phone_link",
            "wagtailadmin_choose_page_search", "wagtailadmin_collections", "wagtailadmin_dismissibles",
            "wagtailadmin_editing_sessions", "wagtailadmin_error_test", "wagtailadmin_explore",
            "wagtailadmin_explore_results", "wagtailadmin_explore_root", "wagtailadmin_home", "wagtailadmin_pages",
            "wagtailadmin_reports", "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete",
            "wagtailadmin_workflows", "wagtaildocs", "wagtaildocs_chooser", "wagtailembeds", "wagtailimages",
            "wagtailimages_chooser", "wagtailmedia", "wagtailsettings", "wagtailsites", "wagtailsnippets",
        ],
        STUDIO,
    ),
    # Wagtail's accounts: a list of people
    "wagtailusers_users": SUPERUSER,
    "wagtailusers_groups": SUPERUSER,
}  # fmt: skip
