"""Who is who: an exact name decides, a near one only makes us ask."""

import random

import pytest

from members.rules.same_person import KnownNames, exact_name, is_near

pytestmark = pytest.mark.once
SAME = [("Zoé  Martin ", "ZOÉ MARTIN"), ("Léa d’Exemple", "Léa d'exemple"), ("Zoe\u0301 M", "Zoé M")]
NEAR = [
    ("Pascal", "Pascale"),
    ("André", "Andrée"),
    ("André", "Andre"),
    ("Daniel", "Danielle"),
    ("Michel", "Michèle"),
    ("Jean-Paul", "Jean Paul"),
    ("محمد", "محمود"),
    ("Иван", "Ивана"),
]
FAR = [("Marie", "Anne"), ("محمد", "فاطمة"), ("Иван", "Ольга"), ("Léa", "Paul"), ("王芳", "李娜")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_capitals_spaces_and_apostrophes_do_not_make_another_person(one, other):
    assert exact_name(one) == exact_name(other)


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_a_near_name_is_another_name_but_worth_a_question(one, other):
    assert exact_name(one) != exact_name(other)
    assert is_near((one, "Exemple"), (other, "Exemple"))
    assert is_near(("Zoé", one), ("Zoé", other))
    assert is_near((one, "Exemple"), ("Exemple", other))


@pytest.mark.parametrize(("one", "other"), FAR)
def test_another_name_is_not_worth_a_question(one, other):
    assert exact_name(one) != exact_name(other)
    assert not is_near((one, "Exemple"), (other, "Exemple"))


def test_among_many_people_the_quick_look_forgets_nobody():
    chosen = random.Random(12)
    parts = [name for pair in (*NEAR, *FAR) for name in pair] + ["É" * 70, "E" * 71, "Jean", "d’Arc", "Øst", ""]
    parts += ["".join(chosen.choices("aeinrst", k=chosen.randint(3, 6))).title() for _ in range(30)]
    people = [(chosen.choice(parts), chosen.choice(parts)) for _ in range(250)]
    known = KnownNames()
    for key, name in enumerate(people):
        known.add(key, *name)
    for name in people:
        asked = (name[0], chosen.choice(parts))
        same = [key for key, other in enumerate(people) if exact_name(" ".join(other)) == exact_name(" ".join(asked))]
        near = [key for key, other in enumerate(people) if is_near(asked, other)]
        assert known.same_or_near(*asked) == (same or near)
