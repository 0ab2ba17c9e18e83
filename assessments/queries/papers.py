"""What a paper asks and how it is graded, as regrades have said since; never write."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from assessments.kinds.remedies import Remedy, remedied
from assessments.models import (
    Attempt,
    QuestionFile,
    QuestionVersion,
    Regrade,
)

NO_REMEDIES: Mapping[int, Remedy] = MappingProxyType({})


def bodies_of(attempt: Attempt) -> dict[str, dict[str, Any]]:
    """Each question of a paper as it is graded, in the paper's order: as asked, and as regrades have said since."""
    found = graded_bodies({entry["version"] for entry in attempt.key.values() if "version" in entry})
    return {
        entry["id"]: as_sat(attempt, entry["id"], body_of(entry, attempt.key[entry["id"]], found))
        for entry in attempt.paper
    }


def as_sat(attempt: Attempt, question: str, body: dict[str, Any]) -> dict[str, Any]:
    """The body with what this paper made of it: its section's points, and as `less` what hints asked for cost of it."""
    key = attempt.key[question]
    told = {"points": key["points"]} if "points" in key else {}
    cost, asked = attempt.promised.get("hint_cost", 0), attempt.hints.get(question, [])
    return body | told | ({"less": min(1.0, cost * len(asked) / 100)} if cost and asked else {})


def graded_bodies(
    versions: Collection[int], also: Mapping[int, Remedy] = NO_REMEDIES
) -> dict[int, dict[str, Any]]:
    """The bodies of these versions, each with the remedies of the regrades that stand for it, and `also` those."""
    if not versions:
        return {}
    found = QuestionVersion.objects.filter(pk__in=versions).values_list("pk", "body")
    remedies = remedies_for(versions)
    return {pk: remedied(body, [*remedies[pk], *([also[pk]] if pk in also else [])]) for pk, body in found}


def remedies_for(versions: Collection[int]) -> dict[int, list[Remedy]]:
    """What regrades have decided on these versions, first to last; from the moment one is applied it stands."""
    through = Regrade.versions.through.objects.filter(questionversion__in=versions)
    rows = through.filter(regrade__applied_at__isnull=False).order_by("regrade__applied_at", "regrade_id")
    found: dict[int, list[Remedy]] = defaultdict(list)
    for version, *told in rows.values_list(
        "questionversion", "regrade__policy", "regrade__under__body", "regrade__accepted"
    ):
        found[version].append(Remedy(*told))
    return found


def body_of(
    entry: dict[str, Any], key: dict[str, Any], found: Mapping[int, dict[str, Any]]
) -> dict[str, Any]:
    """The version's, or that of a paper drawn before versions, whose key lay beside it."""
    if "version" in key:
        return found[key["version"]]
    options = [
        {"id": option["id"], "text": escape(option["text"]), "share": int(option["id"] in key["correct"])}
        for option in entry["options"]
    ]
    feedback = {"general": escape(key["feedback"])}
    return {
        "kind": entry["kind"], "text": escape(entry["text"]), "points": 1, "options": options,
        "scoring": "all", "feedback": feedback,
    }  # fmt: skip


def file_of_question(attempt: Attempt, question: str, name: str) -> QuestionFile | None:
    """A file that a question of this paper shows."""
    version = QuestionVersion.objects.filter(pk=attempt.key.get(question, {}).get("version")).first()
    return QuestionFile.objects.filter(digest=version.files.get(name, "")).first() if version else None
