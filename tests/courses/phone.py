"""A learner's player: sends reports as the page's script does, through all that stands before Django."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from courses.models import Activity, WatchedSpans
from courses.services.enrolment import enrol
from tests.as_served import AsServed
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
JSON = "application/json"


class Phone:
    """A signed-in learner with the page of a film of 100 seconds open since AT; CSRF is checked as in life."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        release = ReleaseFactory(items=["video"])
        self.film: Activity = release.items.get().activity
        self.account = AccountFactory(person=PersonFactory())
        self.enrolment = enrol(learner=self.account.person, course=release.course, at=AT)
        self.client = Client()
        self.client.handler = AsServed(enforce_csrf_checks=True)
        self.client.force_login(self.account)
        self.address = reverse("report_spans", args=[self.film.uuid])
        self.open()

    def open(self) -> None:
        html = self.client.get(reverse("activity", args=[self.film.uuid])).content.decode()
        self.watch_pass = html.partition('data-pass="')[2].partition('"')[0]
        self.token = self.client.cookies["csrftoken"].value

    def send(
        self,
        *spans: list[float],
        watch_pass: str | None = None,
        token: str = "",
        address: str = "",
        **more: Any,
    ) -> Any:
        """One batch of one report; by the pass alone, without a CSRF token, unless told otherwise."""
        report = {"uuid": str(more.pop("uuid", uuid4())), "spans": list(spans), "position": 0, "rate": 1}
        return self.post({"reports": [report | more]}, watch_pass, token, address)

    def post(self, body: Any, watch_pass: str | None = None, token: str = "", address: str = "") -> Any:
        headers = {"X-CSRFToken": token} if token else {}
        headers |= {"X-Watch-Pass": self.watch_pass if watch_pass is None else watch_pass}
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(address or self.address, data, JSON, headers=headers)

    @property
    def seconds(self) -> float:
        return WatchedSpans.objects.get(enrolment=self.enrolment).seconds
