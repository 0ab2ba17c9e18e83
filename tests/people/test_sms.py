"""Senders of texts: what they write, what they never tell, and how they fail."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from people import sms
from people.sms import SmsError, console, http, words
from people.sms.tasks import send_notice

PHONE, KEY = "0912345678", "khoa-bi-mat-cua-cong"


class Gateway(BaseHTTPRequestHandler):
    """Answers what the test laid ready, and keeps what it was told."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), json.loads(body)))
        status, answer = self.server.ready.pop(0)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/khac")
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def gateway(settings, monkeypatch):
    """A provider on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.told, server.ready = [], []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.SMS_SENDER = "http"
    settings.SMS_HTTP_URL = f"http://127.0.0.1:{server.server_port}/gui"
    settings.SMS_HTTP_TOKEN = KEY
    settings.SMS_HTTP_EXPECT = ""
    settings.SMS_HTTP_RETRIES = 2
    monkeypatch.setattr(http, "PAUSE", 0)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_body_is_filled_as_the_settings_say(gateway, settings) -> None:
    settings.SMS_HTTP_BODY = (
        '{"Phone": "{msisdn}", "messages": [{"Content": "{text}", "to": "{phone}"}], "n": 2}'
    )
    gateway.ready = [(200, "ok")]
    sms.send(PHONE, 'ma "123456"')
    [(headers, body)] = gateway.told
    assert body == {
        "Phone": "84912345678",
        "messages": [{"Content": 'ma "123456"', "to": PHONE}],
        "n": 2,
    }
    assert headers["Authorization"] == f"Bearer {KEY}"


def test_a_body_that_is_no_json_is_a_sentence(gateway, settings) -> None:
    settings.SMS_HTTP_BODY = "{phone: {phone}}"
    with pytest.raises(SmsError, match="không phải JSON"):
        sms.send(PHONE, "123456")
    assert gateway.told == []


def test_a_gateway_that_stumbles_is_asked_again(gateway) -> None:
    gateway.ready = [(503, ""), (502, ""), (200, "ok")]
    sms.send(PHONE, "123456")
    assert len(gateway.told) == 3


@pytest.mark.parametrize(
    ("ready", "expect", "tries"),
    [
        ([(503, "")] * 3, "", 3),
        ([(401, "key")], "", 1),
        ([(302, "")], "", 1),  # the key is not carried to where somebody redirects
        ([(200, '{"CodeResult": "101"}')], '"CodeResult": "100"', 1),
    ],
)
def test_a_failure_is_a_sentence_without_text_or_key(gateway, settings, caplog, ready, expect, tries) -> None:
    gateway.ready, settings.SMS_HTTP_EXPECT = list(ready), expect
    send_notice(PHONE, "noi dung 123456")
    assert len(gateway.told) == tries
    [line] = caplog.messages
    assert line.startswith("SMS to …678 not sent: Cổng tin nhắn")
    assert not any(secret in line for secret in (KEY, "123456", PHONE))


def test_an_unreachable_gateway_is_told_without_its_address(gateway, settings, caplog) -> None:
    settings.SMS_HTTP_URL = "http://127.0.0.1:9/gui?key=" + KEY
    with pytest.raises(SmsError, match="không trả lời") as refusal:
        sms.send(PHONE, "123456")
    assert KEY not in str(refusal.value)


def test_the_file_is_the_owners_only(settings, tmp_path) -> None:
    settings.SMS_SENDER, settings.DATA_DIR = "file", tmp_path
    sms.send(PHONE, "một")
    sms.send(PHONE, "hai")
    file = tmp_path / "sms" / "outbox.jsonl"
    assert [json.loads(line)["text"] for line in file.read_text().splitlines()] == ["một", "hai"]
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_is_a_sentence(settings, tmp_path) -> None:
    settings.SMS_SENDER, settings.DATA_DIR = "file", tmp_path / "tep"
    (tmp_path / "tep").write_text("")
    with pytest.raises(SmsError, match="Không ghi được"):
        sms.send(PHONE, "một")


def test_the_console_shows_the_text(capsys) -> None:
    console.send(PHONE, "123456")
    assert capsys.readouterr().err == f"SMS {PHONE}: 123456\n"


def test_without_a_sender_nothing_is_pretended(settings) -> None:
    settings.SMS_SENDER = ""
    with pytest.raises(SmsError):
        sms.send(PHONE, "một")


@pytest.mark.parametrize("host", ["hoc.dongnai.gov.vn", "a" * 60 + ".gov.vn"])
def test_every_text_fits_one_message(settings, host: str) -> None:
    settings.WAGTAILADMIN_BASE_URL = f"https://{host}"
    for said in (words.login_code("123456"), words.second_factor_reset()):
        assert said.isascii()
        assert len(said) <= 160
