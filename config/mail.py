"""Which mail server Samplan hands its mail to: EMAIL_URL."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = "django.core.mail.backends"
# Scheme → port where none is said.
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """`starts_tls` from a plain connection, or `is_tls` from the beginning. `sends` is False where there is none."""

    backend: str = f"{BACKENDS}.dummy.EmailBackend"
    sends: bool = False
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False
    seconds: int = 20


def mail_server(url: str) -> MailServer:
    """From `console:`, `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://user:password@host:port`; empty sends nothing.

    Raises ImproperlyConfigured, in one line and without the password.
    """
    if not url:
        return MailServer()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("EMAIL_URL cannot be read.") from None
    if parts.scheme == "console":
        return MailServer(backend=f"{BACKENDS}.console.EmailBackend", sends=True)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL takes console:, smtp://, smtp+tls:// or smtps:// and a host.")
    return MailServer(
        backend=f"{BACKENDS}.smtp.EmailBackend",
        sends=True,
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        is_tls=parts.scheme == "smtps",
    )
