"""People, units, rights and the log."""

from uuid import uuid4

from tests.scope.declarations.address import NOT_NOW, Address, deed, one, page
from tests.scope.declarations.given import apart, because, xuat
from tests.scope.world.people import xlsx
from tests.scope.world.roles import DESK, HR, SUPERUSER, WHOLE

ADDRESSES: dict[str, Address | list[Address]] = {
    # nhân sự: people
    "bulk_list": page(HR),
    "bulk_new": [
        deed(HR, person="nguoi", data=lambda world: {"nguon": "can-bo", "viec": "nhac"}),
        deed(
            HR,
            unit="don-vi",
            data=lambda world: {"nguon": world.target.code, "viec": "nhac"},
            fine=NOT_NOW | {404},
        ),
    ],
    "bulk_detail": one("bulk", frozenset({"hr"})),
    "bulk_deed": deed(frozenset({"hr"}), "bulk_deed", fine=NOT_NOW),
    "export_list": page(HR),
    "export_new": deed(HR, data=lambda world: {"loai": "can-bo", "dang": "csv"}),
    "export_file": one("export", frozenset({"hr"})),
    "export_deed": deed(frozenset({"hr"}), "export_deed", fine=NOT_NOW),
    "saved_views": [page(DESK), deed(DESK, data=lambda world: {"ten": "Của tôi", "dia-chi": "/nhan-su/"})],
    "saved_view": one("view", DESK),
    "saved_view_deed": deed(DESK, "view_deed", data=lambda world: {"ten": "Tên khác"}),
    "people_list": [
        page(DESK, unit="don-vi"),
        page(DESK, data=lambda world: {"tim": world.foreign.person.phone}),
    ],
    "person_detail": one("person", DESK),
    "unit_list": page(DESK),
    "unit_detail": one("unit", DESK),
    "login_slips": [
        deed(HR, person="nguoi", data=lambda world: {"xac-nhan": "1"}),
        deed(HR, unit="don-vi", data=lambda world: {"tat-ca": "1"}),
    ],
    "roster_upload": [
        page(HR),
        deed(HR, data=lambda world: {"file": xlsx(), "as_of": "31/12/2025"}, fine=frozenset({400})),
    ],
    "roster_detail": one("roster", DESK),
    "roster_apply": [one("roster", HR, fine=NOT_NOW), deed(HR, "roster", fine=NOT_NOW)],
    "roster_columns": [one("roster", HR, fine=NOT_NOW), deed(HR, "roster", fine=NOT_NOW)],
    "roster_row": [one("row", HR, fine=NOT_NOW | {404}), deed(HR, "row", fine=NOT_NOW | {404})],
    "roster_row_skip": deed(HR, "row", fine=NOT_NOW | {404}),
    "roster_units": deed(HR, "roster", fine=NOT_NOW),
    "roster_decide": deed(HR, "roster", fine=NOT_NOW | {403}),
    "roster_withdraw": deed(HR, "roster", fine=NOT_NOW),
    "roster_cancel": deed(HR, "roster", fine=NOT_NOW),
    "roster_retry": deed(HR, "roster", fine=NOT_NOW),
    "roster_undo": [one("roster", HR, fine=NOT_NOW), deed(HR, "roster", fine=NOT_NOW)],
    "roster_result": one("roster", HR, fine=NOT_NOW),
    # nhân sự: one person
    "person_new": page(HR),
    "person_edit": [one("person", HR), deed(HR, "person")],
    "post_new": [one("person", HR), deed(HR, "person")],
    "post_edit": [one("post", HR), deed(HR, "post")],
    "post_transfer": [one("post", HR), deed(HR, "post")],
    "post_end": [one("post", HR), deed(HR, "post")],
    "role_new": [one("person", HR), deed(HR, "person")],
    "role_edit": [one("role", HR), deed(HR, "role")],
    "person_time": [
        one("person", HR),
        deed(HR, "person", data=lambda world: {"minutes": "5", "reason": "Mất điện"}),
    ],
    "person_time_end": deed(HR, "given_time"),
    "phone_change": [one("person", HR), deed(HR, "person")],
    "account_lock": [one("person", HR), deed(HR, "person", data=because)],
    "account_unlock": [one("person", HR), deed(HR, "person", data=because)],
    "account_sign_out": [one("person", HR), deed(HR, "person", data=because)],
    "duplicate_list": page(HR),
    "duplicate_told_apart": deed(HR, person="nguoi", data=apart),
    "duplicate_asked_again": deed(HR, data=lambda world: {"cap": uuid4()}),
    "merge_choose": [one("person", HR), deed(HR, "person")],
    "merge_compare": [one("pair", HR), deed(HR, "pair")],
    "merge_detail": one("merge", HR),
    "merge_undo": deed(HR, "merge", fine=NOT_NOW),
    "term_lists": page(DESK),
    "term_new": page(SUPERUSER, path=lambda world: ["vai-tro"]),
    "term_edit": page(SUPERUSER, path=lambda world: ["vai-tro", world.own.role.role.code]),
    # nhân sự: units
    "unit_add": [one("unit", HR), deed(HR, "unit")],
    "designation_list": page(DESK),
    "designation_new": page(WHOLE),
    "designation_end": [one("designation", WHOLE), deed(WHOLE, "designation", fine=NOT_NOW)],
    "reorganisation_list": page(WHOLE),
    "reorganisation_new": page(WHOLE),
    "reorganisation_detail": one("draft", WHOLE),
    "reorganisation_edit": one("draft", WHOLE),
    "reorganisation_add": one("draft_change", WHOLE),
    "reorganisation_remove": deed(WHOLE, "draft_unit", fine=NOT_NOW | {404}),
    "reorganisation_decide": deed(WHOLE, "draft_unit", fine=NOT_NOW | {404}),
    "reorganisation_apply": deed(WHOLE, "draft", fine=NOT_NOW),
    "reorganisation_revert": deed(WHOLE, "draft", fine=NOT_NOW),
    "reorganisation_discard": deed(WHOLE, "draft", fine=NOT_NOW),
    "reorganisation_copy": deed(WHOLE, "draft", fine=NOT_NOW),
    # second factors of others
    "second_factor_list": page(SUPERUSER),
    "second_factor_reset": one("officer", SUPERUSER),
    # nhân sự: rights and log
    "rights": page(DESK, unit="don-vi"),
    "right_grant": [
        page(HR, account="tai-khoan"),
        page(HR, data=lambda world: {"tim": world.foreign.person.full_name}),
        deed(
            HR, unit="unit", data=lambda world: {"tai-khoan": world.own.account.username, "role": "lanh_dao"}
        ),
        deed(HR, account="tai-khoan", data=lambda world: {"unit": world.own.unit.uuid, "role": "ho_tro"}),
    ],
    "right_end": [one("scope", HR), deed(HR, "scope")],
    "audit_log": [
        page(DESK, unit="don-vi"),
        page(DESK, person="nguoi"),
        page(DESK, data=lambda world: {"ve": world.foreign.person.full_name}),
        page(HR, data=xuat),
    ],
}
