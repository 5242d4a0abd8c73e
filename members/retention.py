"""What this room forgets: candidacies, answered or not, and people met who never came; portraits, contacts and words of
who left the council, or never joined it."""

import datetime

from django.db.models import Q

from members.models import Candidacy, Member
from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure, erase_each
from publishing.erasing.retention import Kept, fields_of

YEARS_KEPT = 1
YEARS_WITHOUT_AN_ANSWER = 2
YEARS_WITHOUT_A_MANDATE = 1

CANDIDACIES = Kept(
    fields_of("Candidacy", "name organisation email phone motivation met_at")
    + fields_of("CandidacyStep", "note")
    + fields_of("HeldTicket", "name code"),
    why="étudier la demande et tirer au sort",
    since="notre réponse",
    months=12 * YEARS_KEPT,
)
UNANSWERED = Kept(
    CANDIDACIES.fields,
    why="laisser au Conseil le temps de répondre",
    since="la dernière étape, sans réponse",
    months=12 * YEARS_WITHOUT_AN_ANSWER,
)
CONTACTS = Kept(
    fields_of("Member", "email phone about portrait site_portrait poster_portrait press_portrait portrait_alt")
    + fields_of("Member", "portrait_credit"),
    why="joindre les membres et les reconnaître",
    since="la fin du mandat",
)
NEVER_JOINED = Kept(
    CONTACTS.fields,
    why="préparer un mandat",
    since="la saisie, sans mandat",
    months=12 * YEARS_WITHOUT_A_MANDATE,
)
NAMES = Kept(
    fields_of("Member", "first_name last_name reference")
    + fields_of("Mandate", "organisation role_title")
    + fields_of("ListedSeat", "name organisation role"),
    why="savoir qui a siégé au Conseil",
    since="ce que la personne demande de l’effacer",
)
PARENTS = Kept(
    fields_of("Member", "parents_agreement"),
    why="prouver que la photo d’un mineur peut être montrée",
    since="la fin de l’accord ou du mandat",
)
KEPT = [CANDIDACIES, UNANSWERED, CONTACTS, NEVER_JOINED, PARENTS, NAMES]
ABOUT_NOBODY = ["Commission", "CompositionRules", "Draw", "Member", "OfficialList", "Ticket"]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    limit = years_before(today, YEARS_KEPT)
    candidacies = list(Candidacy.objects.answered_before(limit))
    unanswered = list(Candidacy.objects.left_since(years_before(today, YEARS_WITHOUT_AN_ANSWER)))
    met = list(Candidacy.objects.met_before(limit))
    gone = Member.objects.gone(today, years_before(today, YEARS_WITHOUT_A_MANDATE))
    lapsed = Q(pk__in=gone.values("pk")) | Member.lapsed_on(today)
    portraits, contacts = list(Member.objects.filter(lapsed).exclude(portrait="")), list(gone.reachable())
    if not dry_run:
        _forget(portraits, contacts)
    return [
        erase_each("members", "candidatures", candidacies, dry_run),
        erase_each("members", "candidatures restées sans réponse", unanswered, dry_run),
        erase_each("members", "contacts rencontrés", met, dry_run),
        Erasure(
            room="members", what="portraits de personnes sans mandat, ou de mineurs sans accord,", count=len(portraits)
        ),
        Erasure(room="members", what="coordonnées de personnes sans mandat", count=len(contacts)),
    ]


def _forget(portraits: list, contacts: list) -> None:
    for member in contacts:
        member.forget_contact()
    for member in portraits:
        member.refresh_from_db()
        member.withdraw_portrait_consent()
