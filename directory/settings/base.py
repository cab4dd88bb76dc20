"""Settings that hold everywhere; development, test and production build on them."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from directory.settings.apps import INSTALLED_APPS as INSTALLED_APPS
from directory.settings.env import Environment, openid_connect
from directory.settings.inline import sources

env = Environment()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("DATA_DIR") or BASE_DIR / "var").resolve()

DEBUG = False
ALLOWED_HOSTS: list[str] = []

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Static files come compressed already; pages shrink to a seventh. Django pads what it
    # compresses with random bytes, so that the size tells nothing of a secret in the page.
    "django.middleware.gzip.GZipMiddleware",
    # Inside the compression: the tag of a page is that of what it says.
    "django.middleware.http.ConditionalGetMiddleware",
    "directory.users.middleware.FreshnessMiddleware",
    "csp.middleware.CSPMiddleware",
    "directory.users.middleware.AdministrationPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "directory.accounts.middleware.SecondFactorMiddleware",
    "directory.accounts.middleware.AlternatesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "directory.urls"
WSGI_APPLICATION = "directory.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Choices begin with a capital, names of entries as they are: templates/django/forms/widgets/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env("DATABASE_URL")
    or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "db.sqlite3",
        # Opening the file and reading its schema takes longer than a results page.
        "CONN_MAX_AGE": 60,
        # WAL lets readers go on while one writes; IMMEDIATE makes a writer wait at BEGIN for its
        # turn instead of failing in the middle of a transaction. SQLite's own small cache serves as
        # well as 32 MB of it, which each thread of each process would keep.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "users.User"
# One door: allauth's, with its second factor and its limits.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "directory.accounts.adapters.AccountAdapter"
# The same answer whether an address has an account or not; its owner learns it by mail.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"signup": "directory.accounts.forms.account.NewAccountForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
# In the browser that signed up, so that people go on where they came from.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# How often in a while, by address of the sender (ip) or by account (key).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "30/5m/ip,10/5m/key",
    "reset_password": "20/h/ip,5/h/key",
    "signup": "20/h/ip",
    "confirm_email": "1/3m/key",
    "enquiry": "20/h/ip,5/h/key",
    "enquiry_reply": "30/h/ip",
    "alert": "20/h/ip,5/h/key",
    "draft": "60/h/ip",
    "describe": "60/m/ip",
    "match": "300/m/ip",
    "opinion": "300/h/user",
    "picture": "120/h/user",
}
MFA_ADAPTER = "directory.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "directory.accounts.forms.keys.AddKeyForm",
    "edit_webauthn": "directory.accounts.forms.keys.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs in before the address is verified, so a factor never guards a stranger's address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A national eID, or another provider of OpenID Connect: offered only where it is set up.
SOCIALACCOUNT_ADAPTER = "directory.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = openid_connect(env)
# A link, not a form: the policy of our pages lets forms lead nowhere else. The state guards it.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:overview"
# Addresses and passwords are changed in the account, where they are verified.
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# Limits are counted in the first one, and codes that signed somebody in are remembered there, so all
# processes of the site share a folder. While it takes no values each process counts for itself, and sees
# the same as the others two minutes after it takes them again. Wagtail's pictures have a cache of their
# own, so that pages with many of them crowd out no limit.
CACHES = {
    "default": {
        "BACKEND": "directory.settings.cache.DispensableCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "renditions": {
        "BACKEND": "directory.settings.cache.DispensableCache",
        "LOCATION": DATA_DIR / "cache" / "renditions",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("lv", _("Latvian"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The second one holds our words for allauth's messages.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "allauth"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Riga"
USE_TZ = True
# Years and codes must never be grouped, so templates ask for grouping with |intcomma.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["directory.settings.formats"]

MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "lv")
# A Latvian-only entry is valid and shown with its language; so each language falls back to the other.
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en", "lv"), "lv": ("lv", "en")}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Where nothing collects static files, they are served from where they stand.
WHITENOISE_USE_FINDERS = False
STATICFILES_DIRS = [BASE_DIR / "directory" / "static"]
STATICFILES_FINDERS = [
    "directory.settings.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "directory.settings.uploads.NamelessUploadHandler",
]
# The largest request a form or the admin may send; uploads have limits of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Latvia ICT"
WAGTAILADMIN_BASE_URL = env("SITE_URL") or "http://localhost:8000"
WAGTAILIMAGES_IMAGE_MODEL = "media.CatalogueImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "directory.media.forms.CatalogueImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.CatalogueDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "directory.media.forms.CatalogueDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "txt", "xlsx"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "directory.moderation.services.finish.publish_what_was_read"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": True}
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SEARCH_ENGINE = env("SEARCH_ENGINE")
SEARCH_DIR = DATA_DIR / "search"
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL")
ELASTICSEARCH_USER = env("ELASTICSEARCH_USER")
ELASTICSEARCH_PASSWORD = env("ELASTICSEARCH_PASSWORD")
ELASTICSEARCH_API_KEY = env("ELASTICSEARCH_API_KEY")
ELASTICSEARCH_CA_FILE = env("ELASTICSEARCH_CA_FILE")
ELASTICSEARCH_PREFIX = env("ELASTICSEARCH_PREFIX")
ELASTICSEARCH_TIMEOUT = env("ELASTICSEARCH_TIMEOUT")
ELASTICSEARCH_SHARDS = env("ELASTICSEARCH_SHARDS")
ELASTICSEARCH_REPLICAS = env("ELASTICSEARCH_REPLICAS")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST") or ""
EMAIL_PORT = env("EMAIL_PORT")
EMAIL_HOST_USER = env("EMAIL_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD")
EMAIL_USE_TLS = env("EMAIL_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL")
#: Where people write who meet a barrier: the first text of the accessibility statement names it.
CONTACT_EMAIL = env("CONTACT_EMAIL")

# Python does not know the type of a web manifest; browsers want it.
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}

# Nothing from another host, and nothing inline but what is named by its hash (see inline.py).
# /admin/ has a policy of its own (users.middleware).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, *sources()],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# Wagtail lets its own admin pages frame previews.
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS: list[str] = []

STAFF_MFA_REQUIRED = env("STAFF_MFA_REQUIRED", default=False)

# Every component of the interface in each of its states, at /en/components/: for developers only.
COMPONENT_PAGE = False
# The page that shows every message, links to sign in among them: for development alone.
MAIL_PAGE = False

# What a process counted is written this often: its sudden end loses no more than that.
EVENTS_FLUSH_SECONDS = 5
EVENTS_COUNTRY_HEADER = env("COUNTRY_HEADER")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"links": {"()": "directory.settings.logs.WithoutWordsOfLinks"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["links"],
        }
    },
    # This library writes a line for every request.
    "loggers": {"elastic_transport": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL")},
}
