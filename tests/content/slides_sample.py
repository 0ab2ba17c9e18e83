"""A PowerPoint file such as a trainer makes: layouts that give bullets, levels, a table, a diagram, pictures, notes."""

from tests.assessments.exchange.word_files import zipped
from tests.content.word_sample import drawn

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEVELS = "".join(f'<a:lvl{n}pPr><a:buChar char="•"/></a:lvl{n}pPr>' for n in range(1, 6))
MASTER = f"""<p:sldMaster {SPACES}><p:cSld><p:spTree/></p:cSld><p:txStyles><p:titleStyle/>
<p:bodyStyle>{LEVELS}</p:bodyStyle></p:txStyles></p:sldMaster>"""
LAYOUT = f"""<p:sldLayout {SPACES}><p:cSld><p:spTree>
<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr></p:sp>
<p:sp><p:nvSpPr><p:cNvPr id="3" name="b"/><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvSpPr></p:sp>
<p:sp><p:nvSpPr><p:cNvPr id="4" name="c"/><p:nvPr><p:ph type="body" idx="2"/></p:nvPr></p:nvSpPr>
<p:txBody><a:lstStyle><a:lvl1pPr><a:buNone/></a:lvl1pPr></a:lstStyle></p:txBody></p:sp>
</p:spTree></p:cSld></p:sldLayout>"""


def run(text: str, looks: str = "") -> str:
    """`looks` are attributes of its properties, such as b="1"."""
    return f"<a:r><a:rPr {looks}/><a:t>{text}</a:t></a:r>"


def para(*runs: str, level: int = 0, props: str = "") -> str:
    told = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f'<a:p><a:pPr lvl="{level}">{props}</a:pPr>{told}</a:p>'


def shape(*paragraphs: str, place: str = "", name: str = 'name="x"') -> str:
    """`place` is that of the layout: attributes of p:ph; without one it is a box of its own."""
    fills = f"<p:ph {place}/>" if place else ""
    body = "".join(one if one.startswith("<") else para(one) for one in paragraphs)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" {name}/><p:nvPr>{fills}</p:nvPr></p:nvSpPr>'
        f"<p:txBody><a:lstStyle/>{body}</p:txBody></p:sp>"
    )


def title(text: str) -> str:
    return shape(text, place='type="title"')


def body(*paragraphs: str) -> str:
    return shape(*paragraphs, place='idx="1"')


def shown(relation: str, words: str = "", crop: str = "", more: str = "") -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="5" name="h" descr="{words}">{more}</p:cNvPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/>{crop}</p:blipFill></p:pic>'
    )


