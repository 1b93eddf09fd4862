"""One file; everything that differs between places comes from the environment."""

import sys
import tomllib
from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from kombu import Exchange, Queue

from factcheck import env
from factcheck.local import places

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.flag("FACTCHECK_DEBUG")
EMBEDDED = not env.text("DATABASE_URL")
SECRET_KEY = env.text("SECRET_KEY") or places.secret_key()
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")  # former keys, while sessions and seals of theirs live on
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "claims.views.errors.csrf_failure"
HTTPS = env.flag("FACTCHECK_HTTPS")

INSTALLED_APPS = [
    "claims",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "claims.admin.apps.DeskAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "factcheck.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "factcheck.middleware.Authentication",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.localised.Localised",
    "factcheck.middleware.SignInRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# The app's role. Only `migrate` uses the owner's (claims/management/commands/migrate.py).
DATABASE_URL = env.text("DATABASE_URL") or places.app_url()
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL") or ("" if env.text("DATABASE_URL") else places.owner_url())
DATABASES = {"default": env.database(DATABASE_URL)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASE_POOL = env.whole("DATABASE_POOL", 0)  # connections a process keeps for its threads; wsgi.py sets it
if DATABASE_POOL:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 10}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60

AUTH_USER_MODEL = "claims.Person"
AUTHENTICATION_BACKENDS = ["claims.people.adapter.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

FACTCHECK_URL = env.text("FACTCHECK_URL") or places.desk_url()  # where links in mails and on the command line lead
FACTCHECK_MFA_ROLES = env.words("FACTCHECK_MFA_ROLES")  # whose second factor is compulsory

ACCOUNT_ADAPTER = "claims.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator gives the address with the invitation
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("FACTCHECK_PROXIES", 0)  # that add to X-Forwarded-For
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "factcheck"
MFA_ADAPTER = "claims.people.secrets.MFAAdapter"

SESSION_ENGINE = "claims.people.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # of idle time
SESSION_RENEWED_EVERY = timedelta(minutes=10)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # factcheck.middleware.headers forbids frames, on errors and static files too
    "security.W005",  # HSTS for the other hosts of the domain is not ours to promise
    "security.W021",
]
WHITENOISE_ALLOW_ALL_ORIGINS = False

# All web processes count failed sign-ins together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "claims_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so many that nobody pushes out a count by making others
    }
}

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.whole("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
FACTCHECK_MAIL_HOUR = env.whole("FACTCHECK_MAIL_HOUR", 7)  # of each person's day, for what waits unread; 24: never
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "factcheck@localhost")

