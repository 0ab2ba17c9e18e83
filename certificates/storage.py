"""Where certificates' files lie: private, never under the public media address."""

from functools import cache

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


@cache
def private_storage() -> Storage:
    """The storage called `private` where settings name one, else a folder of DATA_DIR that nothing serves.

    One a process: the models' fields hold the same.
    """
    if "private" in settings.STORAGES:
        return storages["private"]
    return FileSystemStorage(location=settings.DATA_DIR / "private")
