"""Settings: one file, the environment at its edge. Every variable stands in .env.example."""

import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
KEY_OF_32_BYTES = re.compile(r"[0-9A-Fa-f]{64}|[0-9A-Za-z+/]{43}=")

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# What is made at run time: the embedded database, the local key, the collected static files.
VAR_DIR = Path(env.str("KB_VAR_DIR", default=str(BASE_DIR / "var")))

# `make run` on one's own machine: plain HTTP, loopback only. Everything else is served over HTTPS.
IS_LOCAL = env.bool("KB_LOCAL", default=False)


def secret_key() -> str:
    """The key from the environment; on one's own machine else the file that `make run` wrote."""
    key_file = VAR_DIR / "secret-key"
    key = env.str("KB_SECRET_KEY", default="")
    if not key and IS_LOCAL and key_file.exists():
        key = key_file.read_text(encoding="utf-8").strip()
    return key


def signing_key() -> str:
    """The Ed25519 key that signs the end of the ledger in exports; empty, they are not signed.

    From the environment; on one's own machine else the file that `make run` wrote.
    """
    key_file = VAR_DIR / "signing-key"
    key = env.str("KB_SIGNING_KEY", default="").strip()
    if not key and IS_LOCAL and key_file.exists():
        key = key_file.read_text(encoding="utf-8").strip()
    if key and not KEY_OF_32_BYTES.fullmatch(key):
        raise ImproperlyConfigured(
            "KB_SIGNING_KEY must be 32 bytes in base64 or hexadecimal. Take it out, then make one "
            "with manage.py signing_key."
        )
    return key


SIGNING_KEY = signing_key()

# Empty, Django refuses at the first use: a command that signs nothing (read_votes) works
# without a key, the web server (kb/wsgi.py) does not start.
SECRET_KEY = secret_key()
HAS_SECRET_KEY = bool(SECRET_KEY)
DEBUG = False

ALLOWED_HOSTS = env.list("KB_ALLOWED_HOSTS", default=LOOPBACK if IS_LOCAL else [])
if IS_LOCAL and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured(
        "KB_LOCAL=1 switches HTTPS off and serves this machine alone: "
        f"KB_ALLOWED_HOSTS may then hold only {', '.join(LOOPBACK)}."
    )

INSTALLED_APPS = [
    # First, for its templates: the admin, sign-in and import pages wear the look of the house.
    "kb.desk",
    "kb.desk.apps.DeskAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "kb.search",
    "kb.records",
    "kb.council",
    "votes",
    "statements",
    "kb.pages",
    "kb.exchange",
]

MIDDLEWARE = [
    "kb.pages.middleware.loopback_only",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kb.pages.middleware.response_headers",
    "kb.exchange.api.headers.open_for_reading",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kb.desk.middleware.ending_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kb.desk.middleware.desk_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kb.pages.middleware.refused_methods",
    "kb.pages.middleware.known_parameters",
    "kb.pages.middleware.withdrawn_and_moved",
]

ROOT_URLCONF = "kb.urls"
WSGI_APPLICATION = "kb.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "kb.pages.context.site",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "string_if_invalid": "",
        },
    }
]

# Widgets, too, may have templates of ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database() -> dict[str, object]:
    """SQLite in `var/` by default, anything else by DATABASE_URL.

    SQLite takes the write lock at BEGIN (IMMEDIATE), so that a transaction which reads and then
    writes never fails half-way; recursive triggers keep INSERT OR REPLACE from passing by the
    append-only ledger.
    """
    embedded = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR_DIR / "kb.sqlite3")}
    config = env.db_url("DATABASE_URL") if env.str("DATABASE_URL", default="") else embedded
    # A connection is kept for a minute: to open one takes as long as to answer a page.
    config["CONN_MAX_AGE"] = 60
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
            ),
        }
    else:
        limit = env.int("KB_STATEMENT_TIMEOUT_MS", default=15_000)
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {"options": f"-c statement_timeout={limit}"}
    return config


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counters of requests to the API: quick, and of no worth a minute later. In the memory of each
# process; several processes count together where KB_RATES_CACHE_URL names a service for it.
RATES_ARE_SHARED = bool(env.str("KB_RATES_CACHE_URL", default=""))
RATES_CACHE = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "rates",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}

