"""The pages of the desk show the same from what is kept as from the record."""

import re

import pytest
from django.test import Client

from common import clock
from people.models import Account, OrgUnit, Posting
from reports.models import RollUp, Target, Touched
from reports.queries import kept as kept_module
from reports.services.rollups import catch_up, count_whole
from tests.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
PAGES = [
    "/nhan-su/",
    "/nhan-su/chi-tieu/",
    "/nhan-su/chi-tieu/cbql-100/",
    "/nhan-su/chi-tieu/cbql-100/danh-sach/?loai=con-thieu",
    "/nhan-su/chi-tieu/cbql-100/danh-sach/?nhom=chua-vao",
    "/nhan-su/chi-tieu/cbql-100/danh-sach/?tim=anh",
    "/nhan-su/chi-tieu/cbql-100/danh-sach/?theo=gioi&phan=khong-ro",
    "/nhan-su/chi-tieu/cbql-100/danh-sach/?theo=tien-do&phan=under_way&nhom=dang-hoc",
    "/ban-do/",
]


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r'(nonce="|[Cc][Ss][Rr][Ff]\w*"(?: value=|: )")[^"]*', "", answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["officer", "commune_officer"])
def test_a_page_is_the_same_from_what_is_kept(
    client: Client, desk_target: Target, request: pytest.FixtureRequest, who: str, path: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    from_record = shown(client, path)
    count_whole(target=desk_target, at=clock.now())
    assert shown(client, path) == from_record
    catch_up(at=clock.now())
    assert shown(client, path) == from_record


def test_a_completion_stands_on_the_desk_at_once(
    client: Client, officer: Account, desk_target: Target, xuan_dinh: OrgUnit
) -> None:
    client.force_login(officer)
    count_whole(target=desk_target, at=clock.now())
    catch_up(at=clock.now())
    assert client.get("/nhan-su/").context["total"].denominator == 2
    PostingFactory(person=PersonFactory(), unit=xuan_dinh)
    assert client.get("/nhan-su/").context["total"].denominator == 3
    Posting.objects.filter(unit=xuan_dinh).update(ends_on=clock.today())
    assert client.get("/nhan-su/").context["total"].denominator == 1


def test_a_page_that_is_behind_says_so(
    client: Client, officer: Account, desk_target: Target, xuan_dinh: OrgUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(officer)
    count_whole(target=desk_target, at=clock.now())
    catch_up(at=clock.now())
    monkeypatch.setattr(kept_module, "AT_ONCE", 1)
    for _ in range(3):
        PostingFactory(person=PersonFactory(), unit=xuan_dinh)
    assert Touched.objects.exists()
    assert "số liệu tính đến" in client.get("/nhan-su/chi-tieu/cbql-100/").content.decode()
    catch_up(at=clock.now())
    assert "số liệu tính đến" not in client.get("/nhan-su/chi-tieu/cbql-100/").content.decode()


def test_the_desk_from_what_is_kept_takes_few_queries(
    client: Client, officer: Account, desk_target: Target, django_assert_max_num_queries: object
) -> None:
    client.force_login(officer)
    count_whole(target=desk_target, at=clock.now())
    catch_up(at=clock.now())
    assert RollUp.objects.get().ready_at
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        client.get("/nhan-su/")
