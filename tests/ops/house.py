"""A clone of the repository in a folder of its own, with the libraries already there:
`script/server` as a newcomer runs it.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

from tests.ops.stack import free_port

NOT_CLONED = shutil.ignore_patterns(
    ".venv", ".git", "build", "media", "private", "backups", "*.sqlite3*", ".env", "__pycache__", ".*cache", "tests"
)


class House:
    def __init__(self, folder: Path):
        self.folder, self.process = folder, None
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent)}
        shutil.copytree(settings.BASE_DIR, folder, ignore=NOT_CLONED)

    def furnish(self):
        """The environment that the tests run in, dressed as one that script/server made."""
        home = self.folder / ".venv"
        home.mkdir()
        for name in ("bin", "lib", "pyvenv.cfg"):
            (home / name).symlink_to(Path(sys.prefix) / name)
        (home / "python").write_text(self.run([".venv/bin/python", "-V"]).stdout)
        (home / "installed-requirements.txt").write_text(
            self.run(["sh", "-c", "cat requirements.txt requirements.txt | cksum"]).stdout
        )

    def run(self, command, **environment):
        return subprocess.run(
            command, cwd=self.folder, env=self.environment | environment, capture_output=True, text=True, timeout=240
        )

    def server(self, *arguments, **environment):
        """script/server, called from elsewhere, until it stops by itself."""
        command = [str(self.folder / "script" / "server"), *arguments]
        return subprocess.run(
            command, cwd="/", env=self.environment | environment, capture_output=True, text=True, timeout=240
        )

    def open(self, *arguments):
        """script/server until it answers; what it printed."""
        self.port = free_port()
        command = [str(self.folder / "script" / "server"), "--port", str(self.port), *arguments]
        self.log = self.folder.parent / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd="/", env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        for _ in range(1200):
            assert self.process.poll() is None, self.log.read_text()
            if self.answer("/sante/"):
                return self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def answer(self, path, **headers):
        """The text of a page, or nothing while nobody answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError:
            return ""

    def close(self):
        """TERM, as a supervisor says it; then nobody may answer."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=30)
        assert not self.answer("/sante/")
        return status

    def password(self):
        found = re.search(r"Mot de passe\s*: (\S+)", self.log.read_text())
        return found and found[1]
