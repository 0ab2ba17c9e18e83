"""One person after the sums of attendance."""

from dataclasses import dataclass

from courses.attendance_rules import Outcome
from courses.models import Attendance, Seat


@dataclass
class Earned:
    """Their rows that stand, and what they earn.

    `seat` is theirs; `others` are seats of records that were merged into theirs, whose attendance is theirs too.
    """

    seat: Seat
    rows: list[Attendance]
    outcome: Outcome
    others: tuple[Seat, ...] = ()

    @property
    def learner(self) -> int:
        """Whose it is; a seat may have stayed with a record that was merged away."""
        return self.seat.person.merged_into_id or self.seat.person_id

    @property
    def missed_lessons(self) -> set[int]:
        """The lessons of missed meetings, of somebody who was there in part and not enough."""
        if self.outcome.enough or not self.outcome.hours:
            return set()
        return {one.activity for one in self.outcome.missed if one.activity is not None}
