"""The benchmarks' own arithmetic: a wrong ruler would praise or blame the wrong thing."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.figures import FIGURES
from benchmarks.harness import cpu, table
from benchmarks.harness.compare import Compared, Sample
from benchmarks.harness.http import Connection, get, post_json
from benchmarks.harness.load import WrongAnswerError, load
from benchmarks.harness.rows import Goal, Row, row


class Pages(BaseHTTPRequestHandler):
    """Two ways of sending a body, and one page that is not there."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/khong-co" else 200)
        if self.path == "/tung-phan":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"4\r\nxin \r\n4\r\nchao\r\n0\r\n\r\n")
            return
        self.send_header("Content-Length", "8")
        self.end_headers()
        self.wfile.write(b"xin chao")

    def log_message(self, *args: object) -> None:
        """Silent."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_a_goal_judges_the_ratio_or_the_value_and_nothing_that_was_not_measured() -> None:
    assert row("a", 9.0, "ms", Goal("≤", 0.8, "ratio"), ratio=0.7).met is True
    assert row("a", 61.0, "ms", Goal("≤", 60)).met is False
    assert row("a", 0.7, "ms", Goal("≥", 0.6)).met is True
    assert row("a", None, "KB", Goal("≤", 60)).met is None
    assert row("a", 3.0, "ms").met is None


def test_the_ratio_is_the_median_of_runs_that_were_neighbours() -> None:
    ours = [Sample(cpu, 1.0, 1.0) for cpu in (10.0, 20.0, 90.0)]
    control = [Sample(cpu, 1.0, 1.0) for cpu in (5.0, 20.0, 30.0)]
    assert Compared(ours, control).ratio == 2.0
    assert Compared(ours, control).cpu_row("a", None, "b").spread == (10.0, 90.0)


def test_the_table_has_the_agreed_columns_and_says_loudly_what_is_missed() -> None:
    text = table.text([row("lesson", 12.345, "CPU ms", Goal("≤", 0.8, "ratio"), control=6.0, ratio=2.06)])
    head, line = text.splitlines()
    assert head.split() == ["name", "value", "unit", "control", "ratio", "goal", "met"]
    assert line.split("  ")[-1] == "NO"
    assert "12.3" in line


def test_the_file_is_a_list_of_rows(tmp_path: Path) -> None:
    table.write([Row("lesson", 1.0, "CPU ms", met=True)], tmp_path / "var" / "bench.json")
    (found,) = json.loads((tmp_path / "var" / "bench.json").read_text())
    assert {"name", "value", "unit", "control", "ratio", "goal", "met"} <= found.keys()


def test_processor_time_of_a_tree_counts_the_children() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while 1: pass'])"
    parent = subprocess.Popen([sys.executable, "-c", work], start_new_session=True)
    try:
        while cpu.seconds(cpu.tree(parent.pid)[1:]) < 0.1:
            assert parent.poll() is None
        assert len(cpu.tree(parent.pid)) == 2
        assert cpu.resident_mb([parent.pid]) > 1
    finally:
        os.killpg(parent.pid, 9)
        parent.wait()


def test_processor_time_of_a_process_that_has_ended_is_nothing() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert cpu.seconds([ended.pid]) == 0


@pytest.mark.parametrize("path", ["/", "/tung-phan"])
def test_the_client_reads_both_kinds_of_body_on_one_connection(port: int, path: str) -> None:
    connection = Connection(port)
    assert [connection.ask(get(path)).body for _ in range(2)] == [b"xin chao"] * 2
    connection.close()


def test_every_request_of_a_load_is_sent_once(port: int) -> None:
    seen = load(port, [get("/")] * 40)
    assert seen.completed == 40
    assert seen.p95_ms > 0


def test_a_page_that_is_not_served_is_not_measured(port: int) -> None:
    with pytest.raises(WrongAnswerError, match="404"):
        load(port, [get("/khong-co")] * 10)


def test_a_heartbeat_is_sent_as_its_learner() -> None:
    request = post_json("/hoc/x/da-xem/", {"uuid": "1"}, "phien", "bi-mat")
    assert b"Cookie: sessionid=phien; csrftoken=bi-mat\r\n" in request
    assert request.endswith(b'\r\n\r\n{"uuid":"1"}')


def test_each_figure_can_be_asked_for_alone() -> None:
    assert list(FIGURES) == [
        "lesson",
        "public",
        "first-frame",
        "desk",
        "heartbeat",
        "upload",
        "certificates",
        "issuing",
        "units",
        "video",
        "rosters",
        "questions",
        "quiz",
        "classes",
        "past-classes",
        "regrade",
        "start",
        "people",
        "statistics",
        "targets",
        "country",
    ]
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks"],
        env={**os.environ, "BENCH": "khong-co"}, cwd=Path(__file__).parents[2], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert asked.returncode == 2
    assert "heartbeat" in asked.stderr
