"""Making templates: saved as numbered versions, used only after the wording and the glyph test, archived, never deleted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.choosing import kind_of
from certificates.models import CertificateTemplate, TemplateDefault, TemplateVersion
from certificates.rules.design import Design
from certificates.template_words import sentences
from common.errors import Conflict, DomainError
from courses.models import Course
from people.models import Account, OrgUnit
from people.services import audit


@transaction.atomic
def create_template(*, name: str, design: Design, by: Account, at: datetime) -> CertificateTemplate:
    """A new template with its first version; not in use yet."""
    template = CertificateTemplate.objects.create(name=name, kind=design.kind, created_at=at, created_by=by)
    _append(template, design, by, at)
    return template


@transaction.atomic
def save_version(
    *, template: CertificateTemplate, name: str, design: Design, by: Account, at: datetime
) -> TemplateVersion:
    """Append what was drawn; nothing where nothing changed."""
    locked = _own(template)
    if design.kind != locked.kind and locked.defaults.exists():
        raise Conflict(_("Mẫu đang được dùng mặc định: không đổi loại giấy được."))
    CertificateTemplate.objects.filter(pk=locked.pk).update(name=name, kind=design.kind)
    newest = newest_version(locked)
    return newest if newest.digest == design.digest else _append(locked, design, by, at)


@transaction.atomic
def undo_save(*, template: CertificateTemplate, by: Account, at: datetime) -> TemplateVersion:
    """The version before the newest, appended anew: history stays, and an undo can be undone."""
    locked = _own(template)
    last_two = list(locked.versions.order_by("-number")[:2])
    if len(last_two) < 2:
        raise Conflict(_("Chưa có bản nào trước bản này."))
    newest, before = last_two
    version = _append(locked, before.read(), by, at)
    if locked.active_id == newest.pk:
        _use(locked, version, by, at)
    return version


def use_version(
    *, template: CertificateTemplate, version: TemplateVersion, by: Account, at: datetime
) -> None:
    """From now on certificates are drawn with it; refused with everything that is wrong."""
    if template.archived_at:
        raise Conflict(_("Mẫu đã cất đi; hãy lấy lại trước khi dùng."))
    # What draws takes memory that a web process without an editor need not hold.
    from certificates.rendering.glyphs import unreadable_letters

    design = version.read()
    wrong = sentences(design)
    if not wrong and (letters := unreadable_letters(design)):
        wrong = [_("Phông chữ của mẫu không in được các chữ: %(letters)s") % {"letters": " ".join(letters)}]
    if wrong:
        raise DomainError(" ".join(wrong))
    _use(template, version, by, at)


def archive_template(*, template: CertificateTemplate, by: Account, at: datetime) -> None:
    """Out of the list; what was issued with it stays as it is."""
    if _own(template).defaults.exists():
        raise Conflict(_("Mẫu đang được dùng mặc định; hãy chọn mẫu khác cho các nơi đó trước."))
    CertificateTemplate.objects.filter(pk=template.pk).update(archived_at=at)
    _told("certificate_template_archived", template, by, at)


def restore_template(*, template: CertificateTemplate, by: Account, at: datetime) -> None:
    """Back into the list."""
    CertificateTemplate.objects.filter(pk=template.pk).update(archived_at=None)
    _told("certificate_template_restored", template, by, at)


@transaction.atomic
def set_default(
    *, template: CertificateTemplate, course: Course | None = None, office: OrgUnit | None = None, by: Account,
    at: datetime,
) -> TemplateDefault:  # fmt: skip
    """What a course, or an office and all below it, uses for this kind of paper."""
    if template.archived_at or template.active_id is None:
        raise Conflict(_("Mẫu này chưa được dùng hoặc đã cất đi."))
    if course and kind_of(course) != template.kind:
        raise DomainError(
            _(
                "Khóa học này cấp loại giấy khác: bà con được “Ghi nhận hoàn thành”, cán bộ được giấy chứng nhận."
            )
        )
    default, _made = TemplateDefault.objects.update_or_create(
        course=course, office=office, kind=template.kind, defaults={"template": template}
    )
    _told("certificate_template_chosen", template, by, at, unit=office, course=course.code if course else "")
    return default


def drop_default(*, default: TemplateDefault, by: Account, at: datetime) -> None:
    """Back to the office's, the office's above, or the built-in one."""
    _told(
        "certificate_template_unchosen", default.template, by, at, unit=default.office,
        course=default.course.code if default.course else "",
    )  # fmt: skip
    default.delete()


def newest_version(template: CertificateTemplate) -> TemplateVersion:
    """What the editor opens."""
    return template.versions.order_by("-number")[0]


def _own(template: CertificateTemplate) -> CertificateTemplate:
    if template.code:
        raise Conflict(_("Mẫu có sẵn không sửa được; hãy sao chép thành mẫu mới."))
    return CertificateTemplate.objects.select_for_update().get(pk=template.pk)


def _append(template: CertificateTemplate, design: Design, by: Account, at: datetime) -> TemplateVersion:
    last = template.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return TemplateVersion.objects.create(
        template=template,
        number=last + 1,
        design=design.as_json(),
        digest=design.digest,
        made_at=at,
        made_by=by,
    )


def _use(template: CertificateTemplate, version: TemplateVersion, by: Account, at: datetime) -> None:
    CertificateTemplate.objects.filter(pk=template.pk).update(active=version)
    _told("certificate_template_used", template, by, at, after=str(version))


def _told(
    action: str,
    template: CertificateTemplate,
    by: Account,
    at: datetime,
    unit: OrgUnit | None = None,
    **detail: object,
) -> None:
    told = {"title": template.name} | {key: value for key, value in detail.items() if value}
    audit.record(action, kind=audit.Kind.CHANGE, by=by, at=at, unit=unit, detail=told)
