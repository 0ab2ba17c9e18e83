"""The controls' two tables and their one page, with the text of a lesson of ours on it."""

import sys

from benchmarks.inside import start


def main(body_bytes: int) -> None:
    start.setup()
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Site
    from wagtail.views import serve

    from benchmarks.control.models import BarePage, Beat

    with connection.schema_editor() as editor:
        editor.create_model(BarePage)
        editor.create_model(Beat)
    home = Site.objects.get(is_default_site=True).root_page
    body = "<p>Nội dung bài học.</p>" * (body_bytes // 30)
    home.add_child(instance=BarePage(title="Trang trơn", slug="trang-tron", body=body))
    request = RequestFactory().get("/trang-tron/")
    serve(request, "trang-tron/").render()  # warms what Wagtail remembers
    with CaptureQueriesContext(
        connection,
    ) as queries:
        serve(RequestFactory().get("/trang-tron/"), "trang-tron/").render()
    start.tell({"path": "/trang-tron/", "sql": len(queries)})


if __name__ == "__main__":
    main(int(sys.argv[1]))
