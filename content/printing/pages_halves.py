"""How a page is enlarged onto sheets of A4: on one if that suffices, else in halves, cut between its lines."""

from dataclasses import dataclass

from content.printing.pages_ink import Ink, cut_between

MM = 72 / 25.4
SHORT, LONG = 210 * MM, 297 * MM
SIDE, FOOT = 7 * MM, 13 * MM  # what printers leave white, and the line that says which half this is
ENOUGH, MOST = 1.4, 1.7  # times the page's own size; A4 onto A3 is 1.41
SLACK = 0.94  # of two sheets: room to look for a good place to cut
OVERLAP = 6 * MM


@dataclass(frozen=True)
class Piece:
    """A part of a page (points from the left and the top of it) on a sheet; `name` is its key in the labels."""

    left: float
    top: float
    right: float
    bottom: float
    scale: float
    upright: bool
    name: str


def pieces_of(ink: Ink) -> list[Piece]:
    """One or two; the larger letters win, but a line is never to be read across two sheets."""
    whole = max(_fit(ink, upright=upright) for upright in (True, False))
    below = min(_room(upright=False)[0] / ink.wide, 2 * SLACK * _room(upright=False)[1] / ink.high, MOST)
    beside = min(2 * SLACK * _room(upright=True)[0] / ink.wide, _room(upright=True)[1] / ink.high, MOST)
    if whole < ENOUGH and below > max(whole, beside):
        return _above_and_below(ink, below)
    halves = _left_and_right(ink, beside) if whole < ENOUGH and beside > whole else []
    return halves or [_whole(ink, whole)]


def _whole(ink: Ink, scale: float) -> Piece:
    upright = _fit(ink, upright=True) >= scale
    return Piece(ink.left, ink.top, ink.right, ink.bottom, scale, upright, "whole")


def _above_and_below(ink: Ink, scale: float) -> list[Piece]:
    """Where no row is free, as in a picture, both sheets show a strip."""
    reach = _room(upright=False)[1] / scale
    cut = cut_between(ink.rows, ink.bottom - reach, ink.top + reach, OVERLAP)
    return [
        Piece(ink.left, ink.top, ink.right, cut.first, scale, False, "above"),
        Piece(ink.left, cut.second, ink.right, ink.bottom, scale, False, "below"),
    ]


def _left_and_right(ink: Ink, scale: float) -> list[Piece]:
    """Columns of a leaflet, of a table; nothing where each column goes through words."""
    reach = _room(upright=True)[0] / scale
    cut = cut_between(ink.columns, ink.right - reach, ink.left + reach, OVERLAP)
    if not cut.clean:
        return []
    return [
        Piece(ink.left, ink.top, cut.first, ink.bottom, scale, True, "left"),
        Piece(cut.second, ink.top, ink.right, ink.bottom, scale, True, "right"),
    ]


def _fit(ink: Ink, *, upright: bool) -> float:
    room = _room(upright=upright)
    return min(room[0] / ink.wide, room[1] / ink.high, MOST)


def _room(*, upright: bool) -> tuple[float, float]:
    wide, high = (SHORT, LONG) if upright else (LONG, SHORT)
    return wide - 2 * SIDE, high - SIDE - FOOT
