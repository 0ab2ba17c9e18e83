"""What a player is answered, by the long way and by the short one."""

from typing import Any

from courses.reckoning import Refusal
from courses.services.span_rows import rounded
from courses.services.watching import Outcome, sentence

BEAT = 10  # seconds until the player's next report
STATUS = {Refusal.MALFORMED: 400, Refusal.OTHER_FILM: 409}


def told(outcome: Outcome, malformed: list[str], watch_pass: str) -> dict[str, Any]:
    """Of a batch: which ids are done with, which were refused and why, and the union. 200 when anything was taken."""
    refused: list[dict[str, Any]] = [
        {
            "uuid": str(one.report.uuid),
            "reason": one.reason,
            "message": sentence(one.reason),
            "retry": round(one.retry, 1),
        }
        for one in outcome.refused
    ]
    unread = Refusal.MALFORMED
    refused += [
        {"uuid": name, "reason": unread, "message": sentence(unread), "retry": 0} for name in malformed
    ]
    taken = [*outcome.accepted, *outcome.replayed]
    data = {"accepted": [str(uuid) for uuid in taken], "refused": refused, **_union(outcome), "beat": BEAT}
    data["pass"] = watch_pass
    if taken or not refused:
        return {"data": data}
    return {"data": {"error": refused[0]["message"], **data}, "status": STATUS.get(refused[0]["reason"], 422)}


def told_of_one(outcome: Outcome) -> dict[str, Any]:
    """Of a report by itself, as pages opened before batches expect it."""
    data = {"accepted": bool(outcome.accepted), **_union(outcome)}
    if not outcome.refused:
        return {"data": data}
    reason = outcome.refused[0].reason
    return {"data": {"error": sentence(reason), **data}, "status": STATUS.get(reason, 422)}


def _union(outcome: Outcome) -> dict[str, Any]:
    return {
        "seconds": round(outcome.seconds, 1),
        "share": round(outcome.share, 4),
        "completed": outcome.completed,
        "spans": rounded(outcome.spans),
    }
