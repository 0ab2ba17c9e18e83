"""The drafted official letter: reviewed, numbered, kept as sent; two officers at one draft."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from people.models import Account, Person
from reports.ladder import Audience, Step
from reports.models import ChaseLetter, Target
from tests.reports.answers import answer_of
from tests.reports.chasing.cast import finish, on, put_up, work

pytestmark = pytest.mark.django_db
BASE = "/nhan-su/don-doc/"
SOON = Step(Audience.PERSON, -3, ("in_app", "email", "sms"))


@pytest.fixture
def desk(client: Client, officer: Account, target: Target) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def letter(target: Target) -> Iterator[ChaseLetter]:
    """Drafted, on the day that it is."""
    put_up(target, SOON, Step(Audience.LETTER, 2))
    work(on(-3))
    with time_machine.travel(on(3), tick=False):
        work(on(3))
        yield ChaseLetter.objects.get()


def page_of(letter: ChaseLetter) -> str:
    return f"{BASE}cong-van/{letter.uuid}/"


def words(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        root = ElementTree.fromstring(package.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(part.itertext()) for part in root.iter(f"{space}p"))


def test_a_letter_is_reviewed_numbered_and_keeps_its_annex_once_sent(
    desk: Client, anh: Person, cuong: Person, letter: ChaseLetter
) -> None:
    address = page_of(letter)
    data = {
        "subject": letter.subject, "body": letter.body, "recipients": letter.recipients, "number": "12/UBND-VX",
        "signed_on": "13/11/2026", "signer": "Nguyễn Văn A", "signer_post": "Chủ tịch", "viec": "luu",
    }  # fmt: skip
    assert desk.post(address, data | {"signed_on": "", "viec": "ban-hanh"}).status_code == 422
    finish(cuong, on(3))
    assert desk.post(address, data).status_code == 302
    draft = words(desk.get(f"{address}tai/").content)
    assert desk.post(address, data | {"viec": "ban-hanh"}).status_code == 302
    finish(anh, on(3))
    sent = words(desk.get(f"{address}tai/").content)
    assert desk.post(address, data).status_code == 422
    assert draft == sent
    assert "Số: 12/UBND-VX" in sent
    assert "Đồng Nai, ngày 13 tháng 11 năm 2026" in sent
    assert "của Ủy ban nhân dân tỉnh Đồng Nai" in sent
    assert "TỈNH ĐỒNG NAI" in sent
    assert "Nguyễn Thị Hồng Ánh" in sent
    assert "Cường" not in sent
    assert "còn 1 người của 1 đơn vị" in sent
    assert sent.count("./.") == 1


def test_the_second_writer_of_a_draft_is_told_keeps_their_words_and_decides(
    desk: Client, colleague: Client, letter: ChaseLetter
) -> None:
    address = page_of(letter)
    mine, theirs = answer_of(desk.get(address)), answer_of(colleague.get(address))
    assert colleague.post(address, theirs | {"signer": "Lê Văn Hai", "viec": "luu"}).status_code == 302
    page = desk.post(address, mine | {"signer": "Trần Thị Ba", "viec": "luu"})
    letter.refresh_from_db()
    assert (page.status_code, letter.signer) == (422, "Lê Văn Hai")
    assert "Văn Hai đã lưu nội dung khác" in page.content.decode()
    again = answer_of(page)
    assert again["signer"] == "Trần Thị Ba"
    assert desk.post(address, again | {"viec": "luu"}).status_code == 302
    letter.refresh_from_db()
    assert letter.signer == "Trần Thị Ba"


@pytest.mark.parametrize("deed", ["ban-hanh", "bo"])
def test_a_draft_that_another_changed_is_neither_sent_nor_dropped_unseen(
    desk: Client, colleague: Client, letter: ChaseLetter, deed: str
) -> None:
    address = page_of(letter)
    mine, theirs = answer_of(desk.get(address)), answer_of(colleague.get(address))
    colleague.post(address, theirs | {"body": "Lời khác", "viec": "luu"})
    numbered = {"number": "12/UBND-VX", "signed_on": "13/11/2026", "viec": deed}
    assert desk.post(address, mine | numbered).status_code == 422
    letter.refresh_from_db()
    assert (letter.state, letter.body) == (ChaseLetter.State.DRAFT, "Lời khác")
