"""A Word document such as a commune's office writes: letterhead, headings, lists, a table, a picture."""

import io

from PIL import Image, ImageDraw

from tests.assessments.exchange.word_files import zipped

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
STYLES = f"""<w:styles {_SPACES}>
<w:style w:styleId="u1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Mucluc1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="LiBang"><w:name w:val="Table Grid"/>
<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {_SPACES}>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""
LINKS = """<Relationships>
<Relationship Id="hinh" Target="media/hinh.png"/>
<Relationship Id="la" Target="media/la.emf"/>
<Relationship Id="ngoai" Target="https://ngoai.example/theo-doi.png" TargetMode="External"/>
</Relationships>"""


def run(text: str, looks: str = "") -> str:
    """`looks` is markup of properties, such as <w:b/>."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, props: str = "") -> str:
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def listed(text: str, number: int) -> str:
    return para(text, props=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: str, style: str = "LiBang", grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in grid)
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    return f"<w:tbl><w:tblPr>{named}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, span: int = 1) -> str:
    """The last cell goes over `span` columns."""
    spans = [1] * (len(cells) - 1) + [span]
    made = (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr>{cell if cell.startswith("<") else para(cell)}</w:tc>'
        for cell, wide in zip(cells, spans, strict=True)
    )
    return f"<w:tr>{''.join(made)}</w:tr>"


def shown(relation: str) -> str:
    return f'<w:r><w:drawing><a:blip r:embed="{relation}"/></w:drawing></w:r>'


def word(*blocks: str, pictures: dict[str, bytes] | None = None, **parts: bytes) -> bytes:
    """The .docx of these blocks."""
    body = f"<w:document {_SPACES}><w:body>{''.join(blocks)}</w:body></w:document>"
    told = {
        "word/document.xml": body.encode(),
        "word/styles.xml": STYLES.encode(),
        "word/numbering.xml": NUMBERING.encode(),
        "word/_rels/document.xml.rels": LINKS.encode(),
    }
    held = {"hinh.png": drawn()} if pictures is None else pictures
    return zipped(told | {f"word/media/{name}": data for name, data in held.items()} | parts)


def drawn(wide: int = 900, high: int = 500) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (wide, high), "#DDEBE6")
    ImageDraw.Draw(picture).ellipse((wide * 0.2, high * 0.1, wide * 0.8, high * 0.9), fill="#0B5D4E")
    picture.save(out, "PNG")
    return out.getvalue()


def office_letter() -> bytes:
    """Everything at once."""
    middle, head = '<w:jc w:val="center"/>', '<w:pStyle w:val="u1"/>'
    bold = "<w:b/>"
    letterhead = row(
        para(run("ỦY BAN NHÂN DÂN", bold), props=middle) + para(run("XÃ PHÚ LÝ", bold), props=middle),
        para(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold), props=middle)
        + para(run("Độc lập - Tự do - Hạnh phúc", bold), props=middle),
    )
    dues = [
        row("TT", "Việc", "Ai làm", "Hạn"),
        row("1", "Rà soát hộ chưa có tài khoản định danh mức 2 trong ấp", "Tổ công nghệ số", "15/9"),
        row("2", "Mở ba buổi hướng dẫn tại nhà văn hóa", "Ủy ban nhân dân xã", "30/9"),
        row("Ghi chú", "Hộ già yếu được đến tận nhà.", span=3),
    ]
    return word(
        table(letterhead, style="", grid=(4000, 6000)),
        para(run("HƯỚNG DẪN", bold), props=middle),
        para(run("Về việc hỗ trợ bà con nộp hồ sơ trên mạng", "<w:b/><w:i/>"), props=middle),
        para("Mục lục ……… 1", props='<w:pStyle w:val="Mucluc1"/>'),
        para("Mục đích và yêu cầu", props=head),
        para(
            "Mỗi ấp có ít nhất ",
            run("hai người", bold),
            " biết nộp hồ sơ; ",
            run("làm đến đâu chắc đến đó", "<w:i/>"),
            ", không chạy theo số lượng. Diện tích nhà văn hóa từ 80 m",
            run("2", '<w:vertAlign w:val="superscript"/>'),
            " trở lên.",
            run("GHI CHÚ NỘI BỘ", "<w:vanish/>"),
        ),
        para("Các bước thực hiện", props=head),
        listed("Lập danh sách các hộ trong ấp, ghi rõ ai đã có điện thoại thông minh.", 1),
        listed("Hẹn buổi, báo trên loa ba lần.", 1),
        listed("Mang theo căn cước công dân", 2),
        listed("Mang theo điện thoại đã sạc đầy", 2),
        para("- Ai chưa có điện thoại thì dùng máy của nhà văn hóa."),
        para(shown("hinh")),
        para("Phân công", props=head),
        table(*dues, grid=(700, 4200, 2600, 1200)),
        para(shown("ngoai")),
        para(run("CHỦ TỊCH", bold), props='<w:jc w:val="right"/>'),
    )
