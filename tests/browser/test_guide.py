"""The president's ten acts, done in the browser; GUIDE_IMAGES=1 renews the pictures of docs/guide/."""

import os

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from PIL import Image

from accounts.models import User
from meetings.models import Meeting
from members.models import Candidacy, Draw, Member
from proposals.models import Idea, Proposal, Round
from surveys.demo import add_example_answers
from surveys.models import Survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
IMAGES = settings.BASE_DIR / "docs" / "guide" / "images"
PASSWORD = "un-mot-de-passe-long"


@pytest.fixture
def desk(open_page, loaded_site):
    """The back office, opened by somebody who has the role «présidence»."""
    user = User.objects.create_user("presidence@exemple.fr", PASSWORD, is_staff=True, first_name="Camille")
    user.groups.set(Group.objects.filter(name="présidence"))
    page = open_page(1100)
    page.base = loaded_site
    page.goto(loaded_site + "/admin/")
    keep(page, "01-entrer")
    page.fill("[name=username]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    return page


def keep(page, name):
    if os.environ.get("GUIDE_IMAGES"):
        IMAGES.mkdir(exist_ok=True)
        path = IMAGES / f"{name}.png"
        page.screenshot(path=path)
        Image.open(path).quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)


def show(page, name, view, *arguments):
    page.goto(page.base + reverse(f"admin:{view}", args=arguments))
    keep(page, name)
    return page.inner_text("body")


def test_the_president_enters_and_sees_the_usual_acts(desk):
    keep(desk, "02-accueil")
    words = desk.inner_text("body")
    assert "Ajouter un membre" in words and "Déplacer une réunion" in words


def test_the_president_can_protect_the_account(desk):
    assert "Protéger" in show(desk, "03-proteger", "protection_detail")


def test_the_president_adds_a_member(desk):
    show(desk, "04-membre", "members_member_add")
    desk.fill("[name=first_name]", "Alex")
    desk.fill("[name=last_name]", "Nouveau")
    desk.click("[name=_save] >> nth=-1")
    assert Member.objects.filter(last_name="Nouveau").exists()


def test_the_president_announces_a_meeting(desk):
    show(desk, "05-reunion", "meetings_meeting_add")
    assert desk.query_selector("[name=starts_on]")


def test_the_president_moves_a_meeting_in_two_clicks(desk):
    meeting = Meeting.objects.get(reference="exemple-commission-a-venir")
    show(desk, "06-deplacer-1", "meetings_meeting_change", meeting.pk)
    desk.click(".next-step a:has-text('Déplacer')")
    keep(desk, "07-deplacer-2")
    assert desk.query_selector("[name=starts_on]")


def test_the_president_decides_on_a_proposal_and_must_say_why(desk):
    proposal = Proposal.objects.get(number=902)
    show(desk, "08-proposition", "proposals_proposal_change", proposal.pk)
    desk.click(".next-step a:has-text('Décider')")
    keep(desk, "09-decider")
    assert "Obligatoire pour un rejet" in desk.inner_text("body")


def test_the_president_opens_the_questionnaire_and_puts_its_posters_up(desk):
    survey = Survey.objects.get(reference="exemple-questionnaire-ouvert")
    desk.goto(desk.base + reverse("admin:surveys_survey_change", args=[survey.pk]))
    assert desk.inner_text(".road .here") == "Fermer"
    told = Survey.objects.get(reference="exemple-questionnaire-depouille")
    assert "Toutes les affichettes" in show(desk, "22-affichettes", "surveys_survey_posters", told.pk)
    desk.click("text=Le tour des halls")
    desk.fill("[name=name]", "3, rue d’exemple")
    desk.click("text=Ajouter ce hall")
    desk.check("[name=halls]")
    desk.click("text=Affichée dans ces halls")
    keep(desk, "23-halls")
    assert told.postings.hanging().count() == 1


def test_the_president_edits_a_page(desk):
    page = show(desk, "11-page", "council_page_changelist")
    assert "Aide" in page or "mission" in page.lower()


def test_the_president_reads_the_messages(desk):
    show(desk, "12-messages", "council_contactmessage_changelist")
    assert desk.title()


def test_the_president_invites_somebody(desk):
    assert "Vous donnez au plus vos propres droits" in show(desk, "13-inviter", "accounts_user_add")


