"""Builders of the nouns of the proposals: only what a test is about needs saying."""

import datetime
import itertools

from meetings.models import Meeting
from members.models import Commission
from proposals.models import Chapter, Passage, Proposal
from proposals.rules.status import Status
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.publishable import Publication

_number = itertools.count(1)
A_DAY = ImpreciseDate(Precision.DAY, datetime.date(2018, 6, 28))
NO_DAY = ImpreciseDate(Precision.UNKNOWN)
PATHS = {
    Status.TO_COMPLETE: [],
    Status.UNDER_REVIEW: [Status.UNDER_REVIEW],
    Status.VALIDATED: [Status.VALIDATED],
    Status.REJECTED: [Status.REJECTED],
}


def make_chapter(**fields):
    number = next(_number)
    return Chapter.objects.create(**{"reference": f"chapitre-{number}", "name": f"Chapitre {number}"} | fields)


def make_commission(**fields):
    number = next(_number)
    defaults = {
        "reference": f"commission-{number}",
        "name": f"Commission {number}",
        "publication": Publication.PUBLISHED,
    }
    return Commission.objects.create(**defaults | fields)


def make_meeting(**fields):
    number = next(_number)
    defaults = {"reference": f"reunion-{number}", "title": f"Réunion {number}", "starts_on": datetime.date(2018, 6, 28)}
    return Meeting.objects.create(**defaults | {"publication": Publication.PUBLISHED} | fields)


def make_passage(**fields):
    number = next(_number)
    defaults = {"reference": f"texte-{number}", "subject": Passage.Subject.DELIVERY, "text": f"Texte {number}."}
    return Passage.objects.create(**defaults | {"publication": Publication.PUBLISHED} | fields)


def make_proposal(status=Status.TO_COMPLETE, **fields):
    """A published proposal, brought to `status` by the verb."""
    number = next(_number)
    defaults = {"number": number, "title": f"Proposition {number}", "publication": Publication.PUBLISHED}
    proposal = Proposal.objects.create(**defaults | fields)
    for step in PATHS[status]:
        proposal.decide(step, **words())
    return proposal


def words(**changes):
    """What a decision says."""
    return {"decided_by": "la Ville", "when": A_DAY, "reason": "Une raison claire."} | changes


def decision_post(**changes):
    """What a browser sends from the page «Décider»."""
    defaults = {
        "status": "rejected",
        "precision": "day",
        "starts_on": "2018-06-28",
        "ends_on": "",
        "decided_by": "la Ville",
    }
    return defaults | {"reason": "Trop cher.", "meeting": "", "publish": "now"} | changes
