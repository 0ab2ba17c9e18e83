"""Chasing, campaigns, broadcasts and what stands beside them."""

from tests.scope.declarations.address import FINE, NOT_NOW, Address, deed, one, page
from tests.scope.declarations.given import (
    a_campaign,
    a_number,
    a_plan,
    a_plan_line,
    a_programme,
    because,
    cycle,
    pasted,
    slug,
)
from tests.scope.world.roles import CRITERIA, CYCLE, DESK, EVERYBODY, HR, LEARNER, SEES_ALL, SIGNED_IN, WHOLE

ADDRESSES: dict[str, Address | list[Address]] = {
    # đôn đốc
    "chase_today": page(DESK),
    "chase_send_now": deed(HR, fine=FINE | {409}),  # quiet hours
    "chase_leave_out": [
        deed(HR, person="nguoi", data=because),
        deed(HR, unit="don-vi", data=because),
    ],
    "chase_take_in": deed(HR, "chase_skip"),
    "chase_plans": page(DESK),
    "chase_plan_target": page(WHOLE, path=slug),
    "chase_plan_order": one("assignment_to_chase", HR),
    "chase_plan_deed": deed(HR, "chase_plan", data=because),
    "chase_history": [page(DESK), page(HR, data=lambda world: {"xuat": "csv"})],
    "chase_unit": one("unit", DESK),
    "chase_mend": page(DESK),
    "chase_again": deed(HR, "chase_way", fine=NOT_NOW),
    "chase_letter": [one("chase_letter", HR), deed(HR, "chase_letter", fine=NOT_NOW)],
    "chase_letter_file": one("chase_letter", HR),
    "chase_holidays": [page(DESK), deed(WHOLE, fine=NOT_NOW)],
    "chase_holiday_remove": Address(WHOLE, method="post", path=lambda world: [1]),
    "my_reminder": one("own_reminder", SIGNED_IN),
    "my_reminder_ways": Address(LEARNER),
    "report_cycles": [
        page(DESK),
        deed(
            WHOLE, data=lambda world: {"year": 2025, "half": "nam"}, fine=frozenset({422})
        ),  # no target then
    ],
    "legal_bases": [page(DESK), deed(WHOLE, fine=frozenset({422}))],
    "report_cycle": page(DESK, path=cycle),
    "report_cycle_remind": deed(WHOLE, path=cycle),
    "report_cycle_freeze": deed(WHOLE, path=cycle),
    "unit_report": [
        one("unit_report", DESK),
        deed(HR, "unit_report", data=lambda world: {"deed": "luu", "done": "Đã mở lớp"}),
    ],
    # neither was handed in yet
    "unit_report_check": deed(
        WHOLE, "unit_report", data=lambda world: {"deed": "nhan"}, fine=frozenset({409})
    ),
    "report_draft": [page(SEES_ALL, path=cycle), deed(WHOLE, path=cycle)],
    "report_issue": deed(WHOLE, path=cycle, data=lambda world: {"deed": "trinh"}),
    "report_file": [
        page(SEES_ALL, path=lambda world, form=form: [CYCLE, form]) for form in ("docx", "pdf", "xlsx")
    ],
    "report_differences": page(SEES_ALL, path=cycle),
    "target_list": page(DESK),
    "target_detail": page(DESK, path=slug),
    "target_people": page(DESK, path=slug, unit="don-vi"),
    "target_export": page(DESK, path=slug),
    "target_unit": one("target_unit", DESK),
    "target_unit_withdraw": deed(HR, "achievement", data=lambda world: {"reason": "Ghi nhầm"}),
    "campaign_list": page(DESK),
    "campaign_new": page(HR),
    "campaign_detail": one("campaign", DESK),
    "campaign_export": one("campaign", DESK),
    "campaign_edit": one("campaign", HR),
    "campaign_deed": deed(HR, "campaign", data=lambda world: {"viec": "chot"}, fine=NOT_NOW),
    "nomination_list": one("campaign", HR),
    "nomination_deed": deed(
        HR,
        "campaign",
        data=lambda world: {
            "viec": "de-nghi",
            "don-vi": world.own.unit.uuid,
            "nguoi": "",
            "thanh-tich": "Tốt",
        },
        fine=NOT_NOW | {404},
    ),
    "nomination_dossier": one("campaign", HR, fine=NOT_NOW),
    "campaign_board": page(EVERYBODY, path=a_campaign),
    "programme_list": page(DESK),
    "programme_new": page(WHOLE),
    "programme_detail": page(DESK, path=a_programme),
    "programme_edit": page(WHOLE, path=a_programme),
    "programme_next": page(WHOLE, path=a_programme),
    "plan_new": page(WHOLE),
    "plan_detail": page(DESK, path=a_plan),
    "plan_edit": page(WHOLE, path=a_plan),
    "unit_numbers": [page(DESK), deed(HR, data=pasted)],
    "unit_numbers_of": [one("unit", DESK), deed(HR, "unit", data=a_number)],
    "unit_number_withdraw": deed(HR, "unit_number", data=lambda world: {"reason": "Ghi nhầm"}),
    "criterion_matrix": page(DESK),
    "criterion_people": one("criterion_cell", DESK),
    "criterion_tags": page(WHOLE, path=lambda world: [CRITERIA]),
    "training_plan_list": page(DESK),
    "training_plan_new": [page(HR), deed(HR, data=lambda world: {"year": 2027}, unit="unit")],
    "training_plan": one("training_plan", DESK),
    "training_plan_line": deed(HR, "training_plan", data=a_plan_line),
    "training_plan_deed": deed(HR, "training_plan", data=lambda world: {"viec": "luu"}),
    # neither was handed in yet
    "training_plan_check": deed(
        WHOLE, "training_plan", data=lambda world: {"viec": "duyet"}, fine=frozenset({409})
    ),
    "target_new": page(WHOLE),
    "target_edit": page(WHOLE, path=slug),
    "target_giving": [page(WHOLE, path=slug), page(WHOLE, path=slug, data=lambda world: {"xem": "1"})],
}
