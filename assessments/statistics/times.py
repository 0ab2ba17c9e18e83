"""How long each question took, from the moments its answers were saved: the time since the answer saved before it.

That is all a server can know: reading ahead counts with the next answer, a question answered again with its last
answer. Answers that came together (a form without script, a line that came back) tell nothing and are left out, and so
is a pause of more than half an hour.
"""

from collections.abc import Mapping

TOGETHER, PAUSE = 1.0, 1800.0


def seconds_by_question(started: float, saved: Mapping[str, float]) -> dict[str, float]:
    """Seconds of each question whose time is known; moments are seconds on any one clock."""
    order = sorted(saved, key=lambda question: saved[question])
    moments = [saved[question] for question in order]
    befores, afters = [started, *moments], [*moments[1:], float("inf")]
    found = {}
    for place, (question, moment) in enumerate(zip(order, moments, strict=True)):
        spent = moment - befores[place]
        if TOGETHER <= spent <= PAUSE and afters[place] - moment >= TOGETHER:
            found[question] = spent
    return found
