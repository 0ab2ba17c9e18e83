"""What is proposed when two records say different things: the fuller, else the newer."""

from common.vietnamese import format_day
from people.models import Person
from people.services.merging import CHOICES


def value_of(person: Person, name: str) -> str:
    """A field as the comparison shows it; of a number only its end."""
    if name == "birth":
        return format_day(person.birth_on) if person.birth_on else str(person.birth_year or "")
    if name == "number":
        return f"{person.id_kind.upper()} …{person.id_last3}" if person.id_hash else ""
    if name == "gender":
        return str(person.get_gender_display())
    return str(getattr(person, name))


def default_choices(survivor: Person, gone: Person) -> dict[str, bool]:
    """By field, whether the other record's value is proposed."""
    newer = _newest_post(gone) > _newest_post(survivor)
    return {name: _prefers(name, survivor, gone, newer=newer) for name in CHOICES}


def _prefers(name: str, survivor: Person, gone: Person, *, newer: bool) -> bool:
    mine, theirs = _fullness(survivor, name), _fullness(gone, name)
    return theirs > mine if theirs != mine else bool(theirs) and newer


def _fullness(person: Person, name: str) -> int:
    """Nothing, something, and the better kind of something."""
    if not value_of(person, name):
        return 0
    if name == "full_name":  # with its accents a name is fuller; so is one with its middle name
        return 1 + len(person.full_name.split()) + (person.name_folded != person.full_name.lower())
    if name == "birth":
        return 1 + bool(person.birth_on)
    return 1 + (name == "number" and person.id_kind == "cccd")


def _newest_post(person: Person) -> str:
    newest = person.postings.order_by("-starts_on").values_list("starts_on", flat=True).first()
    return f"{newest or ''} {person.created_at:%Y%m%d%H%M%S}"
