"""Choosing one or several of given options: single, multiple, true or false."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds.base import Body, Entry, Grade, alike, foreign, graded, number, problems_among, rows
from common.errors import DomainError

TRUE, FALSE = "true", "false"


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    if body.get("kind") == "true_false":
        return problems_among(
            [(not isinstance(body.get("right"), bool), _("Chưa chọn câu này đúng hay sai."))]
        )
    options = rows(body, "options")
    shares = [number(option.get("share")) for option in options]
    best, total = max(shares, default=0), sum(share for share in shares if share > 0)
    single, partial = body.get("kind") == "single", body.get("scoring") == "partial"
    return problems_among(
        [
            (len(options) < 2, _("Câu hỏi cần ít nhất hai phương án.")),
            (alike(option.get("text", "") for option in options), _("Có hai phương án giống hệt nhau.")),
            (
                single and (best != 1 or shares.count(1) != 1),
                _("Câu chọn một đáp án phải có đúng một phương án đúng."),
            ),
            (not single and best <= 0, _("Câu chọn nhiều đáp án phải có ít nhất một phương án đúng.")),
            (
                not single and partial and best > 0 and abs(total - 1) > 0.02,
                _("Các phần điểm đúng phải cộng lại thành 100 %."),
            ),
            (
                any(abs(share) > 1 for share in shares),
                _("Phần điểm của phương án nằm ngoài -100 % đến 100 %."),
            ),
        ]
    )


def shown(body: Body, chance: Random) -> Entry:
    """The options, shuffled unless their order means something."""
    if body["kind"] == "true_false":
        return {"options": [{"id": TRUE, "text": _("Đúng")}, {"id": FALSE, "text": _("Sai")}]}
    options = [{"id": option["id"], "text": option["text"]} for option in rows(body, "options")]
    if body.get("shuffle", True):
        chance.shuffle(options)
    return {"options": options}


def key(body: Body) -> list[str]:
    """The ids to choose."""
    if body["kind"] == "true_false":
        return [TRUE if body["right"] else FALSE]
    least = 1 if body["kind"] == "single" else 1e-9
    return [option["id"] for option in rows(body, "options") if number(option.get("share")) >= least]


def accepted(entry: Entry, answer: Any) -> list[str]:
    """The ids chosen, each once, all of this paper."""
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        foreign()
    given = sorted(set(answer))
    if not {option["id"] for option in entry["options"]}.issuperset(given):
        foreign()
    if entry["kind"] != "multiple" and len(given) > 1:
        raise DomainError(_("Câu này chỉ chọn một đáp án."))
    return given


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> list[str] | None:
    """A posted form's ticks; an absent radio was never chosen here, an absent tick box was unticked."""
    return list(sent.get(name, [])) if entry["kind"] == "multiple" or name in sent else None


def grade(body: Body, answer: Any) -> Grade:
    """The share of the chosen option, or of all of them."""
    chosen = {one for one in answer if isinstance(one, str)} if isinstance(answer, list) else set()
    if body["kind"] == "true_false":
        said = body.get(f"feedback_{next(iter(chosen), '')}")
        return graded(body, chosen == set(key(body)), [said])
    taken = [option for option in rows(body, "options") if option["id"] in chosen]
    notes = [option.get("feedback") for option in taken]
    shares = [number(option.get("share")) for option in taken]
    if body["kind"] == "single":
        return graded(body, shares[0] if len(chosen) == len(shares) == 1 else 0, notes)
    if body.get("scoring") == "partial":
        return graded(body, sum(shares), notes)
    return graded(body, bool(chosen) and chosen == set(key(body)), notes)
