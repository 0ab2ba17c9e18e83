"""Our own screens in the studio, and uploads."""

from tests.scope.declarations.address import FINE, NOT_NOW, Address, deed, one, page
from tests.scope.declarations.given import a_course, a_regrade, a_test
from tests.scope.world.roles import DESK, STUDIO, SUPERUSER, WRITERS

ADDRESSES: dict[str, Address | list[Address]] = {
    # phòng soạn bài: our own screens in it
    "course_release": Address(STUDIO, path=lambda world: [world.course.pk]),
    # the question chooser: whoever writes pages, and empty without the right to write questions
    "chon-cau-hoi:choose": page(WRITERS),
    "chon-cau-hoi:choose_results": page(WRITERS, bank="bank"),
    "chon-cau-hoi:chosen": one("question", STUDIO),
    "chon-cau-hoi:chosen_multiple": page(WRITERS, question="id"),
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
    "operation": page(SUPERUSER),
    "leader_page": page(DESK),
    "own_unit": page(DESK, unit="don-vi"),
    # a course's steps are counted over everybody; names stand on a page that asks for a desk too
    "course_results": page(STUDIO),
    "course_funnel": Address(STUDIO, path=a_course),
    "course_funnel_people": Address(
        SUPERUSER, path=a_course, data=lambda world: {"buoc": "ghi-danh"}, fine=frozenset({200})
    ),
    # tus: without its version header whoever may come in reads 412; an upload has one owner, so here it is unknown
    "uploads": deed(WRITERS, fine=frozenset({412})),
    "upload": Address(WRITERS, path=lambda world: [world.film.uuid], fine=frozenset({412})),
    "upload_finish": deed(STUDIO, path=lambda world: [world.film.uuid], fine=frozenset({404})),
    "video_call_off": deed(STUDIO, path=lambda world: [world.film.uuid]),
}
