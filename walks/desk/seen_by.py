"""What the back office shows to an account: one that only answers sees what was sent to the City, and nothing else."""

from walks.models import Dispatch, Observation, Walk
from walks.rules.vocabulary import Body


def walks_seen_by(user):
    if not _only_answers(user):
        return Walk.objects.all()
    return Walk.objects.filter(pk__in=observations_seen_by(user).values("walk"))


def observations_seen_by(user):
    """What was sent was read over: never the names of a first writing."""
    if not _only_answers(user):
        return Observation.objects.all()
    return Observation.objects.filter(addressed_to=Body.CITY, sent_on__isnull=False)


def dispatches_seen_by(user):
    return Dispatch.objects.filter(addressed_to=Body.CITY) if _only_answers(user) else Dispatch.objects.all()


def _only_answers(user) -> bool:
    return user.has_perm("walks.answer_observation") and not user.has_perm("walks.change_observation")
