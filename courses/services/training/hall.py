"""The hall's code, scanned by whoever sits there: their presence, or a question to the trainer."""

from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from courses.attendance_rules import in_time
from courses.models import Claim, Meeting, Seat
from courses.models.attendance import How
from courses.models.session import TAKES_PEOPLE
from courses.services.training.register import Register
from courses.services.training.scanning import Answer, Scan, take_scans
from people.models import Account, Person


@transaction.atomic
def arrive(*, meeting: Meeting, person: Person, at: datetime, by: Account) -> Answer:
    """The caller has seen that the code was fresh. Whoever has no seat waits for the trainer."""
    if not in_time(meeting.starts_at, meeting.ends_at, at) or meeting.session.state not in TAKES_PEOPLE:
        raise Conflict(_("Buổi học này không điểm danh lúc này."))
    seat = Seat.objects.filter(session=meeting.session_id, person=person).first()
    uuid = uuid5(meeting.uuid, f"{person.uuid}/{at.isoformat()}")
    if seat:
        scan = Scan(uuid, meeting.uuid, person.staff_code, at)
        return take_scans(session=meeting.session, scans=[scan], at=at, by=by, how=How.HALL_QR)[0]
    register = Register(meeting.session, at=at, by=by)
    register.keep(
        [
            Claim(
                uuid=uuid, meeting=meeting, person=person, why=Claim.Why.NOT_ON_ROLL, how=How.HALL_QR, at=at,
                received_at=at, received_by=by,
            )
        ]
    )  # fmt: skip
    return Answer(uuid, "held", _("Anh/chị chưa có trong danh sách lớp: giảng viên sẽ xem và ghi."))
