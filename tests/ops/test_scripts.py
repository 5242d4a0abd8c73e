"""script/server as a newcomer meets it, and the sentences it says when something is missing."""

import http.client
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.ops.house import House

pytestmark = pytest.mark.once

TOOLS = ("sh", "env", "dirname", "basename", "cat", "cksum", "grep", "rm", "mv", "mkdir", "tail", "sed")


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path / "un dossier à espaces")
    yield house
    if house.process and house.process.poll() is None:
        house.close()


@pytest.fixture
def furnished(house):
    house.furnish()
    return house


@pytest.fixture
def bare_path(tmp_path):
    """The tools of a bare system, without any Python."""
    folder = tmp_path / "outils"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


def asked(*arguments):
    command = [str(settings.BASE_DIR / "script" / "server"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=60)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port"], "Donnez un numéro"),
        (["--port", "abc"], "doit être un nombre"),
        (["--port", "0"], "doit être un nombre"),
        (["--port", "70000"], "doit être un nombre"),
        (["--port", "99999999999999999999"], "doit être un nombre"),
        (["--port="], "doit être un nombre"),
        (["--council"], "Donnez un dossier"),
        (["--council", "content/nulle-part"], "pas de fichier content/nulle-part/identity.yaml"),
        (["--poort", "8000"], "Option inconnue : --poort"),
    ],
)
def test_a_wrong_option_is_explained_at_once(arguments, sentence):
    result = asked(*arguments)
    assert result.returncode == 2 and sentence in result.stderr


def test_the_help_names_every_option():
    result = asked("--help")
    assert result.returncode == 0
    assert all(option in result.stdout for option in ("--council", "--port", "--real-only", "--production", "--help"))


def test_a_busy_port_is_explained_before_anything_is_installed(house):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        result = house.server("--port", str(busy.getsockname()[1]))
    assert result.returncode == 1 and "est déjà pris" in result.stderr and "Choisissez un autre port" in result.stderr
    assert not (house.folder / ".venv").exists()


def test_without_python_the_one_command_is_named(house, bare_path):
    result = house.server(PATH=str(bare_path))
    assert result.returncode == 1 and "apt install python3 python3-venv" in result.stderr


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("*ensurepip*) exit 1;;", "tapez : apt install python3-venv"),
        ("*-m*venv*) mkdir .venv; exit 1;;", "n’a pas pu être créé"),
    ],
)
def test_without_venv_the_sentence_is_french_and_nothing_is_left_half_made(house, bare_path, trouble, sentence):
    python = bare_path / "python3"
    python.write_text(f'#!/bin/sh\ncase "$*" in {trouble} esac\n')
    python.chmod(0o755)
    result = house.server(PATH=str(bare_path))
    assert result.returncode == 1 and sentence in result.stderr
    assert not (house.folder / ".venv").exists()


@pytest.fixture(params=["uv", "pip"])
def installer(request, tmp_path):
    """The PATH of a machine with uv, or without, whatever this one has."""
    places = [place for place in os.environ["PATH"].split(":") if not (Path(place) / "uv").exists()]
    if request.param == "uv":
        tool = tmp_path / "uv-ici" / "uv"
        tool.parent.mkdir()
        # Without network, as uv does: an environment without pip can be made, pip itself cannot be had.
        tool.write_text(
            '#!/bin/sh\ncase "$*" in venv*--seed* | pip*) echo "error: dns error" >&2; exit 2 ;; esac\n'
            'for last; do :; done; exec python3 -m venv --without-pip "$last"\n'
        )
        tool.chmod(0o755)
        places.insert(0, str(tool.parent))
    return ":".join(places)


def test_without_network_the_sentence_is_french_and_the_next_run_tries_again(house, installer):
    away = {"PATH": installer} | dict.fromkeys(("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), "http://127.0.0.1:9/simple")
    result = house.server(PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="", **away)
    assert result.returncode == 1 and "Vérifiez la connexion à internet" in result.stderr
    assert not (house.folder / ".venv" / "installed-requirements.txt").exists()


def test_a_folder_set_for_production_does_not_open_as_a_trial_however_it_is_written(furnished):
    for line in ("ENVIRONMENT=production", "export ENVIRONMENT=production", "export ENVIRONMENT='production'"):
        (furnished.folder / ".env").write_text(f"{line}\n")
        result = furnished.server()
        assert result.returncode == 1 and "script/server --production" in result.stderr, line


@pytest.mark.ops
def test_the_portal_opens_stops_and_opens_again_without_losing_anything(furnished):
    first = furnished.open()
    [site, admin] = [line for line in first.splitlines() if "http://" in line]
    assert furnished.password() and site.endswith(f":{furnished.port}/") and admin.endswith(f":{furnished.port}/admin/")
    assert first.index(furnished.password()) < first.index(site)
    assert "Des exemples inventés" in furnished.answer("/")
    furnished.close()
    assert (furnished.folder / "db.sqlite3").stat().st_mode & 0o077 == 0
    sql = "UPDATE council_siteidentity SET email = 'garde@conseil.example'"
    furnished.run(
        [
            ".venv/bin/python",
            "manage.py",
            "shell",
            "-c",
            f'from django.db import connection as c; c.cursor().execute("{sql}")',
        ]
    )
    refused = furnished.server("--production")
    assert refused.returncode == 1 and "exemples inventés" in refused.stderr
    assert not (furnished.folder / ".env").exists()
    assert "script/server --production --real-only" in refused.stderr
    furnished.open("--real-only")
    assert furnished.password() is None
    page = furnished.answer("/contact/")
    assert "garde@conseil.example" in page and "Des exemples inventés" not in page
    furnished.close()
    furnished.open()
    assert "Des exemples inventés" not in furnished.answer("/")


@pytest.mark.ops
def test_production_draws_its_key_once_and_waits_for_its_proxy(furnished):
    settings_file = furnished.folder / ".env"
    settings_file.write_text("export SECRET_KEY=''\n")
    said = furnished.open("--production")
    key = re.fullmatch(r"SECRET_KEY=(\S{60,})\n", settings_file.read_text())[1]
    assert settings_file.stat().st_mode & 0o777 == 0o600
    assert "mandataire HTTPS" in said and key not in said
    assert redirection(furnished) == f"https://127.0.0.1:{furnished.port}/"
    page = furnished.answer("/", **{"X-Forwarded-Proto": "https"})
    assert "<h1" in page and "Des exemples inventés" not in page
    workers = children(furnished.process.pid)
    assert furnished.close() == 0
    assert workers and not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    furnished.open("--production")
    assert key in settings_file.read_text() and furnished.password() is None


def children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def redirection(house):
    connection = http.client.HTTPConnection("127.0.0.1", house.port)
    connection.request("GET", "/")
    return connection.getresponse().headers["Location"]
