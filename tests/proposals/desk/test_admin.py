import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from meetings.models import AgendaItem
from proposals.models import Decision, Proposal
from proposals.rules.status import Status
from publishing.publishable import Publication
from tests.proposals.make import decision_post, make_meeting, make_proposal, words

pytestmark = pytest.mark.django_db
ADMIN = "/admin/proposals/proposal/"


def decide(client, *proposals, **changes):
    keys = "-".join(str(proposal.pk) for proposal in proposals)
    return client.post(f"{ADMIN}{keys}/decider/", decision_post(**changes), follow=True)


def sheet(proposal, **changes):
    """What a browser sends from the form of the sheet."""
    texts = ["title", "finding", "objective", "description", "location", "audience", "partners", "schedule"]
    data = {name: getattr(proposal, name) for name in texts} | {"publication": proposal.publication, "delivery": ""}
    return data | {"state_as_of": "", "editor_note": ""} | changes


def test_the_president_rejects_with_a_reason_and_it_is_logged(technician_client, technician):
    proposal, meeting = make_proposal(), make_meeting()
    response = decide(technician_client, proposal, meeting=meeting.pk)
    line = Decision.objects.get()
    assert "Décision écrite au journal" in response.text
    assert (line.status, line.reason, line.meeting, line.recorded_by) == ("rejected", "Trop cher.", meeting, technician)


def test_an_imprecise_date_is_allowed(technician_client):
    decide(technician_client, make_proposal(), precision="season", starts_on="2018-06-01")
    assert Decision.objects.get().when.label == "été 2018"


def test_an_unknown_date_is_allowed(technician_client):
    decide(technician_client, make_proposal(), precision="unknown", starts_on="")
    assert Decision.objects.get().when.label == "date à préciser"


def test_a_refused_change_says_so_in_french_and_keeps_the_typed_words(technician_client):
    proposal = make_proposal(Status.VALIDATED)
    response = decide(technician_client, proposal, reason="Des mots bien à moi.")
    assert "ne peut pas devenir" in response.text
    assert "Des mots bien à moi." in response.text
    assert Decision.objects.count() == 1


def test_a_batch_is_all_or_nothing(technician_client):
    fine, refused = make_proposal(), make_proposal(Status.VALIDATED)
    assert "ne peut pas devenir" in decide(technician_client, fine, refused).text
    assert not fine.decisions.exists()


def test_a_proposal_named_twice_is_decided_once(technician_client):
    proposal = make_proposal()
    response = decide(technician_client, proposal, proposal, proposal)
    assert Decision.objects.count() == 1 and response.text.count("Décision écrite au journal") == 1


def test_a_batch_is_decided_now_and_published_later(technician_client):
    proposals = [make_proposal(), make_proposal()]
    decide(technician_client, *proposals, status="validated", publish="later")
    assert set(Proposal.objects.values_list("status", flat=True)) == {"to_complete"}
    keys = [proposal.pk for proposal in proposals]
    technician_client.post(ADMIN, {"action": "publish_selected", "_selected_action": keys})
    assert set(Proposal.objects.values_list("status", flat=True)) == {"validated"}


def test_the_action_leads_to_the_page_of_decision(technician_client):
    proposals = [make_proposal(), make_proposal()]
    data = {"action": "decide_selected", "_selected_action": [proposal.pk for proposal in proposals]}
    response = technician_client.post(ADMIN, data, follow=True)
    assert "Décider\u00a0: 2 propositions" in response.text
    former = f"{ADMIN}decider/?numeros={'-'.join(str(proposal.number) for proposal in proposals)}"
    assert technician_client.get(former, follow=True).redirect_chain == response.redirect_chain


@pytest.mark.parametrize("gone", [True, False])
def test_a_selection_that_left_the_list_goes_back_to_it(technician_client, gone):
    """A colleague published it, or deleted it, since the list was opened."""
    proposal = make_proposal()
    key = proposal.pk
    if gone:
        proposal.delete()
    data = {"action": "decide_selected", "_selected_action": [key]}
    response = technician_client.post(f"{ADMIN}?attente=oui", data, follow=True)
    assert response.status_code == 200 and "Choisissez au moins une proposition." in response.text


def test_a_batch_is_written_in_one_order_whatever_the_address(technician_client):
    first, second = make_proposal(), make_proposal()
    decide(technician_client, second, first)
    assert [line.proposal for line in Decision.objects.order_by("pk")] == [first, second]


def test_choosing_the_same_status_writes_a_correction(technician_client):
    proposal = make_proposal(Status.REJECTED)
    decide(technician_client, proposal, reason="En mots plus clairs.")
    assert [line.reason for line in proposal.decisions.all()] == ["En mots plus clairs.", "Une raison claire."]


