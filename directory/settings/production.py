"""Settings of a public server: refuses to start on anything missing or unsafe."""

from django.core.exceptions import ImproperlyConfigured

from directory.settings.base import *  # noqa: F403
from directory.settings.base import env

SECRET_KEY = env.required("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured("SECRET_KEY must be a random text of at least 50 characters")

RESPONSE_KEYS = env.required("RESPONSE_KEYS")

ALLOWED_HOSTS = env.required("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; '*' would trust any")

WAGTAILADMIN_BASE_URL = env.required("SITE_URL").rstrip("/")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must start with https://")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

DATABASES = {"default": env.required("DATABASE_URL")}
EMAIL_HOST = env.required("EMAIL_HOST")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.required("DEFAULT_FROM_EMAIL")
if "localhost" in DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("DEFAULT_FROM_EMAIL must be an address that can receive answers")
if env("SEARCH_ENGINE") == "elastic":
    env.required("ELASTICSEARCH_URL")

SECURE_SSL_REDIRECT = True
# Health checks come from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The last address of X-Forwarded-For is the one the proxy saw: limits count by it.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
elif env("COUNTRY_HEADER"):
    raise ImproperlyConfigured("COUNTRY_HEADER needs BEHIND_PROXY: anybody could send it")
SECURE_HSTS_SECONDS = env("HSTS_SECONDS")
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STAFF_MFA_REQUIRED = env("STAFF_MFA_REQUIRED", default=True)
