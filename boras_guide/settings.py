"""Every setting of the guide, read top to bottom. Values come from the environment (docs/deploy.md).

Without `GUIDE_ENV=production` the guide runs locally: it answers on this machine's own names
only, keeps a secret of its own in `var/`, and needs nothing to be set.
"""

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from boras_guide.languages import LANGUAGES as GUIDE_LANGUAGES
from boras_guide.languages import SOURCE

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env("VAR", default=str(BASE_DIR / "var"))).resolve()  # all state lives here
VAR.mkdir(parents=True, exist_ok=True)
# Word forms of seven languages, unpacked once; the same whatever the state, so it may be shared.
DICTIONARIES = Path(env("DICTIONARIES", default=str(VAR / "dictionaries"))).resolve()

# --- Where it runs -----------------------------------------------------------------------------

GUIDE_ENV = env("GUIDE_ENV", default="local")
if GUIDE_ENV not in {"local", "production"}:
    raise ImproperlyConfigured(f"GUIDE_ENV must be local or production, not {GUIDE_ENV!r}.")
PRODUCTION = GUIDE_ENV == "production"
DEBUG = env.bool("DEBUG", default=False)


def local_secret() -> str:
    """A secret of this machine's own, made at the first start, whole or not at all."""
    file = VAR / "secret_key"
    if not file.exists():
        new = VAR / f"secret_key.{os.getpid()}"
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(64))
        new.rename(file)
    return file.read_text()


if PRODUCTION:
    SECRET_KEY = env("SECRET_KEY", default="")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
    if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure"):
        raise ImproperlyConfigured("SECRET_KEY must be set to at least 50 random characters.")
    if not ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the guide's own host names, separated by commas, without * or a leading dot."
        )
    # Asked by the machine itself, for its health.
    ALLOWED_HOSTS += ["localhost", "127.0.0.1"]
    if DEBUG:
        raise ImproperlyConfigured("DEBUG must be off in production: leave the variable out.")
else:
    SECRET_KEY = env("SECRET_KEY", default="") or local_secret()
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# The address printed in links that leave the site (security.txt, short links).
OWN_ADDRESS = (
    f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else f"http://localhost:{env('PORT', default='8000')}"
)
PUBLIC_URL = env("PUBLIC_URL", default=OWN_ADDRESS).rstrip("/")
if PRODUCTION and not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured(f"PUBLIC_URL must begin with https://, not {PUBLIC_URL!r}.")

# --- The guide's own switches ------------------------------------------------------------------

# One banner on every page, and `noindex`, until the coordinator says the facts are checked.
PREVIEW = env.bool("PREVIEW", default=True)
# Where a reader with a question about the guide itself can write: the city's own mailbox.
GUIDE_EMAIL = env("GUIDE_EMAIL", default="boras.stad@boras.se")
# Who supervises accessibility, named in the accessibility statement: the task is moving to another authority.
SUPERVISOR_NAME = env("SUPERVISOR_NAME", default="Myndigheten för digital förvaltning (Digg)")
SUPERVISOR_COMPLAINT_URL = env("SUPERVISOR_COMPLAINT_URL", default="https://www.digg.se/tdosanmalan")
# The administration whose news it is, where an editor does not say otherwise: its address in the guide.
COORDINATOR = "fritids-och-folkhalsoforvaltningen"
SECURITY_CONTACT = env("SECURITY_CONTACT", default="mailto:boras.stad@boras.se")

# --- What it is made of ------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "boras_guide.apps.DeskConfig",  # Django's admin with our site at /redaktion/
    "boras_guide.apps.GuideConfig",  # before auth, whose command changepassword it takes the place of
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "boras_guide.login",  # after the library, whose lists it takes away from the desk
    "support.apps.SupportConfig",
    "catalog.apps.CatalogConfig",
]

MIDDLEWARE = [
    "boras_guide.middleware.WithoutCookies",
    "boras_guide.middleware.PublicHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "boras_guide.middleware.PublicGZip",
    "django.middleware.http.ConditionalGetMiddleware",
    "boras_guide.middleware.PathLanguage",
    "boras_guide.middleware.ReadableErrors",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "boras_guide.login.throttle.too_many_tries",
    "boras_guide.login.middleware.DeskDoor",
    "simple_history.middleware.HistoryRequestMiddleware",
]
if not PRODUCTION:
    MIDDLEWARE.insert(1, "boras_guide.middleware.PlainHttpCookies")

