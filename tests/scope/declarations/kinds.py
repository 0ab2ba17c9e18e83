"""Things of a commune that addresses are about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.scope.world.roles import (
    ANNOUNCERS,
    ASKERS,
    COURSE_SURVEY,
    CRITERIA,
    CYCLE,
    DESK,
    HR,
    LEARNER,
    LISTENERS,
    SEES_ALL,
    STUDIO,
    SUPERUSER,
    SURVEYS,
    TYPISTS,
    UNITS_TARGET,
    WHOLE,
)
from tests.scope.world.things import Side


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
    "own_test": Kind(
        lambda side: (side.training.uuid, "pre"),
        own=LEARNER,
        foreign=frozenset(),
        unknown=lambda: (uuid4(), "pre"),
    ),
    "guidance": Kind(lambda side: side.guidance.uuid),
    "document": Kind(lambda side: side.guidance.files.get().uuid),
    "past": Kind(lambda side: side.past.uuid),
    "scan": Kind(lambda side: side.scan.uuid),
    "folder": Kind(lambda side: side.folder.uuid, own=frozenset({"hr"}), foreign=frozenset()),
    "help": Kind(lambda side: side.help.uuid),
    "print_run": Kind(lambda side: side.print_run.uuid),
    "own_print": Kind(lambda side: side.print_run.uuid, own=frozenset(), foreign=frozenset()),
    "invite": Kind(lambda side: side.invite.uuid, own=ASKERS, foreign=SEES_ALL - {"chief"}),
    "listening": Kind(lambda side: side.unit.uuid, own=LISTENERS),
    "announcing": Kind(lambda side: side.unit.uuid, own=ANNOUNCERS, foreign=SEES_ALL - {"chief"}),
    "slot": Kind(lambda side: side.slot.uuid, own=ANNOUNCERS, foreign=SEES_ALL - {"chief"}),
    "broadcast": Kind(lambda side: side.broadcast.uuid, own=ANNOUNCERS, foreign=SEES_ALL - {"chief"}),
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
    "unit_report": Kind(lambda side: (CYCLE, side.unit_report.uuid), unknown=lambda: (CYCLE, uuid4())),
    "target_unit": Kind(lambda side: (UNITS_TARGET, side.unit.uuid), unknown=lambda: (UNITS_TARGET, uuid4())),
    "chase_plan": Kind(lambda side: side.chase.plan.uuid),
    "assignment_to_chase": Kind(lambda side: side.assignment.uuid),
    "chase_skip": Kind(lambda side: side.chase.skip.uuid),
    "chase_way": Kind(lambda side: side.chase.way.uuid),
    "chase_letter": Kind(lambda side: side.chase.letter.uuid),
    "own_reminder": Kind(lambda side: side.chase.way.message.uuid, own=LEARNER, foreign=frozenset()),
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
    # one's own alone: neither a colleague nor a superior has business with them
    "bulk": Kind(lambda side: side.bulk.uuid, own=frozenset({"hr"}), foreign=frozenset()),
    "bulk_deed": Kind(
        lambda side: (side.bulk.uuid, "dung"),
        own=frozenset({"hr"}),
        foreign=frozenset(),
        unknown=lambda: (uuid4(), "dung"),
    ),
    "export": Kind(lambda side: side.export.uuid, own=frozenset({"hr"}), foreign=frozenset()),
    "export_deed": Kind(
        lambda side: (side.export.uuid, "dung"),
        own=frozenset({"hr"}),
        foreign=frozenset(),
        unknown=lambda: (uuid4(), "dung"),
    ),
    "view": Kind(lambda side: side.view.uuid, own=frozenset({"hr"}), foreign=frozenset()),
    "view_deed": Kind(
        lambda side: (side.view.uuid, "doi-ten"),
        own=frozenset({"hr"}),
        foreign=frozenset(),
        unknown=lambda: (uuid4(), "doi-ten"),
    ),
    "campaign": Kind(lambda side: side.campaign.uuid),
    "training_plan": Kind(lambda side: side.training_plan.uuid),
    "unit_number": Kind(lambda side: (side.unit.uuid, side.number.uuid), unknown=lambda: (uuid4(), uuid4())),
    "criterion_cell": Kind(
        lambda side: (CRITERIA, "8.4", side.unit.uuid), unknown=lambda: (CRITERIA, "8.4", uuid4())
    ),
    "achievement": Kind(
        lambda side: (UNITS_TARGET, side.unit.uuid, side.achievement.uuid),
        unknown=lambda: (UNITS_TARGET, uuid4(), uuid4()),
    ),
}
