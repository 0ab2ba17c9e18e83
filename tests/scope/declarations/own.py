"""One's own account, learning and papers."""

from uuid import uuid4

from tests.scope.declarations.address import ANYBODY, FINE, NOT_NOW, Address, deed, one, page
from tests.scope.declarations.given import spans
from tests.scope.world.roles import EVERYBODY, HELPER, LEARNER, SIGNED_IN, STUDIO

ADDRESSES: dict[str, Address | list[Address]] = {
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
    "my_class_test": deed(SIGNED_IN, "own_test", fine=NOT_NOW),
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
    "lesson_prints": Address(LEARNER | STUDIO, path=lambda world: [world.lesson.uuid]),
    "lesson_print": Address(LEARNER | STUDIO, path=lambda world: [world.lesson.uuid, "a4"]),
    "own_prints": [page(STUDIO), deed(STUDIO, fine=NOT_NOW)],
    "own_print_file": one("own_print", STUDIO),
    "own_print_void": deed(STUDIO, "own_print", fine=NOT_NOW),
    "material_print": Address(frozenset(), path=lambda world: ["khong-co", "a4"]),
    "lesson_transcript": Address(LEARNER, path=lambda world: [world.lesson.uuid], fine=frozenset({404})),
    "lesson_parcel": Address(LEARNER, path=lambda world: [world.lesson.uuid]),
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
}
