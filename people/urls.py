"""The HR desk's pages about people, below /nhan-su/."""

from django.urls import path

from people.views import guidance
from people.views.account_care import account_lock, account_sign_out, account_unlock, phone_change
from people.views.audit import audit_log
from people.views.designations import designation_end, designation_list, designation_new
from people.views.draft_changes import reorganisation_add, reorganisation_decide, reorganisation_remove
from people.views.duplicates import duplicate_asked_again, duplicate_list, duplicate_told_apart
from people.views.hand import (
    person_edit,
    person_new,
    post_edit,
    post_end,
    post_new,
    post_transfer,
    role_edit,
    role_new,
)
from people.views.merging import merge_choose, merge_compare, merge_detail, merge_undo
from people.views.people import people_list, person_detail
from people.views.reorganisations import (
    reorganisation_apply,
    reorganisation_copy,
    reorganisation_detail,
    reorganisation_discard,
    reorganisation_edit,
    reorganisation_list,
    reorganisation_new,
    reorganisation_revert,
)
from people.views.rights import right_end, right_grant, rights
from people.views.rosters import deeds, mend
from people.views.rosters.columns import roster_columns
from people.views.rosters.show import roster_detail
from people.views.rosters.upload import roster_upload
from people.views.second_factors import second_factor_list, second_factor_reset
from people.views.slips import login_slips
from people.views.terms import term_edit, term_lists
from people.views.units import unit_add, unit_detail, unit_list

