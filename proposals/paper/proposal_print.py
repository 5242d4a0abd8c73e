"""What is printed of the proposals: one sheet, the whole dossier, a poster for the hall, the card of social networks.

Only what a page of the site shows: give these functions published proposals, read `with_page()`.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from proposals.models import Passage, Proposal
from proposals.register.steps import steps
from proposals.rules.status import Status
from publishing.dates.freshness import freshness
from publishing.dates.imprecise_date import day_in_words
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf, make_picture
from publishing.paper.qr_code import qr_svg
from publishing.sheets.spreadsheet import LICENCE

DOSSIER = "Le dossier des propositions"


def sheet_pdf(proposal: Proposal, passages: Iterable) -> bytes:
    return make_pdf("proposals/sheet.typ", {"fiche": sheet_data(proposal, passages)}, title=str(proposal))


def poster_pdf(proposal: Proposal, size: str, day: datetime.date) -> bytes:
    data = sheet_data(proposal, []) | {"size": size, "day": day_in_words(day, weekday=False)}
    path = proposal.get_absolute_url()
    return make_pdf("proposals/poster.typ", data | {"qr": qr_svg(absolute(path))}, title=str(proposal))


def card_png(proposal: Proposal) -> bytes:
    """1200 × 630, for who shares the page."""
    data = {"title": str(proposal), "status": status_data(proposal.status_choice)}
    return make_picture("proposals/card.typ", data | {"is_example": proposal.is_example})


def dossier_pdf(data: dict) -> bytes:
    return make_pdf("proposals/dossier.typ", data, title=DOSSIER)


def dossier_data(proposals: Iterable[Proposal], passages: Iterable) -> dict:
    """A sheet for each real proposal that has a title, one honest line for the others, the invented ones at the end."""
    proposals, passages = list(proposals), list(passages)
    real = [proposal for proposal in proposals if not proposal.is_example]
    titled = [proposal for proposal in real if proposal.title]
    examples = [proposal for proposal in proposals if proposal.is_example and proposal.title]
    counts = Counter(proposal.status for proposal in real)
    return {
        "site": short("/propositions/"),
        "licence": LICENCE,
        "freshness": freshness([*real, *passages]).label,
        "total": len(real),
        "untitled": len(real) - len(titled),
        "counts": [
            {"status": status_data(status), "count": counts[status]} for status in Status.told() if counts[status]
        ],
        "passages": [
            {"heading": Passage.Subject(subject).label, "texts": [passage.text for passage in some]}
            for subject, some in groupby(passages, key=lambda passage: passage.subject)
        ],
        "fiches": [sheet_data(proposal, _about(proposal, passages)) for proposal in titled],
        "examples": [sheet_data(proposal, []) for proposal in examples],
    }


def sheet_data(proposal: Proposal, passages: Iterable) -> dict:
    """`passages`: those about this proposal."""
    journal = list(proposal.decisions.all())
    last, status = next(iter(journal), None), proposal.status_choice
    words = [words for words in [last.reason if last else "", *(passage.text for passage in passages)] if words]
    return {
        "number": proposal.number,
        "title": str(proposal),
        "is_example": proposal.is_example,
        "status": status_data(status),
        "chapter": _chapter(proposal),
        "commissions": [commission.name for commission in proposal.commissions.all()],
        "decision": {
            "heading": status.said.heading,
            "words": words,
            "unknown": "" if status.is_decided else status.said.sentence,
        },
        "facts": [{"label": label, "text": text} for label, text in _facts(proposal)],
        "steps": [
            {"name": step.name, "detail": step.detail, "progress": str(step.progress)} for step in steps(proposal, last)
        ],
        "milestones": [_milestone(milestone) for milestone in proposal.milestones.all()],
        "journal": [_line(line) for line in journal],
        "address": short(proposal.get_absolute_url()),
        "freshness": freshness([proposal]).label,
    }


def status_data(status: Status) -> dict:
    """What `status-badge` of the printed house draws."""
    return {"ink": status.ink, "label": status.label}


def _about(proposal, passages):
    """As `Passage.objects.about`, for passages already read."""
    holds = Passage.holds_for(proposal)
    return [passage for passage in passages if passage.subject == Passage.Subject.DELIVERY] if holds else []


def _chapter(proposal) -> str:
    if proposal.chapter is None:
        return ""
    return f"{proposal.chapter}{' (à confirmer)' if proposal.is_chapter_inferred else ''}"


def _facts(proposal) -> list[tuple[str, str]]:
    return [
        ("L’origine", proposal.get_origin_display()),
        ("Le constat", proposal.finding),
        ("L’objectif", proposal.objective),
        ("La description", proposal.description),
        ("Le lieu", proposal.location),
        ("Pour qui", proposal.audience),
        ("Les partenaires", proposal.partners),
        ("Le coût estimé", _cost(proposal)),
        ("Le calendrier", proposal.schedule),
        ("Qui s’en occupe", proposal.get_responsible_display()),
    ]


def _cost(proposal) -> str:
    if proposal.cost is None:
        return ""
    day = proposal.cost_estimated_on
    return (
        f"{proposal.cost_in_words} (estimation\u00a0: {day_in_words(day, weekday=False) if day else 'date à préciser'})"
    )


def _line(decision) -> dict:
    return {
        "when": decision.when.label.capitalize(),
        "status": status_data(decision.status_choice),
        "is_correction": decision.is_correction,
        "by": decision.decided_by,
        "reason": decision.reason,
        "document": decision.document_title,
    }


def _milestone(milestone) -> dict:
    return {
        "when": milestone.when.label.capitalize(),
        "state": milestone.state,
        "state_label": milestone.get_state_display(),
        "title": milestone.title,
        "first_expected": milestone.first_expected,
        "moved_because": milestone.moved_because,
        "proof": milestone.proof_title,
    }
