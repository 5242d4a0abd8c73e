"""The shipped recipe on this machine: the commands of the image, behind the nginx of deploy/nginx.conf."""

import contextlib
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

KEY = "une-vraie-cle-tiree-au-hasard-0123456789-abcdefghijklmnopqrstuvwxyz"
EXAMPLE = dict(re.findall(r"^([A-Z_]+)=(.*)$", (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8"), re.M))

WRITTEN_BY_NGINX = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Stack:
    def __init__(self, folder: Path, database: str):
        self.folder, self.certificate = folder, folder / "certificate.pem"
        self.portal, self.plain, self.secure = free_port(), free_port(), free_port()
        self.environment = EXAMPLE | {
            "PATH": os.environ["PATH"], "ENV_FILE": "/dev/null", "HOME": "/nonexistent", "LANG": "C.UTF-8",
            "SECRET_KEY": KEY, "ALLOWED_HOSTS": "localhost", "SITE_URL": "https://localhost",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(folder / "data" / "media"), "PRIVATE_MEDIA_ROOT": str(folder / "data" / "private"),
            "STATIC_ROOT": str(folder / "static"),
        }  # fmt: skip

    def prepare(self):
        for command in ("cut_fonts", "collectstatic --no-input -v0", "migrate -v0", "load_content"):
            subprocess.run(
                [sys.executable, "manage.py", *command.split()],
                cwd=settings.BASE_DIR,
                env=self.environment,
                check=True,
                capture_output=True,
            )
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", self.folder / "key.pem", "-out", self.certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        if os.geteuid() == 0:
            self.folder.chmod(0o755)
            subprocess.run(["chown", "-R", "nobody:nogroup", self.folder / "data"], check=True)

    def start(self):
        command = json.loads(re.search(r"^CMD (\[.*\])$", (settings.BASE_DIR / "Dockerfile").read_text(), re.M)[1])
        command = [part.replace("0.0.0.0:8000", f"127.0.0.1:{self.portal}") for part in command]
        command[0] = str(Path(sys.executable).with_name("gunicorn"))
        with (self.folder / "journal").open("ab") as journal:
            self.gunicorn = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self.environment, stderr=journal, **plain_user(self.environment)
            )
        wait_for(self.portal, self.gunicorn)
        self._wait_for_a_worker()
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        self.proxy = subprocess.Popen(
            [nginx, "-c", self._nginx_configuration(), "-p", self.folder, "-g", "daemon off;"]
        )
        wait_for(self.secure, self.proxy)

    def _wait_for_a_worker(self):
        """gunicorn listens before its workers are born; one that cannot be born stops it."""
        answers = False
        while not answers:
            assert self.gunicorn.poll() is None, "gunicorn s’est arrêté"
            with contextlib.suppress(OSError, http.client.HTTPException):
                answers = self.ask_in_clear(self.portal, "/sante/").status == 200

    def _nginx_configuration(self):
        """deploy/nginx.conf with our folders and ports, as somebody who installs it would change them."""
        text = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        changes = {
            "user www-data;": "user nobody nogroup;" if os.geteuid() == 0 else "",
            "/run/nginx.pid": f"{self.folder}/nginx.pid",
            "/var/log/nginx": str(self.folder),
            "/etc/letsencrypt/live/conseil.example/fullchain.pem": str(self.certificate),
            "/etc/letsencrypt/live/conseil.example/privkey.pem": f"{self.folder}/key.pem",
            "/srv/portail/build/proxy-pages": self._pages(),
            "listen 80 ": f"listen 127.0.0.1:{self.plain} ",
            "listen 443 ": f"listen 127.0.0.1:{self.secure} ",
            "127.0.0.1:8000": f"127.0.0.1:{self.portal}",
            "conseil.example": "localhost",
            "http {": "http {" + "".join(f"\n {kind}_temp_path {self.folder}/{kind};" for kind in WRITTEN_BY_NGINX),
        }  # fmt: skip
        for shipped, ours in changes.items():
            assert shipped in text, shipped
            text = text.replace(shipped, ours)
        (self.folder / "nginx.conf").write_text(text, encoding="utf-8")
        return self.folder / "nginx.conf"

    def _pages(self):
        call_command("write_proxy_pages", self.folder / "pages", stdout=io.StringIO())
        return (self.folder / "pages").as_posix()

    def stop(self):
        for process in (self.proxy, self.gunicorn):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)

    def journal(self):
        """What gunicorn and the portal wrote."""
        return (self.folder / "journal").read_text(encoding="utf-8")

    def ask(self, path, method="GET", body=None, **headers):
        trusted = ssl.create_default_context(cafile=self.certificate)
        connection = http.client.HTTPSConnection("localhost", self.secure, timeout=15, context=trusted)
        connection.request(method, path, body=body, headers={"Host": "localhost"} | headers)
        return _answer(connection)

    def ask_in_clear(self, port, path, method="GET", source=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15, source_address=source and (source, 0))
        connection.request(method, path, headers={"Host": "localhost"} | headers)
        return _answer(connection)


def _answer(connection):
    response = connection.getresponse()
    response.text = response.read().decode("utf-8", "replace")
    connection.close()
    return response


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(300):
        assert process.poll() is None, "le serveur s’est arrêté"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("le serveur n’écoute pas")


def plain_user(environment):
    """In a container the portal is not root; here neither, where a plain user may read the code and its Python."""
    if os.geteuid() != 0:
        return {}
    plain = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    try:
        trial = subprocess.run(
            [sys.executable, "-c", "import django, clos_portal"],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            **plain,
        )
    except OSError:
        return {}
    return plain if trial.returncode == 0 else {}
