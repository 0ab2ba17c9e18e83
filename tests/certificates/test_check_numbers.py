"""Serials carry a check letter; a register number alone opens nothing."""

import pytest
import time_machine
from django.test import Client

from certificates.models import Certificate
from certificates.serials import VALUES, as_printed, is_mistyped, new_serial, serial_in
from tests.certificates.conftest import ISSUED, Complete


@pytest.mark.parametrize("number", [1, 412, 9999, 12345, 7654321])
def test_every_wrong_letter_and_every_swap_is_noticed(number: int) -> None:
    serial = new_serial("Đồng Nai", 2026, number)
    letters = serial.replace("-", "")
    wrong = [
        letters[:place] + letter + letters[place + 1 :]
        for place in range(len(letters))
        for letter in VALUES
        if letter != letters[place]
    ]
    swapped = [
        letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        for place in range(len(letters) - 1)
    ]
    for typed in wrong + [text for text in swapped if text != letters]:
        read = as_printed(typed)
        assert not read or read == serial or is_mistyped(read), typed


def test_a_serial_is_read_however_it_is_typed() -> None:
    serial = new_serial("Đồng Nai", 2026, 1010)
    assert not is_mistyped(serial)
    for typed in (serial.lower(), serial.replace("-", " "), serial.replace("-", ""), f" {serial}. ",
                  serial[:5] + serial[5:9].replace("0", "o").replace("1", "l") + serial[9:]):  # fmt: skip
        assert as_printed(typed) == serial
    assert serial_in(f"Số hiệu: {serial}\nSố vào sổ") == serial


def _ask(
    client: Client, so: str = "0001/2026", ten: str = "Nguyễn Thị Hồng Ánh", sinh: str = "05/03/1988"
) -> int:
    return client.post("/xac-minh/", {"so": so, "ten": ten, "sinh": sinh}).status_code


@pytest.mark.django_db
def test_a_register_number_opens_with_name_and_birthday_as_printed(
    client: Client, certificate: Certificate
) -> None:
    answer = client.post(
        "/xac-minh/", {"so": "1/2026", "ten": "nguyen thi hong anh", "sinh": "5-3-1988"}, follow=True
    )
    assert certificate.serial in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"so": "0002/2026"},
        {"ten": "Nguyễn Thị Hồng"},
        {"sinh": "06/03/1988"},
        {"sinh": "1988"},
        {"so": "1/2025"},
    ],
)
def test_which_of_them_was_wrong_is_not_told(
    client: Client, certificate: Certificate, wrong: dict[str, str]
) -> None:
    assert _ask(client, **wrong) == 404


@pytest.mark.django_db
def test_a_certificate_without_birthday_is_not_found_by_number(
    client: Client, certificate: Certificate
) -> None:
    certificate.facts["birth"] = ""
    certificate.save()
    assert [_ask(client, sinh=typed) for typed in ("-", "x", "0")] == [404] * 3


@pytest.mark.django_db
def test_trying_birthdays_is_stopped_wherever_it_comes_from(client: Client, complete: Complete) -> None:
    with time_machine.travel(ISSUED, tick=False):
        codes = [
            client.post(
                "/xac-minh/",
                {"so": "7/2026", "ten": "a", "sinh": f"{day}/1/1990"},
                REMOTE_ADDR=f"10.0.0.{day}",
            ).status_code
            for day in range(1, 23)
        ]
    assert (codes[19], codes[20]) == (404, 429)


@pytest.mark.django_db
@pytest.mark.parametrize("so", ["", "412", "abc/2026", "1/99"])
def test_a_number_that_is_none_is_said_at_its_field(client: Client, so: str) -> None:
    assert _ask(client, so=so) == 400
