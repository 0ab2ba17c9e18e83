"""One tutorial: the film with its cost before it plays, what to do, two questions answered without a script."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content import queries
from content.public_cache import cached_public
from content.topics import BY_SLUG, TOPICS
from content.views.shown import nothing_at
from courses.films import tracks


@dataclass(frozen=True)
class Answer:
    """One option as drawn; `verdict` only on the one that was chosen."""

    text: str
    chosen: bool
    verdict: str


@dataclass(frozen=True)
class Question:
    """One question with what the villager chose, if anything."""

    name: str
    text: str
    answers: list[Answer]
    feedback: str
    right: bool


@require_safe
@cached_public
def tutorial(request: HttpRequest, slug: str) -> HttpResponse:
    """The page as published."""
    item = queries.tutorial(slug)
    if item is None:
        raise nothing_at(slug)
    context = {"page": item, "others": queries.others_like(item), **shown(item.version, request.GET)}
    return render(request, "content/public/tutorial.html", context)


def shown(version: Any, given: QueryDict) -> dict[str, Any]:
    """What the template needs of a version and the answers given; also the preview's context."""
    media, facts = version.media, version.facts
    films = sorted(media.get("outputs", []), key=lambda output: output["bytes"])
    questions = [
        _question(f"c{place}", check, given.get(f"c{place}", ""))
        for place, check in enumerate(facts["check"])
    ]
    return {
        "version": version,
        "topic": BY_SLUG.get(facts["topic"], TOPICS[0]),  # a draft may not have chosen yet
        "film": films[0] if films else None,
        "sound": (media.get("audio") or [None])[-1],  # the one that plays everywhere
        "tracks": tracks(media),
        "sharper": films[1] if len(films) > 1 else None,
        "picture": facts.get("poster") or media.get("poster") or facts["picture"],
        "way": given.get("cach", ""),
        "questions": questions,
        "answered": any(question.feedback for question in questions),
        "site_address": settings.SITE_ADDRESS,
    }


def _question(name: str, check: dict[str, Any], given: str) -> Question:
    options = check["options"]
    places = [str(place) for place in range(len(options))]
    chosen = places.index(given) if given in places else None
    right = chosen is not None and options[chosen]["correct"]
    answers = [
        Answer(option["text"], place == chosen, ("right" if right else "wrong") if place == chosen else "")
        for place, option in enumerate(options)
    ]
    feedback = "" if chosen is None else check["feedback_right" if right else "feedback_wrong"]
    return Question(name, check["question"], answers, feedback, right)
