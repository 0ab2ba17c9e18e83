"""Three thousand invented cadres whose postings go through the reforms as people's did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from lms.demo.calendar import REFORM
from lms.demo.names import Names, end_of, existed, title_in
from people.models import Person, Posting
from people.queries.tree import UnitTree

COUNT = 3000
LEARNER = "Nguyễn Thị Hồng Anh"
PILOT = "26461"  # xã Xuân Định


@dataclass(frozen=True, slots=True)
class Post:
    """One posting to be written."""

    unit: int
    title: str
    category: str
    starts_on: date
    ends_on: date | None


class Careers:
    """Invents where a person worked, following units through their successors."""

    def __init__(self, tree: UnitTree, names: Names, today: date) -> None:
        self.tree, self.names, self.random, self.today = tree, names, names.random, today
        now = tree.on(today)
        self.offices = [unit.id for unit in now if unit.is_office]
        self.communes = [unit.id for unit in now if unit.level == "xa" and not unit.is_office]
        self.weights = [self.random.triangular(0.5, 1.8, 1.0) for _unit in self.communes]

    def career(self, gender: str) -> list[Post]:
        """Postings in order; the last is open unless the person retired."""
        self.gender = gender
        self.held: dict[str, Any] | None = None
        dice = self.random.random()
        if dice < 0.08 and self.offices:
            return self._at(self.random.choice(self.offices), {"tinh"}, self._start())
        final = self.random.choices(self.communes, self.weights)[0]
        if dice < 0.20:
            return self._at(final, {"xa", "ap"}, REFORM + timedelta(days=self.random.randrange(1, 400)))
        if dice < 0.24:
            return self._from_district(final)
        return self._through_reforms(final)

    def _start(self) -> date:
        return date(2023, 8, 18) + timedelta(days=self.random.randrange(600))

    def _from_district(self, final: int) -> list[Post]:
        eve, start = REFORM - timedelta(days=1), self._start()
        before = self._earlier(final, eve)
        district = next((unit for unit in self.tree.ancestors(before, eve)), before)
        post = self.names.post({"huyen"}, start, self.gender)
        return [
            Post(district, post["title"], post["category"], start, REFORM),
            *self._at(final, {"xa"}, REFORM),
        ]

    def _through_reforms(self, final: int) -> list[Post]:
        start = self._start()
        unit: int | None = self._earlier(final, start)
        posts: list[Post] = []
        while unit is not None:
            until = self.tree.units[unit].valid_to
            posts.extend(self._at(unit, {"xa", "ap"}, start, until))  # the same post while it exists
            if until is None:
                break
            start, unit = until, self.tree.current(unit, until)
        return self._fate(posts)

    def _earlier(self, final: int, day: date) -> int:
        """A unit in force on `day` whose people ended up in `final`."""
        before = [unit for unit in sorted(self.tree.lineage(final)) if self.tree.units[unit].exists_on(day)]
        return self.random.choice(before or [final])

    def _at(self, unit: int, levels: set[str], start: date, until: date | None = None) -> list[Post]:
        """Posts held in one unit; a post that was abolished is followed by another."""
        posts = []
        here: date | None = start
        while here is not None and (until is None or here < until):
            post = (
                self.held
                if self.held and existed(self.held, here)
                else self.names.post(levels, here, self.gender)
            )
            self.held = post
            ends = [day for day in (end_of(post), until) if day and day <= self.today]
            end = min(ends, default=None)
            posts.append(
                Post(unit, title_in(post["title"], self.tree.units[unit].kind), post["category"], here, end)
            )
            here = end
        return posts

    def _fate(self, posts: list[Post]) -> list[Post]:
        """A few retire or move to another commune in the last year."""
        dice, last = self.random.random(), posts[-1]
        day = self.today - timedelta(days=self.random.randrange(20, 250))
        if dice > 0.06 or last.starts_on >= day:
            return posts
        closed = Post(last.unit, last.title, last.category, last.starts_on, day)
        moved = self._at(self.random.choice(self.communes), {"xa"}, day) if dice < 0.04 else []
        return [*posts[:-1], closed, *moved]


def invent(*, tree: UnitTree, at: datetime, today: date) -> Person:
    """Write all cadres and return the one whose story the demonstration tells."""
    random = Random(202)
    names = Names(random)
    careers = Careers(tree, names, today)
    people = [_heroine(at), *(_person(number, names, at) for number in range(1, COUNT))]
    Person.objects.bulk_create(people, batch_size=500)
    posts = [
        (people[0], _heroine_posts(tree)),
        *((person, careers.career(person.gender)) for person in people[1:]),
    ]
    Posting.objects.bulk_create(_rows(posts), batch_size=1000)
    return people[0]


def _person(number: int, names: Names, at: datetime) -> Person:
    name, gender = names.person()
    birth = date(1966, 1, 1) + timedelta(days=names.random.randrange(34 * 365))
    return Person(
        staff_code=f"DN{number:05d}",
        full_name=name,
        gender=gender,
        birth_on=birth,
        birth_year=birth.year,
        phone=f"0900{100000 + number}",
        email=f"canbo{number:05d}@vidu.example",
        created_at=at,
    ).set_keys()


def _heroine(at: datetime) -> Person:
    return Person(
        staff_code="DN00000", full_name=LEARNER, gender="nu", birth_on=date(1988, 3, 5), birth_year=1988,
        phone="0900100000", email="hong.anh@vidu.example", created_at=at,
    ).set_keys()  # fmt: skip


def _heroine_posts(tree: UnitTree) -> list[Post]:
    """Bảo Hòa's officer, since 1/7/2025 Xuân Định's: a pilot commune's own history."""
    by_code = {
        (unit.code, unit.valid_to): unit.id for unit in tree.units.values() if unit.code in {PILOT, "26464"}
    }
    old = next(unit for (code, end), unit in by_code.items() if code == "26464" and end == REFORM)
    new = next(unit for (code, end), unit in by_code.items() if code == PILOT and end is None)
    return [
        Post(old, "Công chức Văn hóa - Xã hội", "cong_chuc", date(2023, 8, 18), REFORM),
        Post(new, "Chuyên viên Phòng Văn hóa - Xã hội", "cong_chuc", REFORM, None),
    ]


def _rows(careers: list[tuple[Person, list[Post]]]) -> Iterator[Posting]:
    for person, posts in careers:
        for post in posts:
            yield Posting(
                person=person,
                unit_id=post.unit,
                position=post.title,
                category=post.category,
                starts_on=post.starts_on,
                ends_on=post.ends_on,
                source="demo",
            )
