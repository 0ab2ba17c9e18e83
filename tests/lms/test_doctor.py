"""The doctor says what is wrong in a sentence, and its exit code tells machines."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lms.doctor import certificates, choices, programs, storage
from lms.doctor.findings import Finding, Verdict, broken, well
from lms.management.commands import doctor


def verdicts(findings: Iterator[Finding]) -> list[Verdict]:
    return [finding.verdict for finding in findings]


@pytest.mark.django_db
def test_a_migrated_database_is_well() -> None:
    assert verdicts(storage.database())[0] is Verdict.WELL


def test_the_fonts_of_the_certificates_know_every_vietnamese_letter() -> None:
    assert verdicts(programs.fonts()) == [Verdict.WELL]


def test_a_font_without_vietnamese_is_named(tmp_path: Path) -> None:
    (tmp_path / "not-a-font.ttf").write_text("text")
    assert "not-a-font.ttf không đọc được" in next(programs._font(tmp_path / "not-a-font.ttf"))


def test_ffmpeg_runs_and_has_the_encoders() -> None:
    assert verdicts(programs.ffmpeg()) == [Verdict.WELL]


def test_a_missing_signing_key_file_is_broken(settings: object, tmp_path: Path) -> None:
    settings.SIGNING_KEY_FILE = str(tmp_path / "none.p12")  # type: ignore[attr-defined]
    assert verdicts(certificates.signing_key()) == [Verdict.BROKEN]


def test_one_broken_thing_makes_the_command_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [well("Đĩa", "còn chỗ"), broken("Hàng đợi", "không trả lời")]
    monkeypatch.setattr(doctor, "CHECKS", [lambda: iter(found)])
    with pytest.raises(CommandError, match="1 điều cần sửa"):
        call_command("doctor")
    assert "✗ Hàng đợi: không trả lời" in capsys.readouterr().out


def test_machines_read_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "CHECKS", [lambda: iter([well("Đĩa", "còn chỗ")])])
    call_command("doctor", "--json")
    assert json.loads(capsys.readouterr().out) == [
        {"subject": "Đĩa", "verdict": "well", "sentence": "còn chỗ"}
    ]


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"SMS_SENDER": ""}, Verdict.WELL),
        ({"SMS_SENDER": "console"}, Verdict.CARE),
        ({"SMS_SENDER": "file"}, Verdict.CARE),
        ({"SMS_SENDER": "http", "SMS_HTTP_URL": ""}, Verdict.BROKEN),
        ({"SMS_SENDER": "http", "SMS_HTTP_URL": "https://sms.example", "SMS_HTTP_BODY": "{"}, Verdict.BROKEN),
        ({"SMS_SENDER": "http", "SMS_HTTP_URL": "http://sms.example/?key=bi-mat"}, Verdict.CARE),
        ({"SMS_SENDER": "http", "SMS_HTTP_URL": "https://sms.example/?key=bi-mat"}, Verdict.WELL),
    ],
)
def test_the_way_of_texts_is_told_without_their_key(settings, told, verdict) -> None:
    for name, value in told.items():
        setattr(settings, name, value)
    [finding] = choices.texts()
    assert finding.verdict is verdict
    assert "bi-mat" not in finding.sentence


def test_half_an_openid_connect_is_broken(settings) -> None:
    settings.OIDC_ISSUER = ""
    assert verdicts(choices.openid_connect()) == [Verdict.WELL]
    settings.OIDC_ISSUER, settings.SOCIALACCOUNT_PROVIDERS = "https://sso.example", {}
    assert verdicts(choices.openid_connect()) == [Verdict.BROKEN]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{}]}}
    settings.OIDC_CLIENT_SECRET = "x"
    assert verdicts(choices.openid_connect()) == [Verdict.WELL]


def test_an_optional_second_factor_is_told(settings) -> None:
    settings.SECOND_FACTOR = "optional"
    assert verdicts(choices.second_factor()) == [Verdict.CARE]
