"""What stands before the story begins: the units, the officers, a target without courses, one tutorial."""

import os
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
PASSWORD = "mat-khau-truyen-1"
COMMUNE = "26413"  # xã Long Phước: four people of the roster, before and after the reform


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import Group

    from common import clock
    from content.services.groups import TRAINERS, ensure_groups
    from lms.demo.load import UNIT_FILES
    from lms.demo.media import Media
    from lms.demo.names import CONTENT
    from lms.demo.pages import read, write_tutorial
    from people.models import Account, OrgUnit, Scope
    from people.services.units import load_unit_files
    from reports.models import Target
    from reports.services.targets import save_target

    load_unit_files([Path(settings.BASE_DIR) / "data" / name for name in UNIT_FILES])
    ensure_groups()
    province, commune = (OrgUnit.objects.get(code=code, valid_to__isnull=True) for code in ("75", COMMUNE))
    for name, unit in (("nhansu", province), ("nhansu-xa", commune)):
        Scope.objects.create(account=Account.objects.create_user(name, password=PASSWORD), unit=unit)
    trainer = Account.objects.create_user("giangvien", password=PASSWORD)
    trainer.groups.add(Group.objects.get(name=TRAINERS))
    target = Target(
        code="cbql-100", title="100 % cán bộ quản lý các cấp được tập huấn",
        starts_on=date(2023, 8, 18), due_on=date(2030, 12, 15),
    )  # fmt: skip
    levels = ["tinh", "huyen", "xa"]
    save_target(target=target, unit=province, levels=levels, courses=[], at=clock.now(), by=None)
    write_tutorial(read(CONTENT / "tutorials" / "xem-ho-so-da-xong-chua.toml"), Media())


if __name__ == "__main__":
    main()
