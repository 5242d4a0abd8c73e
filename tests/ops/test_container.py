"""No container engine is needed to see that the recipe keeps its promises."""

import io
import os
import re
import runpy
import subprocess
import threading
from contextlib import closing

import psycopg2
import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.once
NAMED = "${POSTGRES_NAME:-portail}"


def read(name):
    return (settings.BASE_DIR / name).read_text(encoding="utf-8")


def test_the_image_is_built_in_two_stages_and_runs_as_a_plain_user():
    lines = read("Dockerfile").splitlines()
    assert sum(line.startswith("FROM ") for line in lines) == 2
    user, command = lines.index("USER portail"), next(i for i, line in enumerate(lines) if line.startswith("CMD"))
    assert user < command


def test_the_image_watches_its_own_health():
    assert "HEALTHCHECK" in read("Dockerfile") and "/sante/" in read("Dockerfile")


def test_gunicorn_opens_no_control_socket():
    assert "control_socket_disable = True" in read("deploy/gunicorn.conf.py")


def test_no_secret_nor_database_enters_the_image():
    ignored = read(".dockerignore").split()
    assert {".env", ".git", "*.sqlite3*", "media", "private", "backups"} <= set(ignored)


def test_the_composition_has_a_proxy_the_portal_and_a_database_that_restart():
    services = yaml.safe_load(read("compose.yaml"))["services"]
    assert {"proxy", "web", "database"} <= set(services)
    assert all(services[name]["restart"] == "always" for name in ("proxy", "web", "database"))
    assert services["web"]["read_only"] is True and "ports" not in services["web"]


def test_what_must_last_is_on_a_named_volume():
    composition = yaml.safe_load(read("compose.yaml"))
    assert {"database", "files", "certificates", "pages"} == set(composition["volumes"])


def test_the_backup_tools_of_the_image_are_those_of_the_database():
    [tools] = re.findall(r"postgresql-client-(\d+)", read("Dockerfile"))
    assert yaml.safe_load(read("compose.yaml"))["services"]["database"]["image"].startswith(f"postgres:{tools}-")


def test_only_the_network_of_the_composition_is_believed_about_https():
    composition = yaml.safe_load(read("compose.yaml"))
    [network] = composition["networks"]["default"]["ipam"]["config"]
    assert composition["services"]["web"]["environment"]["TRUSTED_PROXY"] == network["subnet"]


def test_no_secret_is_written_in_the_composition():
    secrets = re.findall(r"(?:PASSWORD|KEY): +(\S+)", read("compose.yaml"))
    assert secrets and all(secret.startswith("${") for secret in secrets)


def test_an_example_settings_file_copied_as_it_is_starts_nothing():
    assert {"SECRET_KEY=", "POSTGRES_PASSWORD="} <= set(read(".env.example").splitlines())


def test_both_proxies_add_the_same_headers_to_what_the_portal_did_not_say():
    of_caddy = re.findall(r"\?([A-Z][\w-]+) (.*)", read("deploy/Caddyfile"))
    maps = re.findall(r'map \$upstream_http_(\w+) \$\w+ \{\s*"" (".*?"|\S+);', read("deploy/nginx.conf"))
    assert len(maps) == 9
    assert dict(maps) == {name.lower().replace("-", "_"): value for name, value in of_caddy}


@pytest.mark.parametrize("page", ["400", "413", "503"])
def test_the_pages_of_the_proxy_need_nothing_but_themselves(page, tmp_path):
    call_command("write_proxy_pages", tmp_path, verbosity=0, stdout=io.StringIO())
    html = (tmp_path / f"{page}.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in html and html.count("<h1>") == 1 and "style=" not in html and "<script" not in html
    for address in re.findall(r'(?:href|src)="/proxy-pages/([^"]+)"', html):
        assert (tmp_path / address).exists()
    assert f"/{page}.html" in read("deploy/nginx.conf") and f"/{page}.html" in read("deploy/Caddyfile")


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(s|m)", text).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


def test_every_service_keeps_no_right_it_does_not_need_and_can_fill_neither_memory_nor_disk():
    for name, service in yaml.safe_load(read("compose.yaml"))["services"].items():
        assert service["cap_drop"] == ["ALL"] and "no-new-privileges:true" in service["security_opt"], name
        assert service["mem_limit"], name
        assert service["logging"]["options"]["max-size"] and service["logging"]["options"]["max-file"], name


def test_a_service_that_stops_has_the_time_to_answer_what_has_begun():
    [graceful] = re.findall(r"^graceful_timeout = (\d+)$", read("deploy/gunicorn.conf.py"), re.M)
    services = yaml.safe_load(read("compose.yaml"))["services"]
    assert seconds(services["web"]["stop_grace_period"]) > int(graceful)
    assert seconds(services["proxy"]["stop_grace_period"]) > int(graceful)
    [patience] = re.findall(r"lb_try_duration (\w+)", read("deploy/Caddyfile"))
    assert seconds(patience) > int(graceful)


def test_the_old_workers_stay_until_each_new_one_can_serve():
    recipe = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    sent_away = threading.Event()
    server = type("Server", (), {"manage_workers": lambda self: sent_away.set()})()
    recipe["on_reload"](server)
    reload = threading.Thread(target=server.manage_workers)
    reload.start()
    for _ in range(recipe["workers"]):
        assert not sent_away.wait(0.2)
        recipe["post_worker_init"](None)
    assert sent_away.wait(10)
    reload.join()
    assert "manage_workers" not in vars(server)


def test_the_portal_is_no_administrator_of_its_database():
    composition = yaml.safe_load(read("compose.yaml"))["services"]
    database, address = composition["database"], composition["web"]["environment"]["DATABASE_URL"]
    assert "POSTGRES_USER" not in database["environment"] and database["environment"]["POSTGRES_NAME"] == NAMED
    assert address.startswith(f"postgres://{NAMED}:") and address.endswith(f"/{NAMED}")
    [script] = [volume.partition(":")[0] for volume in database["volumes"] if "/docker-entrypoint-initdb.d/" in volume]
    assert os.access(settings.BASE_DIR / script, os.X_OK)
    if connection.vendor == "postgresql":
        make_it_for_real(settings.BASE_DIR / script)


def make_it_for_real(script):
    server, password = connection.settings_dict, 'c\'est "clos"'
    place = {"host": server["HOST"], "port": server["PORT"]}
    chief = psycopg2.connect(user=server["USER"], password=server["PASSWORD"], dbname="postgres", **place)
    chief.autocommit = True
    orders = chief.cursor()
    orders.execute("CREATE ROLE first_start SUPERUSER LOGIN PASSWORD 'secret'")
    try:
        environment = {"PATH": os.environ["PATH"], "PGHOST": server["HOST"], "PGPORT": str(server["PORT"])}
        environment |= {"PGPASSWORD": "secret", "POSTGRES_USER": "first_start", "POSTGRES_PASSWORD": password}
        environment["POSTGRES_NAME"] = "first_portal"
        subprocess.run([script], env=environment, check=True, capture_output=True)
        with closing(
            psycopg2.connect(user="first_portal", password=password, dbname="first_portal", **place)
        ) as portal:
            cursor = portal.cursor()
            cursor.execute("CREATE TABLE a (b text)")
            cursor.execute("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False, False, False)
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute("COPY a FROM PROGRAM 'echo 1'")
        orders.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'first_start'")
        assert orders.fetchone() == (None,)
    finally:
        orders.execute("DROP DATABASE IF EXISTS first_portal")
        orders.execute("DROP ROLE IF EXISTS first_portal")
        orders.execute("DROP ROLE first_start")
        chief.close()
