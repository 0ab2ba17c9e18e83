"""How a file of a question leaves the server."""

from django.http import FileResponse

from assessments.models import QuestionFile


def served(found: QuestionFile) -> FileResponse:
    """Inline, as what it is and nothing else; it never changes, but the right to see it may."""
    answer = FileResponse(found.file.open("rb"), content_type=found.media_type)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
