"""Reads attempts into sums, a few hundred at a time: the papers of fifty thousand are never in memory together."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assessments.counted import to_count
from assessments.kinds import answered
from assessments.models import Attempt, AttemptAnswer, Which
from assessments.services.counting.knowing import CHOSEN, Known, known_versions
from assessments.statistics.sums import Given, Sums, add_paper
from assessments.statistics.times import seconds_by_question

CHUNK = 500
READ = ("pk", "number", "key", "marks", "started_at", "submitted_at")


@dataclass
class Tally:
    """The sums of a test, for first attempts and for all; `attempts` is how many were looked at."""

    attempts: int = 0
    papers: dict[str, Sums] = field(default_factory=lambda: defaultdict(Counter))
    versions: dict[str, dict[int, Sums]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def add_firsts_to_all(self) -> None:
        """First attempts are read once and count twice."""
        self.papers[Which.ALL].update(self.papers[Which.FIRST])
        for version, sums in self.versions[Which.FIRST].items():
            self.versions[Which.ALL][version].update(sums)

    def add(self, other: "Tally") -> None:
        """As if both had been counted together."""
        self.attempts += other.attempts
        for which, paper in other.papers.items():
            self.papers[which].update(paper)
        for which, versions in other.versions.items():
            for version, sums in versions.items():
                self.versions[which][version].update(sums)


def tally_of(quiz: int, *, until: datetime, after: datetime | None = None) -> Tally:
    """The attempts submitted after one moment and up to another."""
    chosen = to_count(until).filter(quiz=quiz, **({"submitted_at__gt": after} if after else {}))
    pks = list(chosen.order_by("pk").values_list("pk", flat=True))
    tally, known = Tally(), dict[int, Known]()
    for first in range(0, len(pks), CHUNK):
        _add_chunk(tally, pks[first : first + CHUNK], known)
    tally.add_firsts_to_all()
    return tally


def _add_chunk(tally: Tally, pks: list[int], known: dict[int, Known]) -> None:
    rows = list(Attempt.objects.filter(pk__in=pks).values(*READ))
    wanted = {entry["version"] for row in rows for entry in row["key"].values() if "version" in entry}
    known.update(known_versions(wanted - known.keys()))
    saved = _saved(pks)
    for row in rows:
        tally.attempts += 1
        given = list(_given(row, known, saved.get(row["pk"], {})))
        seconds = (row["submitted_at"] - row["started_at"]).total_seconds()
        which = Which.FIRST if row["number"] == 1 else Which.ALL
        add_paper(tally.papers[which], tally.versions[which], given, seconds)


def _saved(pks: list[int]) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = defaultdict(dict)
    rows = AttemptAnswer.objects.filter(attempt__in=pks).values_list("attempt", "question", "saved_at")
    for attempt, question, saved_at in rows.iterator(chunk_size=5000):
        found[attempt][str(question)] = saved_at.timestamp()
    return found


def _given(row: Mapping[str, Any], known: Mapping[int, Known], saved: Mapping[str, float]) -> Iterator[Given]:
    """The answers of one paper; nothing of one drawn before questions had versions."""
    seconds = seconds_by_question(row["started_at"].timestamp(), saved)
    if any("version" not in entry for entry in row["key"].values()):
        return
    for question, mark in (row["marks"] or {}).items():
        version = row["key"][question]["version"]
        told = known[version]
        fraction = float(mark["fraction"] or 0)
        yield Given(version, fraction, told.points, _labels(told, mark, fraction), seconds.get(question))


def _labels(told: Known, mark: Mapping[str, Any], fraction: float) -> tuple[str, ...]:
    """What was chosen where there is a choice, else how well it went; "" for no answer."""
    if not answered(mark.get("chosen")):
        return ("",)
    if told.kind in CHOSEN:
        return tuple(mark["chosen"])
    return ("right" if fraction == 1 else "partly" if fraction else "wrong",)
