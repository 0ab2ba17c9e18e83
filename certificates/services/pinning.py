"""Fixing the version of the template that a certificate is drawn with; once it has its file, for ever."""

from collections import defaultdict
from collections.abc import Sequence

from certificates.choosing import Chooser
from certificates.models import Certificate, TemplateVersion


def pin_templates(certificates: Sequence[Certificate], chooser: Chooser | None = None) -> None:
    """Give each that has none the version in force now, in two statements and one for each template in use.

    For many at once load them with `select_related("enrolment__course", "template_version__template")`.
    """
    without = [one for one in certificates if one.template_version_id is None]
    if not without:
        return
    chooser = chooser or Chooser(max(one.issued_on for one in without))
    chosen: dict[TemplateVersion, list[Certificate]] = defaultdict(list)
    for one in without:
        chosen[chooser.version_for(one.enrolment.course, one.office_id, one.kind)].append(one)
    for version, group in chosen.items():
        waiting = Certificate.objects.filter(pk__in=[one.pk for one in group], template_version=None)
        waiting.update(template_version=version)
        for one in group:
            one.template_version = version


def unpin_template(certificate: Certificate) -> None:
    """It could not be drawn: the next attempt takes the template as it has been mended by then."""
    Certificate.objects.filter(pk=certificate.pk, pdf="").update(template_version=None)
    certificate.template_version = None
