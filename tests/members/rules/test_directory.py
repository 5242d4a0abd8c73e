import datetime

import pytest

from members.models import College, Commission, Mandate, Role, SeatKind
from members.rules.directory import Directory, UnknownFilter
from tests.members.make import make_commission, make_council, make_mandate, make_member

TODAY = datetime.date(2026, 5, 4)
pytestmark = pytest.mark.django_db


def directory(**filters):
    return Directory(Mandate.objects.on_the_site(TODAY), Commission.objects.published(), **filters)


def sit_in(commission, **fields):
    mandate = make_mandate(**fields)
    mandate.member.commissions.add(commission)
    return mandate


def test_members_stand_in_their_college():
    make_council(habitants=2, acteurs=1, unknown=1)
    assert [(g.title, g.seated) for g in directory().groups] == [
        ("Habitants", 2),
        ("Acteurs du quartier", 1),
        ("Collège à compléter", 1),
    ]


def test_the_chair_stands_alone_and_not_in_a_group():
    chair = make_mandate(role=Role.CHAIR, college="")
    assert directory().chair == chair
    assert directory().groups == []
    assert directory().is_chair_alone


def test_those_with_a_task_come_first_then_names_then_alternates():
    commission = make_commission()
    for name, fields in {
        "Berger": {},
        "Zola": {"role": Role.REFERENT, "commission": commission},
        "Arnaud": {"seat_kind": SeatKind.ALTERNATE},
        "abel": {},
    }.items():
        make_mandate(make_member(last_name=name), **fields)
    names = [mandate.member.last_name for mandate in directory().groups[0].mandates]
    assert names == ["Zola", "abel", "Berger", "Arnaud"]


def test_by_commission_a_person_stands_in_each_of_hers():
    one, other = make_commission(name="Commission A"), make_commission(name="Commission B")
    both = sit_in(one)
    both.member.commissions.add(other)
    make_mandate()
    found = {group.title: [m.pk for m in group.mandates] for group in directory(order="commission").groups}
    assert found["Commission A"] == found["Commission B"] == [both.pk]
    assert len(found["Sans commission"]) == 1


def test_by_name_everybody_stands_in_one_alphabet_the_chair_too():
    for name, fields in {"Zola": {"role": Role.CHAIR}, "abel": {}, "Éluard": {"seat_kind": SeatKind.ALTERNATE}}.items():
        make_mandate(make_member(last_name=name), **fields)
    secret = make_mandate(make_member(last_name="Aaa", is_named=False))
    (group,) = directory(order="nom").groups
    assert [m.member.last_name for m in group.mandates][:3] == ["abel", "Éluard", "Zola"]
    assert group.mandates[-1] == secret


def test_by_role_the_chair_comes_first_and_the_alternates_last():
    make_mandate(role=Role.CHAIR)
    make_mandate(role=Role.REFERENT, commission=make_commission())
    make_mandate()
    make_mandate(seat_kind=SeatKind.ALTERNATE)
    titles = [group.title for group in directory(order="role").groups]
    assert titles == ["Présidence", "Avec un rôle", "Membres", "En suppléance"]


def test_the_choices_that_hold_are_said_in_words():
    make_council(habitants=2, acteurs=1)
    assert directory(college="acteur", order="nom").summary == "Acteurs du quartier, par nom"


def test_the_count_of_a_filter_equals_its_rows():
    commission = make_commission(reference="jardin")
    make_council(habitants=3, acteurs=2, unknown=1)
    sit_in(commission, college=College.ACTEUR)
    sit_in(commission)
    everything = directory()
    for choice in everything.college_choices + everything.commission_choices:
        filters = dict(part.split("=") for part in choice.query.removeprefix("?").split("&") if part)
        assert len(directory(**filters).shown) == choice.count


def test_two_filters_add_up():
    commission = make_commission(reference="jardin")
    sit_in(commission, college=College.ACTEUR)
    sit_in(commission)
    found = directory(college="acteur", commission="jardin")
    assert len(found.shown) == 1
    assert found.college_choices[0].query == "?commission=jardin"


def test_no_college_is_offered_while_none_is_known():
    make_mandate(role=Role.CHAIR, college="")
    assert directory().college_choices == []


@pytest.mark.parametrize("filters", [{"college": "autre"}, {"commission": "inconnue"}, {"order": "age"}])
def test_a_filter_that_does_not_exist_is_refused(filters):
    with pytest.raises(UnknownFilter):
        directory(**filters)
