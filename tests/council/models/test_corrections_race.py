"""Two sendings of one form at the same moment: on a server, one waits for the other, and no text is lost."""

import threading
import uuid

import pytest
from django.db import connection

from council.models import ContactMessage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.two_writers]


def together(*messages):
    """Each from a connection of its own, all with the same number."""
    token, start = uuid.uuid4(), threading.Barrier(len(messages))

    def send(message):
        start.wait()
        try:
            ContactMessage.objects.receive(
                token=token, subject="question", message=message, name="", email="a@exemple.fr", phone=""
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[message]) for message in messages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("messages", [["a", "a"], ["a", "b"], ["a", "a", "b", "b"]], ids="-".join)
def test_every_text_is_kept_once_and_one_stands_for_the_form(messages):
    together(*messages)
    kept = list(ContactMessage.objects.values_list("message", flat=True))
    assert set(kept) == set(messages) and ContactMessage.objects.filter(corrected_by=None).count() == 1