# Counters of sign-in attempts. In the database, since every process of every machine must share
# them, its insert cannot happen twice as a file's can, and no further service has to be run.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_counters",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "rates": env.cache_url("KB_RATES_CACHE_URL") if RATES_ARE_SHARED else RATES_CACHE,
}

# A State has up to 74 names on one page, each with twelve fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Zurich"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# No script, no frame, no third party: what is not named here does not load.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = not IS_LOCAL
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOCAL
SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
IS_BEHIND_PROXY = env.bool("KB_BEHIND_PROXY", default=False)
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_COOKIE_SECURE = not IS_LOCAL
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "csrftoken" if IS_LOCAL else "__Host-csrftoken"
CSRF_FAILURE_VIEW = "kb.desk.signin.views.forged"
X_FRAME_OPTIONS = "DENY"

# Staff sign in by name with a password and a second factor, or with a passkey alone.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How long an enrolment link works.
PASSWORD_RESET_TIMEOUT = 24 * 3600

# A session ends after KB_IDLE_MINUTES without a request of its owner, and after 12 hours anyway.
IDLE_MINUTES = env.int("KB_IDLE_MINUTES", default=30)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_NAME = "session" if IS_LOCAL else "__Host-session"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "kb.desk.signin.adapters.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {"login": "kb.desk.signin.forms.SignInForm"}
# "key" is the visitor's address with the name that was tried (kb.desk.signin.adapters); after a
# right password, the account. A name alone is never counted: whoever knew it could shut it out.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}
# Behind a proxy, the last address that it names is the visitor's; otherwise headers say nothing.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_BEHIND_PROXY else 0
MFA_ADAPTER = "kb.desk.signin.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "kb.desk.signin.forms.AddPasskeyForm"}

# Faults go to standard error, where the server's own log is. Addresses of readers are not logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

# What the public pages say of themselves.
SITE_NAME = env.str("KB_SITE_NAME", default="On the Record")
PUBLISHER = env.str("KB_PUBLISHER", default="")
CONTACT_EMAIL = env.str("KB_CONTACT_EMAIL", default="")
LICENCE = env.str("KB_LICENCE", default="CC BY 4.0")
PUBLIC_URL = env.str("KB_PUBLIC_URL", default="http://localhost:8000").rstrip("/")

# Whether the official result of a vote needs a second person: not the one who typed the reading.
TWO_PEOPLE_ACCEPT = env.bool("KB_TWO_PEOPLE", default=False)

PERIODS = {"second": 1, "min": 60, "hour": 3600, "day": 86_400}


def rate(said: str) -> tuple[int, int]:
    """ "300/min" as (300, 60): how many requests in how many seconds."""
    found = re.fullmatch(r"([1-9][0-9]{0,8})/(second|min|hour|day)", said.strip())
    if not found:
        raise ImproperlyConfigured(
            f"“{said}” is no rate: KB_RATE_… takes a number, a slash and one of "
            f"{', '.join(PERIODS)}, such as 300/min."
        )
    return int(found[1]), PERIODS[found[2]]


# How often one visitor may ask, and one key. A file is the whole at once: a thousand pages' work.
RATES = {
    "anonymous": rate(env.str("KB_RATE_ANONYMOUS", default="300/min")),
    "partner": rate(env.str("KB_RATE_PARTNER", default="3000/min")),
    "export": rate(env.str("KB_RATE_EXPORT", default="30/hour")),
    "export_partner": rate(env.str("KB_RATE_EXPORT_PARTNER", default="300/hour")),
}

# The API: JSON alone, for anybody, without a session.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["kb.exchange.api.renderers.DocumentRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "kb.exchange.api.renderers.AlwaysJson",
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": ["kb.exchange.keys.authentication.KeyAuthentication"],
    "DEFAULT_THROTTLE_CLASSES": [
        "kb.exchange.keys.rates.AnonymousRate",
        "kb.exchange.keys.rates.PartnerRate",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "kb.exchange.api.description.Described",
    "EXCEPTION_HANDLER": "kb.exchange.api.errors.answer_for",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": SITE_NAME,
    "DESCRIPTION": "How the UN Human Rights Council voted, and what was asked of it.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": LICENCE},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["kb.exchange.api.description.complete"],
}
