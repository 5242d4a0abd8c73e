import datetime
import re

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

pytestmark = pytest.mark.django_db


def test_robots_may_read_the_real_site_but_not_its_back_office(client, identity):
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()


def test_robots_stay_out_while_examples_are_shown(client, identity):
    identity.has_examples = True
    identity.save()
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_the_security_contact_expires_within_a_year(client, identity):
    text = client.get("/.well-known/security.txt").content.decode()
    expires = parse_datetime(re.search(r"Expires: (.*)", text)[1])
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=365)
    assert "Contact: mailto:conseil@exemple.fr" in text


def test_the_sitemap_lists_the_menus(client):
    text = client.get("/sitemap.xml").content.decode()
    assert text.count("<loc>") >= 15 and "/nous-rejoindre/</loc>" in text


def test_the_sitemap_gives_the_pages_of_the_path_in_every_language(client):
    text = client.get("/sitemap.xml").content.decode()
    assert text.count("/nous-rejoindre/</loc>") == len(settings.LANGUAGES)
    assert 'hreflang="ar" href="http://testserver/ar/nous-rejoindre/"' in text


@pytest.mark.parametrize(
    "path", ["../settings.py", "%2e%2e/settings.py", "..%2fsettings.py", "nulle-part.jpg", "a%00b", ""]
)
def test_nothing_outside_the_photos_is_served(client, path):
    assert client.get(f"/media/{path}").status_code in (404, 400)
