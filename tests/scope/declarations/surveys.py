"""Surveys."""

from tests.scope.declarations.address import NOT_NOW, Address, deed, one, page
from tests.scope.declarations.given import a_survey, because, survey_facts
from tests.scope.world.roles import ASKERS, COURSE_SURVEY, EVERYBODY, SIGNED_IN, STUDIO, SURVEYS, TYPISTS

ADDRESSES: dict[str, Address | list[Address]] = {
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
}
