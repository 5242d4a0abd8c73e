"""The walk of `tests/test_second_council.py`, with COUNCIL_PACK=tests/packs/essai: all that this council says, read."""

import datetime
import html
import io
import re
import uuid
import zipfile

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from accounts.desk.admin_site import PortalAdminSite
from accounts.sign_in import letters, password_link
from clos_portal.desk.roles import apply_roles
from clos_portal.packs.content_pack import load_pack
from clos_portal.packs.examples import load_examples
from council.mail import contact_mail
from council.mail.council_mail import tell_council
from council.models import ContactMessage
from members.models import CompositionRules
from tests.accounts.make import enter, make_user
from tests.packs.names import found_in
from tests.portal import kept_for_the_module, menu_addresses

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
LINK = re.compile(r'(?:href|src|content|action)="(?:https?://[\w.:]+)?(/[^"#]*)')
NEVER = re.compile(r"^/(static|media)/|/(jsi18n|logout)/|/accounts/user/\d+/")
FEW = 2  # addresses that differ by their numbers or their query only
FIRST = ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/en/", "/pt/", "/tr/", "/ar/", "/nulle-part/"]


@pytest.fixture(scope="module", autouse=True)
def council(django_db_setup, django_db_blocker):
    def load():
        load_pack(settings.COUNCIL.folder, TODAY)
        load_examples(TODAY)
        apply_roles()

    yield from kept_for_the_module(django_db_blocker, load)


@pytest.fixture(params=["visitor", "presidency"])
def reader(request, client):
    if request.param == "visitor":
        return client, [*menu_addresses(), *FIRST], "/"
    user = make_user(is_superuser=False)
    user.groups.add(Group.objects.get(name="présidence"))
    return enter(client, user), [reverse("admin:index")], reverse("admin:index")


def words_of(response) -> str:
    """Whatever it is: a page, a document with its properties, the sheets of a workbook."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.get("Content-Type", "") + response.get("Content-Disposition", "")
    if "pdf" in response.get("Content-Type", ""):
        document = PdfReader(io.BytesIO(content))
        return "\n".join([kind, str(document.metadata), *(page.extract_text() for page in document.pages)])
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join([kind, *(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())])
    return f"{kind}\n{html.unescape(content.decode('utf-8', 'replace'))}"


def walk(client, waiting, inside):
    """Each address found by reading inside a part of the site, and its words; of those of one kind, a few."""
    seen, kinds = set(), {}
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"\d+|[0-9a-f-]{30,}", "N", address.partition("?")[0]) + str(re.findall(r"[?&](\w+)=", address))
        if address in seen or not address.startswith(inside) or NEVER.search(address) or kinds.get(kind, 0) >= FEW:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        response = client.get(address)
        assert response.status_code < 500, address
        words = words_of(response)
        yield address, response, words
        waiting += [response["Location"]] if "Location" in response else LINK.findall(words)
        waiting += re.findall(r"<loc>https?://[\w.:]+(/[^<]*)", words)


def test_nothing_that_is_read_names_another_council(reader):
    kinds, said, count = set(), {}, 0
    for address, response, words in walk(*reader):
        count += 1
        kinds.add(response.get("Content-Type", "").partition(";")[0])
        if found := found_in(words):
            said[address] = found
    assert not said
    assert {"text/html", "application/pdf", "text/csv"} <= kinds
    assert count > 150


def test_it_says_its_own_name_and_its_own_town(client):
    page = client.get("/").content.decode()
    assert "Conseil Citoyen du Moulin-Vert" in page and "à Rochebrune" in page and "au Moulin-Vert" in page
    assert "in Moulin-Vert" in client.get("/en/").content.decode()
    calendar = client.get(reverse("meetings:meeting_feed"))
    assert "conseil-citoyen-du-moulin-vert.ics" in calendar["Content-Disposition"]
    assert "Agenda du Conseil Citoyen du Moulin-Vert" in calendar.content.decode()


def test_it_has_its_own_colleges_and_no_walk_of_its_own():
    rules = CompositionRules.objects.get()
    assert (rules.habitant_seats, rules.acteur_seats) == (8, 6)
    assert not (settings.COUNCIL.folder / "walks.yaml").exists()


def test_the_letters_of_the_portal_name_no_other():
    user, message = (
        make_user(),
        ContactMessage.objects.create(
            token=uuid.uuid4(), subject="question", message="Bonjour.", email="voisin@exemple.fr"
        ),
    )
    password_link.invite(user, user)
    letters.send_reset(user.email)
    letter = letters.Letter.objects.create(user=user, address=user.email, subject="Votre mot de passe a changé")
    assert letters.send(letter) and contact_mail.send(message)
    tell_council("Des résultats sont retirés", "Regardez l’administration.")
    assert len(mail.outbox) == 5
    assert not [found for sent in mail.outbox for found in found_in(str(sent.message()) + sent.subject + sent.body)]
    assert any("Moulin-Vert" in sent.body for sent in mail.outbox)


def test_nothing_that_is_served_beside_the_pages_names_another(tmp_path):
    call_command("write_proxy_pages", tmp_path, stdout=io.StringIO())
    texts = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.endswith((".css", ".js", ".svg")):
                with storage.open(name) as file:
                    texts[name] = file.read().decode("utf-8", "replace")
    assert {"503.html", "css/colours.css", "img/logo.svg"} <= texts.keys()
    assert not {name: found for name, text in texts.items() if (found := found_in(text))}
    assert "Moulin-Vert" in texts["img/logo.svg"] and "Moulin-Vert" in texts["503.html"]
    assert settings.COUNCIL.colours["cobalt-7"] in texts["css/colours.css"]


def test_the_desk_and_the_phone_are_titled_in_its_name():
    assert PortalAdminSite.site_header == settings.OTP_TOTP_ISSUER == "Conseil Citoyen du Moulin-Vert"


def test_no_migration_waits_for_this_council():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
