"""Django's settings, from the typed environment. Nothing here reads ``os.environ``."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from laeringskontrakt.config import environment

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
CRASH = ENVIRONMENT.crash
ORIGIN = ENVIRONMENT.origin
SECURE = ENVIRONMENT.secure
SECRET_KEY, *SECRET_KEY_FALLBACKS = environment.secret_keys(ENVIRONMENT.secret_key_file)
ALLOWED_HOSTS = [ENVIRONMENT.host, *(["localhost", "127.0.0.1"] if not SECURE else [])]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "laeringskontrakt.core",
    "laeringskontrakt.people",
    "laeringskontrakt.curriculum",
    "laeringskontrakt.contracts",
    "laeringskontrakt.portfolio",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "laeringskontrakt.core.security.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "laeringskontrakt.people.sessions.SessionLimits",
    "django.middleware.common.CommonMiddleware",
    "laeringskontrakt.people.page_person.SamePerson",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "laeringskontrakt.people.language.PersonLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "laeringskontrakt.core.errors_page.ErrorPages",
]

ROOT_URLCONF = "laeringskontrakt.config.urls"
WSGI_APPLICATION = "laeringskontrakt.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {"environment": "laeringskontrakt.config.jinja.environment"},
    },
    {
        # allauth falls back to its own pages here; ours above come first.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    },
]

DATABASES = {"default": environment.database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["laeringskontrakt.people.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "laeringskontrakt.people.adapter.Adapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# By address, never by IP alone: a hospital is one IP (faults S25).
ACCOUNT_RATE_LIMITS = {"request_login_code": "3/m/key,20/h/key"}

SESSION_ENGINE = "laeringskontrakt.people.session_store"
SESSION_COOKIE_NAME = "__Host-sid" if SECURE else "sid"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # links arrive from mail
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "laeringskontrakt.core.errors_page.csrf_failure"
DEFAULT_EXCEPTION_REPORTER_FILTER = "laeringskontrakt.core.error_reports.ReportFilter"
DEFAULT_EXCEPTION_REPORTER = "laeringskontrakt.core.error_reports.Report"

LANGUAGE_COOKIE_NAME = "sprog"
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"  # the zone of every date rule (domain §4.3 I15); stored as UTC

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATICFILES_FINDERS = ["laeringskontrakt.core.stylesheet.StylesheetFinder"]
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

EMAIL_BACKEND = "laeringskontrakt.core.mail.DatabaseBackend"
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
MAIL_URL = ENVIRONMENT.mail_url

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"cpr": {"()": "laeringskontrakt.core.logging.CprFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["cpr"], "formatter": "line"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would write without the filter.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
