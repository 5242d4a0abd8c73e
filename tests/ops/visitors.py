"""People who read and write without a pause, and note what is refused and how long they wait."""

import http.client
import threading
import time
from contextlib import contextmanager


class Visitor(threading.Thread):
    """Reads the home page and sends an unfinished message, again and again, on a new connection each time."""

    def __init__(self, stack):
        super().__init__(daemon=True)
        self.stack, self.waits, self.troubles, self.is_here = stack, [], [], True

    def run(self):
        while self.is_here:
            self.visit("GET", {200})
            self.visit("POST", {403, 422})

    def visit(self, method, expected):
        began = time.monotonic()
        try:
            path = "/contact/" if method == "POST" else "/"
            status = self.stack.ask(path, method, b"message=Bonjour" if method == "POST" else None).status
            self.troubles += [] if status in expected else [status]
        except (OSError, http.client.HTTPException) as error:
            self.troubles.append(repr(error))
        self.waits.append(time.monotonic() - began)


@contextmanager
def visitors(stack, count):
    people = [Visitor(stack) for _ in range(count)]
    for person in people:
        person.start()
    yield people
    for person in people:
        person.is_here = False
    for person in people:
        person.join(timeout=40)
