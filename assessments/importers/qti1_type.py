"""Tells the kind of a QTI 1.2 item: by what its system writes beside it, or by what it looks like."""

from xml.etree.ElementTree import Element

from assessments.exchange.xml import text_of

_SAID = ("question_type", "cc_profile")
_PROFILES = {
    "cc.multiple_choice": "multiple_choice_question",
    "cc.multiple_response": "multiple_answers_question",
    "cc.true_false": "true_false_question",
    "cc.fib": "short_answer_question",
    "cc.pattern_match": "short_answer_question",
    "cc.essay": "essay_question",
}
_BOUNDS = ("vargte", "vargt", "varlte", "varlt")
_RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")


def type_of(item: Element) -> str:
    """The name of Canvas for the type; another system's name where we have no such type."""
    said = {
        text_of(meta.find("fieldlabel")): text_of(meta.find("fieldentry"))
        for meta in item.iter("qtimetadatafield")
    }
    for name in _SAID:
        if said.get(name):
            return _PROFILES.get(said[name].rpartition(".v")[0], said[name])
    blackboard = item.find(".//bbmd_questiontype")
    if blackboard is not None:
        return f"Blackboard {text_of(blackboard)}"
    responses = [node for node in item.iter() if node.tag in _RESPONSES]
    return _looks(item, responses)


def _looks(item: Element, responses: list[Element]) -> str:
    names = {node.tag for node in responses}
    if names & {"response_grp", "response_xy"}:
        return ", ".join(sorted(names))
    if "response_lid" in names:
        return _choices(responses) if len(names) == 1 else ", ".join(sorted(names))
    if len(responses) > 1:
        return "fill_in_gaps"
    fibs = {node.get("fibtype", "").lower() for node in item.iter("render_fib")}
    tests = {node.tag for node in item.iter()}
    if "response_num" in names or fibs & {"decimal", "integer"} or tests.intersection(_BOUNDS):
        return "numerical_question"
    entered = "response_str" in names and tests & {"varequal", "varsubstring"}
    return "short_answer_question" if entered else "essay_question"


def _choices(responses: list[Element]) -> str:
    if len(responses) > 1:
        return "matching_question"
    kind = responses[0].get("rcardinality", "").lower()
    if kind == "ordered":
        return "ordering_question"
    return "multiple_answers_question" if kind == "multiple" else "multiple_choice_question"
