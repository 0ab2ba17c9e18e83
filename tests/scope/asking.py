"""Asks an address as somebody, and reduces the answer to what a stranger could tell apart."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from people.models import Account
from tests.scope.declarations import KINDS, Address
from tests.scope.world import World

TOKENS = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+|nonce="[^"]+"|"CSRF_TOKEN": "[^"]+"'
)
SIGN_IN = "/tai-khoan/login/"
STUDIO_FRONT = "/quan-tri/"


@dataclass(frozen=True)
class Answer:
    """Status, where it sends one, and the text without tokens and without the identifier asked for."""

    status: int
    location: str
    text: str

    @property
    def asks_to_sign_in(self) -> bool:
        return self.status == 302 and self.location.startswith(SIGN_IN)

    @property
    def refuses(self) -> bool:
        turned_away = self.status == 302 and self.location == STUDIO_FRONT  # Wagtail's way to refuse
        return self.status in (401, 403, 404) or self.asks_to_sign_in or turned_away


@dataclass(frozen=True)
class Question:
    """An address with one thing put where the declaration says; `thing` is own, foreign, unknown or nothing."""

    name: str
    address: Address
    place: str = ""  # "" the path, else the name of a field
    thing: str = ""

    @property
    def kind(self) -> str | None:
        return self.address.fields[self.place] if self.place else self.address.kind

    @property
    def looks(self) -> bool:
        """Whether leaders may open it: then it is a matter of looking, not of doing."""
        return "leader" in self.address.who

    def within_reach_of(self, role: str) -> bool:
        """Whether the role may do here with the thing what the address is for."""
        if self.thing and role == "mixed" and not self.looks:
            return self.thing == "own" and self.kind not in ("roster", None)  # a roster is its uploader's
        return self.seen_by(role)

    def seen_by(self, role: str) -> bool:
        """Whether the role may know of the thing, here or elsewhere."""
        if not self.thing or not self.kind:
            return True
        kind = KINDS[self.kind]
        return self.thing != "unknown" and role in (kind.own if self.thing == "own" else kind.foreign)

    def __str__(self) -> str:
        return f"{self.address.method.upper()} {self.name} {self.place} {self.thing}".strip()


def questions(name: str, address: Address) -> list[Question]:
    """Without anything first; then each place with each thing."""
    places = [""] if address.kind else list(address.fields)
    asked = [] if address.kind or (address.method == "post" and places) else [Question(name, address)]
    return asked + [
        Question(name, address, place, thing) for place in places for thing in ("own", "foreign", "unknown")
    ]


def ask(question: Question, world: World, account: Account | None) -> Answer:
    """With a session of its own, and nothing that it changes stays."""
    value = _value(question, world)
    inside = {question.place: value} if question.place else {}
    inside_path = question.thing and not question.place
    path = _parts(value) if inside_path else question.address.path(world)
    data = question.address.data(world) | inside
    with transaction.atomic():
        how = {"content_type": "application/json"} if question.address.json else {}
        answer = send(account, reverse(question.name, args=path), data, question.address.method, **how)
        transaction.set_rollback(True)
    return reduced(answer, *(map(str, _parts(value)) if value else ()))


def send(
    account: Account | None, url: str, data: dict[str, Any], method: str = "get", **how: str
) -> HttpResponseBase:
    client = Client(raise_request_exception=True)
    if account:
        client.force_login(account)
    return getattr(client, method)(url, data, **how)  # type: ignore[no-any-return]


def reduced(answer: HttpResponseBase, *identifiers: str) -> Answer:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    text = _unpacked(body) if body.startswith(b"PK") else body.decode("utf-8", "replace")
    text = TOKENS.sub("", text)
    for identifier in filter(None, identifiers):
        text = text.replace(identifier, "")
    return Answer(answer.status_code, answer.headers.get("Location", ""), text)


def _unpacked(body: bytes) -> str:
    with zipfile.ZipFile(BytesIO(body)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def _parts(value: Any) -> list[Any]:
    """A thing that lies below another has an identifier of several parts."""
    return list(value) if isinstance(value, tuple) else [value]


def _value(question: Question, world: World) -> Any:
    if not question.thing or not question.kind:
        return None
    kind = KINDS[question.kind]
    return kind.unknown() if question.thing == "unknown" else kind.of(getattr(world, question.thing))
