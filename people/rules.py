"""How likely two records are one person: arithmetic on what both say, no database in sight."""

from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

LIKELY, POSSIBLE = 80, 60  # below it a pair is not worth a clerk's minute
_SIMILAR = 0.85


class Reason(StrEnum):
    """Why a pair is shown; people.duplicate_words says each."""

    SAME_NAME = "same_name"
    NAME_BUT_ACCENTS = "name_but_accents"
    SIMILAR_NAME = "similar_name"
    SAME_BIRTHDAY = "same_birthday"
    DAY_AND_MONTH_SWAPPED = "day_and_month_swapped"
    SAME_YEAR_ONE_WITHOUT_DAY = "same_year_one_without_day"
    ONE_WITHOUT_BIRTH = "one_without_birth"
    OTHER_BIRTH = "other_birth"
    SAME_PHONE = "same_phone"
    SAME_UNIT = "same_unit"
    OTHER_UNIT = "other_unit"
    OTHER_GENDER = "other_gender"
    CCCD_AND_CMND = "cccd_and_cmnd"


POINTS = {
    Reason.SAME_NAME: 40,
    Reason.NAME_BUT_ACCENTS: 30,
    Reason.SIMILAR_NAME: 20,
    Reason.SAME_BIRTHDAY: 45,
    Reason.DAY_AND_MONTH_SWAPPED: 25,
    Reason.SAME_YEAR_ONE_WITHOUT_DAY: 20,
    Reason.ONE_WITHOUT_BIRTH: 5,
    Reason.OTHER_BIRTH: -40,
    Reason.SAME_PHONE: 40,
    Reason.SAME_UNIT: 15,
    Reason.OTHER_UNIT: -5,
    Reason.OTHER_GENDER: -20,
    Reason.CCCD_AND_CMND: 0,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What one record says, as far as it tells people apart."""

    name_key: str
    name_folded: str
    birth_on: date | None = None
    birth_year: int | None = None
    phone: str = ""
    gender: str = ""
    id_hash: str = ""
    id_kind: str = ""
    units: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The sum and what it is made of; 0 for two different people."""

    score: int
    reasons: tuple[Reason, ...] = ()


def likeness(one: Known, other: Known) -> Likeness:
    """Two different CCCD (or two CMND) are two people, however alike the rest; so is a wholly different name."""
    name = _name(one, other)
    if name is None or (one.id_hash and other.id_hash and one.id_kind == other.id_kind):
        return Likeness(0)
    reasons = [name, _birth(one, other)]
    if one.phone and one.phone == other.phone:
        reasons.append(Reason.SAME_PHONE)
    if one.units and other.units:
        reasons.append(Reason.SAME_UNIT if one.units & other.units else Reason.OTHER_UNIT)
    if one.gender and other.gender and one.gender != other.gender:
        reasons.append(Reason.OTHER_GENDER)
    if one.id_hash and other.id_hash:
        reasons.append(Reason.CCCD_AND_CMND)
    return Likeness(max(sum(POINTS[reason] for reason in reasons), 0), tuple(reasons))


def _name(one: Known, other: Known) -> Reason | None:
    if one.name_key == other.name_key:
        return Reason.SAME_NAME
    if one.name_folded == other.name_folded:
        return Reason.NAME_BUT_ACCENTS
    mine, theirs = one.name_folded.split(), other.name_folded.split()
    if not mine or not theirs or mine[-1] != theirs[-1]:  # another given name is another person
        return None
    close = SequenceMatcher(None, one.name_folded, other.name_folded).ratio() >= _SIMILAR
    shortened = mine[0] == theirs[0] and (set(mine) <= set(theirs) or set(theirs) <= set(mine))
    return Reason.SIMILAR_NAME if close or shortened else None


def _birth(one: Known, other: Known) -> Reason:
    mine, theirs = one.birth_on, other.birth_on
    years = one.birth_year or (mine and mine.year), other.birth_year or (theirs and theirs.year)
    if not all(years):
        return Reason.ONE_WITHOUT_BIRTH
    if years[0] != years[1]:
        return Reason.OTHER_BIRTH
    if mine and theirs:
        swapped = (mine.day, mine.month) == (theirs.month, theirs.day)
        equal = Reason.SAME_BIRTHDAY if mine == theirs else None
        return equal or (Reason.DAY_AND_MONTH_SWAPPED if swapped else Reason.OTHER_BIRTH)
    return Reason.SAME_YEAR_ONE_WITHOUT_DAY
