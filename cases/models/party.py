"""Who is told something without having an account in Samplan: it gets paper, by the sender's own secure channel."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    """What it is, which says which grounds reach it. The database knows the secrecy of each (`party_sector`)."""

    SCHOOL = "school", _("School or preschool of a municipality")
    PRIVATE_SCHOOL = "private_school", _("Independent school or preschool")
    DENTAL = "dental", _("Public dental care")
    PRIVATE_DENTAL = "private_dental", _("Private dental care")
    CARE = "care", _("Other public health care")
    PRIVATE_CARE = "private_care", _("Other private health care")
    SOCIAL = "social", _("Social services of another municipality")
    OTHER = "other", _("Somebody else")


class Channel(models.TextChoices):
    """How the sender got the paper there. E-mail is none."""

    SECURE_MESSAGE = "secure_message", _("Secure digital message")
    REGISTERED_POST = "registered_post", _("Registered post")
    BY_HAND = "by_hand", _("Handed over in person")
    OTHER = "other", _("Another secure channel of your unit")


@dataclass(frozen=True, slots=True)
class Party:
    """One such receiver. A consent names it by the same `name`."""

    name: str
    kind: PartyKind
