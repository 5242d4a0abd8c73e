"""«Où je change…» in CONTRIBUTING.md: each line names the one file, and the changes made here for real prove it."""

import datetime
import re
import types
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.template import Context

from clos_portal.desk import roles
from clos_portal.templatetags import layout
from council.rules import legal_notice
from events.models import Event
from meetings.rules.quorum import AttendanceLine
from members.rules.parity import parity
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.files import images
from publishing.forms import public_form
from publishing.sheets import spreadsheet
from tests import translations
from tests.events.make import jpeg, make_event
from tests.members.make import upload

pytestmark = pytest.mark.once
ROOT = Path(settings.BASE_DIR)
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| (.+) \| `(\S+)` \| `(\S+)` \|$", CONTRIBUTING, re.MULTILINE)
LINES = {change: (path, word) for change, path, word in TABLE}


def changed(change, before, after):
    """What the one file of that line says once its words are changed; nothing else of the portal is."""
    path, word = LINES[change]
    source = (ROOT / path).read_text(encoding="utf-8")
    assert source.count(before) == 1 and word in source
    module = types.ModuleType(path.removesuffix(".py").replace("/", "."))
    module.__file__ = str(ROOT / path)
    exec(compile(source.replace(before, after), path, "exec"), vars(module))
    return module


def test_the_table_is_long_enough_to_be_useful():
    assert len(LINES) >= 44 and len(LINES) == CONTRIBUTING.count("` | `")


@pytest.mark.parametrize(("path", "word"), LINES.values(), ids=LINES)
def test_each_file_exists_and_holds_the_word_to_look_for(path, word):
    assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", (ROOT / path).read_text(encoding="utf-8"))


def test_a_wider_parity():
    rules = changed("L’écart accepté entre les deux collèges (parité)", "tolerance: int = 1", "tolerance: int = 2")
    assert parity(4, 6, rules.DEFAULT).is_ok and not parity(4, 6, replace(rules.DEFAULT, tolerance=1)).is_ok
    assert "DEFAULT.tolerance" in (ROOT / "members/models/composition_rules.py").read_text()


def test_another_quorum():
    rule = changed("La règle du quorum", "-(-percent * seats // 100)", "percent * seats // 100 + 1")
    seats = [AttendanceLine("habitant")] * 8
    assert rule.quorum_of(seats, rule.QuorumShares(total_percent=50)).shares[-1].needed == 5


def test_another_threshold_of_disclosure():
    change = "Le seuil sous lequel un chiffre est masqué"
    rules = changed(change, "SMALLEST_COUNT = 5", "SMALLEST_COUNT = 6")
    assert rules.HIDDEN_COUNTS == "moins de 6 personnes" and "au moins 6 réponses" in rules.TOO_FEW


def test_posters_in_a5():
    sizes = changed("Les formats de papier des affiches (A5…)", 'SIZES = ("a4", "a3")', 'SIZES = ("a4", "a3", "a5")')
    assert re.fullmatch(sizes.PaperSize.regex, "a5")


def test_another_column_of_members():
    change = "Une colonne du tableau des membres à importer"
    sheet = changed(change, 'Column("Prénom", "first_name"', 'Column("Petit nom", "first_name"').MEMBERS
    assert sheet.columns[0].title == "Petit nom"


def test_a_season_that_starts_in_january():
    seasons = changed("Le premier mois d’une saison", "FIRST_MONTH = 9", "FIRST_MONTH = 1")
    assert seasons.season_of(ImpreciseDate(Precision.DAY, datetime.date(2018, 3, 1))) == "2018-2019"


def test_fewer_archives():
    rotation = changed(
        "Combien de sauvegardes sont gardées",
        "KEPT_DAILY, KEPT_WEEKLY, KEPT_MONTHLY = 7, 5, 12",
        "KEPT_DAILY, KEPT_WEEKLY, KEPT_MONTHLY = 2, 0, 0",
    )
    names = [f"{settings.COUNCIL.short_slug}-201805{day:02}-031000.tar.gz" for day in range(1, 10)]
    assert len(names) - len(rotation.names_to_remove(names)) == 2


def test_messages_kept_longer():
    kept = changed("Combien de temps un message est gardé", "YEARS_KEPT = 1", "YEARS_KEPT = 2")
    assert kept.MESSAGES.duration == "24 mois après l’envoi"


def test_candidacies_kept_longer():
    kept = changed("Combien de temps une candidature est gardée", "YEARS_KEPT = 1", "YEARS_KEPT = 3")
    assert kept.CANDIDACIES.duration == "36 mois après notre réponse"


def test_one_more_job_of_the_night():
    night = changed(
        "Un travail de la nuit", '"backup": "Sauvegarder",', '"backup": "Sauvegarder", "check": "Vérifier",'
    )
    assert night.LABELS["check"] == "Vérifier" and list(night.JOBS)[-1] == "check"


