"""Django's settings; what an office may change stands in `gongkai.web.environment`, everything else here is ours and secure by default."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from gongkai.vault.keyring import Keyring
from gongkai.web.databases import database
from gongkai.web.environment import read_environment
from gongkai.web.logs import logging_settings
from gongkai.web.mail import mail_settings

ENVIRONMENT = read_environment()


def text(name: str) -> str | None:
    """A variable's text, None where there is none."""
    value = ENVIRONMENT[name]
    return None if value is None else str(value)


GONGKAI_DATA = Path(str(ENVIRONMENT["GONGKAI_DATA"]))
GONGKAI_KEYS = Path(str(ENVIRONMENT["GONGKAI_KEYS"] or GONGKAI_DATA / "keys"))
GONGKAI_FILES = GONGKAI_DATA / "files"
GONGKAI_SAMPLE = ENVIRONMENT["GONGKAI_SAMPLE"] == "yes"
GONGKAI_SECOND_FACTOR = ENVIRONMENT["GONGKAI_SECOND_FACTOR"]
GONGKAI_IDLE_MINUTES = int(str(ENVIRONMENT["GONGKAI_IDLE_MINUTES"]))
GONGKAI_PROXIES = int(str(ENVIRONMENT["GONGKAI_PROXIES"]))
GONGKAI_CLAMAV = text("GONGKAI_CLAMAV")

SECRET_KEY = Keyring.open(GONGKAI_KEYS).current("django").secret.hex()
SECRET_KEY_FALLBACKS = [key.secret.hex() for key in Keyring.open(GONGKAI_KEYS).all("django")[:-1]]
DEBUG = False

WAGTAILADMIN_BASE_URL = ADDRESS = str(ENVIRONMENT["GONGKAI_ADDRESS"])
_HTTPS = ADDRESS.startswith("https:")
ALLOWED_HOSTS = [str(urlsplit(ADDRESS).hostname), *(host.strip() for host in str(ENVIRONMENT["GONGKAI_HOSTS"]).split(",") if host.strip())]
CSRF_TRUSTED_ORIGINS = [ADDRESS]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"  # a provider's answer (OpenID Connect) comes from another site
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "session"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked on the loopback address, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GONGKAI_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame of our own
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "gongkai.web.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

INSTALLED_APPS = [
    "gongkai.web",
    "gongkai.samples_system",
    "gongkai.portal",
    "gongkai.reports",
    "gongkai.registers",
    "gongkai.cases",
    "gongkai.staff",
    "gongkai.staff.search",
    "gongkai.persons",
    "gongkai.organs",
    "gongkai.accounts",
    "gongkai.operations",
    "gongkai.audit",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "gongkai.staff.apps.UsersWithoutScreens",  # wagtail.users: its screens for users and groups know no organs
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # Wagtail says “2 hours ago” with it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "gongkai.web.logs.RequestLogMiddleware",  # first: every request is one line
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.web.csp.ContentSecurityPolicyMiddleware",
    "gongkai.web.health.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.accounts.middleware.AccountsMiddleware",
    "gongkai.audit.middleware.AuditContextMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last, as its documentation asks
]

ROOT_URLCONF = "gongkai.web.urls"
WSGI_APPLICATION = "gongkai.web.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],  # those of gongkai.web are found first, as the first app: once, so that they can extend the ones they replace
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.web.context.site",
            ]
        },
    }
]

DATABASES: dict[str, Any] = {"default": database(text("DATABASE_URL"), GONGKAI_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}  # nothing that must hold across processes: locks and rates live in the database
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it says no to a locked-out sign-in
    "allauth.account.auth_backends.AuthenticationBackend",
    "gongkai.organs.backends.RoleBackend",  # permissions only: roles answer for Wagtail's questions
]
PASSWORD_HASHERS = ["gongkai.accounts.hashing.Argon2id"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = GONGKAI_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "gongkai.portal.storage.ContentNamedStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "公开通"
WAGTAIL_ENABLE_UPDATE_CHECK = False  # it asks another host
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILADMIN_LOGIN_URL = LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff_home"
WAGTAILDOCS_SERVE_METHOD = "serve_view"

from gongkai.accounts.settings import *  # sign-in has a dozen settings of its own
from gongkai.portal.settings import *  # pages, pictures and files: models, types and sizes, what Wagtail must leave out

GONGKAI_PASSWORD_DAYS = int(str(ENVIRONMENT["GONGKAI_PASSWORD_DAYS"]))
LOGGING = logging_settings(str(ENVIRONMENT["GONGKAI_LOG"]))
globals().update(mail_settings(text("GONGKAI_SMTP"), str(ENVIRONMENT["GONGKAI_MAIL_FROM"])))
