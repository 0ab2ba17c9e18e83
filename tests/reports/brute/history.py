"""A history as plain lists: units with their fates, people with their posts, what they learnt and when we knew."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from random import Random

HERE = timezone(timedelta(hours=7))
FIRST = date(2025, 1, 1)
REFORMS = (30, 60)
LAST = 110


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass
class U:
    """A unit from `start` until before `end`; `above`: (parent, from day); `ways`: (to, day, principal, whole)."""

    key: int
    level: str
    code: str
    start: int = -9999
    end: int = 9999
    above: list[tuple[int, int]] = field(default_factory=list)
    ways: list[tuple[int, int, bool, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class P:
    """A post or a role: `kind` is the category or the role's code; `order` is the order of entry."""

    order: int
    unit: int
    kind: str
    start: int
    end: int | None


@dataclass(frozen=True)
class E:
    """A fact of one record in one course; `of` is the fact that a retraction takes back. Moments are unique."""

    order: int
    kind: str
    occurred: datetime
    recorded: datetime
    activity: int | None = None
    hours: int = 0
    of: int | None = None


@dataclass
class R:
    """One record of a person."""

    gender: str
    birth: date | None
    birth_year: int | None
    posts: list[P]
    roles: list[P]
    courses: dict[int, list[E]]


@dataclass(frozen=True)
class M:
    """The record `gone` was merged into `survivor`, and perhaps taken apart again."""

    survivor: int
    gone: int
    at: datetime
    undone: datetime | None


@dataclass
class History:
    units: list[U]
    people: list[R]
    merge: M | None


@dataclass(frozen=True)
class Asked:
    """A target with all that it may say."""

    root: int
    levels: tuple[str, ...]
    categories: tuple[str, ...]
    roles: tuple[str, ...]
    genders: tuple[str, ...]
    age_from: int | None
    age_to: int | None
    held: str
    held_on: int | None
    least_days: int
    only: tuple[int, ...]
    without: tuple[int, ...]
    goals: tuple[tuple[int, int], ...]
    courses: tuple[int, ...]
    programme: tuple[int, ...]
    what: str
    hours: int
    papers: bool
    starts: int
    due: int


def history(random: Random) -> History:
    units = _units(random)
    clock = _Clock(random)
    people = [_person(random, units, clock) for _n in range(random.randint(1, 5))]
    return History(units, people, _merge(random, len(people), clock))


def asked(random: Random, units: list[U]) -> Asked:
    def some(values: list[str], often: float = 0.4) -> tuple[str, ...]:
        return tuple(v for v in values if random.random() < 0.5) if random.random() < often else ()

    def named(often: float) -> tuple[int, ...]:
        if random.random() >= often:
            return ()
        return tuple(sorted({random.choice(units).key for _n in range(random.randint(1, 2))}))

    held = random.choice(["ngay", "ngay", "ky", "chot"])
    what = random.choice(["mot", "mot", "tat_ca", "gio"])
    courses = tuple(sorted(random.sample([0, 1], random.randint(0 if what == "gio" else 1, 2))))
    return Asked(
        root=random.choice([0, 0, 0, random.choice(units).key]),
        levels=some(["tinh", "huyen", "xa"]), categories=some(["a", "b"]), roles=some(["x", "y"], 0.25),
        genders=random.choice([(), (), ("nu",)]), age_from=random.choice([None, None, 30]),
        age_to=random.choice([None, None, None, 50]), held=held,
        held_on=random.randrange(0, 100) if held == "chot" else None, least_days=random.choice([0, 0, 20]),
        only=named(0.2), without=named(0.2), goals=tuple((unit, 10 * n + 50) for n, unit in enumerate(named(0.4))),
        courses=courses, programme=(0, 1) if what != "gio" and random.random() < 0.2 else (), what=what,
        hours=random.choice([4, 8]) if what == "gio" else 0, papers=random.random() < 0.7,
        starts=random.randrange(0, 40), due=random.randrange(60, 110),
    )  # fmt: skip


def _units(random: Random) -> list[U]:
    units = [
        U(0, "tinh", "P"),
        U(1, "huyen", "D1", above=[(0, -9999)]),
        U(2, "huyen", "D2", above=[(0, -9999)]),
    ]
    for n in range(random.randint(2, 4)):
        units.append(U(len(units), "xa", f"C{n}", above=[(random.choice([1, 2, 0]), -9999)]))
    for when in REFORMS:
        _reform(random, units, when)
    return units


