"""A PowerPoint file taken apart for paper: its slides in order, with titles, words by level, tables and pictures."""

from collections import Counter
from collections.abc import Iterator

from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from content.printing.article import Block
from content.printing.office import Package, counted, no, on
from content.printing.slides_shapes import Slide
from content.printing.slides_words import words_of_notes
from content.printing.word_pictures import Pictures

POWERPOINT, MAIN = "PowerPoint", "ppt/presentation.xml"
MOST_SLIDES = 200
EVERYWHERE = 3  # slides; a picture on more, and on a third of all, is a sign of the house


def blocks_of_slides(data: bytes, *, notes: bool = False) -> list[Block]:
    """What the projector shows, and what the speaker noted if asked for; a DomainError says why not."""
    package = Package(data, POWERPOINT, ".pptx", MAIN)
    names = _slides(package)
    if len(names) > MOST_SLIDES:
        told = {"most": MOST_SLIDES}
        raise no(_("Tệp PowerPoint có hơn %(most)s trang chiếu; hãy tải về và in những trang cần.") % told)
    with translation.override("vi"):  # what is printed is Vietnamese whoever prints it
        labels = {"slide": _("Trang chiếu %(n)s"), "notes": _("Lời người trình bày")}
    return counted(_deck(package, names, labels, notes), POWERPOINT)


def _slides(package: Package) -> list[str]:
    """In the order in which they are shown."""
    links = package.links(MAIN)
    listed = (links.get(one.get("id", "")) for one in package.xml(MAIN).iterfind("sldIdLst/sldId"))
    return [link.part for link in listed if link and link.kind == "slide" and link.part in package.archive]


def _deck(package: Package, names: list[str], labels: dict[str, str], notes: bool) -> Iterator[Block]:
    """Hidden slides are counted, as the projector counts them, and left out."""
    pictures, signs, seen = Pictures(package.archive, {}), _signs(package, names), set[str]()
    for number, name in enumerate(names, 1):
        root = package.xml(name)
        if not on(root.get("show", "1")):
            continue
        found = list(Slide(package, name, root, pictures, seen & signs).blocks())
        seen |= _pictures(package, name)
        said = words_of_notes(package, name) if notes else ""
        if said:
            found.append(Block("note", f"<b>{escape(labels['notes'])}:</b><br/>{said}"))
        if found:
            yield Block("part", escape(labels["slide"] % {"n": number}))
            yield from found


def _signs(package: Package, names: list[str]) -> set[str]:
    """Pictures that stand on so many slides that one time is enough."""
    times = Counter(part for name in names for part in _pictures(package, name))
    return {part for part, number in times.items() if number > max(EVERYWHERE, len(names) / 3)}


def _pictures(package: Package, name: str) -> set[str]:
    return {link.part for link in package.links(name).values() if link.kind == "image"}
