import datetime

from proposals.models import Milestone
from publishing.publishable import Publication


def make_milestone(proposal, **fields):
    defaults = {"title": "La première pierre", "starts_on": datetime.date(2019, 3, 1)}
    return Milestone.objects.create(proposal=proposal, **defaults | {"publication": Publication.PUBLISHED} | fields)