ROOT_URLCONF = "boras_guide.urls"
WSGI_APPLICATION = "boras_guide.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "catalog.context.frame",
            ],
        },
    },
]

# --- Database ----------------------------------------------------------------------------------

if env("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "guide.sqlite3"}}
options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    options.update(
        # Django's default loses most concurrent saves to "database is locked"; IMMEDIATE loses none.
        transaction_mode="IMMEDIATE",
        timeout=50,  # seconds, less than a proxy waits; whoever waits is not served in turn
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    )
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 2}  # seconds

# --- Cache: shared by the workers, and nothing that may not be lost ------------------------------

if env("CACHE_URL", default=""):
    CACHES = {"default": env.cache_url("CACHE_URL")}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "login_cache",  # a table like the others: boras_guide/login/models.py
            # Django throws a third away at 300, which somebody who guesses passwords reaches at once.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }

# --- Languages, time ---------------------------------------------------------------------------

LANGUAGE_CODE = SOURCE
LANGUAGES = [(language.code, language.own_name) for language in GUIDE_LANGUAGES.values()]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = SOURCE
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": (SOURCE,),
    **{code: language.fallbacks for code, language in GUIDE_LANGUAGES.items() if language.fallbacks},
}
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- Static files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "boras_guide.stylesheet.JoinedStylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "boras_guide.storage.ForgivingStaticFiles"},
}
WHITENOISE_MAX_AGE = 60  # seconds; files with a hash in their name are kept for ever
# The tabs of modeltranslation load jQuery UI from another host unless a copy of ours is named.
JQUERY_UI_URL = "/static/vendor/jquery-ui/jquery-ui.min.js"

# --- Pictures: our own re-encodings, each named after what is in it --------------------------------

MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/bild/"

# --- Promises to readers: headers and cookies --------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],  # suggestions in the search field
        "connect-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself, over http
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# "no-referrer" would make browsers send "Origin: null" with the desk's forms. Sensitive pages use it.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_NAME = "__Host-redaktion"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "catalog.views.errors.csrf_failure"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "boras_guide.login.passwords.LocalWordsValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# A library with two terms of times, each in ten languages, is one form; Django's own limit is 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Login: a password and a second factor, by django-allauth --------------------------------------

ACCOUNT_ADAPTER = "boras_guide.login.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # nobody signs up: read for its password
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes when the browser is closed
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds: time to install an app on a phone
ACCOUNT_FORMS = {
    "login": "boras_guide.login.forms.LoginForm",
    "reauthenticate": "boras_guide.login.forms.ReauthenticateForm",
}
MFA_ADAPTER = "boras_guide.login.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are not the library's here
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "boras_guide.login.forms.AuthenticateForm",
    "reauthenticate": "boras_guide.login.forms.ReauthenticateCodeForm",
    "activate_totp": "boras_guide.login.forms.ActivateForm",
    "add_webauthn": "boras_guide.login.forms.AddKeyForm",
    "edit_webauthn": "boras_guide.login.forms.EditKeyForm",
}
SOCIALACCOUNT_ADAPTER = "boras_guide.login.adapter.SocialAccountAdapter"

# --- Login: limits and the city's own --------------------------------------------------------------

# Guesses at passwords: boras_guide/login/throttle.py. Left to the library: codes, by account ("login_failed"), and new
# passwords, by session. Passkeys cannot be guessed.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "reauthenticate": None,
    "login_failed": "5/15m/key",
    "change_password": "30/15m/user",
}
MFA_RATE_LIMITS = {"webauthn_login": None}
# nginx tells where a request for the desk's login came from: deploy/nginx.conf. Nobody stands between on a laptop.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if PRODUCTION else 0)

# The city's identity provider (OpenID Connect), where there is one: boras_guide/login/oidc.py.
OIDC_ISSUER = env("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env("OIDC_NAME", default="Borås Stads inloggning")
OIDC_REQUIRED_AMR = env.list("OIDC_REQUIRED_AMR", default=[])
OIDC_TRUST_EMAIL = env.bool("OIDC_TRUST_EMAIL", default=False)
if PRODUCTION and OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured(f"OIDC_ISSUER must begin with https://, not {OIDC_ISSUER!r}.")

# --- Logs: no addresses, no search words -------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # These name what a visitor asked for, or from where: paths, hosts, parameters.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        # It warns of every HEAD request that Django answers with a body, which gunicorn then drops.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
