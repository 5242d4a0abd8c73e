"""Builders of the council's nouns: only what a test is about needs saying."""

import datetime
import itertools
import uuid

from council.models import AccessibilityStatement, Action, ContactMessage, GlossaryTerm, Page, Partner, SiteIdentity
from publishing.forms.form_token import new_token
from publishing.publishable import Publication

_number = itertools.count(1)


def make_action(**fields):
    number = next(_number)
    defaults = {"reference": f"action-{number}", "title": f"Action {number}", "kind": Action.Kind.FOUNDING}
    defaults |= {"starts_on": datetime.date(2018, 5, 1), "publication": Publication.PUBLISHED}
    return Action.objects.create(**defaults | fields)


def make_partner(**fields):
    number = next(_number)
    defaults = {"reference": f"partenaire-{number}", "name": f"Partenaire {number}", "kind": Partner.Kind.LOCAL}
    return Partner.objects.create(**defaults | {"publication": Publication.PUBLISHED} | fields)


def make_page(**fields):
    number = next(_number)
    defaults = {"reference": f"page-{number}", "title": f"Page {number}", "publication": Publication.PUBLISHED}
    return Page.objects.create(**defaults | fields)


def make_term(**fields):
    number = next(_number)
    defaults = {"reference": f"mot-{number}", "term": f"mot {number}", "definition": "Une définition."}
    return GlossaryTerm.objects.create(**defaults | {"publication": Publication.PUBLISHED} | fields)


def make_message(**fields):
    defaults = {
        "token": uuid.uuid4(),
        "subject": ContactMessage.Subject.QUESTION,
        "message": "Bonjour",
        "email": "a@exemple.fr",
    }
    return ContactMessage.objects.create(**defaults | fields)


def make_statement(**fields):
    identity, _ = SiteIdentity.objects.get_or_create(pk=1)
    return AccessibilityStatement.objects.create(identity=identity, **fields)


def contact_post(**fields):
    """What a browser sends from the contact form."""
    defaults = {"subject": "question", "message": "Bonjour", "name": "Ada", "email": "ada@exemple.fr", "phone": ""}
    return defaults | {"website": "", "token": new_token()} | fields
