"""Who is who: an exact name decides, a near one only makes us ask."""

import pytest

from members.same_person import exact_name, is_near

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