def _reform(random: Random, units: list[U], when: int) -> None:
    standing = [unit for unit in units if unit.level == "xa" and unit.end > when]
    fates = {
        unit.key: random.choice(["stay", "stay", "merge", "rename", "split", "end", "move", "join"])
        for unit in standing
    }
    joined = [unit for unit in standing if fates[unit.key] in ("stay", "move")]
    for district in units[1:3]:
        if district.end > when and random.random() < 0.3:
            district.end = when
            for unit in standing:
                if unit.above[-1][0] == district.key:
                    unit.above.append((0, when))
    born: U | None = None
    for unit in standing:
        fate = fates[unit.key]
        if fate == "move":
            unit.above.append((0, when))
        elif fate == "end":
            unit.end = when
        elif fate == "join" and joined:
            unit.end = when
            unit.ways.append((joined[0].key, when, True, True))
        elif fate in ("merge", "rename", "split"):
            parent = unit.above[-1][0]
            if fate != "merge" or born is None:
                made = _born(units, unit.code if fate == "rename" else f"N{len(units)}", parent, when)
                born = made if fate == "merge" else born
            target = born if fate == "merge" and born else made
            unit.end = when
            unit.ways.append((target.key, when, True, fate != "split"))
            if fate == "split":
                unit.ways.append((_born(units, f"N{len(units)}", parent, when).key, when, False, False))


def _born(units: list[U], code: str, parent: int, when: int) -> U:
    unit = U(len(units), "xa", code, start=when, above=[(parent, when)])
    units.append(unit)
    return unit


class _Clock:
    """Every moment once, at both ends of local days: near midnight the day in UTC is another."""

    def __init__(self, random: Random) -> None:
        self.random, self.count = random, 0

    def on(self, number: int) -> datetime:
        self.count += 1
        hour = self.random.choice([0, 23])
        start = datetime(FIRST.year, FIRST.month, FIRST.day, hour, 10, tzinfo=HERE)
        return start + timedelta(days=number, seconds=self.count)


_ORDER = [0]


def _next() -> int:
    _ORDER[0] += 1
    return _ORDER[0]


def _person(random: Random, units: list[U], clock: _Clock) -> R:
    born = random.choice([None, None, 1960, 1980, 1995, 1996])
    exact = born is not None and random.random() < 0.5
    return R(
        random.choice(["", "nam", "nu", "nu"]),
        date(born, 2, random.randint(1, 28)) if exact and born else None,
        born if not exact else None,
        _spans(random, units, ["a", "b", ""], random.choice([0, 1, 1, 2, 3])),
        _spans(random, units, ["x", "y", "z"], random.choice([0, 0, 1, 2])),
        {course: _facts(random, clock) for course in (0, 1) if random.random() < 0.75},
    )


def _spans(random: Random, units: list[U], kinds: list[str], many: int) -> list[P]:
    found: dict[tuple[int, int], P] = {}
    for _n in range(many):
        unit = random.choice(units)
        start = max(random.choice([0, 0, 30, random.randrange(0, 108)]), unit.start)
        end = random.choice([None, None, start + random.randrange(0, 60)])
        found.setdefault((unit.key, start), P(_next(), unit.key, random.choice(kinds), start, end))
    return list(found.values())


def _day_of(fact: E) -> int:
    return (fact.recorded.astimezone(HERE).date() - FIRST).days


def _facts(random: Random, clock: _Clock) -> list[E]:
    facts: list[E] = []
    for _n in range(random.choice([0, 1, 1, 2, 3, 4])):
        kind = random.choice(["act", "act", "session", "recognised", "excused", "retracted"])
        when = random.randrange(0, 108)
        known = min(when + random.choice([0, 0, 0, 40]), LAST - 1)
        if kind == "retracted":
            before = [
                fact for fact in facts if _day_of(fact) < LAST
            ]  # nothing is taken back before it was said
            if not before:
                continue
            of = random.choice(before)
            at = clock.on(max(when, _day_of(of) + 1))
            facts.append(E(_next(), kind, at, at, of=of.order))
            continue
        occurred = clock.on(when)
        recorded = occurred if known == when else clock.on(known)
        activity = (
            random.choice([0, 1])
            if kind == "act"
            else random.choice([None, None, 0])
            if kind == "session"
            else None
        )
        facts.append(
            E(
                _next(),
                kind,
                occurred,
                recorded,
                activity,
                random.choice([0, 4, 8]) if kind == "session" else 0,
            )
        )
    return facts


def _merge(random: Random, people: int, clock: _Clock) -> M | None:
    if people < 2 or random.random() < 0.5:
        return None
    survivor, gone = random.sample(range(people), 2)
    when = random.randrange(20, 90)
    at = clock.on(when)
    undone = clock.on(when + random.randrange(1, 15)) if random.random() < 0.4 else None
    return M(survivor, gone, at, undone)


def without_merge(told: History) -> History:
    return replace(told, merge=None)
