import shutil
import subprocess

import pytest
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    """A server of our own, which writes nothing down."""
    assert shutil.which("redis-server"), "Il manque Redis. Sur Debian : apt install redis-server"
    folder = tmp_path_factory.mktemp("redis")
    options = ["--port", "0", "--unixsocket", folder / "socket", "--dir", folder, "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    with Redis.from_url(f"unix://{folder / 'socket'}", retry=Retry(ConstantBackoff(0.05), 200)) as server:
        server.ping()
    yield f"unix://{folder / 'socket'}"
    process.terminate()
    process.wait()
    assert [path.name for path in folder.iterdir()] == []
