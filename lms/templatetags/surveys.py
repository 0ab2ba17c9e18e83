"""What waits to be heard from whoever reads the page: `{% survey_waiting request.user as asked %}`."""

from typing import Any

from django import template

from assessments.surveys.queries import asked_of
from common import clock

register = template.Library()


@register.simple_tag
def survey_waiting(user: Any) -> int:
    """How many surveys ask this learner about completed courses."""
    return len(asked_of(user.person_id, clock.today())) if user.person_id else 0
