"""W3: a player's report of watched seconds, beside session + upsert and a bare UPDATE; and a web killed meanwhile."""

import threading
import time
import uuid
from collections.abc import Iterator

from benchmarks.harness.bench import BARE, SIGNED_IN, Bench
from benchmarks.harness.compare import alternate
from benchmarks.harness.http import Connection, get, post_json, unpacked
from benchmarks.harness.load import CLIENTS
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.inside.survey import TOKEN

REPORTS = 640
STEP = 0.02  # seconds of film a report adds: the server's clock allows no more at this rate
RENEWED = 30  # one report in thirty goes the long way: a pass lasts five minutes, and a player reports every ten seconds
PAGES_LAST = 150.0
KILLED_REPORTS, KILLS = 320, 2


def measure(bench: Bench) -> Iterator[Row]:
    reports = Reports(bench)
    product, control, bare = bench.product, bench.server(SIGNED_IN), bench.server(BARE)
    compared = alternate(
        lambda: product.measure(reports.next(REPORTS)), lambda: control.measure(reports.upserts(REPORTS))
    )
    yield compared.cpu_row("heartbeat", Goal("≤", 1.0, "ratio"), "Django + session + one upsert")
    yield compared.rate_row("heartbeats", goal=Goal("≥", 2.0, "ratio"))
    yield compared.p95_row("heartbeat, p95")
    beside = alternate(
        lambda: product.measure(reports.next(REPORTS)), lambda: bare.measure(reports.updates(REPORTS))
    )
    yield beside.rate_row("heartbeats beside bare UPDATEs", goal=Goal("≥", 0.6, "ratio"))
    yield beside.cpu_row("heartbeat beside a bare UPDATE", None, "Django view with one UPDATE of one row")
    lost, doubled = _killed(bench, reports)
    note = f"kill -9 of the web {KILLS} times among {KILLED_REPORTS} reports; each sent until acknowledged"
    yield row("heartbeats lost when the web is killed", lost, "reports", Goal("≤", 0), note=note)
    yield row("heartbeats doubled when the web is killed", doubled, "reports", Goal("≤", 0), note=note)


class Reports:
    """The next report of each of the 64 learners in turn: new seconds, a new uuid, the pass of their page."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.sessions = bench.survey["sessions"]
        self.activity = bench.survey["activity"]
        self.sent = 0
        self._passes: list[str] = []
        self._opened = 0.0

    def next(self, number: int) -> list[bytes]:
        if time.monotonic() - self._opened > PAGES_LAST:
            self._passes = [self._open(session) for session in self.sessions]
            self._opened = time.monotonic()
        return [self._report() for _ in range(number)]

    def upserts(self, number: int) -> list[bytes]:
        return [
            post_json(
                "/beat/", {"activity": self.activity, "seconds": 10.0 + n, "position": 1.0}, self._session(n)
            )
            for n in range(number)
        ]

    def updates(self, number: int) -> list[bytes]:
        """The rows that the upserts made."""
        return [post_json(f"/row/{1 + n % len(self.sessions)}/", {}) for n in range(number)]

    def _open(self, session: str) -> str:
        page = unpacked(self.bench.product.ask(get(self.bench.survey["pages"]["lesson"], session))).decode()
        return page.partition('data-pass="')[2].partition('"')[0]

    def _report(self) -> bytes:
        start = STEP * (self.sent // len(self.sessions))
        told = {
            "uuid": str(uuid.uuid4()),
            "spans": [[round(start, 2), round(start + STEP, 2)]],
            "position": round(start + STEP, 2),
            "rate": 1,
            "seq": self.sent,
            "at": "2026-11-26T08:00:00+07:00",
        }
        number = self.sent % len(self.sessions)
        watch_pass = self._passes[number] if self.sent % RENEWED else ""
        request = post_json(
            f"/hoc/{self.activity}/da-xem/", {"reports": [told]}, self._session(number), TOKEN, watch_pass
        )
        self.sent += 1
        return request

    def _session(self, number: int) -> str:
        return str(self.sessions[number % len(self.sessions)])


def _killed(bench: Bench, reports: Reports) -> tuple[int, int]:
    """Reports sent again until acknowledged, as player.js does, while the web dies and comes back."""
    before = _stored(bench)
    pending = reports.next(KILLED_REPORTS)
    pauses = KILLED_REPORTS // (KILLS + 1)
    done: list[int] = []
    threads = [
        threading.Thread(target=_client, args=(bench.product.port, pending, done)) for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for number in range(1, KILLS + 1):
        while len(done) < number * pauses:
            time.sleep(0.005)
        bench.product.kill()
        bench.product.start()
    for thread in threads:
        thread.join()
    added = [after - earlier for after, earlier in zip(_stored(bench), before, strict=True)]
    kept, counted = added[0], round(added[1] / STEP)
    lost = KILLED_REPORTS - min(kept, counted)
    return max(0, lost), max(0, max(kept, counted) - KILLED_REPORTS)


def _client(port: int, pending: list[bytes], done: list[int]) -> None:
    connection = Connection(port, timeout=10)
    while pending:
        try:
            request = pending.pop(0)
        except IndexError:
            break
        while not _acknowledged(connection, request):
            time.sleep(0.05)
        done.append(1)


def _acknowledged(connection: Connection, request: bytes) -> bool:
    try:
        return connection.ask(request).status == 200
    except OSError:
        return False


def _stored(bench: Bench) -> tuple[int, float]:
    """Reports kept as accepted, and seconds in the unions."""
    database = bench.installation.database
    activity = (
        bench.survey["activity"].replace("-", "")
        if not bench.installation.production
        else bench.survey["activity"]
    )
    chosen = f"activity_id = (SELECT id FROM courses_activity WHERE uuid = '{activity}')"
    ((reports,),) = database.rows(f"SELECT count(*) FROM courses_spanreport WHERE accepted AND {chosen}")
    ((seconds,),) = database.rows(
        f"SELECT coalesce(sum(seconds), 0) FROM courses_watchedspans WHERE {chosen}"
    )
    return reports, seconds
