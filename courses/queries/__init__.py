"""Questions about courses, learners and the record; never write."""

from courses.queries.folding import outlines_of, progress_from_events, progress_of

__all__ = ["outlines_of", "progress_from_events", "progress_of"]
