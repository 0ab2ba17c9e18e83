"""What the paper of a document of the library says, and its PDF in any form."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from common.vietnamese import format_day, format_size
from content.models import MaterialPage, ShelfItem
from content.printing.forms import FOR_MATERIALS, FOR_READABLE, Form
from content.printing.material import draw_material_poster, draw_material_sheet
from content.printing.sheet import Handout
from content.printing.whole import READABLE, draw_whole
from content.queries import file_version


def forms_of(item: ShelfItem) -> list[str]:
    """What we can read is set whole, too; other kinds are printed from the program that reads them."""
    return [*FOR_MATERIALS, *(FOR_READABLE if item.facts.get("type") in READABLE else [])]


def document_handout(item: ShelfItem, path: str = "") -> Handout:
    """In Vietnamese whoever asks; the code leads to the document's page, or to `path`."""
    address = settings.SITE_ADDRESS.rstrip("/") + (path or reverse("material", args=[item.slug]))
    version = file_version(item.page_id)
    with translation.override("vi"):
        foot = _("Lớp Số · bản %(number)s, ngày %(day)s · phát miễn phí") % {
            "number": version.number, "day": format_day(version.published_at)
        }  # fmt: skip
        file = _("Tệp %(type)s, %(size)s. Tải về không cần tài khoản.") % {
            "type": item.facts["type"], "size": format_size(item.bytes or 0)
        }  # fmt: skip
    return Handout(
        title=item.title, summary=item.summary, need_first="", help=file, address=address,
        typed=address.split("://")[-1].rstrip("/"), foot=foot,
    )  # fmt: skip


def draw_document(item: ShelfItem, said: Handout, form: str, place: str = "") -> bytes:
    """The PDF; a DomainError with a sentence, in the asker's language, for a file that cannot be read."""
    if form in FOR_READABLE:
        page = material_of(item)
        with page.document.file.open("rb") as file:
            return draw_whole(file.read(), item.facts["type"], said, form, notes=page.print_notes)
    with translation.override("vi"):
        return draw_material_poster(said, place) if form == Form.POSTER else draw_material_sheet(said)


def material_of(item: ShelfItem) -> MaterialPage:
    """Its page, with what the library keeps of it."""
    page: MaterialPage = MaterialPage.objects.select_related("document").get(pk=item.page_id)
    return page
