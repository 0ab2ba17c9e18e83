"""Formulas of Office (OMML) on one line: a/b, x^2, √(x), ∑_(i=1)^n x."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

Flat = Callable[[Element | None], str]
_BARS = {"sSup": ("e", "^", "sup"), "sSub": ("e", "_", "sub"), "f": ("num", "/", "den")}
FORMULAS = frozenset(
    {*_BARS, "d", "rad", "nary", "sSubSup", "m", "func", "limLow", "limUpp", "eqArr", "acc", "bar"}
)


def formula(node: Element, flat: Flat) -> str:
    """A piece of a formula; `flat` writes what stands inside."""
    if node.tag in _BARS:
        first, sign, second = _BARS[node.tag]
        return sign.join(_grouped(flat(node.find(part))) for part in (first, second))
    return _PIECES[node.tag](node, flat)


def _fenced(node: Element, flat: Flat) -> str:
    """Brackets stand in properties, not in the text."""
    begins, ends = _said(node, "dPr/begChr", "("), _said(node, "dPr/endChr", ")")
    between = _said(node, "dPr/sepChr", "|")
    return begins + between.join(flat(inner) for inner in node.findall("e")) + ends


def _root(node: Element, flat: Flat) -> str:
    degree = flat(node.find("deg")).strip()
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"√[{degree}]")
    return f"{sign}({flat(node.find('e'))})"


def _sum(node: Element, flat: Flat) -> str:
    low, high = (flat(node.find(part)) for part in ("sub", "sup"))
    limits = f"_{_grouped(low)}" * bool(low) + f"^{_grouped(high)}" * bool(high)
    return f"{_said(node, 'naryPr/chr', '∫')}{limits} {flat(node.find('e'))}"


def _both(node: Element, flat: Flat) -> str:
    base, low, high = (_grouped(flat(node.find(part))) for part in ("e", "sub", "sup"))
    return f"{base}_{low}^{high}"


def _matrix(node: Element, flat: Flat) -> str:
    rows = (", ".join(flat(cell) for cell in row.findall("e")) for row in node.findall("mr"))
    return f"[{'; '.join(rows)}]"


def _function(node: Element, flat: Flat) -> str:
    return f"{flat(node.find('fName'))} {flat(node.find('e'))}"


def _limit(node: Element, flat: Flat) -> str:
    sign = "_" if node.tag == "limLow" else "^"
    return f"{flat(node.find('e'))}{sign}({flat(node.find('lim'))})"


def _lines(node: Element, flat: Flat) -> str:
    return "; ".join(flat(line) for line in node.findall("e"))


def _accent(node: Element, flat: Flat) -> str:
    """A sign above behind its last letter, where Unicode joins the two."""
    usual = "\u0305" if node.tag == "bar" else "\u0302"
    return flat(node.find("e")) + _said(node, "accPr/chr", usual)


_PIECES: dict[str, Callable[[Element, Flat], str]] = {
    "d": _fenced,
    "rad": _root,
    "nary": _sum,
    "sSubSup": _both,
    "m": _matrix,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "eqArr": _lines,
    "acc": _accent,
    "bar": _accent,
}


def _said(node: Element, path: str, usual: str) -> str:
    found = node.find(path)
    return usual if found is None else found.get("val", usual)


def _grouped(part: str) -> str:
    fenced = part[:1] == "(" and part.find(")") == len(part) - 1
    return part if len(part) < 2 or part.isalnum() or fenced else f"({part})"
