"""One settings file, read from the environment. Development needs no variable; production refuses unsafe values."""

import tomllib
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from clos_portal.archives.rotation import KEPT_DAILY, KEPT_MONTHLY, KEPT_WEEKLY
from clos_portal.packs.identity import Council, chosen_folder

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

# The house, from the ground floor up, as the law of the floors says it in pyproject.toml. A room imports lower floors
# only, and neighbours of one floor ignore one another (docs/architecture.md).
_LAW = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
FLOORS = [floor.split(" | ") for floor in reversed(_LAW["layers"])]
ROOMS = [room for floor in FLOORS for room in floor]

# --- Where we are -------------------------------------------------------------------------------------------------
ENVIRONMENT = env.str("ENVIRONMENT", default="production" if "SECRET_KEY" in env.ENVIRON else "development")
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="" if IS_PRODUCTION else "development-only-key-never-used-in-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if IS_PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

if IS_PRODUCTION:
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("development"):
        raise ImproperlyConfigured(
            "Le site ne démarre pas : donnez à SECRET_KEY une vraie clé, au hasard, de 50 signes ou plus."
        )
    if DEBUG:
        raise ImproperlyConfigured("Le site ne démarre pas : DEBUG doit être éteint (False) en production.")
    if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("Le site ne démarre pas : nommez le domaine du site dans ALLOWED_HOSTS, sans « * ».")

# The folder of the council: its name, its town, its colours, its content. Empty: the only one of content/.
COUNCIL = Council.read(chosen_folder(BASE_DIR, env.str("COUNCIL_PACK", default="")))

# --- Applications -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    *reversed(ROOMS),
    "accounts.desk.admin_app.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "simple_history",
    "django_prose_editor",
    "crispy_forms",
    "crispy_bootstrap5",
]

MIDDLEWARE = [
    "clos_portal.requests.middleware.RequestTrace",
    # First what every response must carry, errors and static files included.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "clos_portal.requests.middleware.ResponseHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clos_portal.requests.middleware.LanguageOfTheAddress",
    "clos_portal.requests.middleware.RequestLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "clos_portal.requests.middleware.NoFileFromStrangers",
    "django_otp.middleware.OTPMiddleware",
    "accounts.sign_in.session_age.SessionAge",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "clos_portal.requests.middleware.PrintedLetters",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "clos_portal.urls"
WSGI_APPLICATION = "clos_portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "council.site.context.site",
            ],
            "builtins": [
                "accounts.templatetags.desk",
                "clos_portal.templatetags.identity",
                "clos_portal.templatetags.layout",
                "clos_portal.templatetags.languages",
                "publishing.templatetags.days",
            ],
        },
    }
]

# --- Database -----------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # No WAL: the SQLite of Debian 12 has the WAL-reset race (docs/decisions/0002-sqlite-mode.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is erased is overwritten; what is put aside for a moment never reaches a disk.
        "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Where the paces count. Empty: beside the database (publishing/pacing/counters.py).
COUNTERS_URL = env.str("COUNTERS_URL", default="")
if COUNTERS_URL.startswith(("redis", "unix")) and find_spec("redis") is None:
    raise ImproperlyConfigured(
        "Le site ne démarre pas : COUNTERS_URL nomme Redis. Tapez : pip install -r requirements-redis.txt"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Accounts -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = 12 * 3600
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
OTP_TOTP_ISSUER = COUNCIL.name
# The numbers of tries are in accounts/sign_in/attempts.py, which counts exactly; the codes of a phone too, by place.
AXES_HANDLER = "accounts.sign_in.sign_in_handler.SignInHandler"
AXES_FAILURE_LIMIT = 1
AXES_COOLOFF_TIME = 0.25
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
PROXY_COUNT = env.int("PROXY_COUNT", default=1 if IS_PRODUCTION else 0)
AXES_CLIENT_IP_CALLABLE = "publishing.pacing.visitor_address.visitor_address"
AXES_SENSITIVE_PARAMETERS = [
    *["username", "ip_address", "code", "identity-password", "identity-code", "new_password1", "new_password2"],
    *["email", "first_name", "last_name"],
]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
ADMIN_HOME = "clos_portal.desk.admin_home.admin_home"

# --- French -------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
# The others: home, questionnaire and candidacy, at an address of their own (publishing/words/language.py).
LANGUAGES = [("fr", "Français"), ("en", "English"), ("pt", "Português"), ("tr", "Türkçe"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = USE_TZ = True

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "build" / "collected"))
FONTS_DIR = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [
    COUNCIL.folder / "static",
    BASE_DIR / "static",
    FONTS_DIR,
    ("bootstrap", str(files("bootstrap") / "css")),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "media"))
