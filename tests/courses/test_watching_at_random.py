"""Whatever order reports come in, twice or late or never answered: what was played counts, once, and no more."""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.reckoning import Refusal, Tally, reckon
from courses.spans import GRACE, TOP_RATE, Allowance, Span, length, union
from courses.wire import Played

FILM = 300.0
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)


@dataclass
class Office:
    """The server: one learner's union of one film, on the server's clock."""

    now: float = 0.0
    reported: float = 0.0
    credit: float = 0.0
    spans: list[Span] = field(default_factory=list)
    known: set[UUID] = field(default_factory=set)

    def take(self, batch: list[Played]) -> Tally:
        allowance = Allowance(self.now - self.reported, self.now, self.credit, length(self.spans))
        tally = reckon(Tally(self.spans, FILM, 0.0, allowance), batch, self.known)
        if tally.changed:
            self.spans, self.credit, self.reported = tally.spans, tally.allowance.left, self.now
            self.known |= {report.uuid for report in tally.accepted}
        return tally


@dataclass
class Device:
    """A player that plays in real time and keeps what it has no answer for."""

    office: Office
    at: float
    rate: float = 1.0
    queue: list[Played] = field(default_factory=list)

    def play(self, seconds: float) -> Span:
        end = min(FILM, self.at + seconds * self.rate)
        span, self.at = (self.at, end), end if end < FILM else 0.0
        self.queue.append(Played(uuid4(), [span] if span[1] > span[0] else [], rate=self.rate))
        return span

    def send(self, *, answered: bool = True, backwards: bool = False) -> None:
        batch = self.queue[::-1] if backwards else list(self.queue)
        tally = self.office.take(batch)
        if answered:
            waiting = {one.report.uuid for one in tally.refused if one.reason is Refusal.TOO_MUCH}
            self.queue = [report for report in self.queue if report.uuid in waiting]
        self.queue = [replace(report, kept=True) for report in self.queue]


steps = st.lists(
    st.tuples(
        st.sampled_from(["play", "wait", "send", "lost", "backwards", "again"]),
        st.integers(0, 1),
        st.floats(0.5, 40, allow_nan=False),
    ),
    max_size=25,
)


@patient
@given(steps, st.sampled_from([1.0, 1.5, 2.0]))
def test_two_devices_with_lines_that_break_count_exactly_what_was_played(
    history: list[tuple[str, int, float]], rate: float
) -> None:
    office = Office()
    devices = [Device(office, 0.0), Device(office, 120.0, rate)]
    played: list[Span] = []
    sent: list[Played] = []
    for what, number, seconds in history:
        device, before = devices[number], length(office.spans)
        if what in ("play", "wait"):
            office.now += seconds
        if what == "play":
            played.append(device.play(seconds))
        elif what == "again":
            office.take(sent)
        elif what != "wait":
            sent += device.queue
            device.send(answered=what != "lost", backwards=what == "backwards")
        assert length(office.spans) >= before - 1e-6
        assert length(office.spans) <= TOP_RATE * office.now + GRACE + 1e-6
        assert length(union(office.spans, played)) <= length(union(played)) + 1e-6
    for _ in range(40):  # the line is back; what must wait waits
        for device in devices:
            device.send()
        office.now += 30
    assert not any(device.queue for device in devices)
    assert abs(length(office.spans) - length(union(played))) < 0.1 * (len(played) + 1)


reports = st.lists(
    st.tuples(
        st.floats(0, 60, allow_nan=False),
        st.lists(st.tuples(st.floats(0, FILM), st.floats(0, FILM)).map(sorted).map(tuple), max_size=4),
        st.sampled_from([0.5, 1.0, 2.0, 16.0]),
        st.booleans(),
        st.integers(0, 5),
    ),
    max_size=20,
)


@patient
@given(reports)
def test_no_invention_counts_more_film_than_time_has_passed(
    lies: list[tuple[float, list[Span], float, bool, int]],
) -> None:
    office = Office()
    for pause, spans, rate, kept, name in lies:
        office.now += pause
        before = length(office.spans)
        office.take([Played(UUID(int=name), spans, rate=rate, kept=kept)])
        assert before - 1e-6 <= length(office.spans) <= TOP_RATE * office.now + GRACE + 1e-6


@patient
@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=6))
def test_one_hour_without_a_line_counts_in_any_order_and_however_often(
    order: list[int], again: list[int]
) -> None:
    office = Office(now=FILM)
    pieces = [Played(uuid4(), [(50.0 * n, 50.0 * n + 50)], rate=1, kept=True) for n in range(6)]
    for number in [*order, *again]:
        office.take([pieces[number]])
    assert office.spans == [(0, FILM)]
    assert office.known == {piece.uuid for piece in pieces}
