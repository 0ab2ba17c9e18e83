"""The recount: every person, every unit, every fact looked at one by one. Slow, obvious, and nobody else's code."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.reports.brute.history import FIRST, HERE, Asked, E, History, P, R, U, day


@dataclass(frozen=True)
class Found:
    """Where a person is shown and how they stand."""

    unit: int
    standing: str
    done: date | None
    reason: str


class Recount:
    """One target on one day, as known at a cutoff (or at `now`), on one frame's map."""

    def __init__(
        self, told: History, asked: Asked, as_of: int, now: datetime, cutoff: datetime | None, frame: str
    ):
        self.units, self.asked, self.as_of, self.frame = told.units, asked, as_of, frame
        self.cutoff = cutoff
        self.today = ((cutoff or now).astimezone(HERE).date() - FIRST).days
        self.people = self._whole_people(told)

    # people as records were joined at the cutoff

    def _whole_people(self, told: History) -> dict[int, list[R]]:
        found = {number: [person] for number, person in enumerate(told.people)}
        merge = told.merge
        if merge is None:
            return found
        until = self.cutoff
        merged = (
            merge.undone is None
            if until is None
            else merge.at <= until and (merge.undone is None or merge.undone > until)
        )
        if merged:
            found[merge.survivor] = [told.people[merge.survivor], told.people[merge.gone]]
            del found[merge.gone]
        return found

    @staticmethod
    def _held_once(lists: list[list[P]], by_kind: bool) -> list[P]:
        """Of two records' posts in one unit from one day the one that lasts longer stands."""
        kept: dict[tuple[int, int, str], P] = {}
        for rows in lists:
            for row in rows:
                key = (row.unit, row.start, row.kind if by_kind else "")
                other = kept.get(key)
                if other is None or _end(row) > _end(other):
                    kept[key] = row
        return list(kept.values())

    # the map

    def alive(self, unit: int, when: int) -> bool:
        return self.units[unit].start <= when < self.units[unit].end

    def successor(self, unit: int, when: int) -> int | None:
        for to, since, principal, _whole in self.units[unit].ways:
            if principal and since <= when:
                return to
        return None

    def became(self, unit: int, when: int) -> int | None:
        while not self.alive(unit, when):
            following = self.successor(unit, when)
            if following is None:
                return None
            unit = following
        return unit

    def parent(self, unit: int, when: int) -> int | None:
        found = None
        for above, since in self.units[unit].above:
            if since <= when:
                found = above
        return found

    def place(self, unit: int, when: int) -> int | None:
        """Follow the unit; at a dead end go one up, as it was on the last day there."""
        while not self.alive(unit, when):
            following = self.successor(unit, when)
            if following is None and self.units[unit].end <= when:
                following = self.parent(unit, self.units[unit].end - 1)
            if following is None:
                return None
            unit = following
        return unit

    def upwards(self, unit: int, when: int) -> list[int]:
        chain = [unit]
        while (above := self.parent(chain[-1], when)) is not None:
            chain.append(above)
        return chain

    def shown_upwards(self, unit: int) -> list[int]:
        """Above a unit of the past stands what was above it on its last day."""
        when = self.as_of if self.frame == "day" else self.today
        chain = [unit]
        while True:
            here = chain[-1]
            if self.units[here].start > when:
                return chain
            above = self.parent(here, min(when, self.units[here].end - 1))
            if above is None:
                return chain
            chain.append(above)

    def lies_under(self, unit: int, top: int, when: int) -> bool:
        there = self.became(top, when)
        if there is None:
            twins = [
                u.key
                for u in self.units
                if u.code == self.units[top].code and u.level == self.units[top].level
            ]
            tops = [twin for twin in twins if self.alive(twin, when)]
        else:
            tops = [there]
        return any(one in self.upwards(unit, when) for one in tops)

    def handed_on(self, unit: int, named: list[int]) -> bool:
        """Named itself, or put together on its first day of nothing but such units."""
        if unit in named:
            return True
        start = self.units[unit].start
        parts = [
            u.key
            for u in self.units
            for to, since, _p, whole in u.ways
            if to == unit and since == start and whole
        ]
        return bool(parts) and all(self.handed_on(part, named) for part in parts)

    def on_the_ground(self, unit: int) -> bool:
        asked, when = self.asked, self.as_of
        if not self.lies_under(unit, asked.root, when):
            return False
        if asked.only and not any(self.lies_under(unit, one, when) for one in asked.only):
            return False
        return not any(self.handed_on(above, list(asked.without)) for above in self.upwards(unit, when))

    # who counts

    def first_and_last(self) -> tuple[int, int]:
        if self.asked.held == "ky":
            return self.asked.starts, min(self.as_of, self.asked.due)
        if self.asked.held == "chot" and self.asked.held_on is not None:
            return min(self.asked.held_on, self.as_of), min(self.asked.held_on, self.as_of)
        return self.as_of, self.as_of

    def in_time(self, post: P) -> bool:
        first, last = self.first_and_last()
        return any(_held(post, when) for when in range(first, last + 1))

    def fits(self, post: P) -> bool:
        unit = self.place(post.unit, self.as_of)
        if unit is None or not self.on_the_ground(unit):
            return False
        if self.asked.levels and self.units[unit].level not in self.asked.levels:
            return False
        return not self.asked.categories or post.kind in self.asked.categories

    def find(self, records: list[R]) -> Found | None:
        posts = self._held_once([record.posts for record in records], by_kind=False)
        roles = [
            r
            for r in self._held_once([record.roles for record in records], by_kind=True)
            if r.kind in self.asked.roles
        ]
        if self.asked.roles:
            if not any(self.in_time(role) for role in roles):
                return None
            if not any(self.in_time(post) for post in posts):
                posts = [P(r.order, r.unit, "", r.start, r.end) for r in roles]
        fitting = [post for post in posts if self.fits(post)]
        if not any(self.in_time(post) for post in fitting):
            return None
        served = [n for n in range(-10, self.as_of + 1) if any(_held(post, n) for post in fitting)]
        if len(served) < self.asked.least_days:
            return None
        good = [post for post in fitting if self.in_time(post)]
        still = [post for post in good if _held(post, self.as_of)] or good
        newest = [post for post in still if post.start == max(other.start for other in still)]
        post = min(newest, key=lambda one: one.order)
        return self.stands(records, posts, post)

    def stands(self, records: list[R], posts: list[P], post: P) -> Found | None:
        unknown = self.unknown(records[0])
        if unknown == "no":
            return None
        done = self.completed(records)
        if done is not None and done > day(self.as_of):
            done = None
        unit = self.shown(posts, post, done)
        if unknown:
            return Found(unit, "excluded", None, unknown)
        if done:
            return Found(unit, "completed", done, "")
        reason = self.excuse(records)
        if reason is not None:
            return Found(unit, "excluded", None, reason)
        return Found(unit, "missing", None, "")

    def unknown(self, person: R) -> str:
        """ "no": does not belong; other words: nobody knows; nothing: belongs."""
        asked, today = self.asked, day(self.as_of)
        age = None
        if person.birth:
            age = today.year - person.birth.year
            if today < person.birth.replace(year=today.year):
                age -= 1
        elif person.birth_year:
            age = today.year - person.birth_year
        if asked.genders and person.gender and person.gender not in asked.genders:
            return "no"
        if age is not None and asked.age_from is not None and age < asked.age_from:
            return "no"
        if age is not None and asked.age_to is not None and age > asked.age_to:
            return "no"
        if asked.genders and not person.gender:
            return "Danh sách chưa ghi giới tính"
        if age is None and (asked.age_from is not None or asked.age_to is not None):
            return "Danh sách chưa ghi năm sinh"
        return ""

    def shown(self, posts: list[P], post: P, done: date | None) -> int:
        when = self.as_of if self.frame in ("day", "then") else self.today
        if done and self.frame == "then":
            when = (done - FIRST).days
            held = [other for other in posts if _held(other, when)]
            if held and not _held(post, when):
                newest = [other for other in held if other.start == max(one.start for one in held)]
                post = min(newest, key=lambda one: one.order)
        place = self.place(post.unit, when)
        return post.unit if place is None else place

    # what counts

    def known(self, facts: list[E]) -> list[E]:
        """What we had heard by the cutoff and nobody has taken back, in the order in which it happened."""
        heard = [fact for fact in facts if self.cutoff is None or fact.recorded <= self.cutoff]

        def taken_back(fact: E) -> bool:
            return any(other.of == fact.order and not taken_back(other) for other in heard)

        left = [fact for fact in heard if fact.kind != "retracted" and not taken_back(fact)]
        if not self.asked.papers:
            left = [fact for fact in left if fact.kind != "recognised"]
        return sorted(left, key=lambda fact: fact.occurred)

    def course_of(self, facts: list[E]) -> tuple[date | None, tuple[date, str] | None]:
        """The day of completion, and the excuse if one came before it."""
        learnt: set[int] = set()
        excuse = None
        for fact in self.known(facts):
            when = fact.occurred.astimezone(HERE).date()
            if fact.kind == "excused":
                excuse = excuse or (when, f"vì {fact.order}")
            elif fact.activity is not None:
                learnt.add(fact.activity)
            if learnt == {0, 1} or (fact.kind in ("session", "recognised") and fact.activity is None):
                return when, excuse
        return None, excuse

    def courses_asked(self) -> set[int]:
        return set(self.asked.courses) | set(self.asked.programme)

    def done_in(self, records: list[R], course: int) -> date | None:
        days = [self.course_of(record.courses[course])[0] for record in records if course in record.courses]
        return min((when for when in days if when), default=None)

    def completed(self, records: list[R]) -> date | None:
        if self.asked.what == "gio":
            return self.enough_hours(records)
        done = {course: self.done_in(records, course) for course in (0, 1)}
        if self.asked.what == "tat_ca":
            return _all([done[course] for course in self.courses_asked()])
        ways = [done[course] for course in self.asked.courses]
        if self.asked.programme:
            ways.append(_all([done[course] for course in self.asked.programme]))
        return min((way for way in ways if way), default=None)

    def enough_hours(self, records: list[R]) -> date | None:
        attended = [
            (fact.occurred.astimezone(HERE).date(), fact.hours)
            for record in records
            for course, facts in record.courses.items()
            if not self.courses_asked() or course in self.courses_asked()
            for fact in self.known(facts)
            if fact.kind == "session" and fact.occurred.astimezone(HERE).date() >= day(self.asked.starts)
        ]
        for when in sorted({when for when, _hours in attended}):
            if sum(hours for other, hours in attended if other <= when) >= self.asked.hours:
                return when
        return None

    def excuse(self, records: list[R]) -> str | None:
        found = []
        for course in self.courses_asked():
            done = self.done_in(records, course)
            own = [
                self.course_of(record.courses[course])[1] for record in records if course in record.courses
            ]
            first = min((one for one in own if one), default=None)
            if first and first[0] <= day(self.as_of) and not (done and done <= day(self.as_of)):
                found.append(first)
        return min(found)[1] if found else None

    # the answer

    def members(self, within: set[int] | None = None) -> dict[int, Found]:
        found = {number: self.find(records) for number, records in self.people.items()}
        return {number: one for number, one in found.items() if one}

    def cells(self) -> dict[int, tuple[int, int, int]]:
        """(numerator, denominator, excluded) of every unit that has anybody, with all below it."""
        found: dict[int, tuple[int, int, int]] = {}
        everybody = list(self.members().values())
        for unit in range(len(self.units)):
            inside = [one for one in everybody if unit in self.shown_upwards(one.unit)]
            if inside:
                found[unit] = count(inside)
        return found

    def goal(self, unit: int) -> Fraction:
        when = self.as_of if self.frame == "day" else self.today
        goals = dict(self.asked.goals)
        for here in self.shown_upwards(unit):
            if here in goals:
                return Fraction(goals[here])
            if self.alive(here, when) and self.handed_on(here, list(goals)):
                return Fraction(min(goals[one] for one in self.sources(here, goals)))
        return Fraction(100)

    def sources(self, unit: int, goals: dict[int, int]) -> list[int]:
        if unit in goals:
            return [unit]
        start = self.units[unit].start
        parts = [
            u.key
            for u in self.units
            for to, since, _p, whole in u.ways
            if to == unit and since == start and whole
        ]
        return [one for part in parts for one in self.sources(part, goals)]


def count(people: list[Found]) -> tuple[int, int, int]:
    done = sum(one.standing == "completed" for one in people)
    out = sum(one.standing == "excluded" for one in people)
    return done, len(people) - out, out


def _all(days: list[date | None]) -> date | None:
    known = [when for when in days if when]
    return max(known) if days and len(known) == len(days) else None


def _end(post: P) -> int:
    return 99999 if post.end is None else post.end


def _held(post: P, when: int) -> bool:
    return post.start <= when < _end(post)


def end_of(number: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, 23, 59, tzinfo=HERE) + timedelta(days=number)


__all__ = ["Found", "Recount", "U", "count", "end_of"]
