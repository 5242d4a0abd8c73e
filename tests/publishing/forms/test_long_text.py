"""A line end counts for one sign, wherever a text of several lines has a longest length."""

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models

from publishing.forms.long_text import LongText, LongTextField
from tests.public_forms import FORMS

LINES = 31


def long_texts():
    for room in settings.ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.fields:
                if isinstance(field, models.TextField) and field.max_length and not hasattr(model, "instance_type"):
                    yield field


def every(form_class):
    for child in form_class.__subclasses__():
        yield child
        yield from every(child)


def test_every_long_text_of_the_rooms_counts_as_the_browser_does():
    found = list(long_texts())
    assert len(found) >= 8 and [str(field) for field in found if not isinstance(field, LongText)] == []


def test_every_long_text_of_a_form_counts_as_the_browser_does():
    inputs = [
        (form.__name__, name, field)
        for form in every(forms.BaseForm)
        if form.__module__.partition(".")[0] in settings.ROOMS
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.Textarea) and getattr(field, "max_length", None)
    ]
    assert len(inputs) >= 7 and [place[:2] for place in inputs if not isinstance(place[2], LongTextField)] == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_every_machine_are_the_same(end):
    assert LongTextField().clean(f"un{end}deux") == "un\ndeux"


LONGEST = {"council:contact_create": ("message", 5000), "members:candidacy_create": ("motivation", 3000),
           "proposals:idea_create": ("text", 2000), "walks:report_create": ("message", 500),
           "events:photo_remove": ("message", 2000), "walks:photo_remove": ("message", 2000)}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", LONGEST)
def test_a_text_that_fills_the_counter_of_the_browser_is_accepted_and_one_sign_more_is_not(client, identity, name):
    sent, (field, most) = FORMS[name](), LONGEST[name]
    text = "\r\n".join(["x"] * LINES)
    text += "y" * (most - len(text.replace("\r\n", "\n")))
    refused = client.post(sent.address, sent.data | {field: text + "y"})
    assert refused.status_code == 422 and f"Gardez {most:,} signes au plus".replace(",", "\u00a0") in refused.text
    assert client.post(sent.address, sent.data | {field: text}).status_code == 302
    assert len(getattr(sent.stored.objects.get(), field)) == most
