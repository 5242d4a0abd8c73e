"""Every form that anybody may send: its address, what a browser posts, and one field to write otherwise."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.test import RequestFactory
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from council.models import ContactMessage
from events.models import PhotoRemovalRequest
from members.models import Candidacy
from proposals.models import Ballot, Idea
from surveys.models import SurveyResponse
from tests.council.make import contact_post
from tests.events.make import make_shown_photo
from tests.proposals.make_idea import make_call
from tests.proposals.make_round import make_open_round, numbers
from tests.surveys.make import full_post, make_open_survey, ripe_token
from tests.walks.make import make_observation_photo, make_sent
from walks.models import ObservationPhoto, ObservationPhotoRemovalRequest, ResidentReport


@dataclass
class Sent:
    address: str
    data: dict
    stored: type
    otherwise: dict = field(default_factory=dict)

    @property
    def count(self):
        return self.stored.objects.count()

    @property
    def corrected(self):
        return self.data | self.otherwise


def contact():
    return Sent("/contact/", contact_post(token=ripe_token()), ContactMessage, {"email": "exacte@exemple.fr"})


def candidacy():
    data = {"name": "Dominique Test", "email": "d@exemple.fr", "has_consented": "on", "token": ripe_token()}
    data |= {"phone": "", "motivation": "Pour aider.", "website": ""}
    return Sent("/nous-rejoindre/habitant/", data, Candidacy, {"email": "exacte@exemple.fr"})


def idea():
    make_call()
    data = {"token": ripe_token(), "text": "Un banc au soleil.", "place": "", "website": ""}
    return Sent("/propositions/idees/envoyer/", data, Idea, {"text": "Deux bancs au soleil."})


def report():
    data = {"token": ripe_token(), "verdict": "repare", "message": "Hier.", "website": ""}
    return Sent(f"{make_sent().get_absolute_url()}retour/", data, ResidentReport, {"message": "Avant-hier."})


def removal():
    data = {"token": ripe_token(), "message": "Je suis à gauche.", "contact": "", "website": ""}
    return Sent(make_shown_photo().removal_url, data, PhotoRemovalRequest, {"message": "Je suis à droite."})


def walk_removal():
    photo = make_observation_photo()
    ObservationPhoto.objects.update(publication="published")
    data = {"token": ripe_token(), "message": "Ma plaque.", "contact": "", "website": ""}
    return Sent(photo.removal_url, data, ObservationPhotoRemovalRequest, {"message": "Ma fenêtre."})


def questionnaire():
    survey = make_open_survey()
    data = full_post(survey)
    text = max(name for name in data if name.startswith("q"))
    return Sent(survey.get_absolute_url(), data, SurveyResponse, {text: "Un tout autre avis"})


def vote():
    ballot_round = make_open_round(members=1)
    first, second, *_ = numbers(ballot_round)
    data = {"code": ballot_round.codes[0], f"p{first}": "3"}
    return Sent(ballot_round.vote_url, data, Ballot, {f"p{first}": "", f"p{second}": "3"})


# By the name of the address: a public form that is missing here fails tests/clos_portal/test_public_forms.py.
FORMS: dict[str, Callable[[], Sent]] = {
    "council:contact_create": contact,
    "members:candidacy_create": candidacy,
    "proposals:idea_create": idea,
    "walks:report_create": report,
    "events:photo_remove": removal,
    "walks:photo_remove": walk_removal,
    "surveys:survey_answer": questionnaire,
    "proposals:round_vote": vote,
}
KEPT_TWICE = {
    name: make for name, make in FORMS.items() if name not in ("surveys:survey_answer", "proposals:round_vote")
}


def names_that_accept_a_post():
    """Every address outside the back office, whose view does not refuse a POST at once (405)."""
    return {name for name, view in _views(get_resolver().url_patterns, "") if _accepts_post(view)}


def _views(patterns, space):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if not str(pattern.pattern).startswith("admin/"):
                yield f"{space}{pattern.name}", pattern.callback
        elif pattern.app_name != "admin":
            yield from _views(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)


def _accepts_post(view):
    try:
        return view(RequestFactory().post("/")).status_code != 405
    except Exception:  # it went on to look for what the address names
        return True
