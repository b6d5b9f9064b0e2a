"""All settings of Samplan, in two profiles: `demo` (the default) and `production`.

Read from the environment: SAMPLAN_PROFILE, SECRET_KEY, SECRET_KEY_FALLBACKS, ALLOWED_HOSTS, DATABASE_URL,
DATABASE_OWNER_URL, DATABASE_WORKER_URL, SAMPLAN_DATABASE_ROLE, SAMPLAN_FILES, SAMPLAN_SCANNER,
SAMPLAN_ATTACHMENT_MB, SAMPLAN_ATTACHMENTS_PER_CASE, EMAIL_URL, DEFAULT_FROM_EMAIL, SAMPLAN_URL,
SAMPLAN_DUPLICATE_DAYS.
"""

import os
import re
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import database
from config.mail import mail_server

BASE_DIR = Path(__file__).resolve().parent.parent


def required(name: str) -> str:
    """The environment variable `name`; ImproperlyConfigured in one line when it is missing."""
    if not (value := os.environ.get(name, "").strip()):
        raise ImproperlyConfigured(f"Set {name}: the production profile does not start without it.")
    return value


def number(name: str, default: int) -> int:
    """The environment variable `name` as a whole number above zero; ImproperlyConfigured for anything else."""
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or int(text) == 0:
        raise ImproperlyConfigured(f"{name} is {text!r}; it takes a whole number above zero.")
    return int(text)


PROFILE = os.environ.get("SAMPLAN_PROFILE", "demo")
if PROFILE not in ("demo", "production"):
    raise ImproperlyConfigured(f"SAMPLAN_PROFILE is {PROFILE!r}; it takes demo or production.")
IS_DEMO = PROFILE == "demo"

_first_version = re.search(r"^## (\S+)", (BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
VERSION = _first_version.group(1) if _first_version else "0"

DEBUG = False
if IS_DEMO:
    SECRET_KEY = "demo only: nobody outside this machine signs in with it"  # noqa: S105
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
else:
    SECRET_KEY = required("SECRET_KEY")
    ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
    required("DATABASE_URL")
# Secrets before this one, newest first: sessions and drafts made with them still open (docs/security.md).
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()

INSTALLED_APPS = [
    "config",
    "workflows",
    "agreements",
    "cases",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "guardian",
    "procrastinate.contrib.django",
    "simple_history",
    "viewflow",
    "viewflow.workflow",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.FirstPasswordMiddleware",
    "accounts.middleware.ActingMiddleware",
    "cases.middleware.RefusedAccessMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.acting",
                "workflows.context.header",
            ],
            "builtins": [
                *("django.templatetags.i18n", "django.templatetags.static"),
                *("accounts.templatetags.samplan", "accounts.templatetags.steps"),
            ],
        },
    }
]

DATABASES = {"default": database.settings_for(os.environ.get("SAMPLAN_DATABASE_ROLE", "web"))}
# One request, one transaction: it begins by saying who acts (accounts/postgresql).
DATABASES["default"] |= {"ENGINE": "accounts.postgresql", "ATOMIC_REQUESTS": True, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.adapter.ClosedAdapter"
ACCOUNT_FORMS = {"change_password": "accounts.forms.OwnPasswordForm"}
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "choose_assignment"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Mail says only that there is something to see, and where: SITE_URL. In the demo it is printed by the worker.
MAIL = mail_server(os.environ.get("EMAIL_URL", "console:" if IS_DEMO else "").strip())
SENDS_MAIL = MAIL.sends
EMAIL_BACKEND, EMAIL_TIMEOUT = MAIL.backend, MAIL.seconds
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.host, MAIL.port, MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starts_tls, MAIL.is_tls
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "").strip() or f"samplan@{ALLOWED_HOSTS[0].lstrip('.*')}"
SITE_URL = os.environ.get("SAMPLAN_URL", "").strip().rstrip("/")
if not SITE_URL:
    SITE_URL = "http://127.0.0.1:8000" if IS_DEMO else f"https://{ALLOWED_HOSTS[0].lstrip('.*')}"
# How long a second referral of the same person to the same unit on the same topic is asked about before it is sent.
if not (_days := os.environ.get("SAMPLAN_DUPLICATE_DAYS", "90").strip()).isdecimal():
    raise ImproperlyConfigured("SAMPLAN_DUPLICATE_DAYS takes a number of days.")
DUPLICATE_DAYS = int(_days)

# Guardian holds grants only; there is no anonymous user and no model-level grant.
ANONYMOUS_USER_NAME = None

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True
SIMPLE_HISTORY_DATE_INDEX = "Composite"
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
SIMPLE_HISTORY_REVERT_DISABLED = True

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
# Ours alone: packages bring files that nobody asks for, and broken ones.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticFiles"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Attachments (docs/decisions/0013): never under what is served, and never on disk before they are judged.
FILES_ROOT = Path(os.environ.get("SAMPLAN_FILES") or BASE_DIR / "var" / "files").resolve()
if any(FILES_ROOT.is_relative_to(served) for served in (BASE_DIR / "static", STATIC_ROOT)):
    raise ImproperlyConfigured("SAMPLAN_FILES lies under a directory that is served to everybody.")
ATTACHMENT_BYTES = number("SAMPLAN_ATTACHMENT_MB", 10) * 1_000_000
# By one unit in one case.
ATTACHMENTS_PER_CASE = number("SAMPLAN_ATTACHMENTS_PER_CASE", 50)
# Who scans for viruses: nobody, the demo's stub, or clamd (unix:///run/clamav/clamd.ctl, tcp://127.0.0.1:3310).
SCANNER = os.environ.get("SAMPLAN_SCANNER", "eicar" if IS_DEMO else "").strip()
if SCANNER not in ("", "eicar") and not SCANNER.startswith(("unix:///", "tcp://")):
    raise ImproperlyConfigured(f"SAMPLAN_SCANNER is {SCANNER!r}; it takes unix:///path, tcp://host:port or nothing.")
if SCANNER == "eicar" and not IS_DEMO:
    raise ImproperlyConfigured("SAMPLAN_SCANNER is 'eicar', which scans nothing and is for the demo alone.")
FILE_UPLOAD_HANDLERS = ["cases.uploads.BoundedUpload"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1
if not IS_DEMO:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# Nothing below WARNING, no request body, and of an error its place and kind alone: no name, no number.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "config.logs.NoValues", "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
