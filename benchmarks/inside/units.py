"""6,000 units loaded as the operator loads them, in turn with a bare reading of the same sheet; then the tree itself."""

import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.inside import big_tree, start

UNITS, RUNS, ASKED = 6000, 5, 50


def main(folder: str) -> None:
    start.setup()
    from django.db import transaction
    from python_calamine import CalamineWorkbook

    from people.models import OrgUnit
    from people.queries.tree import UnitTree
    from people.services.units import load_unit_files

    sheet = big_tree.write_sheet(Path(folder) / "units.xlsx", UNITS)

    def load() -> float:
        """Loaded and taken back: every run finds the same empty place, and the demonstration keeps its units."""
        with transaction.atomic():
            spent = _seconds(lambda: load_unit_files([sheet]))
            found = OrgUnit.objects.filter(valid_from=big_tree.SINCE, code__startswith="9").count()
            assert found == UNITS, f"{found} of {UNITS} units"
            transaction.set_rollback(True)
        return spent

    def bare() -> float:
        return _seconds(lambda: CalamineWorkbook.from_path(str(sheet)).get_sheet_by_index(0).to_python())

    load(), bare()
    pairs = [(load(), bare()) for _ in range(RUNS)]
    with transaction.atomic():  # a second province would change what the demonstration's desk shows
        load_unit_files([sheet])
        reading = [1000 * _seconds(UnitTree.read) for _ in range(RUNS)]
        UnitTree.load()
        knowing = 1000 * _seconds(lambda: [UnitTree.load() for _ in range(ASKED)]) / ASKED
        transaction.set_rollback(True)
    start.tell({"pairs": pairs, "reading": reading, "knowing": knowing, "units": UNITS})


def _seconds(work: Any) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main(sys.argv[1])
