from django.db import models

from accounts.models import User
from cases.models.base import Row


class SentForm(Row):
    """A form that has been carried out: its key is the form's own, so a second click finds it. No name, no text."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
