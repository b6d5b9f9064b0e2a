from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from accounts.models import Session

ASSIGNMENT_KEY = "assignment"


class SessionStore(db.SessionStore):
    """Keeps the user and the acting assignment beside the session's data, so that both can be looked up and ended."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.assignment_id = data.get(ASSIGNMENT_KEY)
        return row
