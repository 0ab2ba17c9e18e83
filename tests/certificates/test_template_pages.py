"""Templates in the studio: made without code, refused with reasons, seen by those only who may."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from certificates.models import CertificateTemplate
from certificates.rules.built_in import LANDSCAPE
from certificates.studio.doors import MAKE, SEAL
from certificates.template_forms import initial_of
from content.services.groups import TEMPLATE_KEEPERS, ensure_groups
from people.models import Account
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(client: Client) -> Account:
    account = AccountFactory()
    wanted = ["access_admin", "change_certificatetemplate"]
    account.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    client.force_login(account)
    return account


@pytest.fixture
def template(maker: Account, client: Client) -> CertificateTemplate:
    built_in = CertificateTemplate.objects.get(code="ngang")
    answer = client.post(reverse("certificate_template_copy", args=[built_in.uuid]))
    assert answer.status_code == 302
    return CertificateTemplate.objects.get(code=None)


def form_of(**changes: str) -> dict[str, object]:
    """What the editor sends for the built-in certificate."""
    sheet, boxes = initial_of(LANDSCAPE, "Mẫu của Sở")
    del sheet["fields"]
    told = {key: value for key, value in sheet.items() if value is not False}
    for number, box in enumerate(boxes):
        told |= {f"form-{number}-{key}": value for key, value in box.items()}
    return told | {"form-TOTAL_FORMS": len(boxes), "form-INITIAL_FORMS": len(boxes)} | changes


def test_a_copy_is_edited_saved_and_used(client: Client, template: CertificateTemplate) -> None:
    page = client.get(reverse("certificate_template", args=[template.uuid])).content.decode()
    assert 'name="form-4-y"' in page
    assert 'name="form-__prefix__-y"' in page
    told = form_of(**{"form-4-text": "CHỨNG NHẬN HOÀN THÀNH", "dung": "1"})
    answer = client.post(reverse("certificate_template", args=[template.uuid]), told)
    assert answer.status_code == 302
    template.refresh_from_db()
    assert template.name == "Mẫu của Sở"
    assert template.active is not None
    assert template.active.number == 2
    assert template.active.read().fields[4].text == "CHỨNG NHẬN HOÀN THÀNH"
    assert template.active.read().fields[0] == LANDSCAPE.fields[0]


def test_the_reserved_word_is_refused_with_its_decree(client: Client, template: CertificateTemplate) -> None:
    told = form_of(**{"form-4-text": "CHỨNG CHỈ", "dung": "1"})
    answer = client.post(reverse("certificate_template", args=[template.uuid]), told)
    assert "101/2017" in answer.content.decode()
    template.refresh_from_db()
    assert template.active is None


def test_the_preview_is_the_pdf_of_the_form_as_it_stands(
    client: Client, template: CertificateTemplate
) -> None:
    address = reverse("certificate_template_preview", args=[template.uuid])
    assert client.post(address, form_of()).content.startswith(b"%PDF")
    assert client.post(f"{address}?png", form_of() | {"ten-mau": "dai"}).content.startswith(b"\x89PNG")
    wrong = client.post(address, form_of(**{"form-4-text": "{khong_co}"}))
    assert wrong.status_code == 422
    too_small = client.post(address, form_of(**{"form-6-w": "5"}))
    assert "Không đủ chỗ" in too_small.json()["error"]
    assert template.versions.count() == 1


def test_undo_archive_and_bring_back(client: Client, template: CertificateTemplate) -> None:
    client.post(reverse("certificate_template", args=[template.uuid]), form_of(background="plain"))
    deed = reverse("certificate_template_deed", args=[template.uuid])
    client.post(deed, {"viec": "hoan-tac"})
    designs = list(template.versions.order_by("number").values_list("design__background", flat=True))
    assert designs == ["ornament", "plain", "ornament"]
    client.post(deed, {"viec": "cat"})
    assert template.name not in client.get(reverse("certificate_templates")).content.decode()
    client.post(deed, {"viec": "lay-lai"})
    template.refresh_from_db()
    assert template.archived_at is None


def test_a_built_in_template_is_only_copied(client: Client, maker: Account) -> None:
    built_in = CertificateTemplate.objects.get(code="ngang")
    client.post(reverse("certificate_template", args=[built_in.uuid]), form_of(background="plain"))
    client.post(reverse("certificate_template_deed", args=[built_in.uuid]), {"viec": "cat"})
    built_in.refresh_from_db()
    assert built_in.versions.count() == 1
    assert built_in.archived_at is None


def test_the_list_costs_the_same_for_many(
    client: Client, maker: Account, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    built_in = CertificateTemplate.objects.get(code="ngang")
    for _number in range(6):
        client.post(reverse("certificate_template_copy", args=[built_in.uuid]))
    with django_assert_max_num_queries(14):
        answer = client.get(reverse("certificate_templates"))
    assert answer.status_code == 200


@pytest.mark.parametrize("page", ["certificate_templates", "certificate_pictures", "certificate_defaults"])
def test_without_the_permission_every_page_is_closed(client: Client, page: str) -> None:
    account = AccountFactory()
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(account)
    answer = client.get(reverse(page))
    assert answer.status_code == 403
    assert "Mẫu giấy" not in answer.content.decode()


def test_the_keepers_of_templates_may_make_them_and_trainers_may_not(client: Client) -> None:
    trainers = ensure_groups()
    keeper, trainer = AccountFactory(), AccountFactory()
    keeper.groups.add(Group.objects.get(name=TEMPLATE_KEEPERS))
    trainer.groups.add(trainers)
    assert keeper.has_perms([MAKE, SEAL, "certificates.change_signatory", "certificates.add_legalbasis"])
    client.force_login(keeper)
    assert client.get(reverse("certificate_templates")).status_code == 200
    client.force_login(trainer)
    assert client.get(reverse("certificate_templates")).status_code == 403
