"""The other identity numbers by which a person is known: an old CMND beside the CCCD."""

from django.db import models

from people.models.person import ID_KINDS, Person


class PersonIdentity(models.Model):
    """A second number, again only as keyed hash; the main one stands with the person. See queries.identity."""

    moves_as = ""  # part of the numbers, which the page shows by themselves

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    id_hash = models.CharField(max_length=64, unique=True)
    id_kind = models.CharField(max_length=4, choices=ID_KINDS)
    id_last3 = models.CharField(max_length=3)
    added_at = models.DateTimeField()