def framed(inside: str, words: str = "") -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="6" name="f" descr="{words}"/><p:nvPr/></p:nvGraphicFramePr>'
        f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def cell(text: str, attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody>{para(text)}</a:txBody></a:tc>"


def table(*rows: str, first: str = 'firstRow="1"') -> str:
    told = "".join(f"<a:tr>{row}</a:tr>" for row in rows)
    return framed(f'<a:tbl><a:tblPr {first}/><a:tblGrid><a:gridCol w="914400"/></a:tblGrid>{told}</a:tbl>')


def slide(*shapes: str, hidden: bool = False) -> str:
    seen = 'show="0"' if hidden else ""
    return f"<p:sld {SPACES} {seen}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def links(**targets: str) -> bytes:
    """Name = kind|target."""
    told = "".join(
        f'<Relationship Id="{name}" Type="{KINDS}/{target.partition("|")[0]}" Target="{target.partition("|")[2]}"/>'
        for name, target in targets.items()
    )
    return f"<Relationships>{told}</Relationships>".encode()


def notes(text: str) -> str:
    place = '<p:nvSpPr><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr>'
    said = f"<p:sp>{place}<p:txBody>{para(text)}</p:txBody></p:sp>"
    return f"<p:notes {SPACES}><p:cSld><p:spTree>{said}</p:spTree></p:cSld></p:notes>"


def deck(
    *slides: str, pictures: dict[str, bytes] | None = None, said: dict[int, str] | None = None, **parts: bytes
) -> bytes:
    """The .pptx of these slides; `said` are the notes of some, by their number."""
    numbered = dict(enumerate(slides, 1))
    listed = "".join(f'<p:sldId r:id="s{n}" id="{255 + n}"/>' for n in numbered)
    told = {
        "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>".encode(),
        "ppt/_rels/presentation.xml.rels": links(**{f"s{n}": f"slide|slides/slide{n}.xml" for n in numbered}),
        "ppt/slideMasters/m.xml": MASTER.encode(),
        "ppt/slideLayouts/l.xml": LAYOUT.encode(),
        "ppt/slideLayouts/_rels/l.xml.rels": links(m="slideMaster|../slideMasters/m.xml"),
    }
    for n, markup in numbered.items():
        more = {"n": f"notesSlide|../notesSlides/n{n}.xml"} if said and n in said else {}
        more |= {"d": "diagramData|../diagrams/d.xml", "c": "chart|../charts/c.xml"}
        images = {
            one.split(".")[0]: f"image|../media/{one}"
            for one in pictures or {"hinh.png": b""}
            if one.split(".")[0] in markup
        }
        told[f"ppt/slides/slide{n}.xml"] = markup.encode()
        told[f"ppt/slides/_rels/slide{n}.xml.rels"] = links(
            l="slideLayout|../slideLayouts/l.xml", **more, **images
        )
    told |= {f"ppt/notesSlides/n{n}.xml": notes(text).encode() for n, text in (said or {}).items()}
    held = {"hinh.png": drawn()} if pictures is None else pictures
    return zipped(told | {f"ppt/media/{name}": data for name, data in held.items()} | parts)


POINTS = f"""<dgm:dataModel xmlns:dgm="urn:d" {SPACES}><dgm:ptLst>
<dgm:pt type="doc"><dgm:t>{para("Gốc")}</dgm:t></dgm:pt><dgm:pt><dgm:t>{para("Tiếp nhận")}</dgm:t></dgm:pt>
<dgm:pt><dgm:t>{para("Trả kết quả")}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"""


def series(name: str, *values: str) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    names = "".join(f'<c:pt idx="{n}"><c:v>Quý {n + 1}</c:v></c:pt>' for n in range(len(values)))
    return f"<c:ser><c:tx><c:v>{name}</c:v></c:tx><c:cat>{names}</c:cat><c:val>{points}</c:val></c:ser>"


CHART = f'<c:chartSpace xmlns:c="urn:c">{series("Trực tuyến", "312", "1204.5")}{series("Giấy", "890", "402")}</c:chartSpace>'


def training() -> bytes:
    """Everything at once."""
    rows = (
        cell("Ấp") + cell("Việc") + cell("Hạn"),
        cell("Bình Chánh", 'rowSpan="2"') + cell("Hướng dẫn VNeID") + cell("15/12"),
        cell("", 'vMerge="1"') + cell("Nộp hồ sơ", 'gridSpan="2"') + cell("", 'hMerge="1"'),
    )
    return deck(
        slide(shape("Tờ rơi VNeID", place='type="ctrTitle"'), shape("Xã Phú Lý", name='name="x" hidden="1"')),
        slide(
            shape("27/11/2026", place='type="dt"'),
            body(
                "Đỡ đi lại",
                para("Ấp xa nhất cách ", run("14 km", 'b="1"'), level=1),
                para("Mùa mưa phải hoãn", level=2),
                para("Biết hồ sơ ở đâu"),
                para("Lưu ý", props="<a:buNone/>"),
            ),
            title("Vì sao nộp hồ sơ trên mạng"),
        ),
        slide(title("Trang nội bộ"), hidden=True),
        slide(title("Phân công"), table(*rows), shown("hinh", "Màn hình Cổng Dịch vụ công")),
        slide(
            title("Quy trình"),
            framed('<dgm:relIds xmlns:dgm="urn:d" r:dm="d"/>'),
            framed('<c:chart xmlns:c="urn:c" r:id="c"/>', "Hồ sơ theo quý"),
            shape("Đến trụ sở", place='type="body" idx="2"'),
        ),
        said={2: "Kể chuyện bác Ba &amp; nói chậm."},
        **{"ppt/diagrams/d.xml": POINTS.encode(), "ppt/charts/c.xml": CHART.encode()},
    )
