"""Whether two states of a file show the same page: signing tools differ in what they add, never in what is printed."""

from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

OF_THE_CATALOG = {
    "/AcroForm",
    "/DSS",
    "/Extensions",
    "/Perms",
    "/Metadata",
    "/Version",
}  # what a signature brings
OF_THE_PAGE = {"/Annots", "/Parent"}


def same_page(before: Any, after: Any) -> bool:
    """Of two states (pyHanko's resolvers): the same single page and catalog, and nothing laid over but signatures."""
    pages = [state.root["/Pages"] for state in (before, after)]
    if any(int(tree["/Count"]) != 1 or len(tree["/Kids"]) != 1 for tree in pages):
        return False
    old, new = (tree["/Kids"][0] for tree in pages)
    catalogs = _same(before.root, after.root, OF_THE_CATALOG | {"/Pages"}, {})
    return catalogs and _same(old, new, OF_THE_PAGE, {}) and _only_signatures(new)


def _only_signatures(page: Any) -> bool:
    laid_over = page.get("/Annots", ArrayObject())
    return all(_is_signature(laid_over[place]) for place in range(len(laid_over)))


def _is_signature(annotation: Any) -> bool:
    field = annotation if "/FT" in annotation else annotation.get("/Parent", {})
    return bool(annotation.get("/Subtype") == "/Widget" and field.get("/FT") == "/Sig")


def _same(old: Any, new: Any, but: set[str], seen: dict[tuple[Any, Any], bool]) -> bool:
    """Deep equality, through references whatever their numbers; a pair that is being compared counts as equal."""
    if isinstance(old, IndirectObject) and isinstance(new, IndirectObject):
        pair = (old.reference, new.reference)
        if pair in seen:
            return True
        seen[pair] = True
    old, new = (one.get_object() if isinstance(one, IndirectObject) else one for one in (old, new))
    if isinstance(old, DictionaryObject) and isinstance(new, DictionaryObject):
        return _same_dicts(old, new, but, seen)
    if isinstance(old, ArrayObject) and isinstance(new, ArrayObject):
        pairs = zip(_raw(old), _raw(new), strict=False)
        return len(old) == len(new) and all(_same(one, other, but, seen) for one, other in pairs)
    return bool(old == new)


def _same_dicts(
    old: DictionaryObject, new: DictionaryObject, but: set[str], seen: dict[tuple[Any, Any], bool]
) -> bool:
    keys = set(old) - but
    if keys != set(new) - but:
        return False
    shown, shows = (one.data if isinstance(one, StreamObject) else None for one in (old, new))
    if shown != shows:
        return False
    return all(_same(old.raw_get(key), new.raw_get(key), {"/Parent"}, seen) for key in keys)


def _raw(array: ArrayObject) -> list[Any]:
    return [array.raw_get(place) for place in range(len(array))]