BROKER_URL = env.text("BROKER_URL") or places.broker_url()
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 0,  # who wakes a worker does not wait for a broker that is away; workers come back by themselves
}
# A worker takes work of all three kinds unless told otherwise (--queues).
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in ("clock", "celery", "network")]
# The clock is heard during any import; whoever waits for slow sites keeps nobody else waiting.
CELERY_TASK_ROUTES = {
    **dict.fromkeys(["claims.poll", "claims.sweep", "claims.watch_cited"], {"queue": "clock"}),
    **dict.fromkeys(["claims.visit", "claims.ask", "claims.mail_digests"], {"queue": "network"}),
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "mail": {"task": "claims.mail_digests", "schedule": crontab(minute="5"), "options": {"expires": 1800}},
    "poll": {"task": "claims.poll", "schedule": timedelta(seconds=5), "options": {"expires": 30}},
    "sweep": {"task": "claims.sweep", "schedule": timedelta(seconds=15), "options": {"expires": 30}},
    "watch": {"task": "claims.watch_cited", "schedule": timedelta(seconds=60), "options": {"expires": 60}},
    "words": {"task": "claims.learn_words", "schedule": timedelta(seconds=60), "options": {"expires": 60}},
    "learn": {"task": "claims.learn_ranking", "schedule": timedelta(minutes=15), "options": {"expires": 900}},
}
WAKE_WORKERS = True  # off: everything waits for the sweeper

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch"), ("fa", "فارسی")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("FACTCHECK_TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files live in the database, not on a disk
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# How long a hold lasts without a heartbeat, and what importing takes.
LEASE_TIME = timedelta(minutes=env.whole("FACTCHECK_LEASE_MINUTES", 30))
MAX_IMPORT_BYTES = 25_000_000
MAX_ARCHIVE_BYTES = 100_000_000  # a zip of files; what it unpacks to has limits of its own
MAX_UPLOAD_BYTES = 200_000_000  # all files of one post
FILE_UPLOAD_HANDLERS = [
    "claims.forms.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 2000  # beyond this a post is answered with 400, unread
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # fields of a post: a pasted text, an API call
OWN_FOLDER = places.var()  # never watched, but for its inbox
# Where watched folders may lie; empty: anywhere else.
FOLDERS = [Path(folder).resolve() for folder in env.words("FACTCHECK_FOLDERS")]
STRICT_SIGN_OFF = env.flag("FACTCHECK_STRICT_SIGN_OFF")  # bars whoever attached a verdict's evidence from signing it
RATIONALE_LENGTH = env.whole("FACTCHECK_RATIONALE_LENGTH", 80)  # characters that a verdict's rationale has at least

# Which first verdicts get a second one, given blind by another reviewer.
FACTCHECK_BLIND_SHARE = float(env.amount("FACTCHECK_BLIND_SHARE") or 0)  # of all, 0 to 1, chosen by their digest
FACTCHECK_BLIND_KINDS = env.words("FACTCHECK_BLIND_KINDS")  # and all of these kinds, such as "quote"
FACTCHECK_BLIND_TOPICS = [name.lower() for name in env.words("FACTCHECK_BLIND_TOPICS")]  # and topics, by name

HOST_PAUSE = env.whole("FACTCHECK_HOST_PAUSE_MS", 1000) / 1000  # seconds between two requests to one site
# What the fetcher tells sites about the desk, and where it may go.
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
FACTCHECK_CONTACT = env.text("FACTCHECK_CONTACT")  # a page or a mail address, in the name that sites see
FACTCHECK_PROXY = env.text("FACTCHECK_PROXY")  # http://… that all fetches pass; the environment's own are not heeded
FACTCHECK_ALLOWED_HOSTS = env.words("FACTCHECK_ALLOWED_HOSTS")  # host or host:port, which may be private
FACTCHECK_REFUSED_HOSTS = env.words("FACTCHECK_REFUSED_HOSTS")  # names and networks never to be fetched

# A model that reads articles in place of the built-in (docs/backends.md).
FACTCHECK_BACKEND_URL = env.text("FACTCHECK_BACKEND_URL")  # the whole address, …/v1/chat/completions; empty: none
FACTCHECK_BACKEND_MODEL = env.text("FACTCHECK_BACKEND_MODEL")
FACTCHECK_BACKEND_KEY = env.text("FACTCHECK_BACKEND_KEY")
FACTCHECK_BACKEND_TIMEOUT = env.whole("FACTCHECK_BACKEND_TIMEOUT", 120)  # seconds of one question
FACTCHECK_BACKEND_PATIENCE = env.whole("FACTCHECK_BACKEND_PATIENCE", 15)  # minutes until the built-in reads
FACTCHECK_BACKEND_PRICE_IN = env.amount("FACTCHECK_BACKEND_PRICE_IN") or 0  # of a million tokens
FACTCHECK_BACKEND_PRICE_OUT = env.amount("FACTCHECK_BACKEND_PRICE_OUT") or 0
FACTCHECK_BACKEND_DAILY_COST = env.amount("FACTCHECK_BACKEND_DAILY_COST")  # None: no limit
FACTCHECK_BACKEND_MAX_BYTES = env.whole("FACTCHECK_BACKEND_MAX_BYTES", 2_000_000)  # of an answer
FACTCHECK_BACKEND_MAX_CHARS = env.whole("FACTCHECK_BACKEND_MAX_CHARS", 60_000)  # of an article
FACTCHECK_BACKEND_MAX_TOKENS = env.whole("FACTCHECK_BACKEND_MAX_TOKENS", 8_000)  # of an answer
FACTCHECK_BACKEND_AT_ONCE = env.whole("FACTCHECK_BACKEND_AT_ONCE", 4)  # questions, of all workers together
FACTCHECK_BACKEND_EXTRA = env.text("FACTCHECK_BACKEND_EXTRA")  # a JSON object: more fields of a question

# What train_worthiness wrote: weighs in place of the built-in weights.
FACTCHECK_WORTHINESS_MODEL = env.text("FACTCHECK_WORTHINESS_MODEL")
FACTCHECK_ATTRIBUTION_MODEL = env.text("FACTCHECK_ATTRIBUTION_MODEL")  # a file that train_attribution wrote

# Data for development and accuracy figures; laid out like the folder the README names. Never needed to run.
FACTCHECK_DATA = env.text("FACTCHECK_DATA")
TESTING = "pytest" in sys.modules

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.text("FACTCHECK_LOG_LEVEL", "INFO")},
    "loggers": {"urllib3": {"level": "ERROR"}},  # it would write down what sites say in place of headers
}
