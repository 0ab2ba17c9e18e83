"""One module a figure; each yields its rows."""

from collections.abc import Callable, Iterator

from benchmarks.figures import (
    certificates,
    desk,
    heartbeat,
    lesson,
    people,
    public,
    rosters,
    start,
    units,
    video,
)
from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Row

# In this order: what writes much comes after what reads; start needs the port for itself, and people, who fill the
# database, would weigh on it.
FIGURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "lesson": lesson.measure,
    "public": public.measure,
    "desk": desk.measure,
    "heartbeat": heartbeat.measure,
    "certificates": certificates.measure,
    "units": units.measure,
    "video": video.measure,
    "rosters": rosters.measure,
    "start": start.measure,
    "people": people.measure,
}
