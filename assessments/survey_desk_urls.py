"""Surveys at the desk, below /nhan-su/phieu/."""

from django.urls import path

from assessments.views.surveys import author, contacts, items, paper, prints, results

urlpatterns = [
    path("phieu/", author.survey_list, name="survey_list"),
    path("phieu/moi/", author.survey_new, name="survey_new"),
    path("phieu/nhap/", paper.paper_list, name="survey_paper_list"),
    path("phieu/nhap/moi/<slug:code>/", paper.paper_new, name="survey_paper_new"),
    path("phieu/nhap/<uuid:uuid>/", paper.paper, name="survey_paper"),
    path("phieu/nhap/<uuid:uuid>/<int:place>/bo/", paper.paper_void, name="survey_paper_void"),
    path("phieu/giay/<slug:code>.pdf", prints.blank_form, name="survey_blank"),
    path("phieu/<uuid:uuid>/", author.survey_detail, name="survey_detail"),
    path("phieu/<uuid:uuid>/sua/", author.survey_edit, name="survey_edit"),
    path("phieu/<uuid:uuid>/xem-truoc/", author.survey_preview, name="survey_preview"),
    path("phieu/<uuid:uuid>/viec/", author.survey_deed, name="survey_deed"),
    path("phieu/<uuid:uuid>/cau/moi/<slug:kind>/", items.item_new, name="survey_item_new"),
    path("phieu/<uuid:uuid>/cau/<uuid:item>/", items.item_edit, name="survey_item"),
    path("phieu/<uuid:uuid>/cau/<uuid:item>/viec/", items.item_deed, name="survey_item_deed"),
    path("phieu/<uuid:uuid>/ket-qua/", results.survey_results, name="survey_results"),
    path("phieu/<uuid:uuid>/lien-he/", contacts.survey_contacts, name="survey_contacts"),
    path("phieu/<uuid:uuid>/ap-phich.pdf", prints.poster, name="survey_poster"),
    path("phieu/<uuid:uuid>/ma.<slug:form>", prints.qr, name="survey_qr"),
]
