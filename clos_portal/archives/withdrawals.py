"""After a restore: what was withdrawn, erased or left since the archive is withdrawn, erased or left again."""

import datetime
import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from meetings.models import Attachment, Minutes
from members.models import Candidacy, CandidacyStatus, Mandate, Member
from proposals.models import Idea
from publishing.erasing.erasure import erase
from publishing.erasing.withdrawn import Withdrawal, made_by_another_key, noted_after, print_of
from publishing.photos.credited_photo import CreditedPhoto
from publishing.publishable import Publication, Publishable
from surveys.models import Survey

SEARCHED = datetime.timedelta(days=3650)

logger = logging.getLogger(__name__)
Noted = dict[str, datetime.datetime]
Redo = Callable[[models.Model, datetime.datetime, Noted], None]


@dataclass(frozen=True)
class Reapplied:
    """Of all the lines later than the archive: what was done again, and what could not be."""

    done: int
    refused: int


def withdraw_again(manifest: dict) -> Reapplied | None:
    """None when nothing was ever kept beside the archives. A line later than the archive names a row that it holds, or
    one that it never had: a number given again belongs to a row made after the line, in a later archive."""
    noted = noted_after(_begun_at(manifest))
    if noted is None:
        return None
    ContentType.objects.clear_cache()
    found = _rows_by_print() if noted else {}
    wanted = [(moment, *found[mark]) for mark, moment in noted.items() if mark in found]
    outcomes = [_is_done(model, key, redo, moment, noted) for moment, model, key, redo in wanted]
    return Reapplied(done=outcomes.count(True), refused=outcomes.count(False))


def not_recognised(manifest: dict) -> int:
    """Of all the lines later than the archive: those that another SECRET_KEY made."""
    return made_by_another_key(_begun_at(manifest))


def _begun_at(manifest: dict) -> datetime.datetime:
    return datetime.datetime.fromisoformat(manifest.get("begun_at", manifest["made_at"]))


def _rows_by_print() -> dict[str, tuple[type[models.Model], object, Redo]]:
    return {
        print_of(act, model, key): (model, key, redo)
        for model in apps.get_models()
        if not model._meta.proxy
        for redone in [_redone(model)]
        for key in model._base_manager.values_list("pk", flat=True)
        for act, redo in redone.items()
    }


def _is_done(model: type[models.Model], key, redo: Redo, moment: datetime.datetime, noted: Noted) -> bool:
    try:
        with transaction.atomic():
            row = model._base_manager.filter(pk=key).first()  # it may have left with another
            if row is not None:
                redo(row, moment, noted)
    except Exception:
        logger.exception("A withdrawal of %s could not be applied again.", model._meta.label)
        return False
    return True


def _redone(model: type[models.Model]) -> dict[str, Redo]:
    """What may have been noted of its rows, and how it is done again."""
    redone: dict[str, Redo] = {
        Withdrawal.ERASED: lambda row, *_: getattr(row, "erase", functools.partial(erase, row))()
    }
    if issubclass(model, Publishable):
        redone[Withdrawal.WITHDRAWN] = _hide
    if issubclass(model, CreditedPhoto):
        redone |= {
            Withdrawal.ERASED: lambda photo, *_: photo.remove(),
            Withdrawal.QUARANTINED: lambda photo, *_: photo.quarantine(),
        }
        redone[f"{Withdrawal.EMPTIED} file"] = _empty_photo
    if model is Member:
        redone |= {f"{Withdrawal.EMPTIED} {name}": _taking_back(name) for name in Member.withdrawable}
    if model is User:
        redone[Withdrawal.DEACTIVATED] = _deactivate
        redone |= {f"{Withdrawal.WITHDRAWN} {role}": _leaving(role) for role in Group.objects.all()}
    return redone | OF_ONE_MODEL.get(model, {})


def _hide(row: Publishable, *_) -> None:
    row.publication = Publication.WITHDRAWN
    row.save(update_fields=["publication"])


def _empty_photo(photo: CreditedPhoto, *_) -> None:
    photo.file = ""
    photo.save_with_copies()


def _taking_back(name: str) -> Redo:
    return lambda member, *_: member.withdraw(name)


def _leaving(role: Group) -> Redo:
    return lambda user, *_: user.groups.remove(role)


def _deactivate(user: User, *_) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])


def _renounce(candidacy: Candidacy, moment: datetime.datetime, _) -> None:
    if CandidacyStatus.WITHDRAWN in candidacy.next_statuses:
        candidacy.move_to(CandidacyStatus.WITHDRAWN, day=timezone.localdate(moment))


def _unpublish(minutes: Minutes, *_) -> None:
    if minutes.published_at:
        minutes.withdraw()


def _end(mandate: Mandate, moment: datetime.datetime, noted: Noted) -> None:
    """Its last day is the one whose print was kept, the latest if it was corrected."""
    first = timezone.localdate(moment) - SEARCHED
    days = [first + datetime.timedelta(days=number) for number in range(2 * SEARCHED.days)]
    said = {noted.get(print_of(f"{Withdrawal.ENDED} {day}", Mandate, mandate.pk)): day for day in days}
    said.pop(None, None)
    mandate.ends_on = said[max(said)] if said else timezone.localdate(moment)
    mandate.save()


def _keep_private(document: Attachment, *_) -> None:
    document.is_public = False
    document.save(update_fields=["is_public"])


def _take_down(survey: Survey, moment: datetime.datetime, _) -> None:
    if survey.has_public_results:
        survey.withdraw_results(timezone.localdate(moment))


def _show_no_more(idea: Idea, *_) -> None:
    idea.public_text = ""
    idea.save(update_fields=["public_text"])


OF_ONE_MODEL: dict[type[models.Model], dict[str, Redo]] = {
    Attachment: {Withdrawal.WITHDRAWN: _keep_private},
    Candidacy: {Withdrawal.WITHDRAWN: _renounce},
    Idea: {
        Withdrawal.EMPTIED: lambda idea, moment, _: idea.erase_words(timezone.localdate(moment)),
        Withdrawal.WITHDRAWN: _show_no_more,
    },
    Mandate: {Withdrawal.ENDED: _end},
    Minutes: {Withdrawal.WITHDRAWN: _unpublish},
    Survey: {Withdrawal.WITHDRAWN: _take_down},
}
