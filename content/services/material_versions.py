"""The files that a document of the library has had, numbered as they were published."""

import logging
from datetime import datetime
from hashlib import file_digest

from django.db import transaction

from content.models import MaterialPage, MaterialVersion

log = logging.getLogger(__name__)


@transaction.atomic
def number_file(*, page: MaterialPage, at: datetime) -> MaterialVersion:
    """A new file is a new number; the same bytes keep theirs, whatever else the page says."""
    MaterialPage.objects.select_for_update().get(pk=page.pk)  # two publications at once are numbered in turn
    name, digest = page.document.file.name, _digest(page)
    newest = MaterialVersion.objects.filter(page=page).order_by("-number").first()
    if newest and newest.digest and digest and newest.digest == digest:
        return newest
    if newest and newest.file == name and not (newest.digest and digest):
        MaterialVersion.objects.filter(pk=newest.pk).update(digest=newest.digest or digest)
        return newest
    number = newest.number + 1 if newest else 1
    return MaterialVersion.objects.create(page=page, number=number, file=name, digest=digest, published_at=at)


def _digest(page: MaterialPage) -> str:
    """Of the file's bytes, "" if storage lacks it: what the library says of a file may be older than the file."""
    document = page.document
    try:
        with document.file.storage.open(document.file.name) as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        log.warning("the file of document %s cannot be read to be numbered", document.pk)
        return ""
