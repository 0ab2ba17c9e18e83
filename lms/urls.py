"""The address book; the addresses are fixed by the product description."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from assessments.views.marking.progress import desk_progress
from lms import site_views, views
from lms.offline import views as offline_views
from lms.operator_views import operation
from lms.styleguide import styleguide

# Wagtail brings sign-in pages of its own, which know no lockout and no first-login code: there is one door.
ONE_DOOR = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("healthz", site_views.healthz, name="healthz"),
    path("sw.js", offline_views.worker, name="worker"),
    path("khong-co-mang/", offline_views.offline, name="offline"),
    path("chu-to/", views.set_text_size, name="set_text_size"),
    path("tuong-phan/", views.set_contrast, name="set_contrast"),
    path("nen/", views.set_theme, name="set_theme"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("styleguide/", styleguide, name="styleguide"),
    path("vao/", site_views.after_sign_in, name="after_sign_in"),
    path("tai-khoan/", include("people.account_urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("nhan-su/", include("people.urls")),
    path("nhan-su/", include("courses.desk_urls")),
    path("nhan-su/", include("assessments.desk_urls")),
    path("nhan-su/", include("assessments.class_urls")),
    path("nhan-su/", include("certificates.desk_urls")),
    path("nhan-su/", include("assessments.survey_desk_urls")),
    path("nhan-su/", include("reports.urls")),
    path("", include("courses.urls")),
    path("", include("assessments.urls")),
    path("", include("assessments.survey_urls")),
    path("", include("certificates.urls")),
    path("", include("reports.account_urls")),
    path("nhan-su/cham-bai/", desk_progress, name="desk_marking"),
    path("quan-tri/cham-bai/", include("assessments.marking_urls")),
    path("quan-tri/ket-qua-hoc/", include("reports.studio_urls")),
    path("", include("reports.map_urls")),
    path("quan-tri/van-hanh/", operation, name="operation"),
    path("quan-tri/login/", ONE_DOOR),
    path("_util/login/", ONE_DOOR),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tep/", include(wagtaildocs_urls)),
    path("media/", include("content.media_urls")),
    path("", include("content.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "lms.site_views.bad_request"
handler403 = "lms.site_views.permission_denied"
handler404 = "lms.site_views.page_not_found"
handler500 = "lms.site_views.server_error"
