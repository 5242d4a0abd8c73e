"""A contact message is kept twelve months, then erased."""

import datetime

from council.models import ContactMessage
from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure, erase_each
from publishing.erasing.retention import Kept, fields_of

YEARS_KEPT = 1
MONTHS_OF_SERVER_LOG = 12  # the host sets it: see docs/deploying.md

MESSAGES = Kept(
    fields_of("ContactMessage", "message name email phone mail_error note"),
    why="répondre à qui écrit",
    since="l’envoi",
    months=12 * YEARS_KEPT,
)
LEGAL_NOTICE = Kept(
    fields_of("SiteIdentity", "email editor_name address phone publication_director"),
    why="la loi demande de dire qui publie le site",
    since="ce que le Conseil les change",
)
KEPT = [MESSAGES, LEGAL_NOTICE]
ABOUT_NOBODY = [
    "AccessibilityStatement",
    "Action",
    "GlossaryTerm",
    "NeighbourFeed",
    "NeighbourItem",
    "Page",
    "Partner",
    "Place",
    "SiteIdentity",
]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    expired = list(ContactMessage.objects.sent_before(years_before(today, YEARS_KEPT)))
    return [erase_each("council", "messages de contact", expired, dry_run)]
