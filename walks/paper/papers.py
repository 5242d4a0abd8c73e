"""What is printed of a walk: a sheet a stop, the letter to a body, and the poster of the answers for the halls."""

from django.urls import reverse

from publishing.dates.imprecise_date import day_in_words
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf
from publishing.paper.qr_code import qr_svg
from walks.models import Dispatch, Walk
from walks.rules.board import waiting_of
from walks.rules.status import ObservationStatus
from walks.rules.vocabulary import Category, ObservationKind

MOST_ON_A_POSTER = 4


def paper_sheets(walk: Walk) -> bytes:
    """One page a stop, with the grid and the boxes to tick; a walk without stops gets one blank sheet."""
    stops = [{"name": str(stop), "street": stop.street} for stop in walk.stops.all()]
    data = {
        "walk": str(walk),
        "is_example": walk.is_example,
        "stops": stops or [{"name": "Arrêt\u00a0: ……………………", "street": ""}],
        "criteria": [[c.label, c.question] for c in walk.grid.criteria.all()] if walk.grid else [],
        "kinds": [kind.label for kind in ObservationKind],
        "categories": [category.label for category in Category],
    }
    return make_pdf("walks/stop_sheets.typ", data, title=f"Feuilles d’observation, {walk}")


def letter(dispatch: Dispatch, email: str) -> bytes:
    observations = dispatch.observations.with_stop().in_order()
    data = {
        "email": email,
        "to": dispatch.get_addressed_to_display(),
        "sent_on": day_in_words(dispatch.sent_on, weekday=False),
        "walk": str(dispatch.walk),
        "is_example": dispatch.is_example,
        "observations": [_line(observation) for observation in observations],
    }
    return make_pdf("walks/letter.typ", data, title=f"Observations de la marche du {dispatch.walk.when.label}")


def answers_poster(walk: Walk, size: str = "a4") -> bytes:
    """The newest answers first, and how many wait."""
    observations = list(walk.observations.published().counted().with_stop().prefetch_related("changes").in_order())
    answered = sorted((o for o in observations if o.answered_on), key=lambda o: (o.answered_on, o.number), reverse=True)
    path = reverse("walks:walk_detail", args=[walk.reference])
    data = {
        "size": size,
        "is_example": walk.is_example,
        "walk": str(walk),
        "waiting": waiting_of(observations).label,
        "answers": [_answer(observation) for observation in answered[:MOST_ON_A_POSTER]],
        "qr": qr_svg(absolute(path)),
        "address": short(path),
    }
    return make_pdf("walks/answers_poster.typ", data, title="Vous l’avez signalé, voici la réponse")


def _line(observation) -> dict:
    return {
        "number": observation.number,
        "kind": observation.get_kind_display(),
        "category": observation.get_category_display(),
        "place": observation.place,
        "text": observation.text,
        "suggestion": observation.suggestion,
        "urgent": observation.is_urgent,
        "repeated": observation.is_repeated,
        "size": observation.get_size_display(),
    }


def _answer(observation) -> dict:
    change = [change for change in observation.changes.all() if change.status != ObservationStatus.SENT][-1]
    return {
        "seen": observation.text,
        "place": observation.place,
        "status": observation.get_status_display(),
        "words": change.words,
        "due": day_in_words(observation.due_on, weekday=False) if observation.due_on else "",
    }
