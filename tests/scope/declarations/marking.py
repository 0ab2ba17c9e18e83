"""Marking and what belongs to a test."""

from uuid import uuid4

from tests.scope.declarations.address import FINE, NOT_NOW, Address, deed, one, page
from tests.scope.declarations.given import a_template, a_template_version, a_test
from tests.scope.world.roles import DESK, STUDIO, SUPERUSER, WRITERS

ADDRESSES: dict[str, Address | list[Address]] = {
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
    "video_conversions": page(WRITERS),
    "video_state": Address(STUDIO, path=lambda world: [world.film.uuid]),
    "video_viewing": Address(STUDIO, path=lambda world: [world.film.uuid]),
    "video_try_again": deed(STUDIO, path=lambda world: [world.film.uuid]),
}
