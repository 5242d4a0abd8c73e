import pytest
from django.test import Client

from accounts.models import User
from council.models import SiteIdentity


@pytest.fixture(autouse=True)
def _fast_and_isolated(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def identity(db):
    return SiteIdentity.objects.create(pk=1, email="conseil@exemple.fr")


@pytest.fixture
def technician(db):
    """Somebody with every right, logged in."""
    return User.objects.create_superuser("technique@exemple.fr", "un-mot-de-passe-long")


@pytest.fixture
def technician_client(client, technician):
    client.force_login(technician, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def client_that_checks_csrf():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)
