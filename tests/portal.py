"""Every public address of the loaded portal, found by reading the site as a visitor does."""

import re
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from clos_portal.packs.content_pack import load_pack
from clos_portal.packs.examples import load_examples
from clos_portal.site.site_map import PAGES

LINK = re.compile(r'href="(/[^"#]*)')
CHOICE = re.compile(r'href="(/[^"#?]*\?[^"#]*)')
NOT_PAGES = re.compile(r"^/(static|media|admin)/|\.(csv|json|xlsx|ods|pdf|ics|atom|xml|txt|png|webp)$|\?")


def load_real(today):
    load_pack(settings.COUNCIL.folder, today)


def load_everything(today):
    load_real(today)
    load_examples(today)


def kept_for_the_module(blocker, load):
    """For a fixture of a module: loads once for all its tests, each of which leaves what it found; then all goes."""
    with TemporaryDirectory() as media, blocker.unblock(), transaction.atomic():
        hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        with override_settings(MEDIA_ROOT=media, PRIVATE_MEDIA_ROOT=media, PASSWORD_HASHERS=hashers):
            load()
            yield
        transaction.set_rollback(True)


def menu_addresses():
    return [reverse(name) for name in PAGES]


def every_choice(pages):
    """The addresses that filter, sort or turn the page: three of each kind, found in the pages already read."""
    kinds = {}
    for response in pages.values():
        for link in CHOICE.findall(response.content.decode()):
            path, _, query = link.replace("&amp;", "&").partition("?")
            if not NOT_PAGES.search(path):
                kinds.setdefault((path, *re.findall(r"(?:^|&)(\w+)=", query)), set()).add(f"{path}?{query}")
    return sorted(link for links in kinds.values() for link in sorted(links)[:3])


def every_address(client):
    """Follows every link from the pages of the menus, once."""
    waiting, seen = menu_addresses(), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address, follow=True)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        found = {link.replace("&amp;", "&") for link in LINK.findall(response.content.decode())}
        waiting += [link for link in found if not NOT_PAGES.search(link)]
    return sorted(seen)
