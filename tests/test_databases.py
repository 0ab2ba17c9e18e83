"""What the test databases promise: migrated, and fresh after a transactional test."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page

pytestmark = pytest.mark.django_db


def test_the_copy_holds_what_migrations_put_there() -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.filter(language_code="vi").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_transactional_test_wrote_is_gone_before_the_next(turn: int) -> None:
    assert not ContentType.objects.filter(app_label="left_over").exists()
    assert Page.objects.filter(depth=1).count() == 1
    ContentType.objects.create(app_label="left_over", model=f"turn{turn}")
    Page.objects.all().delete()