def test_the_president_types_in_a_paper_candidacy_and_sees_the_effect_of_a_seat(desk):
    show(desk, "14-candidature", "members_candidacy_add")
    desk.check("[name=start][value=received]")
    desk.check("[name=has_consented]")
    desk.select_option("[name=college]", "acteur")
    for name, words in {"name": "Alex Nouveau", "organisation": "Boulangerie", "phone": "02 00 00 00 00"}.items():
        desk.fill(f"[name={name}]", words)
    desk.click("[name=_save] >> nth=-1")
    candidacy = Candidacy.objects.get(name="Alex Nouveau")
    assert "Si cette candidature est acceptée" in show(
        desk, "15-accepter", "members_candidacy_act", candidacy.pk, "accepter"
    )


def test_the_president_announces_a_draw(desk):
    draw = Draw.objects.get(reference="exemple-tirage-annonce")
    assert "Annuler ce tirage" in show(desk, "16-tirage", "members_draw_change", draw.pk)


def test_the_president_runs_a_vote_and_reads_an_idea(desk):
    vote = Round.objects.get(reference="exemple-priorites-en-cours")
    assert "Fermer le vote" in show(desk, "17-priorites", "proposals_round_change", vote.pk)
    desk.click(".object-tools a:has-text('Les codes')")
    keep(desk, "18-codes")
    assert "Fabriquer les codes" in desk.content()
    assert "À l’étude" in show(desk, "19-idee", "proposals_idea_change", Idea.objects.get(state="studied").pk)


def test_the_president_sees_who_sits_and_the_effect_of_a_departure(desk):
    assert "Il manque 3 acteurs du quartier." in show(desk, "20-composition", "members_composition")
    member = Member.objects.get(reference="exemple-acteur-a")
    desk.goto(desk.base + reverse("admin:members_member_change", args=[member.pk]))
    desk.fill("[name=mandates-0-ends_on]", "01/11/2026")
    desk.click("[name=_save] >> nth=-1")
    keep(desk, "21-depart")
    assert "Il manque 4 acteurs du quartier." in desk.inner_text("body")
    desk.click("text=Revenir à la fiche")
    assert desk.input_value("[name=mandates-0-ends_on]") == "01/11/2026"
    desk.click("[name=_save] >> nth=-1")
    desk.click("input[type=submit][value=Enregistrer]")
    assert member.mandates.get().ends_on is not None


def test_the_president_writes_tries_and_counts_a_questionnaire(desk):
    survey = Survey.objects.get(reference="exemple-questionnaire-ouvert")
    desk.goto(desk.base + reverse("admin:surveys_survey_build", args=[survey.pk]))
    desk.click("text=Modifier la question 2")
    keep(desk, "24-questions")
    assert "Changer la question" in desk.inner_text("#question-titre")
    assert "Rien n’est enregistré." in show(desk, "25-essai", "surveys_survey_rehearse", survey.pk)
    assert "العربية" in show(desk, "29-traductions", "surveys_survey_translate", survey.pk)
    add_example_answers(survey, 320, survey.opens_on)
    survey.batches.update(returned=3)
    survey.close(survey.opens_on)
    assert "Il en reste 3 à saisir" in show(desk, "28-compter", "surveys_survey_act", survey.pk, "compter")
    desk.click("input[value='Compter les réponses']")
    assert desk.inner_text(".road .here") == "Relire"
    keep(desk, "10-questionnaire")
    desk.goto(desk.base + reverse("admin:surveys_survey_compare", args=[survey.pk]) + "?selon=25")
    keep(desk, "30-comparer")
    assert desk.query_selector("[name=question]")


def test_the_president_types_a_paper_sheet(desk):
    batch = Survey.objects.get(reference="exemple-questionnaire-ouvert").batches.get()
    assert "feuilles" in show(desk, "26-lot", "surveys_paperbatch_change", batch.pk)
    desk.goto(desk.base + reverse("admin:surveys_paperbatch_enter", args=[batch.pk]))
    for key in ["Enter", "2", "1", *"1 10"]:
        desk.keyboard.press("Space" if key == " " else key)
    keep(desk, "27-saisie")
    chosen = [option.inner_text() for option in desk.query_selector_all(".chosen")]
    assert chosen[:2] == ["2 De 1 à 5 ans", "1 Oui, tout à fait"]
