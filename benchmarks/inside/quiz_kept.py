"""What stands in the database after a crowd has started: the length of each newest paper, and the answers kept."""

import sys

from benchmarks.inside import start


def main(activity: str, learners: int) -> None:
    start.setup()
    from assessments.models import Attempt, AttemptAnswer

    newest = list(Attempt.objects.filter(quiz__activity__uuid=activity).order_by("-pk")[:learners])
    answers = AttemptAnswer.objects.filter(attempt__in=[attempt.pk for attempt in newest])
    learners_seen = {attempt.enrolment_id for attempt in newest}
    assert len(learners_seen) == len(newest), "somebody has two attempts"
    start.tell({"lengths": [len(attempt.paper) for attempt in newest], "answers": answers.count()})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
