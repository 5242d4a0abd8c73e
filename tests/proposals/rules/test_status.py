"""A status says itself all that is shown of it:
one more needs its lines in `status.py`, and a migration. No database.
"""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from proposals.models import Proposal
from proposals.paper.proposal_print import status_data
from proposals.register.register import Filters, Register
from proposals.register.steps import steps
from proposals.register.window import window
from proposals.rules.follow_up import is_awaited
from proposals.rules.status import Said, Status
from proposals.templatetags.proposal_pieces import proposal_filter, proposal_row
from publishing.words.progress import Progress, StatusChoices
from walks.rules.status import ObservationStatus

pytestmark = pytest.mark.once
SPOKEN_FOR = {"proposals/rules/status.py", "proposals/models/proposal.py", "proposals/models/decision.py"}


@pytest.fixture
def withdrawn(monkeypatch):
    """One more status, as its line in the enumeration would make it: nothing else of the portal knows it."""
    said = Said("Pourquoi elle est retirée", "Elle ne sera pas faite.", "retirée", "retirées")
    lines = {s.name: (s.value, s.progress, s.then, s.slug, s.icon, s.said, s.label) for s in Status}
    lines["WITHDRAWN"] = ("withdrawn", Progress.STOPPED, (), "retiree", "arrow", said, "Retirée")
    questions = {name: vars(Status)[name] for name in ("is_decided", "is_awaited", "is_validated", "is_stopped")}
    body = type(Status).__prepare__("Status", (StatusChoices,))
    for name, line in (questions | lines).items():
        body[name] = line
    longer = type(Status)("Status", (StatusChoices,), body)
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in settings.ROOMS and getattr(module, "Status", None) is Status:
            monkeypatch.setattr(module, "Status", longer)
    return longer.WITHDRAWN


def proposal(**fields):
    made = Proposal(**fields)
    made.public_reason = "Le terrain est vendu."
    return made


def test_a_new_status_is_listed_filtered_counted_drawn_and_printed(withdrawn):
    made = proposal(number=1, title="Une passerelle", status="withdrawn")
    register = Register.of(Filters.of({"statut": "retiree"}), [made, proposal(number=2, title="Un banc")], [])
    assert [row.proposal for row in register.shown] == [made]
    drawn = f'<use href="{settings.STATIC_URL}img/icons'
    row, filters = proposal_row(register.shown[0]), proposal_filter(register.statuses)
    assert 'class="status s-rejetee"' in row and "#arrow" in row and "Retirée" in row and "Le terrain est vendu." in row
    assert 'href="?statut=retiree"' in filters and 'class="ink-rejetee"' in filters and drawn in filters
    panes = window([SimpleNamespace(status="withdrawn", is_example=False, is_unconfirmed=True)] * 2)
    assert [(line.count, line.label) for line in panes.legend] == [(2, "retirées")]
    assert "w-rejetee" in render_to_string("proposals/_window.html", {"window": panes})
    assert "Elle ne sera pas faite." in render_to_string("proposals/_decided.html", {"proposal": made})
    assert [step.name for step in steps(made, None)][-1] == "Retirée" and not is_awaited(made)
    assert status_data(made.status_choice) == {"ink": "rejetee", "label": "Retirée"}


def test_statuses_are_named_where_they_are_said_and_ruled_only():
    values = [status.value for status in Status if status is not Status.TO_COMPLETE]  # also the name of a component
    values = "|".join(status.value for status in Status if status.is_decided)
    named = re.compile(rf"\b({'|'.join(Status.names)})\b|[\"']({values})[\"']|\b({values}):")
    root = Path(settings.BASE_DIR)
    found = {
        str(path.relative_to(root))
        for folder in [*settings.ROOMS, "templates", "static"]
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".html", ".typ", ".css", ".js"} and "migrations" not in path.parts
        if named.search(path.read_text())
    }
    assert found == SPOKEN_FOR


@pytest.mark.parametrize("statuses", [Status, ObservationStatus])
def test_what_is_done_is_told_first_and_every_status_has_its_ink(statuses):
    assert [status.progress for status in statuses.told()] == sorted(
        (status.progress for status in statuses), key=list(Progress).index
    )
    assert {status.ink for status in statuses} == {progress.ink for progress in Progress}
