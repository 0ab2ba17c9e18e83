"""Find our own sentences: those marked for translation, and those somebody forgot to mark."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CONTEXT = "\x04"
APPS = ("lms", "reports", "certificates", "content", "assessments", "courses", "people", "common")
TEMPLATES = frozenset({".html", ".txt"})
# Not the product's interface: samples of the style guide, demonstration data, the certificate itself (one legal
# wording, in Vietnamese) and the page shown when nothing works, translations included.
NOT_INTERFACE = re.compile(
    r"styleguide|^lms/demo/|/migrations/|certificates/sheet\.html$|^lms/templates/500\.html$"
)
# Names of languages are written in their own language.
OWN_NAMES = re.compile("English|Tiếng Việt")

STRING = r"u?('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
CALL = re.compile(
    rf"\b(np|n|p|)(?:gettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?(?:\s*,\s*{STRING})?", re.DOTALL
)
FUNCTION = re.compile(r"^(?:(np|n|p|)gettext(?:_lazy|_noop)?|_)$")
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹĐđ]")
WORD = re.compile(r"[A-Za-zÀ-ỹ]{2,}")
SPOKEN_ATTRIBUTES = re.compile(r'\b(?:title|alt|aria-label|placeholder|label)="([^"]*)"')
# Blocks that fill an attribute of the page they extend.
IN_A_TAG = re.compile(r"_(class|href)$")
MARKED_HERE = re.compile(rf"_\({STRING}\)")


@dataclass
class Marked:
    """A sentence of ours and where it stands."""

    msgid: str
    plural: str = ""
    context: str = ""
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.context}{CONTEXT}{self.msgid}" if self.context else self.msgid


def marked_strings() -> dict[str, Marked]:
    """Every sentence marked for translation in our source, by its key in a catalogue."""
    found: dict[str, Marked] = {}
    for path in _files():
        source = path.read_text(encoding="utf-8")
        for marked in (_in_python if path.suffix == ".py" else _in_template)(source):
            known = found.setdefault(marked.key, marked)
            known.plural = known.plural or marked.plural
            if (name := path.relative_to(ROOT).as_posix()) not in known.files:
                known.files.append(name)
    return found


def unmarked_strings() -> list[str]:
    """Visible words in templates that no translation can reach, as `file: words`."""
    files = [path for path in _files() if path.suffix in TEMPLATES and "/templates/" in str(path)]
    return [
        f"{path.relative_to(ROOT)}: {words}"
        for path in files
        for words in forgotten(path.read_text(encoding="utf-8"), plain=path.suffix == ".txt")
    ]


def forgotten(source: str, plain: bool = False) -> Iterator[str]:
    """Words of one template outside its translate tags."""
    outside: list[str] = []
    for token in _outside_translation(source):
        if token.token_type == TokenType.TEXT:
            outside.append(token.contents)
        elif VIETNAMESE.search(MARKED_HERE.sub("", token.contents)) and '|cut:"' not in token.contents:
            yield token.contents
    markup = OWN_NAMES.sub("", "".join(outside))
    yield from _visible(
        markup if plain else re.sub(r"<!--.*?-->|<(style|script)\b.*?</\1>", "", markup, flags=re.DOTALL)
    )


def _visible(markup: str) -> Iterator[str]:
    spoken = [*SPOKEN_ATTRIBUTES.findall(markup), *re.sub(r"<[^>]*>", "\n", markup).split("\n")]
    for text in spoken:
        words = re.sub(r"&\w+;", "", text).strip()
        if WORD.search(words) and '="' not in words:
            yield words


def _outside_translation(source: str) -> Iterator[Token]:
    inside = ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if inside:
            inside = "" if name == f"end{inside}" else inside
        elif name in {"blocktranslate", "blocktrans", "comment"}:
            inside = name
        elif name == "block" and IN_A_TAG.search(token.contents):
            inside = "block"
        elif name not in {"translate", "trans"} and token.token_type != TokenType.COMMENT:
            yield token


def _in_template(source: str) -> Iterator[Marked]:
    if "{" in source:
        for kind, *texts in CALL.findall(templatize(source)):
            yield _marked(kind, [ast.literal_eval(text) for text in texts if text])


def _in_python(source: str) -> Iterator[Marked]:
    if "gettext" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match = FUNCTION.match(getattr(node.func, "id", getattr(node.func, "attr", "")))
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if match and texts:
            yield _marked(match[1] or "", texts)


def _marked(kind: str, texts: list[str]) -> Marked:
    context = texts.pop(0) if "p" in kind else ""
    return Marked(texts[0], texts[1] if "n" in kind else "", context)


def _files() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix in TEMPLATES | {".py"} and not NOT_INTERFACE.search(name) and path.is_file():
                yield path
