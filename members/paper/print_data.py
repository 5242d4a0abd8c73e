"""What the sheets and posters of this room say, as plain data for publishing.paper.pdf: no file and no request here."""

from django.conf import settings
from django.forms import CheckboxInput, ModelForm, RadioSelect, Textarea

from members.models.portrait import Medium
from members.rules.candidacy_notice import promises
from members.rules.composition import Composition
from members.rules.way_in import TO_ANSWER, Way


def paper_of(form: ModelForm, way: Way, *, email: str) -> dict:
    """The paper twin of the form of candidacies: the same questions in the same order, read from its `asked`."""
    return {
        "way": way.words,
        "college": way.college,
        "questions": [_question(field) for field in form.asked],
        "promises": [[promise.title, promise.sentence] for promise in promises(settings.COUNCIL.name)],
        "email": email,
    }


MEDIA = {
    Medium.SITE: "Tout le monde peut voir ce site, partout.",
    Medium.POSTER: "Elles sont dans les halls et les lieux du quartier. "
    "Les suivantes ne me montrent plus si je change d’avis.",
    Medium.PRESS: "Le Conseil peut donner ma photo à un journal. Un journal déjà imprimé ne change plus.",
}


def consent_of(email: str) -> dict:
    """The sheet that a member signs: the media are those that the database knows."""
    media = [[str(medium.label).removeprefix("ce ").capitalize(), MEDIA[medium]] for medium in Medium]
    return {"media": media, "email": email}


def call_of(composition: Composition) -> dict:
    """«Nous cherchons…»: computed from the composition, never typed."""
    wanted = composition.missing
    return {
        "people": wanted.people.replace(" ", "\u00a0", 1) if wanted else "de nouveaux membres",
        "college": wanted.college if wanted else "",
        "count": wanted.count if wanted else 0,
        "sentence": f"{composition.sentence} {composition.verdict}" if composition.is_known else "",
        "gauges": [
            {"label": gauge.label, "college": gauge.college, "count": gauge.count, "missing": gauge.missing}
            for gauge in composition.gauges
            if composition.is_known
        ],
        "is_example": composition.is_known and composition.has_examples,
    }


def _question(field) -> dict:
    widget = field.field.widget
    kind = "line"
    if isinstance(widget, RadioSelect):
        kind = "choices"
    elif isinstance(widget, Textarea):
        kind = "lines"
    elif isinstance(widget, CheckboxInput):
        kind = "tick"
    choices = [label for value, label in field.field.choices] if kind == "choices" else []
    return {"label": field.label, "kind": kind, "choices": choices, "intro": TO_ANSWER if field.name == "email" else ""}
