"""What a visitor sees: the truth, with or without members, and nothing private."""

import datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from clos_portal.packs.content_pack import load_pack
from members.models import College, CompositionRules, Member, Role
from publishing.publishable import Publication
from tests.as_read import one_line
from tests.members.make import LONG_AGO, make_commission, make_council, make_mandate, make_member

pytestmark = pytest.mark.django_db
ATTACK = "<script>alert(1)</script>"


def page(client, name="member_list", *args, **query):
    response = client.get(reverse(f"members:{name}", args=args), query)
    assert response.status_code == 200
    return one_line(response.content.decode()).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["member_list", "candidacy_create", "candidacy_thanks"])
def test_every_page_works_before_anything_is_known(client, name):
    html = page(client, name)
    assert html.count("<h1") == 1
    assert "0 habitant" not in html


def test_without_members_the_composition_is_to_complete(client):
    html = page(client)
    assert "composition à compléter" in html
    assert "Liste des membres à compléter." in html


def test_the_real_content_shows_the_president_outside_of_the_count(client):
    load_pack(settings.COUNCIL.folder, datetime.date(2026, 5, 4))
    html = page(client)
    assert "Jean-Louis BENARAB" in html
    assert "Élection : 23 février 2017" in html
    assert "1 membre n’est pas compté : son collège est à compléter." in html
    assert "composition à compléter" in html
    assert "état à l’été 2018" in html
    assert "Commission Équipements structurants" in html
    assert "exemple" not in html


def test_the_example_members_say_that_they_are_examples(client):
    load_pack(settings.COUNCIL.folder, datetime.date(2026, 5, 4))
    load_pack(settings.COUNCIL.folder / "demo", datetime.date.today())
    html = page(client)
    assert html.count('class="member"') == 23
    assert html.count('<span class="example">') == 24
    assert "Il manque 3 acteurs du quartier." in html
    assert "Ancien" not in html


def test_the_real_content_may_be_loaded_twice():
    for _ in range(2):
        call_command("loaddata", "content/clos/members.yaml", verbosity=0)
    assert Member.objects.get().mandates.get().college == ""


def test_both_checks_stand_side_by_side(client):
    make_council(habitants=10, acteurs=11)
    html = page(client)
    assert "Parité : respectée." in html
    assert "Habitants : moins de la moitié." in html


def test_the_filters_keep_their_members_only(client):
    make_mandate(make_member(last_name="Dupré"))
    make_mandate(make_member(last_name="Lenoir"), college=College.ACTEUR)
    html = page(client, college="acteur")
    assert "Lenoir" in html
    assert "Dupré" not in html


def test_a_filter_that_keeps_nobody_says_so(client):
    make_commission(reference="jardin")
    make_council(habitants=1)
    assert "Personne ne correspond à ce choix." in page(client, commission="jardin")


def test_a_filter_that_does_not_exist_is_not_found(client):
    assert client.get(reverse("members:member_list"), {"college": "x"}).status_code == 404


@pytest.mark.parametrize("hidden", [Publication.DRAFT, Publication.WITHDRAWN])
def test_a_member_who_is_not_published_is_nowhere(client, hidden):
    member = make_mandate(make_member(last_name="Invisible", publication=hidden, own_page_consent_on=LONG_AGO)).member
    assert "Invisible" not in page(client)
    assert client.get(reverse("members:member_detail", args=[member.reference])).status_code == 404


def test_a_member_has_a_page_only_by_agreement(client):
    member = make_mandate().member
    address = reverse("members:member_detail", args=[member.reference])
    assert client.get(address).status_code == 404
    Member.objects.update(own_page_consent_on=LONG_AGO)
    assert str(member) in page(client, "member_detail", member.reference)
    member.mandates.update(ends_on=LONG_AGO)
    assert client.get(address).status_code == 404


def test_a_name_is_a_link_only_to_a_page_that_exists(client):
    member = make_mandate().member
    address = f'href="{reverse("members:member_detail", args=[member.reference])}"'
    assert address not in page(client)
    Member.objects.update(own_page_consent_on=LONG_AGO)
    assert address in page(client)


def test_the_trombinoscope_leads_to_the_page_of_a_commission(client):
    assert f'href="{make_commission().get_absolute_url()}"' in page(client)


