from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A signed-in browser, tied to its user and to the assignment it acts under."""

    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="+")
    assignment = models.ForeignKey("accounts.Assignment", models.SET_NULL, null=True, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> type:
        from accounts.sessions import SessionStore  # noqa: PLC0415  Django asks for it only when clearing sessions

        return SessionStore
