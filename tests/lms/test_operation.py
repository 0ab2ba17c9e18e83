"""The operator's page: the doctor's own sentences, for administrators alone; work that waits or failed is said."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from common.clock import now
from lms import operator_views
from lms.doctor import checks, work
from lms.doctor.findings import Finding, Verdict, broken, care, well
from lms.management.commands import backup, doctor
from people.models import Account
from reports import periodic
from reports.models import ExportFile, JobState, Touched
from tests.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/van-hanh/"


@pytest.fixture
def operator(client: Client) -> Account:
    account: Account = AccountFactory(is_superuser=True, is_staff=True)
    client.force_login(account)
    return account


def only(found: Any) -> Finding:
    (finding,) = list(found)
    return finding


def show(monkeypatch: pytest.MonkeyPatch, *found: Finding) -> None:
    monkeypatch.setattr(operator_views, "GROUPS", [("Nhóm", [lambda: iter(found)])])


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([well("Đĩa", "còn chỗ")], "Mọi thứ chạy tốt."),
        ([well("Đĩa", "còn chỗ"), care("Tin", "chậm")], "1 điều nên xem"),
        ([broken("Hàng đợi", "không trả lời"), care("Tin", "chậm")], "1 điều cần sửa ngay"),
    ],
)
def test_the_page_says_the_worst_first_and_every_sentence(
    client: Client, operator: Account, monkeypatch: pytest.MonkeyPatch, found: list[Finding], told: str
) -> None:
    show(monkeypatch, *found)
    page = client.get(PAGE).content.decode()
    assert told in page
    assert all(one.subject in page and one.sentence in page for one in found)


def test_hr_trainers_and_visitors_do_not_see_it(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    client.force_login(AccountFactory(is_staff=True, person=PersonFactory()))
    assert client.get(PAGE).status_code == 403


def test_command_and_page_ask_the_same_questions() -> None:
    assert doctor.CHECKS is checks.CHECKS
    assert len(set(checks.CHECKS)) == len(checks.CHECKS)


def test_a_failed_job_is_told_until_a_week_has_passed(operator: Account) -> None:
    assert only(work.failed()).verdict is Verdict.WELL
    made = ExportFile.objects.create(
        kind="can-bo", format="csv", asked_at=now(), asked_by=operator, state=JobState.FAILED
    )
    finding = only(work.failed())
    assert (finding.verdict, "tệp đã xuất: 1" in finding.sentence) == (Verdict.CARE, True)
    ExportFile.objects.filter(pk=made.pk).update(asked_at=now() - timedelta(days=8))
    assert only(work.failed()).verdict is Verdict.WELL


def test_changes_that_wait_too_long_are_told() -> None:
    assert next(iter(work.figures())).verdict is Verdict.WELL
    Touched.objects.create(person=1, at=now() - timedelta(hours=1))
    assert next(iter(work.figures())).verdict is Verdict.CARE


def test_the_nightly_comparison_is_remembered_for_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "chưa có kết quả" in list(work.figures())[1].sentence
    periodic.check_figures()
    assert "khớp" in list(work.figures())[1].sentence
    monkeypatch.setattr(periodic, "check_all", lambda **_: ["lệch"])
    periodic.check_figures()
    finding = list(work.figures())[1]
    assert (finding.verdict, "lệch 1 chỉ tiêu" in finding.sentence) == (Verdict.CARE, True)
    cache.delete(periodic.DRIFT)


def test_a_backup_is_remembered_wherever_it_was_written(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert only(work.backups()).verdict is Verdict.CARE
    work.remember_backup(tmp_path, Path("/luu-tru/lopso.tar"), now())
    finding = only(work.backups())
    assert (finding.verdict, "/luu-tru/lopso.tar" in finding.sentence) == (Verdict.WELL, True)
    work.remember_backup(tmp_path, Path("/luu-tru/lopso.tar"), now() - timedelta(days=30))
    assert only(work.backups()).verdict is Verdict.CARE
    (tmp_path / "stamps" / work.STAMP).write_text("hỏng", encoding="utf-8")
    assert only(work.backups()).verdict is Verdict.CARE


def _written(_data_dir: Path, target: Path, *, at: Any) -> dict[str, Any]:
    target.parent.mkdir()
    target.touch()
    return {"files": [], "created_at": at}


def test_the_command_leaves_the_stamp(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(backup.archive, "write", _written)
    call_command("backup")
    assert only(work.backups()).verdict is Verdict.WELL
