"""Where files with personal data lie while they are needed: never under the public media address."""

from django.core.files.storage import Storage, storages


def private_files() -> Storage:
    """The storage named `private`; a callable, so that migrations do not freeze where it lies."""
    return storages["private"]
