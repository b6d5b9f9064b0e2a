from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.selectors.service_account import is_service_account


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator makes users. The system's own account never signs in, whatever it proves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if is_service_account(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)
