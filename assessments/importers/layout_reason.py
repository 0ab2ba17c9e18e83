"""An answer and what explains it on one line: “Đáp án: B. Giải thích: …”, “Đáp án B vì …”."""

import re

from assessments.importers.layout_signs import SAYS_WHY

_SHORT = 12  # words; a longer answer is a text of its own, whatever stands in it
_MARKED = re.compile(rf"(?<![\s.;,(\[\-–])[\s.;,(\[\-–]+(?:{SAYS_WHY})\s*[:：]\s*", re.IGNORECASE)
_LETTERS = re.compile(
    r"[(\[]?(?:(?:phương\s+án|đáp\s+án|chọn|câu|ý)\s+)?[A-H](?!\w)"
    r"(?:\s*+(?:[,;&+/]|và)\s*+[A-H](?!\w)|\s++[A-H](?!\w))*+[.)\]:,;]*+"
    r"\s++(?:[\-–:]\s*+)?(?!(?:hoặc|hay|[A-H])\b)(?=\S)",
    re.IGNORECASE,
)
_STATEMENTS = re.compile(
    r"\bb\s*+(?:[.)\-–:=]\s*+)?(?:[(\[]\s*+)?(?:đúng|sai|đ|s)\b", re.IGNORECASE
)  # a) Đ b) S
_TRUTH = re.compile(r"(?:đúng|sai)\s*[.,;:\-–]?\s+(?=(?:vì|do|bởi)\b)", re.IGNORECASE)


def parted(said: str) -> tuple[str, str]:
    """The answer alone, and the rest; nothing is parted from a long answer."""
    marked = _MARKED.search(said)
    if marked and marked.start() > 0 and len(said[: marked.start()].split()) <= _SHORT:
        why = said[marked.end() :]
        return said[: marked.start()], why.removesuffix(")") if why.count("(") < why.count(")") else why
    begun = None if _STATEMENTS.search(said) else _TRUTH.match(said) or _LETTERS.match(said)
    return (said[: begun.end()].rstrip(" -–:,;"), said[begun.end() :]) if begun else (said, "")


def with_reason(answer: str, why: str) -> str:
    """As a line would say both, so that they are parted like one."""
    marked = re.match(rf"(?:{SAYS_WHY})\s*[:：]", why, re.IGNORECASE)
    return f"{answer}. {why}" if marked else f"{answer}. Giải thích: {why}"
