"""The order of a class on paper: by unit, then by given name."""

from certificates.models import CertificateBatch
from common.vietnamese import plain_sort_key


def ordered(batch: CertificateBatch) -> list[int]:
    """Keys of the certificates that have a file, as they are handed out."""
    rows = batch.lines.exclude(certificate=None).exclude(certificate__pdf="")
    found = rows.values_list(
        "certificate__facts__unit", "certificate__enrolment__learner__sort_key", "certificate_id"
    )
    return [key for _unit, _name, key in sorted(found, key=_place)]


def _place(row: tuple[str, str, int]) -> tuple[str, str, int]:
    unit, name, key = row
    return plain_sort_key(unit or ""), name, key
