"""Where an account is signed in, and ending that: at once, and also where no list knows of it."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from people.models import Account


def sessions_of(account: Account) -> list[UserSession]:
    """The living ones, newest first; rows of sessions that ended by themselves go away."""
    living = UserSession.objects.purge_and_list(account)
    return sorted(living, key=lambda session: session.created_at, reverse=True)


def forget_ended(*, at: datetime) -> int:
    """Drop the lines, with their addresses, of sessions that have ended; how many."""
    old = UserSession.objects.filter(last_seen_at__lt=at - timedelta(seconds=settings.SESSION_COOKIE_AGE))
    return sum(session.purge() for session in old.iterator())


def note_seen(*, session_key: str, at: datetime) -> None:
    """That the machine is in its owner's hands now; called where the account is looked after, not at every page."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)


@transaction.atomic
def end_sessions(*, account: Account, at: datetime, keep: str = "") -> int:
    """End all; how many were listed. The session `keep` stays in the list, and its view must renew its own hash.

    The moment on the account ends each of them at its next request, whatever a cache still holds.
    """
    account.signed_out_at = at
    account.save(update_fields=["signed_out_at"])
    others = list(UserSession.objects.filter(user_id=account.pk).exclude(session_key=keep))
    for session in others:
        session.end()
    return len(others)


def follow_key(*, before: str, after: str) -> None:
    """The session that stays has a new key: its line in the list stays the same one."""
    UserSession.objects.filter(session_key=before).update(session_key=after)


def end_session(*, account: Account, number: int) -> bool:
    """End one of the account's own; False when it is not theirs or already over."""
    session = UserSession.objects.filter(user_id=account.pk, pk=number).first()
    if session:
        session.end()
    return session is not None
