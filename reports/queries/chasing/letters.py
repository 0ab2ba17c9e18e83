"""What a letter says: its head on its day, its annex as the record stands, its text with the numbers filled in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from common.clock import local_day
from common.vietnamese import format_day, format_number
from people.models import Person
from people.queries.letterhead import body_names, province_on
from people.queries.people import posted_on
from people.queries.tree import UnitTree
from reports.documents.letter import Letter, Name
from reports.ladder import Audience, Step
from reports.models import ChaseLetter, ChaseListing, ChaseReason
from reports.queries.chasing.missing import left_out, missing_of
from reports.queries.chasing.readers import Readers

MANY = 5  # units; more of them are named in the annex alone
NUMBERS = ("[số người]", "[số đơn vị]", "[ngày]")


@dataclass(frozen=True)
class Annex:
    """The names, by unit and given name, as of a day."""

    day: date
    names: list[Name]

    @property
    def units(self) -> list[str]:
        return list(dict.fromkeys(name.unit for name in self.names))


def annex_of(letter: ChaseLetter, at: datetime) -> Annex:
    """As it was sent; of a draft whoever is still missing though told, and not left out."""
    if letter.annex is not None:
        day = date.fromisoformat(letter.annex["day"])
        return Annex(day, [Name(**one) for one in letter.annex["names"]])
    day, tree = local_day(at), UnitTree.load()
    people = _still_missing(letter, day, at, tree)
    return Annex(day, _names(people, day, tree))


def _still_missing(letter: ChaseLetter, day: date, at: datetime, tree: UnitTree) -> dict[int, int]:
    plan, out, readers = letter.plan, left_out(day, tree), Readers(tree, day)
    told = set(
        ChaseReason.objects.filter(plan=plan, due_on=letter.due_on).values_list("person_id", flat=True)
    )
    chased = any(step.audience is Audience.PERSON for step in plan.ladder)
    heard = _heard_units(letter, plan.ladder)
    return {
        person: readers.seat(unit)
        for person, unit in missing_of(plan, day=day, at=at, tree=tree).items()
        if (person in told or not chased)
        and not out.has(plan, person, unit)
        and (heard is None or readers.seat(unit) in heard)
    }


def _heard_units(letter: ChaseLetter, ladder: Collection[Step]) -> set[int] | None:
    """Units whose officer or head heard before, or where nobody was there to hear; None where no rung lies between."""
    if not {step.audience for step in ladder} & {Audience.OFFICER, Audience.HEAD}:
        return None
    rows = ChaseListing.objects.filter(plan=letter.plan, due_on=letter.due_on)
    return set(rows.values_list("unit_id", flat=True))


def _names(people: dict[int, int], day: date, tree: UnitTree) -> list[Name]:
    posts = posted_on(day).filter(person__in=people).order_by("starts_on", "-pk")
    positions = dict(posts.values_list("person_id", "position"))
    rows = list(Person.objects.filter(pk__in=people).order_by("sort_key", "pk"))
    rows.sort(key=lambda person: tree.units[people[person.pk]].sort_key)
    return [
        Name(person.full_name, positions.get(person.pk, ""), tree.units[people[person.pk]].full_name)
        for person in rows
    ]


def paper_of(letter: ChaseLetter, at: datetime) -> Letter:
    """Everything the DOCX needs."""
    annex = annex_of(letter, at)
    day = letter.signed_on or local_day(at)
    province = province_on(day)
    above, issuer = body_names(letter.issuer, province)
    spoken = letter.issuer.full_name
    if letter.issuer.is_office:
        above = above.replace("DÂN ", "DÂN\n", 1)
    else:
        unit = province if province and letter.issuer.level == province.level else letter.issuer
        above, issuer = "", f"ỦY BAN NHÂN DÂN\n{unit.full_name.upper()}"
        spoken = f"Ủy ban nhân dân {unit.full_name[:1].lower()}{unit.full_name[1:]}"
    return Letter(
        above=above, issuer=issuer, spoken=spoken, number=letter.number, subject=letter.subject,
        place=province.name if province else "", day=letter.signed_on, year=day.year,
        addressees=addressees(annex), body=filled(letter.body, annex), authority=letter.authority,
        signer_post=letter.signer_post, signer=letter.signer,
        recipients=[line for line in letter.recipients.splitlines() if line.strip()],
        annex_title=f"Danh sách cán bộ chưa hoàn thành đến hết ngày {format_day(annex.day)}", names=annex.names,
    )  # fmt: skip


def addressees(annex: Annex) -> list[str]:
    """By name while they are few."""
    return annex.units if 0 < len(annex.units) <= MANY else ["Các đơn vị có tên tại Phụ lục"]


def filled(body: str, annex: Annex) -> str:
    """The numbers of the annex in the places that the text leaves for them."""
    values = (format_number(len(annex.names)), format_number(len(annex.units)), format_day(annex.day))
    for mark, value in zip(NUMBERS, values, strict=True):
        body = body.replace(mark, value)
    return body
