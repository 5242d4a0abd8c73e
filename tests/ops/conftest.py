import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.ops.database import empty_database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """The address of a database that has its tables and nothing else: to copy, never to use."""
    with empty_database(tmp_path_factory.mktemp("migrated")) as database:
        environment = {"PATH": os.environ["PATH"], "ENV_FILE": "/dev/null", "LANG": "C.UTF-8", "DATABASE_URL": database}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
        yield database