urlpatterns = [
    path("nap-danh-sach/", roster_upload, name="roster_upload"),
    path("nap-danh-sach/<uuid:uuid>/", roster_detail, name="roster_detail"),
    path("nap-danh-sach/<uuid:uuid>/cot/", roster_columns, name="roster_columns"),
    path("nap-danh-sach/<uuid:uuid>/dong/<int:number>/", mend.roster_row, name="roster_row"),
    path("nap-danh-sach/<uuid:uuid>/dong/<int:number>/bo/", mend.roster_row_skip, name="roster_row_skip"),
    path("nap-danh-sach/<uuid:uuid>/don-vi/", mend.roster_units, name="roster_units"),
    path("nap-danh-sach/<uuid:uuid>/nap/", deeds.roster_apply, name="roster_apply"),
    path("nap-danh-sach/<uuid:uuid>/duyet/", deeds.roster_decide, name="roster_decide"),
    path("nap-danh-sach/<uuid:uuid>/rut-lai/", deeds.roster_withdraw, name="roster_withdraw"),
    path("nap-danh-sach/<uuid:uuid>/bo/", deeds.roster_cancel, name="roster_cancel"),
    path("nap-danh-sach/<uuid:uuid>/lam-tiep/", deeds.roster_retry, name="roster_retry"),
    path("nap-danh-sach/<uuid:uuid>/hoan-tac/", deeds.roster_undo, name="roster_undo"),
    path("nap-danh-sach/<uuid:uuid>/ket-qua/", deeds.roster_result, name="roster_result"),
    path("can-bo/", people_list, name="people_list"),
    path("can-bo/ma-dang-nhap/", login_slips, name="login_slips"),
    path("can-bo/<uuid:uuid>/", person_detail, name="person_detail"),
    path("can-bo/them/", person_new, name="person_new"),
    path("can-bo/<uuid:uuid>/sua/", person_edit, name="person_edit"),
    path("can-bo/<uuid:uuid>/vi-tri/them/", post_new, name="post_new"),
    path("can-bo/<uuid:uuid>/vi-tri/<uuid:post>/sua/", post_edit, name="post_edit"),
    path("can-bo/<uuid:uuid>/vi-tri/<uuid:post>/chuyen/", post_transfer, name="post_transfer"),
    path("can-bo/<uuid:uuid>/vi-tri/<uuid:post>/thoi/", post_end, name="post_end"),
    path("can-bo/<uuid:uuid>/vai-tro/them/", role_new, name="role_new"),
    path("can-bo/<uuid:uuid>/vai-tro/<uuid:role>/sua/", role_edit, name="role_edit"),
    path("can-bo/<uuid:uuid>/gop/", merge_choose, name="merge_choose"),
    path("can-bo/<uuid:uuid>/gop/<uuid:other>/", merge_compare, name="merge_compare"),
    path("trung-lap/", duplicate_list, name="duplicate_list"),
    path("trung-lap/khac-nguoi/", duplicate_told_apart, name="duplicate_told_apart"),
    path("trung-lap/xem-lai/", duplicate_asked_again, name="duplicate_asked_again"),
    path("gop/<uuid:uuid>/", merge_detail, name="merge_detail"),
    path("gop/<uuid:uuid>/tach/", merge_undo, name="merge_undo"),
    path("danh-muc/", term_lists, name="term_lists"),
    path("danh-muc/<slug:name>/", term_edit, name="term_new"),
    path("danh-muc/<slug:name>/<slug:code>/", term_edit, name="term_edit"),
    path("can-bo/<uuid:uuid>/so-dien-thoai/", phone_change, name="phone_change"),
    path("can-bo/<uuid:uuid>/khoa/", account_lock, name="account_lock"),
    path("can-bo/<uuid:uuid>/mo-khoa/", account_unlock, name="account_unlock"),
    path("can-bo/<uuid:uuid>/dang-xuat/", account_sign_out, name="account_sign_out"),
    path("hai-lop/", second_factor_list, name="second_factor_list"),
    path("hai-lop/<str:username>/dat-lai/", second_factor_reset, name="second_factor_reset"),
    path("don-vi/", unit_list, name="unit_list"),
    path("don-vi/thi-diem/", designation_list, name="designation_list"),
    path("don-vi/thi-diem/moi/", designation_new, name="designation_new"),
    path("don-vi/thi-diem/<uuid:uuid>/ket-thuc/", designation_end, name="designation_end"),
    path("don-vi/<uuid:uuid>/", unit_detail, name="unit_detail"),
    path("don-vi/<uuid:uuid>/them/", unit_add, name="unit_add"),
    path("sap-xep/", reorganisation_list, name="reorganisation_list"),
    path("sap-xep/moi/", reorganisation_new, name="reorganisation_new"),
    path("sap-xep/<uuid:uuid>/", reorganisation_detail, name="reorganisation_detail"),
    path("sap-xep/<uuid:uuid>/sua/", reorganisation_edit, name="reorganisation_edit"),
    path("sap-xep/<uuid:uuid>/them/<slug:kind>/", reorganisation_add, name="reorganisation_add"),
    path("sap-xep/<uuid:uuid>/bo/<uuid:unit>/", reorganisation_remove, name="reorganisation_remove"),
    path("sap-xep/<uuid:uuid>/chia/<uuid:unit>/", reorganisation_decide, name="reorganisation_decide"),
    path("sap-xep/<uuid:uuid>/ap-dung/", reorganisation_apply, name="reorganisation_apply"),
    path("sap-xep/<uuid:uuid>/hoan-tac/", reorganisation_revert, name="reorganisation_revert"),
    path("sap-xep/<uuid:uuid>/xoa/", reorganisation_discard, name="reorganisation_discard"),
    path("sap-xep/<uuid:uuid>/chep/", reorganisation_copy, name="reorganisation_copy"),
    path("phan-quyen/", rights, name="rights"),
    path("phan-quyen/giao/", right_grant, name="right_grant"),
    path("phan-quyen/<uuid:uuid>/ket-thuc/", right_end, name="right_end"),
    path("cong-van-huong-dan/", guidance.guidance_list, name="guidance_list"),
    path("cong-van-huong-dan/moi/", guidance.guidance_new, name="guidance_new"),
    path("cong-van-huong-dan/<uuid:uuid>/", guidance.guidance_detail, name="guidance_detail"),
    path("cong-van-huong-dan/<uuid:uuid>/nhac/", guidance.guidance_remind, name="guidance_remind"),
    path("cong-van-huong-dan/<uuid:uuid>/thu-hoi/", guidance.guidance_withdraw, name="guidance_withdraw"),
    path("cong-van-huong-dan/tep/<uuid:uuid>/", guidance.guidance_file, name="guidance_file"),
    path("nhat-ky/", audit_log, name="audit_log"),
]
