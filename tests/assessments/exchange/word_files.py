"""Small Word documents for tests, written by hand."""

import io
import zipfile
from html import escape

_OPEN = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>'
)
_LOOKS = {
    "b": "<w:b/>",
    "u": '<w:u w:val="single"/>',
    "c": '<w:color w:val="FF0000"/>',
    "h": '<w:highlight w:val="yellow"/>',
    "^": '<w:vertAlign w:val="superscript"/>',
}


def run(text: str, look: str = "") -> str:
    """A run; a tab in the text is a tab of Word."""
    looks = "".join(_LOOKS[sign] for sign in look)
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r><w:rPr>{looks}</w:rPr>{pieces}</w:r>"


def picture(relation: str) -> str:
    return f'<w:r><w:drawing><a:blip r:embed="{relation}"/></w:drawing></w:r>'


def paragraph(*runs: str, listed: tuple[int, int] | None = None) -> str:
    """A paragraph of runs or plain texts; `listed` is its automatic number (list, level)."""
    number = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr></w:pPr>'
        if listed
        else ""
    )
    return f"<w:p>{number}{''.join(part if part.startswith('<') else run(part) for part in runs)}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def document(*blocks: str, files: dict[str, bytes] | None = None, numbering: str = "") -> bytes:
    """The .docx; a block that is no markup is a paragraph."""
    body = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    parts = {"word/document.xml": f"{_OPEN}{body}</w:body></w:document>".encode()}
    links = "".join(
        f'<Relationship Id="{name.split(".")[0]}" Target="media/{name}"/>' for name in files or {}
    )
    parts["word/_rels/document.xml.rels"] = f"<Relationships>{links}</Relationships>".encode()
    parts |= {f"word/media/{name}": data for name, data in (files or {}).items()}
    if numbering:
        parts["word/numbering.xml"] = numbering.encode()
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()
