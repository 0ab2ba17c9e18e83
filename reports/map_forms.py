"""The choices above the map; they live in the address, so that a view can be sent to a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms import DayForm
from reports.models import Target
from reports.queries.figures import Frame
from reports.sheets import FIRST_DAY, GRID, OUTLINES

KINDS = [(GRID, _("Lưới ô")), (OUTLINES, _("Ranh giới"))]
FRAMES = [
    (Frame.DAY.value, _("Của ngày đó")),
    (Frame.NOW.value, _("Hiện nay")),
    (Frame.THEN.value, _("Lúc học")),
]


class MapForm(DayForm):
    """What cannot be read is as if it had not been asked; of the day and the cutoff the page says so."""

    first = FIRST_DAY

    khung = forms.ChoiceField(required=False, choices=FRAMES)
    kieu = forms.ChoiceField(required=False, choices=KINDS)

    def frame(self) -> Frame:
        """The chosen map; the boundaries of the day when left out."""
        return Frame(self._chosen("khung") or Frame.DAY)

    def kind(self) -> str:
        """Squares first: small phường are as large as any there."""
        return self._chosen("kieu") or GRID

    def target(self, targets: list[Target]) -> Target | None:
        """The chosen target, else the first; None when there is none."""
        wanted = self.data.get("chi-tieu")
        return next((one for one in targets if one.code == wanted), targets[0] if targets else None)
