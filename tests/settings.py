"""What the tests change in the settings: their own state, and nothing slow that they do not test.

pytest-django reads the settings before it reads any conftest.py, so `VAR` is set here.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "GUIDE_TEST_VAR" not in os.environ:
    # The first process of the run makes the directory and removes it; its xdist workers inherit it.
    os.environ["GUIDE_TEST_VAR"] = tempfile.mkdtemp(prefix="guide-tests-")
    atexit.register(shutil.rmtree, os.environ["GUIDE_TEST_VAR"], ignore_errors=True)
os.environ["VAR"] = os.environ["GUIDE_TEST_VAR"]
# Made once for all runs: they are the same every time, and take seconds.
os.environ.setdefault("DICTIONARIES", str(Path(__file__).resolve().parent.parent / "var" / "dictionaries"))
for name in ("GUIDE_ENV", "DEBUG", "PREVIEW", "PUBLIC_URL", "SECRET_KEY"):
    os.environ.pop(name, None)  # a developer's own environment does not decide what is tested

from boras_guide.settings import *  # noqa: E402, F403  settings as they are, save for what follows
from boras_guide.settings import STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a directory that is not there

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    # Hashed names would need collectstatic before every run.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; guards nothing here
