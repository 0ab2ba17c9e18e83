"""The pages of the officer: draft, issue, downloads, differences, legal bases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from people.models import Account
from reports.models import ReportCycle
from tests.reports.consolidated.cast import FROZEN, complete

pytestmark = pytest.mark.django_db


def test_draft_preview_issue_and_download(client: Client, officer: Account, frozen: ReportCycle) -> None:
    client.force_login(officer)
    address = "/nhan-su/bao-cao/2026-6-thang/tong-hop/"
    page = client.get(address).content.decode()
    assert "DỰ THẢO" not in page
    assert "Có 1/2 người hoàn thành" in page
    answer = client.post(
        address,
        {
            "phan-nhiem-vu": "Mở lớp buổi tối.",
            "recipients": "Bộ A\nLưu: VT",
            "keep_list_as": "Báo cáo 6 tháng",
        },
    )
    assert answer.status_code == 302
    assert "Mở lớp buổi tối." in client.get(address).content.decode()
    issue_address = f"{address}ban-hanh/"
    assert client.post(issue_address, {"deed": "trinh"}).status_code == 302
    told: dict[str, Any] = {
        "number": "7",
        "symbol": "BC-UBND",
        "issued_on": "15/06/2026",
        "signing_for": "TM.",
        "signer": "A",
    }
    assert client.post(issue_address, told | {"number": ""}).status_code == 422
    assert client.post(issue_address, told).status_code == 302
    assert "số 07/BC-UBND ngày 15/06/2026" in client.get(address).content.decode()
    for form in ("docx", "pdf", "xlsx"):
        assert client.get(f"/nhan-su/bao-cao/2026-6-thang/tep/{form}/").status_code == 200
    assert client.get("/nhan-su/bao-cao/2026-6-thang/tep/exe/").status_code == 404


def test_differences_page_names_the_person(client: Client, officer: Account, frozen: ReportCycle) -> None:
    complete("Cường", datetime(2026, 3, 1, tzinfo=UTC), known=FROZEN + timedelta(days=3))
    client.force_login(officer)
    page = client.get("/nhan-su/bao-cao/2026-6-thang/chenh-lech/").content.decode()
    assert "=Trần Văn Cường" in page
    assert "ghi nhận" in page


def test_a_basis_is_added_and_a_wrong_span_refused(client: Client, officer: Account) -> None:
    client.force_login(officer)
    told = {
        "kind": "Quyết định",
        "symbol": "924/QĐ-TTg",
        "issued_on": "02/08/2022",
        "issuer": "Thủ tướng",
        "about": "x",
    }
    wrong = told | {"valid_from": "02/08/2022", "valid_to": "01/08/2022"}
    assert client.post("/nhan-su/bao-cao/can-cu/", wrong).status_code == 422
    assert client.post("/nhan-su/bao-cao/can-cu/", told).status_code == 302
    assert "924/QĐ-TTg" in client.get("/nhan-su/bao-cao/can-cu/").content.decode()
