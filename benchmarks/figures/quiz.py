"""W4: whole attempts, a thousand starts in ten seconds, five hundred at once, and saving one answer."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from benchmarks.harness import cpu
from benchmarks.harness.bench import BARE, Bench
from benchmarks.harness.compare import alternate
from benchmarks.harness.http import Answer, Connection, get, post_form, post_json, unpacked
from benchmarks.harness.load import CLIENTS, WrongAnswerError
from benchmarks.harness.rows import Goal, Row, row
from benchmarks.harness.servers import Server
from benchmarks.inside.survey import TOKEN

SHORT, LONG = 10, 30
WARMING, WHOLE, CROWD, ARRIVING, AT_ONCE = 8, 64, 1_000, 10.0, 500
SAVED = 640
QUESTION = re.compile(r'data-question="([0-9a-f-]{36})"')
OPTION = re.compile(r'name="([0-9a-f-]{36})" value="([0-9a-f-]{36})"')


def measure(bench: Bench) -> Iterator[Row]:
    yield _whole(bench, Papers(bench, WARMING + WHOLE, SHORT))
    yield from _arriving(bench, Papers(bench, CROWD, LONG), "1,000 starts within 10 s", ARRIVING)
    yield from _arriving(bench, Papers(bench, AT_ONCE, LONG), "500 starts at once", 0.0)
    yield from _saving(bench, Papers(bench, CLIENTS * 8, SHORT))


class Papers:
    """Learners with a session each and one test before them."""

    def __init__(self, bench: Bench, learners: int, questions: int) -> None:
        told = bench.installation.ask("benchmarks.inside.quiz", str(learners), str(questions))
        self.sessions: list[str] = told["sessions"]
        self.activity: str = told["activity"]
        self.questions = questions
        self.server: Server = bench.product
        self.passes: dict[int, str] = {}

    def start(self, connection: Connection, learner: int) -> str:
        """The address of the paper."""
        answer = connection.ask(
            post_form(f"/kiem-tra/{self.activity}/bat-dau/", {}, self.sessions[learner], TOKEN)
        )
        return _seen(answer, 302).head.partition(b"ocation: ")[2].partition(b"\r\n")[0].decode()

    def paper(self, connection: Connection, learner: int, address: str) -> dict[str, str]:
        """An option of each question shown."""
        page = unpacked(_seen(connection.ask(get(address, self.sessions[learner])), 200)).decode()
        self.passes[learner] = page.partition('data-pass="')[2].partition('"')[0]
        return dict(OPTION.findall(page))

    def answer(self, learner: int, address: str, place: int, question: str, option: str) -> bytes:
        """As the page's script sends it: with the pass of the paper."""
        return post_json(
            f"{address}tra-loi/", {"question": question, "place": place, "fields": {question: [option]}},
            self.sessions[learner], TOKEN, paper_pass=self.passes[learner],
        )  # fmt: skip

    def whole(self, connection: Connection, learner: int) -> None:
        """Introduction, start, every answer as it is given, submission, result."""
        session = self.sessions[learner]
        _seen(connection.ask(get(f"/kiem-tra/{self.activity}/", session)), 200)
        address = self.start(connection, learner)
        chosen = self.paper(connection, learner, address)
        for place, (question, option) in enumerate(chosen.items()):
            _seen(connection.ask(self.answer(learner, address, place, question, option)), 200)
        _seen(connection.ask(post_form(address, {"de": "1", "chac-chan": "1"} | chosen, session, TOKEN)), 302)
        _seen(connection.ask(get(address, session)), 200)


def _whole(bench: Bench, papers: Papers) -> Row:
    """The first paper of a fresh process reads every template: 1.2 s, once a day and not once a learner."""
    _each(WARMING, CLIENTS, papers.whole, papers.server.port)
    before = cpu.seconds(papers.server.pids())
    _each(WHOLE, CLIENTS, lambda connection, n: papers.whole(connection, WARMING + n), papers.server.port)
    spent = 1000 * (cpu.seconds(papers.server.pids()) - before) / WHOLE
    return row(
        "attempt of ten questions, every answer saved", spent, "CPU ms", Goal("≤", 40),
        note=f"from introduction to result; {WHOLE} learners, {CLIENTS} at a time, after {WARMING} others",
    )  # fmt: skip


def _arriving(bench: Bench, papers: Papers, name: str, within: float) -> Iterator[Row]:
    """Each learner starts, is shown the paper, gives the first answer; waiting for a free client counts."""
    learners = len(papers.sessions)
    started, shown = [0.0] * learners, [0.0] * learners
    begun = time.perf_counter()

    def learner_comes(connection: Connection, learner: int) -> None:
        due = begun + within * learner / learners
        time.sleep(max(0.0, due - time.perf_counter()))
        address = papers.start(connection, learner)
        started[learner] = time.perf_counter() - due
        chosen = papers.paper(connection, learner, address)
        shown[learner] = time.perf_counter() - due
        question, option = next(iter(chosen.items()))
        _seen(connection.ask(papers.answer(learner, address, 0, question, option)), 200)

    _each(learners, min(learners, 500), learner_comes, papers.server.port)
    yield row(f"{name}, p95 to the attempt", _p95(started), "s", Goal("≤", 2))
    yield row(f"{name}, p95 to the paper on screen", _p95(shown), "s", note="start and page, two requests")
    attempts, short, answers = _kept(bench, papers)
    yield row(f"{name}, attempts missing or short", learners - attempts + short, "attempts", Goal("≤", 0))
    yield row(f"{name}, answers lost", learners - answers, "answers", Goal("≤", 0))


def _kept(bench: Bench, papers: Papers) -> tuple[int, int, int]:
    found = bench.installation.ask("benchmarks.inside.quiz_kept", papers.activity, str(len(papers.sessions)))
    short = sum(length != papers.questions for length in found["lengths"])
    return len(found["lengths"]), short, found["answers"]


def _saving(bench: Bench, papers: Papers) -> Iterator[Row]:
    connection = Connection(papers.server.port)
    asked: list[bytes] = []
    for learner in range(len(papers.sessions)):
        address = papers.start(connection, learner)
        chosen = papers.paper(connection, learner, address)
        asked += [papers.answer(learner, address, place, *one) for place, one in enumerate(chosen.items())]
    connection.close()
    bare = bench.server(BARE)
    updates = [post_json(f"/row/{1 + n % len(papers.sessions)}/", {}) for n in range(SAVED)]
    compared = alternate(lambda: papers.server.measure(asked[:SAVED]), lambda: bare.measure(updates))
    yield compared.rate_row("answers saved beside bare UPDATEs", goal=Goal("≥", 0.5, "ratio"))
    yield compared.cpu_row("answer saved", None, "Django view with one UPDATE of one row")


def _each(number: int, clients: int, visit: Callable[[Connection, int], None], port: int) -> None:
    """Every learner once, by so many clients; the first failure is the run's."""
    numbers, wrong = count(), list[Exception]()

    def client() -> None:
        connection = Connection(port)
        while not wrong and (learner := next(numbers)) < number:
            try:
                visit(connection, learner)
            except Exception as error:
                wrong.append(error)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]


def _seen(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise WrongAnswerError(f"{answer.status}\n{unpacked(answer)[:600].decode(errors='replace')}")
    return answer


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]
