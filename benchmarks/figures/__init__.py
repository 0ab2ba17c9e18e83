"""One module a figure; each yields its rows."""

from collections.abc import Callable, Iterator

from benchmarks.figures import (
    certificates,
    classes,
    country,
    desk,
    first_frame,
    heartbeat,
    issuing,
    lesson,
    past_classes,
    people,
    public,
    questions,
    quiz,
    regrade,
    rosters,
    start,
    statistics,
    targets,
    units,
    upload,
    video,
)
from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Row

# In this order: what writes much comes after what reads; start needs the port for itself, and people and statistics,
# who fill the database, would weigh on it.
FIGURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "lesson": lesson.measure,
    "public": public.measure,
    "first-frame": first_frame.measure,
    "desk": desk.measure,
    "heartbeat": heartbeat.measure,
    "upload": upload.measure,
    "certificates": certificates.measure,
    "issuing": issuing.measure,
    "units": units.measure,
    "video": video.measure,
    "rosters": rosters.measure,
    "questions": questions.measure,
    "quiz": quiz.measure,
    "classes": classes.measure,
    "past-classes": past_classes.measure,
    "regrade": regrade.measure,
    "start": start.measure,
    "people": people.measure,
    "statistics": statistics.measure,
    "targets": targets.measure,
    "country": country.measure,
}
