"""The print ledger: each pile has its place and its code; scans are summed, nobody is followed."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from common import clock
from content.models import PrintRun, PrintScan
from people.models import AuditEntry
from tests.content.phones import phone_client
from tests.content.test_public_pages import words
from tests.factories import AccountFactory, OrgUnitFactory, ScopeFactory
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
LIST, NEW = "/nhan-su/ban-in/", "/nhan-su/ban-in/them/"
SLUG = "xem-ho-so-da-xong-chua"


@pytest.fixture(autouse=True)
def tutorial() -> Any:
    return publish(tutorial_page())


def said(place: Any, **more: Any) -> dict[str, Any]:
    day = {"handed_on": today()}
    return (
        {"key": str(uuid4()), "tutorial": SLUG, "form": "a4", "copies": "200", "unit": str(place.uuid)}
        | day
        | more
    )


def today() -> str:
    return f"{clock.today():%d/%m/%Y}"


def test_a_run_is_written_with_its_version_and_place(desk: Client, unit: Any) -> None:
    html = words(desk.post(NEW, said(unit), follow=True))
    run = PrintRun.objects.get()

    assert (run.version.number, run.copies, run.unit, run.form) == (1, 200, unit, "a4")
    assert run.code in html
    assert "Xã Gia Tân" in html
    assert AuditEntry.objects.filter(action="print_run_recorded", unit=unit, count=200).count() == 1


def test_the_same_form_sent_twice_is_one_run(desk: Client, unit: Any) -> None:
    once = said(unit)
    desk.post(NEW, once)
    desk.post(NEW, once)

    assert PrintRun.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"copies": "0"}, {"copies": "nhiều"}, {"handed_on": "1/1/2001"}, {"handed_on": "31/12/2099"}, {"unit": str(uuid4())},
     {"tutorial": "khong-co"}, {"form": "a3"}],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(desk: Client, unit: Any, wrong: dict[str, str]) -> None:
    answer = desk.post(NEW, said(unit, **wrong))

    assert answer.status_code == 422
    assert 'class="error"' in words(answer) or 'role="alert"' in words(answer)
    assert not PrintRun.objects.exists()


def test_a_pile_for_a_place_of_others_is_not_written(desk: Client) -> None:
    assert desk.post(NEW, said(OrgUnitFactory())).status_code == 422
    assert not PrintRun.objects.exists()


def test_a_scan_leads_to_the_tutorial_and_is_counted_for_its_run(desk: Client, unit: Any) -> None:
    desk.post(NEW, said(unit))
    code = PrintRun.objects.get().code
    villager = phone_client()
    for _phone in range(3):
        answer = villager.get(f"/q/{code.upper()}/")

    assert answer["Location"] == f"/huong-dan/{SLUG}/"
    assert not villager.cookies
    assert PrintScan.objects.get().number == 3
    assert "3" in words(desk.get(LIST))


@pytest.mark.parametrize(
    "agent", ["facebookexternalhit/1.1", "Mozilla/5.0 (compatible; coccocbot-web/1.0)", ""]
)
def test_machines_are_led_on_and_counted_nowhere(desk: Client, unit: Any, agent: str) -> None:
    desk.post(NEW, said(unit))
    address = f"/q/{PrintRun.objects.get().code}/"
    assert Client(headers={"user-agent": agent}).get(address)["Location"] == f"/huong-dan/{SLUG}/"
    assert not PrintScan.objects.exists()


def test_a_browser_that_looks_ahead_has_scanned_nothing(desk: Client, unit: Any) -> None:
    desk.post(NEW, said(unit))
    phone_client().get(f"/q/{PrintRun.objects.get().code}/", headers={"purpose": "prefetch"})

    assert not PrintScan.objects.exists()


def test_the_paper_carries_the_runs_own_address(desk: Client, unit: Any) -> None:
    desk.post(NEW, said(unit))
    run = PrintRun.objects.get()
    pdf = PdfReader(io.BytesIO(desk.get(f"{LIST}{run.uuid}.pdf").content))

    assert f"/q/{run.code}" in pdf.pages[0].extract_text()
    assert pdf.metadata.subject.endswith(f"/q/{run.code}/")


def test_a_poster_names_the_place_it_hangs_in(desk: Client, unit: Any) -> None:
    desk.post(NEW, said(unit, form="ap-phich"))
    run = PrintRun.objects.get()
    text = PdfReader(io.BytesIO(desk.get(f"{LIST}{run.uuid}.pdf").content)).pages[0].extract_text()

    assert "Xã Gia Tân" in text


def test_old_paper_leads_to_the_tutorial_as_it_is_now(desk: Client, unit: Any, tutorial: Any) -> None:
    desk.post(NEW, said(unit))
    tutorial.slug = "ten-moi"
    publish(tutorial)

    assert phone_client().get(f"/q/{PrintRun.objects.get().code}/")["Location"] == "/huong-dan/ten-moi/"


def test_paper_of_a_withdrawn_tutorial_says_so(desk: Client, unit: Any, tutorial: Any) -> None:
    desk.post(NEW, said(unit))
    tutorial.unpublish()
    answer = phone_client().get(f"/q/{PrintRun.objects.get().code}/")

    assert answer.status_code == 404
    assert "không còn phát hành" in words(answer)


def test_a_voided_run_leaves_the_sums_and_its_code_still_leads_on(desk: Client, unit: Any) -> None:
    desk.post(NEW, said(unit))
    desk.post(NEW, said(unit, copies="50"))
    run = PrintRun.objects.get(copies=200)
    desk.post(f"{LIST}{run.uuid}/huy/", {"ly_do": "Ghi nhầm ấp"})
    desk.post(f"{LIST}{run.uuid}/huy/", {"ly_do": "Lần nữa"})
    html = words(desk.get(LIST))

    assert "Đã hủy: Ghi nhầm ấp" in html
    assert desk.get(LIST).context["copies"] == 50
    assert AuditEntry.objects.filter(action="print_run_voided").count() == 1
    assert phone_client().get(f"/q/{run.code}/").status_code == 302


def test_a_void_needs_a_reason(desk: Client, unit: Any) -> None:
    desk.post(NEW, said(unit))
    run = PrintRun.objects.get()
    answer = desk.post(f"{LIST}{run.uuid}/huy/", {"ly_do": "  "}, follow=True)

    assert "Hãy ghi vì sao hủy." in words(answer)
    assert PrintRun.objects.get().voided_at is None


def test_runs_of_others_are_not_shown_and_not_opened(desk: Client, unit: Any) -> None:
    desk.post(NEW, said(unit))
    run = PrintRun.objects.get()
    stranger, account = Client(), AccountFactory()
    ScopeFactory(account=account, unit=OrgUnitFactory(), role="nhan_su")
    stranger.force_login(account)

    assert run.code not in words(stranger.get(LIST))
    assert stranger.get(f"{LIST}{run.uuid}.pdf").status_code == 404
    assert stranger.post(f"{LIST}{run.uuid}/huy/", {"ly_do": "x"}).status_code == 404


def test_the_list_asks_the_same_however_long_it_is(
    desk: Client, unit: Any, django_assert_max_num_queries: Any
) -> None:
    for _run in range(5):
        desk.post(NEW, said(unit))
    desk.get(LIST)
    with django_assert_max_num_queries(16):
        desk.get(LIST)
