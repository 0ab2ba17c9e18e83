"""The right to write it begins and ends, and goes to the heirs."""

from datetime import date, timedelta

import pytest

from common import clock
from common.errors import DomainError
from content.models import CommunePage
from content.services.communes import ensure_commune_pages
from content.services.page_editors import PREFIX, bring_editors_up_to_date
from people.models import Account, OrgUnit, Scope, UnitChange
from people.services.scopes import Grant, end_scope, grant_scope
from tests.content.commune_pages.cast import AT, edit, editor_of
from tests.factories import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db


def test_an_ended_right_is_gone(page: CommunePage, unit: OrgUnit) -> None:
    editor = editor_of(unit)
    scope = editor.scopes.get()
    scope.valid_to = clock.today()
    scope.save(update_fields=["valid_to"])
    edit(Account.objects.get(pk=editor.pk), page, lead="Trễ rồi.")
    page.refresh_from_db()

    assert page.lead == ""
    assert not editor.groups.filter(name__startswith=PREFIX).exists()


def test_rights_begin_and_end_by_their_dates(page: CommunePage, unit: OrgUnit) -> None:
    today = clock.today()
    editor = editor_of(unit, valid_from=today + timedelta(days=2), valid_to=today + timedelta(days=5))

    def may_write(day: date) -> bool:
        bring_editors_up_to_date(on=day)
        return editor.groups.filter(name=f"{PREFIX}xa-xuan-dinh").exists()

    assert [may_write(today + timedelta(days=days)) for days in (0, 2, 4, 5)] == [False, True, True, False]


def test_after_a_reform_the_editor_writes_the_heirs_page(page: CommunePage, unit: OrgUnit) -> None:
    editor, day = editor_of(unit), clock.today()
    heir = OrgUnitFactory(name="Xuân Lộc", valid_from=day)
    OrgUnit.objects.filter(pk=unit.pk).update(valid_to=day)
    UnitChange.objects.create(from_unit=unit, to_unit=heir, extent="whole", effective_on=day)
    ensure_commune_pages(at=clock.now())
    bring_editors_up_to_date(on=day)

    assert list(editor.groups.values_list("name", flat=True)) == [f"{PREFIX}xa-xuan-loc"]


def test_other_roles_bring_no_page(page: CommunePage, unit: OrgUnit) -> None:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=Scope.Role.HR)
    bring_editors_up_to_date(on=clock.today())

    assert not account.groups.exists()


def test_the_rights_desk_gives_the_page_of_a_commune_only(page: CommunePage, unit: OrgUnit) -> None:
    officer, chief = AccountFactory(last_login=AT), AccountFactory(is_superuser=True)
    office = OrgUnitFactory(name="Sở Y tế", is_office=True)
    with pytest.raises(DomainError, match="hãy chọn một xã, phường"):
        grant_scope(account=officer, grant=Grant(office, Scope.Role.EDITOR), by=chief, at=clock.now())
    scope = grant_scope(account=officer, grant=Grant(unit, Scope.Role.EDITOR), by=chief, at=clock.now())

    assert officer.groups.filter(name=f"{PREFIX}xa-xuan-dinh").exists()
    end_scope(scope=scope, by=chief, at=clock.now())
    assert not officer.groups.exists()