PRIVATE_MEDIA_ROOT = env.path("PRIVATE_MEDIA_ROOT", default=str(BASE_DIR / "private"))
BACKUPS_ROOT = env.path("BACKUPS_ROOT", default=str(BASE_DIR / "backups"))
# An «age1…» key: archives are then sealed to it. The private key stays elsewhere (docs/deploying.md).
BACKUP_PUBLIC_KEY = env.str("BACKUP_PUBLIC_KEY", default="")
BACKUPS_KEPT = {
    "daily": env.int("BACKUPS_DAILY", default=KEPT_DAILY),
    "weekly": env.int("BACKUPS_WEEKLY", default=KEPT_WEEKLY),
    "monthly": env.int("BACKUPS_MONTHLY", default=KEPT_MONTHLY),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
        # Unlike photos, readable by the plain user that serves them: root collects them when the image is built.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not IS_PRODUCTION
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "gif", "webp", "woff2", "map"]
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES = env.int("MAX_BODY_BYTES", default=3 * 1024 * 1024)
MAX_PHOTO_BYTES = env.int("MAX_PHOTO_BYTES", default=15 * 1024 * 1024)

# --- Public forms -------------------------------------------------------------------------------------------------
# Answers from one address (a home, a stairwell, a library) in ten minutes.
ANSWERS_PER_ADDRESS = env.int("ANSWERS_PER_ADDRESS", default=120)
# Messages, candidacies, reports and requests together: somebody reads each of them.
FORMS_PER_ADDRESS = env.int("FORMS_PER_ADDRESS", default=min(20, ANSWERS_PER_ADDRESS))
# Photos that leave the site at once in a day, on requests from one network. The next ones first ask the council.
PHOTOS_HIDDEN_AT_ONCE = env.int("PHOTOS_HIDDEN_AT_ONCE", default=5)

# --- E-mail -------------------------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portail@localhost")

# --- Watching -----------------------------------------------------------------------------------------------------
# Who sends it in «Authorization: Bearer …» reads in /sante/pret what is wrong. Empty: only the machine itself.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", default="")

# --- Safety -------------------------------------------------------------------------------------------------------
# For the tests alone: the one local server, host and port, that the reader of the neighbours' feeds may ask.
NEIGHBOUR_TEST_SERVER = ""
# An address of map tiles, like https://tiles.example/{z}/{x}/{y}.png: empty, the map has no ground and asks nobody.
MAP_TILES = env.str("MAP_TILES", default="")
_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, *(["/".join(MAP_TILES.split("/")[:3])] if MAP_TILES else [])],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _POLICY}
PERMISSIONS_POLICY = {"camera": [], "geolocation": [], "microphone": []}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_FAILURE_VIEW = "clos_portal.site.error_views.csrf_failure"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # until the browser closes: only the desk has one
if IS_PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sante/(pret/?)?$"]
    # No SECURE_PROXY_SSL_HEADER: gunicorn alone believes X-Forwarded-Proto, and from TRUSTED_PROXY only.
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=63072000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one_line": {"()": "clos_portal.requests.log_lines.OneLine"}},
    "filters": {
        "discreet": {"()": "clos_portal.requests.log_lines.Discreet"},
        "sparing": {"()": "clos_portal.requests.log_lines.Sparing"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "one_line", "filters": ["discreet", "sparing"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would write, or mail, beside ours what ours keep silent.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
