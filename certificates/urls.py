"""Addresses of the certificates outside the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from certificates.views import badge_own, badge_public, check, own, papers

ACHIEVEMENT = "huy-hieu/thanh-tich/<uuid:course>/<int:release>/"

urlpatterns = [
    path("xac-minh/", check.ask, name="certificate_ask"),
    path("xac-minh/<str:serial>/", check.check, name="certificate_check"),
    path("cua-toi/giay-chung-nhan/", own.my_certificates, name="my_certificates"),
    path("cua-toi/giay-noi-khac/", papers.my_papers, name="my_papers"),
    path("cua-toi/giay-noi-khac/nop/", papers.paper_new, name="paper_new"),
    path("cua-toi/giay-noi-khac/<uuid:uuid>/", papers.paper_edit, name="paper_edit"),
    path("cua-toi/giay-noi-khac/<uuid:uuid>/rut/", papers.paper_withdraw, name="paper_withdraw"),
    path("giay-noi-khac/<uuid:uuid>/ban-quet", papers.paper_scan, name="paper_scan"),
    path("giay-chung-nhan/<uuid:uuid>.pdf", own.certificate_pdf, name="certificate_pdf"),
    path("cua-toi/huy-hieu/<uuid:uuid>/", badge_own.own_badge, name="badge_own"),
    path("cua-toi/huy-hieu/<uuid:uuid>/huy-hieu.<str:form>", badge_own.badge_file, name="badge_file"),
    path(".well-known/did.json", badge_public.did, name="badge_did"),
    path("huy-hieu/khoa/", badge_public.key_set, name="badge_keys"),
    path("huy-hieu/co-quan/", badge_public.issuer, name="badge_issuer"),
    path(ACHIEVEMENT, badge_public.achievement, name="badge_achievement"),
    path(f"{ACHIEVEMENT}anh.png", badge_public.achievement_picture, name="badge_achievement_picture"),
    path("huy-hieu/trang-thai/<int:number>/", badge_public.status, name="badge_status"),
    path("huy-hieu/chia-se/<str:code>/", badge_public.shared, name="badge_shared"),
    path("huy-hieu/chia-se/<str:code>/anh.png", badge_public.shared_picture, name="badge_shared_picture"),
]
