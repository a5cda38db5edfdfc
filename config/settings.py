"""Settings: everything that differs between installations comes from the environment."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import logs
from config.postgres import EmbeddedServer, data_directory
from config.private import keep_private

keep_private()
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


def _database() -> dict[str, Any]:
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
#: Values travel apart from their statement, so a statement that comes again is planned once a connection, and a server
#: that logs statements can leave their values out (``log_parameter_max_length``).
BOUND_BY_THE_SERVER = {"server_side_binding": True, "prepare_threshold": 4}
#: A connection that is kept keeps its plans; from time to time it is opened anew, so that the server gets back what it
#: took meanwhile. There are never more than requests at once, so keeping them costs nobody else one.
KEPT = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": _database() | KEPT}
#: The name by which `minbar status` knows a connection; PGAPPNAME tells the processes of `minbar serve` apart.
OPTIONS = BOUND_BY_THE_SERVER | {"fallback_application_name": "minbar"}
DATABASES["default"]["OPTIONS"] = OPTIONS | DATABASES["default"]["OPTIONS"]
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("MINBAR_HTTPS") == "1"
#: A proxy of ours stands before the server and says, in X-Forwarded-*, who asks and by which protocol.
BEHIND_PROXY = os.environ.get("MINBAR_BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0

# How many requests a process of the site works on at once, how many wait for their turn, and for how many seconds.
# `minbar serve` says it to its processes (config/capacity.py); elsewhere nothing is bounded.
REQUESTS_AT_ONCE = int(os.environ.get("MINBAR_REQUESTS_AT_ONCE", "0"))
REQUESTS_WAITING = int(os.environ.get("MINBAR_REQUESTS_WAITING", "0"))
REQUESTS_PATIENCE = float(os.environ.get("MINBAR_REQUESTS_PATIENCE", "0"))

#: The rooms, lowest floor first; each app's label is its folder's name, but where an ``apps.py`` says otherwise.
ROOMS = [
    "minbar.foundation.text",
    "minbar.foundation.records",
    "minbar.foundation.access",
    "minbar.foundation.journal",
    "minbar.foundation.vault",
    "minbar.foundation.attachments",
    "minbar.foundation.notifications",
    "minbar.foundation.accounts",
    "minbar.foundation.screens",
    "minbar.foundation.figures",
    "minbar.foundation.sheets",
    "minbar.network.directory",
    "minbar.network.commitments",
    "minbar.work.programmes",
    "minbar.work.engagement",
    "minbar.work.casework.cases",
    "minbar.work.casework.identity",
    "minbar.work.casework.intake",
    "minbar.work.casework.emergency_access",
    "minbar.work.casework.data_rights",
    "minbar.work.casework.client_access",
    "minbar.work.casework.evidence_requests",
    "minbar.work.casework.dashboard",
    "minbar.work.casework.case_import",
    "minbar.voice.publishing",
    "minbar.voice.advocacy",
    "minbar.evidence.editions",
    "minbar.evidence.rendering",
    "minbar.doors.workspace",
    "minbar.doors.admission",
    "minbar.doors.portal",
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
    "minbar.foundation.screens.middleware.WholeRequests",
    "minbar.foundation.screens.fitting.FittingText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "minbar.foundation.screens.concurrency.BoundedConcurrency",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "minbar.foundation.accounts.middleware.SessionLimits",
    "minbar.foundation.accounts.middleware.Preferences",
    "minbar.foundation.accounts.middleware.SecondFactor",
    "minbar.foundation.access.middleware.AccessMiddleware",
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

# An attachment of a case stays in memory on its way into the vault; larger files (workbooks to import) lie in a file
# until the request is over: not on a disk, where the machine has room elsewhere.
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
_MEMORY = Path("/dev/shm")  # noqa: S108  (files of our own alone, which nobody else may read)
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2 * 1024**3:
    FILE_UPLOAD_TEMP_DIR = str(_MEMORY)

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
SESSION_IDLE_SECONDS = 60 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_ENGINE = "minbar.foundation.accounts.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "minbar.foundation.access.errors.form_too_old"

ACCOUNT_ADAPTER = "minbar.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "minbar.foundation.accounts.password_reset.ResetPasswordForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever opened an invitation has shown that the address is theirs
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/5m/key", "login": "60/m/ip", "reset_password": "20/m/ip,3/10m/key"}

# What several processes must know of each other (how often somebody tried to sign in) lies in files; what one may
# remember on its own (the labels of classifications, for five minutes) in its memory.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

MFA_ADAPTER = "minbar.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Minbar"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone signs in, so it must ask for a finger, a face or a PIN
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost only

# Five wrong passwords for an address from one place close it there for a quarter of an hour. The place is part of it,
# so that nobody can lock a colleague out; allauth's own limit above slows those who guess from many places.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "minbar.foundation.accounts.lockout.client_address"
AXES_USERNAME_CALLABLE = "minbar.foundation.accounts.lockout.typed_address"
AXES_LOCKOUT_CALLABLE = "minbar.foundation.accounts.lockout.too_many_tries"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# E-mail. Without a server for it messages are written to files, so that nothing is lost and nothing is shown in a log.
EMAIL_HOST = os.environ.get("MINBAR_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("MINBAR_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("MINBAR_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MINBAR_MAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "emails"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("MINBAR_MAIL_FROM", "Minbar <minbar@localhost>")
# Where the site is, for links in messages. What a request says of it is not believed: see foundation/notifications.
SITE_ADDRESS = (
    os.environ.get("MINBAR_ADDRESS") or f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0].lstrip('.')}"
).rstrip("/")

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
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

# The network's own colour, as #rrggbb; shades of it that can be read are worked out (see screens/accent.py).
ACCENT = os.environ.get("MINBAR_ACCENT", "")

# Where the public pages' "leave quickly" leads: somewhere that everybody might be looking at.
PORTAL_EXIT = os.environ.get("MINBAR_EXIT", "https://www.google.com/")

# Where figures are counted: "live" in PostgreSQL, from a "snapshot" that the worker keeps up to date, or in an
# "external" engine (see figures/engines.py; installations that need one set FIGURES in settings of their own).
FIGURES = {"engine": os.environ.get("MINBAR_FIGURES", "live")}
SNAPSHOT_CRON = os.environ.get("MINBAR_SNAPSHOT_CRON", "*/15 * * * *")

# Figures on the first page, by key and in this order; where none of them is there, the latest report's first.
HOME_FIGURES = os.environ.get(
    "MINBAR_HOME_FIGURES",
    "meetings,partnerships,participants,training_hours,workshops,cases,directory_entries,community_issues",
).split(",")

# The journal's signed checkpoints belong where the database's administrator cannot write; so does a copy of the key.
JOURNAL_CHECKPOINTS = Path(os.environ.get("MINBAR_CHECKPOINTS") or DATA_DIR / "checkpoints")
JOURNAL_KEY = Path(os.environ.get("MINBAR_CHECKPOINT_KEY") or DATA_DIR / "checkpoint_key")

# The root of all keys to sealed values. It belongs on another disk than the database and in no backup of it.
VAULT_KEY = Path(os.environ.get("MINBAR_VAULT_KEY") or DATA_DIR / "vault" / "root.key")

# Years for which a closed case is kept where neither its topic nor the wider one says otherwise.
CASES_KEPT_YEARS = int(os.environ.get("MINBAR_CASES_KEPT_YEARS", "5"))

# No personal data in logs, whatever is logged.
LOGGING = logs.LOGGING

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
