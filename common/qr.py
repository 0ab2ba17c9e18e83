"""QR codes as bars: dark modules side by side are one bar, so that no hairline shows between them on paper."""

import segno


def bars(address: str, *, mask: int | None = None) -> tuple[list[tuple[int, int, int]], int]:
    """(row, column, length) of each bar, and how many modules a side has; trying all eight masks is dear."""
    rows = list(segno.make(address, error="m", micro=False, mask=mask).matrix)
    found = [(line, start, length) for line, row in enumerate(rows) for start, length in _runs(row)]
    return found, len(rows)


def _runs(row: bytearray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