def test_nothing_private_is_public(client):
    member = make_member(
        email="prive@exemple.fr",
        phone="02 00 00 00 01",
        gender="other",
        own_page_consent_on=LONG_AGO,
        editor_note="à taire",
    )
    make_mandate(member, selection_mode="draw", is_elected_official=True)
    for html in (
        page(client),
        page(client, "member_detail", member.reference),
        page(client, "candidacy_create", "autre"),
    ):
        for secret in ("prive@", "02 00 00 00 01", "other", "à taire", "tirage", "élu"):
            assert secret not in html.split("<main")[1].split("</main>")[0]


def test_a_person_who_is_not_named_is_counted_and_not_named(client):
    make_mandate(make_member(first_name="Secrète", last_name="Personne", is_named=False))
    html = page(client)
    assert "Une personne qui n’est pas nommée" in html
    assert "Secrète" not in html
    assert "membre-" not in html


def test_a_name_is_text_and_never_code(client):
    commission = make_commission(name=ATTACK, purpose=ATTACK)
    member = make_member(first_name=ATTACK, last_name=ATTACK, about=ATTACK, own_page_consent_on=LONG_AGO)
    make_mandate(member, college=College.ACTEUR, organisation=ATTACK, role_title=ATTACK)
    member.commissions.add(commission)
    assert ATTACK not in page(client) + page(client, "member_detail", member.reference)


def test_reading_leaves_no_cookie(client):
    make_council(habitants=1)
    assert not client.get(reverse("members:member_list")).cookies


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize(("name", "queries"), [("member_list", 4), ("candidacy_create", 2)])
def test_a_page_costs_the_same_whatever_the_number(client, identity, django_assert_num_queries, name, queries, count):
    commission = make_commission()
    make_council(habitants=count)
    for member in Member.objects.all():
        member.commissions.add(commission)
    with django_assert_num_queries(queries):
        page(client, name)


def test_the_call_is_computed(client):
    make_council(habitants=4, acteurs=1)
    html = page(client, "candidacy_create")
    assert "Nous cherchons 3 acteurs du quartier" in html
    assert "Vous avez un commerce, une association ou un travail aux Clos ?" in html


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_the_person_who_follows_a_hidden_commission_does_not_name_it(client, publication):
    commission = make_commission(name="Commission Zanzibar", publication=publication)
    member = make_member(own_page_consent_on=LONG_AGO)
    make_mandate(member, role=Role.REFERENT, commission=commission)
    for html in (page(client), page(client, "member_detail", member.reference)):
        assert str(member) in html
        assert "Zanzibar" not in html


def test_free_seats_are_said_in_counts(client):
    make_council(habitants=2, acteurs=2)
    CompositionRules.objects.create(pk=1, habitant_seats=3, acteur_seats=4)
    for html in (page(client), page(client, "candidacy_create")):
        assert "Il reste 3 sièges libres : 1 habitant et 2 acteurs du quartier." in html


def test_the_end_of_a_mandate_is_announced_in_counts_and_names_nobody(client):
    today = timezone.localdate()
    make_council(habitants=3, acteurs=2)
    make_mandate(make_member(last_name="Sortant", is_named=False), college="acteur", ends_on=today)
    for html in (page(client), page(client, "candidacy_create")):
        assert "1 mandat finit. Ensuite : 3 habitants et 2 acteurs du quartier. La parité restera respectée." in html
        assert "Sortant" not in html


def test_a_member_to_come_counts_in_the_forecast_and_is_not_shown_yet(client):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    make_council(habitants=3, acteurs=1)
    make_mandate(college="acteur", ends_on=timezone.localdate())
    make_mandate(make_member(last_name="Bientôt"), college="acteur", starts_on=tomorrow)
    html = page(client)
    assert "Ensuite, il manquera 2 acteurs" not in html
    assert "Ensuite, il manquera 1" not in html
    assert "Bientôt" not in html


def test_the_tolerance_of_the_settings_is_followed_everywhere(client):
    make_council(habitants=4, acteurs=2)
    CompositionRules.objects.create(pk=1, tolerance=2)
    for html in (page(client), page(client, "candidacy_create"), client.get("/").content.decode()):
        assert "La parité est respectée." in html or "Parité : respectée." in html
