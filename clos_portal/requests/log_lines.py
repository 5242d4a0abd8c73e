"""The log: one line an event, the same error once a minute, and nothing of what a resident sends.

Pure: the portal and gunicorn both write through it.
"""

import datetime
import logging
import secrets
import time
import traceback
from contextvars import ContextVar
from dataclasses import dataclass, field

from clos_portal.requests.private_addresses import READING, is_private

FRAMES = 12
SECONDS = 60
MOST_KINDS = 500
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 0x7F, 0x85, 0x2028, 0x2029)}
NOTHING_SAID = "Une erreur dans une page dont le journal ne dit rien."


@dataclass(frozen=True)
class Trace:
    """What the log may say of a request: its number, unless it is private; its words, unless it sends some."""

    number: str = "-"
    is_private: bool = False
    sends_words: bool = False

    @classmethod
    def of(cls, method: str, path: str) -> "Trace":
        private = is_private(method, path)
        return cls("-" if private else secrets.token_hex(4), private, method not in READING)


# Never put back: Django writes its last line of a request after the last middleware.
NO_REQUEST = Trace()
CURRENT: ContextVar[Trace] = ContextVar("trace", default=NO_REQUEST)


class Discreet(logging.Filter):
    """Of a private request, its crash alone passes. Nor is a refusal that was already explained told twice."""

    def filter(self, record):
        if record.name == "django.server":
            return not _is_private_line(str(record.args[0])) if record.args else True
        if record.name == "django.request" and record.msg == "%s: %s" and getattr(record, "status_code", 0) == 400:
            return False
        return record.levelno >= logging.ERROR or not CURRENT.get().is_private


def _is_private_line(line: str) -> bool:
    """The first line of a request, as a server reads it."""
    method, _, rest = line.partition(" ")
    return is_private(method, rest.partition("?")[0].partition(" ")[0])


@dataclass
class Repetition:
    since: float
    times: int = 0


@dataclass
class Sparing(logging.Filter):
    """The same error is told once a minute, with the number of those that were not told."""

    seen: dict[tuple, Repetition] = field(default_factory=dict)

    def filter(self, record):
        now, kind = time.monotonic(), _kind(record)
        known = self.seen.get(kind)
        if known and now - known.since < SECONDS:
            known.times += 1
            return False
        record.repeated = known.times if known else 0
        if len(self.seen) >= MOST_KINDS:
            self.seen.clear()
        self.seen[kind] = Repetition(now)
        return True


def _kind(record: logging.LogRecord) -> tuple:
    """Errors are the same when they break at the same place; milder lines when they say the same words."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return record.name, record.levelno, record.getMessage()
    place = traceback.extract_tb(error.__traceback__)[-1:]
    return record.name, type(error), *((frame.filename, frame.lineno) for frame in place)


class OneLine(logging.Formatter):
    """Date, level, process, request, then what happened; a traceback is folded at the end of its line. What Django
    refused to a hostile request is no fault of the portal: a warning, without its path through the code."""

    def format(self, record):
        trace, is_refusal = CURRENT.get(), record.name.startswith("django.security.")
        level = "WARNING" if is_refusal else record.levelname
        moment = datetime.datetime.fromtimestamp(record.created).astimezone()
        when = f"{moment:%Y-%m-%d}" if trace.is_private else moment.isoformat(timespec="milliseconds")
        words = NOTHING_SAID if trace.is_private else record.getMessage()
        parts = [when, level, str(record.process), trace.number, record.name, words]
        if record.exc_info and record.exc_info[1] and not is_refusal:
            parts.append(f"| {folded(record.exc_info[1], with_words=not trace.sends_words)}")
        if getattr(record, "repeated", 0):
            parts.append(f"| et {record.repeated} fois de plus depuis la dernière ligne")
        return " ".join(parts).translate(CONTROLS)


def folded(error: BaseException, with_words: bool) -> str:
    """The error and its causes, each with its last frames.
    What PostgreSQL adds below the first line is people's words.
    """
    said = []
    while error:
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        words = f": {str(error).partition(chr(10))[0]}" if with_words and str(error) else ""
        said.append(f"{type(error).__name__}{words} [{' > '.join(_place(frame) for frame in frames)}]")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " < ".join(said)


def _place(frame: traceback.FrameSummary) -> str:
    return f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}"
