"""A picture drawn at twice its size and scaled down, so that shapes have smooth edges."""

from PIL import Image, ImageDraw

from tools.drawing import tokens as t

SCALE = 2


def parse_bold(text: str) -> list[tuple[str, str]]:
    """Split `a **b** c` into words with their weight."""
    words = []
    for index, part in enumerate(text.split("**")):
        weight = "bold" if index % 2 else "regular"
        glued = (
            bool(words)
            and bool(part)
            and not part[0].isspace()
            and not text.split("**")[index - 1].endswith(" ")
        )
        for number, word in enumerate(part.split(" ")):
            if not word:
                continue
            words.append(("\u2060" + word if number == 0 and glued and index else word, weight))
    return words


class Canvas:
    """Drawing in logical pixels; `image()` gives the finished picture."""

    def __init__(self, width: int, height: int, fill: str = t.PAPER) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), fill)
        self._draw = ImageDraw.Draw(self._image)

    def image(self) -> Image.Image:
        return self._image.resize((self.width, self.height), Image.Resampling.LANCZOS)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 1.0,
        radius: float = 0.0,
    ) -> None:
        corners = [x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1]
        stroke = max(1, round(width * SCALE)) if line else 0
        self._draw.rounded_rectangle(corners, radius * SCALE, fill=fill, outline=line, width=stroke)

    def disc(
        self,
        x: float,
        y: float,
        r: float,
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 1.0,
    ) -> None:
        corners = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self._draw.ellipse(
            corners, fill=fill, outline=line, width=max(1, round(width * SCALE)) if line else 0
        )

    def stroke(self, points: list[tuple[float, float]], colour: str, width: float = 1.0) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def text_width(self, text: str, size: float, weight: str = "regular") -> float:
        return t.font(round(size * SCALE), weight).getlength(text) / SCALE

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str = t.INK,
        weight: str = "regular",
        anchor: str = "lm",
    ) -> None:
        """One line; the anchor is Pillow's (l/m/r, then a/m/s)."""
        face = t.font(round(size * SCALE), weight)
        self._draw.text((x * SCALE, y * SCALE), text, font=face, fill=colour, anchor=anchor)

    def fitted(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        room: float,
        colour: str = t.INK,
        weight: str = "regular",
        anchor: str = "lm",
    ) -> None:
        """One line, made smaller until it fits in the room."""
        while self.text_width(text, size, weight) > room and size > 6:
            size -= 0.5
        self.text(x, y, text, size, colour, weight, anchor)

    def lines(
        self, text: str, size: float, room: float, weight: str = "regular"
    ) -> list[list[tuple[str, str]]]:
        """Break marked text into lines of (word, weight) no wider than the room."""
        space = self.text_width(" ", size)
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0.0
        for word, marked in parse_bold(text):
            own = "bold" if weight == "bold" else marked
            wide = self.text_width(word.lstrip("\u2060"), size, own)
            if lines[-1] and used + wide > room and not word.startswith("\u2060"):
                lines.append([])
                used = 0.0
            lines[-1].append((word, own))
            used += wide + space
        return lines

    def balanced(self, text: str, size: float, room: float, weight: str = "regular") -> float:
        """The narrowest room that needs no more lines, so that no word is left alone on the last one."""
        count = len(self.lines(text, size, room, weight))
        while count > 1 and len(self.lines(text, size, room - 10, weight)) == count:
            room -= 10
        return room

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        room: float,
        colour: str = t.INK,
        weight: str = "regular",
        leading: float = 1.35,
        centre: bool = False,
    ) -> float:
        """Wrapped text with **bold**; returns the y below it."""
        space = self.text_width(" ", size)
        for line in self.lines(text, size, room, weight):
            wide = sum(self.text_width(w.lstrip("\u2060"), size, b) for w, b in line)
            wide += space * sum(1 for w, _ in line[1:] if not w.startswith("\u2060"))
            at = x + (room - wide) / 2 if centre else x
            for number, (word, own) in enumerate(line):
                if number and not word.startswith("\u2060"):
                    at += space
                shown = word.lstrip("\u2060")
                self.text(at, y + size * leading / 2, shown, size, colour, own, "lm")
                at += self.text_width(shown, size, own)
            y += size * leading
        return y

    def paste(self, other: Image.Image, x: float, y: float) -> None:
        self._image.paste(other, (round(x * SCALE), round(y * SCALE)))
