"""What the form of a regrade posts, read without trusting it, and what it says about each version."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.kinds.numerical import readings
from assessments.models import Question, QuestionVersion, Regrade
from common.vietnamese import clean

Versions = list[QuestionVersion]


def asked_in(question: Question, versions: Versions, posted: QueryDict) -> dict[str, Any]:
    """The keyword arguments of `ask_regrade`; what is not there is left for the service to refuse."""
    chosen = set(posted.getlist("ban"))
    policy, lost = posted.get("cach", ""), posted.get("dat", "")
    return {
        "versions": [one for one in versions if str(one.number) in chosen],
        "policy": policy if policy in ASKED else Regrade.Policy.UNDER,
        "under": next((one for one in versions if str(one.number) == posted.get("theo-ban")), None),
        "accepted": _accepted(question.kind, posted.get("nhan-them", "")),
        "lost": lost if lost in Regrade.Lost.values else Regrade.Lost.KEEP,
        "reason": posted.get("ly-do", ""),
    }


ASKED = frozenset(Regrade.Policy.values) - {Regrade.Policy.AGAIN}


def _accepted(kind: str, typed: str) -> Any:
    if kind != "numerical":
        return clean(typed)
    found = readings(clean(typed).lstrip("+-"))
    return float(found[-1]) * (-1 if typed.strip().startswith("-") else 1) if found else None


def fits(versions: Versions) -> list[dict[str, Any]]:
    """Each version beside the newest: whether its papers can be read under it, and which words are not the same."""
    newest = versions[0]
    return [_fit(one, newest) for one in versions]


def _fit(version: QuestionVersion, newest: QuestionVersion) -> dict[str, Any]:
    body = kinds.carried(version.body, newest.body)
    same = version.pk == newest.pk
    return {
        "version": version,
        "is_newest": same,
        "key": key_words(version.body),
        "problems": [] if same else kinds.misfits(version.body, body),
        "reworded": [] if same else kinds.reworded(version.body, body),
    }


def key_words(body: dict[str, Any]) -> str:
    """The right answer of a version, in words."""
    key = kinds.key(body)
    texts = {row["id"]: kinds.plain(row["text"]) for row in body.get("options", [])}
    if body["kind"] == "true_false":
        texts = {"true": _("Đúng"), "false": _("Sai")}
    if isinstance(key, list) and body["kind"] != "hotspot":
        return "; ".join(texts.get(one, str(one)) for one in key)
    return key if isinstance(key, str) else ""