def test_another_mode_of_sqlite(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x.sqlite3")
    mode = changed("Le mode de SQLite", "PRAGMA synchronous=EXTRA", "PRAGMA synchronous=FULL")
    assert "synchronous=FULL" in mode.DATABASES["default"]["OPTIONS"]["init_command"]


def test_links_of_another_kind():
    change = "Ce qu’un texte mis en forme accepte (titres, liens)"
    text = changed(change, '["https", "http", "mailto", "tel"]', '["https", "sms"]')
    assert 'href="sms:0237000000"' in text.render_html('<a href="sms:0237000000">Écrire</a>')


def test_one_more_page_in_the_plan_of_the_site():
    change = "Le plan du site"
    plan = changed(change, '("search", "Rechercher sur le site"),', '("robots", "Les robots"),')
    assert "robots" in plan.PAGES


def test_one_more_entry_of_the_menu(monkeypatch):
    monkeypatch.setattr(layout, "MENU", [*layout.MENU, ("search", "Chercher")])
    layout._addresses.cache_clear()
    entries = layout.main_menu({})["entries"]
    layout._addresses.cache_clear()
    assert [(entry.label, entry.url) for entry in entries][-1] == ("Chercher", "/recherche/")


def test_one_more_legal_fact(monkeypatch):
    monkeypatch.setitem(legal_notice.OF_THE_HOST, "host_number", "le numéro de l’hébergeur")
    known = dict.fromkeys([*legal_notice.OF_THE_HOST, *legal_notice.OF_THE_EDITOR, "editor_kind", "email"], "connu")
    assert legal_notice.missing_information(SimpleNamespace(**known | {"host_number": ""})) == [
        "le numéro de l’hébergeur"
    ]


def test_another_name_for_the_trap(monkeypatch):
    monkeypatch.setattr(public_form, "TRAP", "adresse_du_site")
    form = public_form.TokenForm({"adresse_du_site": "http://spam"})
    assert "adresse_du_site" in form.helper.render_layout(form, Context()) and form.is_valid()
    form.recognise_a_person()
    assert public_form.TRAP_FILLED in form.non_field_errors() and form.data["adresse_du_site"] == ""


def test_smaller_photos(monkeypatch):
    monkeypatch.setattr(images, "LONGEST_SIDE", 300)
    assert images.Image.open(images.clean_photo(upload(jpeg(900)))).size == (300, 150)


def test_one_more_source_of_translated_words(monkeypatch):
    monkeypatch.setattr(translations, "PAGES", [*translations.PAGES, "walks/walk_list.html"])
    assert ROOT / "templates/walks/walk_list.html" in translations.sources()


@pytest.mark.django_db
def test_one_more_role(monkeypatch):
    monkeypatch.setitem(roles.ROLES, "lecture", {"events.Event": roles.READ})
    roles.apply_roles()
    assert [right.codename for right in Group.objects.get(name="lecture").permissions.all()] == ["view_event"]


@pytest.mark.django_db
def test_one_more_kind_of_event_is_listed_filtered_and_fed(client, monkeypatch):
    longer = models.TextChoices(
        "EventKind", [(k.name, (k.value, k.label)) for k in Event.Kind] + [("GAME", ("jeu", "jeu"))]
    )
    monkeypatch.setattr(Event, "Kind", longer)
    monkeypatch.setattr(Event._meta.get_field("kind"), "choices", longer.choices)
    event = make_event(kind="jeu", title="Un loto")
    make_event(title="Le bal masqué")
    page = client.get("/vie-du-quartier/?nature=jeu").text
    assert "Un loto" in page and "Le bal masqué" not in page and 'href="?nature=jeu"' in page
    assert "Jeu" in client.get(event.get_absolute_url()).text
    assert all(
        "Un loto" in client.get(f"/{feed}").text
        for feed in ("vie-du-quartier/actualites.atom", "calendrier/vie-du-quartier.ics")
    )
    assert ",jeu," in client.get("/donnees-ouvertes/vie.csv").text


@pytest.mark.django_db
def test_one_more_format_of_export_is_offered_and_given(client, monkeypatch):
    lines = spreadsheet.FileFormat(lambda table: table.title.encode(), "text/plain", "pour lire à voix haute (TXT)")
    monkeypatch.setitem(spreadsheet.FILE_FORMATS, "txt", lines)
    assert "pour lire à voix haute (TXT)" in client.get("/donnees-ouvertes/").text
    assert client.get("/donnees-ouvertes/vie.txt").text == "La vie du quartier"


def test_every_file_that_the_maps_of_the_house_name_exists():
    known = {
        path.relative_to(ROOT).as_posix()
        for room in [*settings.ROOMS, "docs", "tests", "content", "script"]
        for path in (ROOT / room).rglob("*")
    } | {path.name for path in ROOT.iterdir()}
    said = re.findall(
        r"`([\w./-]+(?:\.(?:py|md|toml|yaml)|/))`", CONTRIBUTING + (ROOT / "docs/architecture.md").read_text()
    )
    assert len(said) > 60
    assert not [path for path in said if not any(f"/{there}".endswith(f"/{path.rstrip('/')}") for there in known)]


def test_every_component_says_what_it_is_for():
    pieces = [path for path in (ROOT / "templates/components").glob("*.html") if path.name != "gallery.html"]
    assert not [path.name for path in pieces if not re.search(r"{% comment %}\s*\S.*?Context:", path.read_text(), re.S)]
