"""How lines of a Vietnamese test begin: a question, an option, its answer, what is said of it, a part, the end."""

import re
from collections.abc import Iterator

_I = re.IGNORECASE
_REMARK = r"\s*([(\[][^)\]]{0,40}[)\]])?\s*[.:)/\-–]*\s*"
NAMED = re.compile(rf"\W{{0,3}}(?:câu|cau)(?:\s+hỏi)?(?:\s+số)?\s*(\d{{1,5}})(?!\d){_REMARK}", _I)
TASKS = re.compile(rf"\W{{0,3}}(?:bài(?:\s+tập)?|question|q)\s*(\d{{1,4}})(?!\d){_REMARK}", _I)
NUMBERED = re.compile(r"\s*(\d{1,4})\s*[.)/:]\s*()(?=[^\d\s])")
UNNUMBERED = re.compile(r"()()(?=\S)")
LABEL = re.compile(
    r"(?:^|(?<=\s)|(?<=\ufffc))((?:(?:\*|[\[(][xX][\])]|[✓✔√☑☒☐□])\s*|\s)?)(?:([A-Ha-h])\s?[.)/:](?!\.)|[(\[]([A-Ha-h])[)\]]\s*[.:]?|^([A-H])\s+[-–]\s)"
)
_SAYS = (
    r"đáp\s*án|dap\s*an|đ\s*/?\s*a|(?-i:ĐÁ)|đáp\s+số|kq|phương\s+án|câu\s+trả\s+lời|trả\s+lời|kết\s+quả|"
    r"(?:correct\s+)?answer|key|chọn"
)
_MORE = r"(?:\s+(?:đúng|chính\s+xác|chọn|phương\s+án|đáp\s+án|nhất|là|dung))*"
_KEY = re.compile(
    rf"[\s*\-–→⇒•+=>»(\[]*(?:{_SAYS}){_MORE}(?:\s+là)?\s*[)\]]?\s*(?P<sign>[:：.\-–=→])?\s*+(?P<said>.*)",
    _I | re.DOTALL,
)
_ARROW = re.compile(r"\s*(?:=+>|→|⇒|->)\s*(.+)", re.DOTALL)
LETTERS = re.compile(
    r"[(\[]?(?:(?:phương\s+án|đáp\s+án|chọn|câu|ý)\s+)?([A-H](?:\s*+(?:(?:[,;&+/]|và)\s*+)?[A-H])*)\s*[.)\]:]*(?:\s.*)?",
    _I | re.DOTALL,
)
_REASONED = re.compile(r"[A-H]\s*(?:[,.;]\s|(?:vì|do|bởi)\b)")
_TRUTH = re.compile(r"(?:đúng|sai|đ|s)\W*", _I)
SAYS_WHY = r"giải\s+thích|hướng\s+dẫn(?:\s+giải)?|lời\s+giải|căn\s+cứ(?:\s+pháp\s+lý)?|feedback"
SAID = re.compile(
    rf"[\s*(\[]*(?:(?:{SAYS_WHY})\s*[:：]\s*|"
    r"(?:hướng\s+dẫn\s+giải|lời\s+giải(?:\s+chi\s+tiết)?|giải\s+thích)\s*[.)\]]*$)",
    _I,
)
GUIDE = re.compile(
    r"[\s*(\[]*(?:hướng\s+dẫn\s+chấm|gợi\s+ý(?:\s+(?:trả\s+lời|đáp\s+án|chấm))?|biểu\s+điểm|thang\s+điểm)\s*[:：]\s*",
    _I,
)
_PART = re.compile(
    r"\s*(?:(?:phần|chương|chủ\s+đề|mục)\s+(?:\d+|[IVX]+|[A-Z])\b|"
    r"(?:[IVX]{1,5}|[A-D])\s*[.)\-–:/]\s*(?:phần\b|(?:câu\s+hỏi\s+)?(?:trắc\s+nghiệm|tự\s+luận)))",
    _I,
)
_ROMAN = re.compile(r"\s*[IVX]{1,5}\s*[.)\-–:/]\s*\S")
KEY_HEADING = re.compile(
    r"\W*(?:(?:bảng\s+)?(?:đáp\s+án|key)|hướng\s+dẫn\s+chấm)(?:\s+\S+){0,7}\s*[:.]?\s*", _I
)
END = re.compile(r"[\s\-–_=*.…]*(?:hết|the end)?[\s\-–_=*.…]*", _I)
PAGE = re.compile(r"\W*trang\s+\d+(?:\s*/\s*\d+)?(?:\W+mã\s+đề(?:\s+thi)?\W*\w{1,4})?\W*", _I)
BLANK = re.compile(r"[\s.…_]{5,}")
BULLET = re.compile(r"\s*(?:[-–+•●○▪☐☑☒□✓✔]|o\s)\s*")


def key_of(text: str) -> str | None:
    """What the line gives as the answer, maybe nothing yet; None for a line that gives none."""
    arrow = _ARROW.fullmatch(text)
    found = _KEY.fullmatch((arrow[1] if arrow else text).rstrip())
    if found is None:
        return arrow[1] if arrow and LETTERS.fullmatch(arrow[1]) else None
    said = found["said"]
    whole = bool(LETTERS.fullmatch(said) or _TRUTH.fullmatch(said))
    short = text.strip()[:4].casefold() == "chọn" or not found["sign"]
    if short and said and not (whole and (len(said) < 12 or _REASONED.match(said))):
        return None
    return said.removesuffix(")") if said.count("(") < said.count(")") else said


def is_part(text: str) -> bool:
    """Whether the line is the heading of a part, with or without that word."""
    return bool(_PART.match(text)) or (text.isupper() and bool(_ROMAN.match(text)))


def sure_part(text: str) -> bool:
    """A heading also where the last question has no options."""
    return is_part(text) and (text.isupper() or "trắc nghiệm" in text.lower() or "tự luận" in text.lower())


def labels(text: str, place: int, listed: str = "") -> Iterator[tuple[int, int, bool]]:
    """Where options begin: letters that go on from the last one, the first at the start of its line or with a second.

    An automatic list may have gone on counting from the question before: then its first letter is not A.
    """
    found: list[tuple[int, int, bool]] = []
    base = 0
    for match in LABEL.finditer(text):
        letter = ord((match[2] or match[3] or match[4]).upper()) - ord("A")
        if listed.isalpha() and len(listed) == 1 and not found and not text[: match.start()].strip():
            base = letter - place
        if letter == base == place and len(found) == 1 and text[: found[0][0]].strip():
            found.clear()  # “Vitamin A. có ở đâu? A. …”: the first was a word of the question
        if letter - base == place + len(found):
            found.append((match.start(), match.end(), bool(match[1].strip(" ☐□"))))
    begins = bool(found) and (not text[: found[0][0]].strip() or len(found) > 1 or place > 0)
    yield from found if begins else ()


def begins_something(text: str) -> bool:
    """Whether the line means something to the layout, so that its table was only there to set lines."""
    starts = (NAMED, TASKS, NUMBERED, LABEL, SAID, GUIDE)
    return any(start.match(text) for start in starts) or key_of(text) is not None or is_part(text)
