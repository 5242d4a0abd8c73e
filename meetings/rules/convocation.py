"""The words that invite the members, ready to copy into an e-mail."""

from collections.abc import Iterable

from django.conf import settings


def convocation_text(meeting, *, items: Iterable, followed: Iterable, address: str) -> str:
    """`items` have `title` and `facts`; `followed` have `what`, `who` and `due_label`."""
    agenda = [f"{number}. {_item(item)}" for number, item in enumerate(items, start=1)]
    actions = [f"- {action.what} ({action.who or 'à préciser'}, {action.due_label})" for action in followed]
    parts = [
        "Bonjour,",
        f"Nous vous invitons à cette réunion du {settings.COUNCIL.name}.",
        "\n".join(filter(None, [meeting.title, meeting.when.label, _where(meeting)])),
        meeting.public_note,
        "\n".join(["Ordre du jour\u00a0:", *(agenda or ["à compléter"])]),
        "\n".join(["À suivre des réunions d’avant\u00a0:", *actions]) if actions else "",
        "Vous ne pouvez pas venir\u00a0? Prévenez-nous. Vous pouvez aussi donner pouvoir à un autre membre.",
        f"Les détails\u00a0: {address}",
    ]
    text = "\n\n".join(part for part in parts if part)
    return f"Exemple inventé.\n\n{text}" if meeting.is_example else text


def _item(item) -> str:
    return f"{item.title} ({item.facts})" if item.facts else item.title


def _where(meeting) -> str:
    if meeting.place is None:
        return "Lieu à confirmer"
    return ", ".join(filter(None, [meeting.place_label, meeting.place.address]))
