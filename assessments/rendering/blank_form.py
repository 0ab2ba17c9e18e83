"""A blank survey on paper: boxes to tick, lines to write on, in the order in which it is typed in afterwards."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from assessments.kinds import plain
from assessments.surveys.items import WRITTEN, Item
from common.pdf_fonts import BOLD, ITALIC, ONE_AT_A_TIME, REGULAR, broken, register

MM = 72 / 25.4
WIDE, HIGH = 210 * MM, 297 * MM
LEFT, RIGHT, BOTTOM = 20 * MM, WIDE - 15 * MM, 18 * MM
SIZE, LEADING, BOX = 12.0, 15.0, 3.6 * MM
STEP = 17 * MM  # a column of the scale


@dataclass(frozen=True)
class Words:
    """What stands around the questions."""

    owner: str
    title: str
    intro: str
    place: str
    foot: str


def draw_blank(words: Words, items: list[Item]) -> bytes:
    """The PDF; a question never breaks from its first answer."""
    target = BytesIO()
    with ONE_AT_A_TIME:
        register()
        sheet = _Sheet(Canvas(target, pagesize=(WIDE, HIGH), lang="vi", initialFontName=REGULAR), words)
        sheet.heading()
        for number, item in enumerate(items, start=1):
            sheet.item(number, item)
        sheet.finish()
    return target.getvalue()


class _Sheet:
    def __init__(self, canvas: Canvas, words: Words) -> None:
        self.canvas, self.words, self.y = canvas, words, HIGH - 18 * MM
        canvas.setTitle(words.title)

    def heading(self) -> None:
        self.text(self.words.owner, REGULAR)
        self.y -= 4
        self.text(self.words.title, BOLD, 16, 20)
        self.text(self.words.intro, ITALIC)
        self.y -= 4
        self.text(self.words.place, REGULAR)

    def item(self, number: int, item: Item) -> None:
        self.room(30 * MM)
        self.y -= 8
        self.text(f"{number}. {plain(item['text'])}", BOLD)
        if item["kind"] == "likert":
            self.scale(item)
        elif item["kind"] in WRITTEN:
            self.lines(1 if item["kind"] == "short" else 4)
        else:
            for option in item["options"]:
                self.option(plain(option["text"]))

    def option(self, label: str) -> None:
        self.room(LEADING * 2)
        self.canvas.setLineWidth(0.8)
        self.canvas.rect(LEFT + 2 * MM, self.y - 2, BOX, BOX)
        self.text(label, REGULAR, indent=9 * MM)
        self.y -= 2

    def scale(self, item: Item) -> None:
        """A table: statements at the left, a box for each step."""
        steps = [step["text"] for step in item["scale"]]
        start = RIGHT - STEP * len(steps)
        self.steps(steps, start)
        for row in item["rows"]:
            lines = broken(plain(row), REGULAR, SIZE, start - LEFT - 4 * MM, 4)
            self.room(LEADING * len(lines) + 6)
            self.canvas.setLineWidth(0.8)
            for place in range(len(steps)):
                self.canvas.rect(start + STEP * (place + 0.5) - BOX / 2, self.y - 2, BOX, BOX)
            self.set(lines)
            self.canvas.setLineWidth(0.3)
            self.canvas.line(LEFT, self.y + LEADING - 5, RIGHT, self.y + LEADING - 5)
            self.y -= 6

    def steps(self, steps: list[str], start: float) -> None:
        heads = [broken(step, REGULAR, 8.5, STEP - 2, 3) for step in steps]
        for place, lines in enumerate(heads):
            self.canvas.setFont(REGULAR, 8.5)
            for depth, line in enumerate(lines):
                self.canvas.drawCentredString(start + STEP * (place + 0.5), self.y - depth * 10, line)
        self.y -= 10 * max(map(len, heads)) + 6

    def lines(self, number: int) -> None:
        for _line in range(number):
            self.room(8 * MM)
            self.y -= 4 * MM
            self.canvas.setLineWidth(0.3)
            self.canvas.line(LEFT, self.y, RIGHT, self.y)
            self.y -= 4 * MM

    def text(
        self, text: str, font: str, size: float = SIZE, leading: float = LEADING, indent: float = 0
    ) -> None:
        self.set(
            broken(text, font, size, RIGHT - LEFT - indent, 8) if text else [], font, size, leading, indent
        )

    def set(
        self,
        lines: list[str],
        font: str = REGULAR,
        size: float = SIZE,
        leading: float = LEADING,
        indent: float = 0,
    ) -> None:
        for line in lines:
            self.canvas.setFont(font, size)
            self.canvas.drawString(LEFT + indent, self.y, line)
            self.y -= leading

    def room(self, height: float) -> None:
        if self.y - height < BOTTOM:
            self.foot()
            self.canvas.showPage()
            self.y = HIGH - 18 * MM

    def foot(self) -> None:
        self.canvas.setFont(ITALIC, 9)
        self.canvas.drawString(LEFT, 10 * MM, self.words.foot)

    def finish(self) -> None:
        self.foot()
        self.canvas.save()
