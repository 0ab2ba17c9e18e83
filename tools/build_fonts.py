"""Cut the committed font subsets out of the full families (developers only; nothing here runs at install).

Screens get Be Vietnam Pro as woff2 without hinting; documents get TrueType, which xhtml2pdf needs.
"""

from importlib.resources import files
from pathlib import Path

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "lms" / "static" / "fonts"
DOCUMENTS = ROOT / "common" / "fonts"
TINOS = Path("/usr/share/fonts/truetype/croscore")

VIETNAMESE = "ĂăÂâĐđÊêÔôƠơƯưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĨĩŨũ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
PUNCTUATION = "\u00a0–—‘’“”…·•×°²§«»₫→−≥≤±"
SCREEN = "".join(map(chr, range(0x20, 0x7F))) + VIETNAMESE + MARKS + PUNCTUATION
# A document may name a foreign author or a street abroad: the whole of Latin-1 and Latin Extended-A.
DOCUMENT = SCREEN + "".join(map(chr, range(0xA1, 0x180)))

WEB_FACES = {"be-vietnam-pro-400": "Regular", "be-vietnam-pro-600": "SemiBold"}
DOCUMENT_FACES = ("Regular", "SemiBold", "Italic", "SemiBoldItalic")
TINOS_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def add_tabular_figures(font: TTFont) -> None:
    """Give the face a `tnum` feature, which the family lacks: columns of numbers must line up in tables."""
    glyf, widths = font["glyf"], font["hmtx"].metrics
    digits = [font.getBestCmap()[code] for code in range(0x30, 0x3A)]
    width = sorted(widths[name][0] for name in digits)[len(digits) // 2]  # the usual digit; 1 gains, 4 loses
    mapping = {name: f"{name}.tnum" for name in digits}
    for name, tabular in mapping.items():
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = name, (width - widths[name][0]) // 2, 0, 0x0004
        glyph = Glyph()
        glyph.numberOfContours, glyph.components = -1, [part]
        glyf[tabular] = glyph
        glyph.recalcBounds(glyf)
        widths[tabular] = (width, glyph.xMin)
    _register_feature(font["GSUB"].table, "tnum", mapping)


def _register_feature(gsub: otTables.GSUB, tag: str, mapping: dict[str, str]) -> None:
    """Append a single substitution under every script, keeping the feature list sorted by tag."""
    gsub.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(mapping)]))
    gsub.LookupList.LookupCount = len(gsub.LookupList.Lookup)  # the subsetter trusts the stored count
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(gsub.LookupList.Lookup) - 1]
    before = list(gsub.FeatureList.FeatureRecord)
    after = sorted([*before, record], key=lambda each: each.FeatureTag)
    place = {id(each): number for number, each in enumerate(after)}
    for script in gsub.ScriptList.ScriptRecord:
        systems = [each.LangSys for each in script.Script.LangSysRecord]
        for system in [script.Script.DefaultLangSys, *systems]:
            old = [place[id(before[index])] for index in system.FeatureIndex]
            system.FeatureIndex = sorted([*old, place[id(record)]])
    gsub.FeatureList.FeatureRecord = after


def cut(source: Path, target: Path, text: str, *, flavor: str | None) -> None:
    """Write the subset of one face, without hinting; a document keeps the tables that place marks.

    A browser composes a letter and its mark by itself where the composed letter is in the font, and all of ours are.
    """
    options = Options()
    options.flavor = flavor
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "tnum"] if flavor else ["kern", "mark", "mkmk", "ccmp", "tnum", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14] if flavor is None else [1, 2]
    options.notdef_outline = True
    font = load_font(str(source), options)
    if source.stem.startswith("BeVietnamPro"):
        add_tabular_figures(font)
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    save_font(font, str(target), options)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")


def main() -> None:
    """Rebuild every committed font file and its licence."""
    family = Path(str(files("fontpkg_be_vietnam_pro")))
    for name, style in WEB_FACES.items():
        cut(family / "files" / f"BeVietnamPro-{style}.ttf", WEB / f"{name}.woff2", SCREEN, flavor="woff2")
    for style in DOCUMENT_FACES:
        source = family / "files" / f"BeVietnamPro-{style}.ttf"
        cut(source, DOCUMENTS / f"BeVietnamPro-{style}.ttf", DOCUMENT, flavor=None)
    for style in TINOS_FACES:
        cut(TINOS / f"Tinos-{style}.ttf", DOCUMENTS / f"Tinos-{style}.ttf", DOCUMENT, flavor=None)
    licence = (family / "LICENSE").read_text(encoding="utf-8")
    for folder in (WEB, DOCUMENTS):
        (folder / "BeVietnamPro-OFL.txt").write_text(licence, encoding="utf-8")
    terms = licence[licence.index("This Font Software is licensed") :]
    owner = load_font(str(TINOS / "Tinos-Regular.ttf"), Options())["name"].getDebugName(0)
    (DOCUMENTS / "Tinos-OFL.txt").write_text(f"{owner}\n\n{terms}", encoding="utf-8")


if __name__ == "__main__":
    main()
