"""The storage of the tests behaves as a disk does: every opening is its own."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse


def test_two_readers_have_a_place_each() -> None:
    name = default_storage.save("hai.txt", ContentFile(b"0123456789"))
    with default_storage.open(name) as one, default_storage.open(name) as other:
        assert one.read(4) == b"0123"
        assert other.read() == b"0123456789"


def test_closing_a_file_does_not_end_the_request_that_sent_it_before() -> None:
    name = default_storage.save("anh.txt", ContentFile(b"0123456789"))
    ended: list[None] = []
    response = FileResponse(default_storage.open(name))
    response.close = lambda: ended.append(None)  # type: ignore[method-assign]
    response.file_to_stream.close = response.close  # as Django's handler does with a server's wrapper
    with default_storage.open(name) as file:
        file.read()
    assert ended == []


def test_what_is_written_is_read_again() -> None:
    with default_storage.open("viet.txt", "wb") as file:
        file.write(b"chu")
    with default_storage.open("viet.txt") as file:
        assert file.read() == b"chu"
