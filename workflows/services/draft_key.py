"""The keys that a browser seals drafts with while there is no network (docs/decisions/0015). None is stored."""

import hmac
from base64 import b64encode
from hashlib import sha256

from django.conf import settings

from accounts.models import User

PURPOSE = b"samplan drafts without network, 1"


def draft_keys(user: User) -> list[str]:
    """The user's own keys, 32 bytes each in base64: the one to seal with first, then those of secrets before it.

    Each follows from a server secret and the user alone, so that it is the same after the browser was closed, and
    nobody else's. When SECRET_KEY is changed the old one goes into SECRET_KEY_FALLBACKS: what it sealed opens as long
    as it stands there, and not after.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [b64encode(derive(secret.encode(), f"user {user.pk}".encode())).decode() for secret in secrets]


def derive(secret: bytes, who: bytes, *, salt: bytes = PURPOSE) -> bytes:
    """HKDF with SHA-256 (RFC 5869): 32 bytes, which is one block of it."""
    extracted = hmac.digest(salt, secret, sha256)
    return hmac.digest(extracted, who + b"\x01", sha256)
