"""gunicorn behind a buffering proxy (deploy/nginx.conf, deploy/Caddyfile): it never meets a slow client."""

import contextlib
import os
import select
import time

import environ

env = environ.Env()
environ.Env.read_env(env.str("ENV_FILE", default=".env"))
os.environ.setdefault("TZ", "Europe/Paris")  # one clock in the whole log
time.tzset()

bind = "127.0.0.1:8000"
workers = env.int("WEB_CONCURRENCY", default=2)
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 2000
max_requests_jitter = 200
# The proxy refuses first, with a page in French: gunicorn's own limits are just above its limits.
limit_request_line = 8190
limit_request_field_size = 8190
limit_request_fields = 1000
# Whose X-Forwarded-Proto is believed: addresses or networks, never a visitor's.
forwarded_allow_ips = env.str("TRUSTED_PROXY", default="127.0.0.1")
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
accesslog = None
errorlog = "-"
loglevel = "warning"
# gunicorn speaks in the lines of the portal.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one_line": {"()": "clos_portal.requests.log_lines.OneLine"}},
    "filters": {"sparing": {"()": "clos_portal.requests.log_lines.Sparing"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "one_line", "filters": ["sparing"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}


# --- A new version (SIGHUP): the old workers serve until the new ones can, so that nobody waits for a start ---------
_ready, _is_ready = os.pipe()
os.set_blocking(_is_ready, False)


def post_worker_init(worker):
    with contextlib.suppress(BlockingIOError):
        os.write(_is_ready, b".")


def on_reload(server):
    """gunicorn sends the old ones away in its next `manage_workers`: that one waits, `timeout` seconds at most."""
    send_away = server.manage_workers

    def once_the_new_ones_serve():
        del server.manage_workers
        until, missing = time.monotonic() + timeout, workers
        while missing and select.select([_ready], [], [], max(0, until - time.monotonic()))[0]:
            missing -= len(os.read(_ready, missing))
        send_away()

    server.manage_workers = once_the_new_ones_serve