@pytest.mark.parametrize("numbers", ["", "abc", "999", "1" * 5000, "²"])
def test_deciding_for_nothing_goes_back_to_the_list(technician_client, numbers):
    response = technician_client.get(f"{ADMIN}decider/", {"numeros": numbers}, follow=True)
    assert "Choisissez au moins une proposition." in response.text


def test_the_sheet_cannot_change_the_status(technician_client):
    proposal = make_proposal()
    response = technician_client.post(
        f"{ADMIN}{proposal.pk}/change/", sheet(proposal, title="Nouveau titre", status="validated")
    )
    proposal.refresh_from_db()
    assert response.status_code == 302
    assert (proposal.title, proposal.status) == ("Nouveau titre", "to_complete")


def test_the_sheet_refuses_to_lose_the_title_of_a_decided_proposal(technician_client):
    proposal = make_proposal(Status.VALIDATED)
    response = technician_client.post(f"{ADMIN}{proposal.pk}/change/", sheet(proposal, title=" "))
    assert "Donnez un titre" in response.text


@pytest.mark.parametrize(
    "address",
    ["", "add/", "{0}/change/", "{0}/history/", "{0}/decider/", "?q=banc&attente=oui&status__exact=validated"],
)
def test_every_page_opens(technician_client, address):
    proposal = make_proposal(Status.VALIDATED)
    assert technician_client.get(ADMIN + address.format(proposal.pk, proposal.number)).status_code == 200


def test_the_sheet_shows_the_journal_to_read_only(technician_client):
    proposal = make_proposal(Status.REJECTED)
    proposal.decide(Status.UNDER_REVIEW, publish=False, **words(reason="<b>À revoir</b>"))
    html = technician_client.get(f"{ADMIN}{proposal.pk}/change/").text
    assert html.index("&lt;b&gt;À revoir") < html.index("Une raison claire.")
    assert "Pas encore publiée" in html
    assert 'name="reason"' not in html


def test_a_new_proposal_is_offered_the_number_after_the_last_real_one(technician_client):
    make_proposal(number=23)
    make_proposal(number=901, is_example=True)
    assert 'value="24"' in technician_client.get(f"{ADMIN}add/").text


@pytest.mark.parametrize("address", ["add/", "{0}/delete/"])
def test_nobody_adds_or_removes_a_line_by_hand(technician_client, address):
    decision = make_proposal().decide(Status.VALIDATED, **words())
    page = f"/admin/proposals/decision/{address.format(decision.pk)}"
    assert technician_client.post(page, {"post": "yes"}).status_code == 403


def test_nobody_changes_a_line_by_hand(technician_client):
    decision = make_proposal().decide(Status.VALIDATED, **words())
    page = f"/admin/proposals/decision/{decision.pk}/change/"
    assert technician_client.get(page).status_code == 200
    assert technician_client.post(page, {"reason": "Autre chose."}).status_code == 403


def test_a_proposal_with_a_journal_cannot_be_deleted(technician_client):
    proposal = make_proposal(Status.VALIDATED)
    technician_client.post(f"{ADMIN}{proposal.pk}/delete/", {"post": "yes"})
    technician_client.post(ADMIN, {"action": "delete_selected", "_selected_action": [proposal.pk], "post": "yes"})
    assert Decision.objects.exists()


def test_who_may_only_write_sheets_cannot_decide(client):
    editor = User.objects.create_user("redaction@exemple.fr", "un-mot-de-passe-long", is_staff=True)
    editor.user_permissions.add(*Permission.objects.filter(codename__in=["change_proposal", "view_proposal"]))
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    proposal = make_proposal()
    assert decide(client, proposal).status_code == 403
    assert "Décider" not in client.get(f"{ADMIN}{proposal.pk}/change/").text


def test_a_visitor_cannot_decide(client):
    decide(client, make_proposal())
    assert not Decision.objects.exists()


@pytest.mark.parametrize("count", [1, 50])
def test_the_admin_list_costs_the_same_whatever_the_number(technician_client, django_assert_max_num_queries, count):
    for _ in range(count):
        make_proposal(Status.VALIDATED)
    with django_assert_max_num_queries(14):
        technician_client.get(ADMIN)


def test_the_page_of_a_meeting_names_the_public_proposals_it_discussed(client):
    item = AgendaItem.objects.create(meeting=make_meeting(), title="Le jardin")
    for title, publication in [("Un jardin", Publication.PUBLISHED), ("Zanzibar", Publication.DRAFT)]:
        make_proposal(title=title, publication=publication).agenda_items.add(item)
    page = client.get(item.meeting.get_absolute_url()).content.decode()
    assert "Un jardin" in page and "Zanzibar" not in page
