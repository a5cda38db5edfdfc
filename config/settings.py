"""Settings: everything that differs between installations comes from the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.postgres import EmbeddedServer, data_directory

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_directory()
DEBUG = os.environ.get("MINBAR_DEBUG") == "1"


def _secret_key() -> str:
    """``SECRET_KEY``, or one made once and kept in the data directory, readable by its owner only."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


def _database() -> dict[str, object]:
    url = os.environ.get("DATABASE_URL")
    if not url:
        return EmbeddedServer(DATA_DIR).django_settings()
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


SECRET_KEY = _secret_key()
DATABASES = {"default": _database() | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("MINBAR_HTTPS") == "1"

#: The rooms, lowest floor first; each app's label is its folder's name.
ROOMS = [
    "minbar.foundation.text",
    "minbar.foundation.records",
    "minbar.foundation.access",
    "minbar.foundation.journal",
    "minbar.foundation.accounts",
    "minbar.foundation.screens",
    "minbar.foundation.figures",
    "minbar.foundation.sheets",
    "minbar.network.directory",
    "minbar.work.programmes",
    "minbar.work.engagement",
    "minbar.work.casework",
    "minbar.voice.publishing",
    "minbar.evidence.editions",
    "minbar.evidence.rendering",
    "minbar.doors.workspace",
    "minbar.doors.exchange",
    "minbar.doors.demonstration",
    "minbar.doors.cli",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "minbar.foundation.screens.middleware.ReaderMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "minbar.foundation.access.middleware.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "minbar.foundation.text.context.reader",
            ],
        },
    }
]

# Languages: Arabic first. The time zone is the network's own; times are stored in UTC.
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("tr", _("Turkish")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("MINBAR_TIME_ZONE", "Europe/Istanbul")

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "minbar.foundation.accounts.backends.AccountBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ["email", "name"]},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [path for path in [BASE_DIR / "build" / "static"] if path.exists()]
STATIC_ROOT = DATA_DIR / "static"
# `minbar serve` collects static files under names that hold their content; elsewhere they are served where they lie.
_COLLECTED = not DEBUG and (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _COLLECTED
MEDIA_ROOT = DATA_DIR / "media"

# The journal's signed checkpoints belong where the database's administrator cannot write; so does a copy of the key.
JOURNAL_CHECKPOINTS = Path(os.environ.get("MINBAR_CHECKPOINTS") or DATA_DIR / "checkpoints")
JOURNAL_KEY = Path(os.environ.get("MINBAR_CHECKPOINT_KEY") or DATA_DIR / "checkpoint_key")

# Browser
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing to other sites. Under "no-referrer" browsers also send "Origin: null" with our own forms, which CSRF refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
