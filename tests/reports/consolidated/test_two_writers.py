"""Two officers at one form, and figures that move while it is open: nobody's words are lost, no old figure is kept."""

import pytest
from django.test import Client

from people.models import Account, OrgUnit
from reports.models import Consolidated, ReportCycle, UnitReport
from tests.reports.answers import answer_of
from tests.reports.consolidated.cast import OPENED, complete, texts

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Của người thứ nhất.", "Của người thứ hai."


@pytest.fixture
def draft(client: Client, officer: Account, cycle: ReportCycle) -> str:
    client.force_login(officer)
    return f"/nhan-su/bao-cao/{cycle.code}/tong-hop/"


def test_a_figure_that_moved_while_the_form_was_open_is_no_officers_word(
    client: Client, draft: str, cycle: ReportCycle
) -> None:
    told = answer_of(client.get(draft))
    complete("Cường", OPENED)
    assert client.post(draft, told | {"phan-nhiem-vu": FIRST}).status_code == 302
    assert Consolidated.objects.get().texts == {"nhiem-vu": FIRST}
    assert "2/2" in texts(cycle)["chi-tieu-cbql-100"]


def test_two_officers_at_two_parts_both_keep_theirs(client: Client, draft: str) -> None:
    told = answer_of(client.get(draft))
    client.post(draft, told | {"phan-nhiem-vu": FIRST, "recipients": "Bộ A"})
    client.post(draft, told | {"phan-kho-khan": SECOND})
    report = Consolidated.objects.get()
    assert report.texts == {"nhiem-vu": FIRST, "kho-khan": SECOND}
    assert report.recipients == "Bộ A"


def test_at_one_part_the_second_sees_the_first_ones_words_and_decides(client: Client, draft: str) -> None:
    told = answer_of(client.get(draft))
    client.post(draft, told | {"phan-nhiem-vu": FIRST})
    page = client.post(draft, told | {"phan-nhiem-vu": SECOND})
    assert page.status_code == 422
    assert FIRST in str(page.context["form"].errors["phan-nhiem-vu"])
    assert Consolidated.objects.get().texts == {"nhiem-vu": FIRST}
    assert client.post(draft, answer_of(page)).status_code == 302
    assert Consolidated.objects.get().texts == {"nhiem-vu": SECOND}


def test_the_page_itself_carries_the_marks(client: Client, draft: str) -> None:
    assert client.get(draft).content.decode().count('name="goc-') > 5


def test_two_clerks_of_a_unit_both_keep_theirs(
    client: Client, commune_officer: Account, cycle: ReportCycle, long_phuoc: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    client.force_login(commune_officer)
    report = cycle.unit_reports.get(unit=xuan_dinh)
    UnitReport.objects.filter(pk=report.pk).update(state=UnitReport.State.RETURNED)
    page = f"/nhan-su/bao-cao/{cycle.code}/don-vi/{report.uuid}/"
    told = answer_of(client.get(page))
    client.post(page, told | {"done": FIRST, "lop": 7, "deed": "luu"})
    client.post(page, told | {"hindrances": SECOND, "deed": "luu"})
    report.refresh_from_db()
    assert (report.done, report.hindrances) == (FIRST, SECOND)
    assert report.extra["Số lớp tập huấn tự tổ chức"] == 7
    late = client.post(page, told | {"done": "Lời khác", "deed": "nop"})
    assert (late.status_code, FIRST in str(late.context["form"].errors["done"])) == (422, True)
