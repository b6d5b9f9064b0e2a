from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User
from accounts.selectors.service_account import is_service_account


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator makes users. The system's own account never signs in, whatever it proves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """The user's own choice. Saved by itself: who has no assignment yet acts as nobody."""
        user.set_password(password)
        user.has_first_password = False
        user.save(update_fields=["password", "has_first_password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("choose_assignment")

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if is_service_account(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)
