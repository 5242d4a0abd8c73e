"""The checks made of counts, C1 to C5. Whole numbers only, so that nothing depends on rounding."""

from members.rules.check import Check, Level, Missing, counted
from members.rules.college import College
from members.rules.thresholds import DEFAULT, Thresholds


def two_colleges(habitants: int, acteurs: int, rules: Thresholds = DEFAULT) -> Check:
    """C1: each college has somebody."""
    reference = rules.reference("C1")
    empty = College.HABITANT if not habitants else College.ACTEUR if not acteurs else None
    if empty is None:
        return Check("C1", Level.OK, "Deux collèges\u00a0: oui.", "Des habitants et des acteurs siègent.", reference)
    return Check(
        "C1",
        Level.ERROR,
        "Deux collèges\u00a0: pas encore.",
        f"Il manque le collège des {empty.label}.",
        reference,
        lacking(habitants, acteurs),
    )


def parity(habitants: int, acteurs: int, rules: Thresholds = DEFAULT) -> Check:
    """C2: as many habitants as acteurs; an odd total can never be equal, hence the tolerance."""
    gap, reference = abs(habitants - acteurs), rules.reference("C2")
    if gap <= rules.tolerance:
        sentence = "Autant d’habitants que d’acteurs." if gap == 0 else f"L’écart est de {gap}, c’est accepté."
        return Check("C2", Level.OK, "Parité\u00a0: respectée.", sentence, reference)
    missing = lacking(habitants, acteurs)
    level = Level.ERROR if gap > 2 * rules.tolerance + 1 else Level.WARNING
    return Check("C2", level, "Parité\u00a0: pas encore.", f"Il manque {missing.people}.", reference, missing)


def half_are_habitants(habitants: int, acteurs: int, rules: Thresholds = DEFAULT) -> Check:
    """C3: habitants are at least half of the members."""
    total, reference = habitants + acteurs, rules.reference("C3")
    people = counted(habitants, College.HABITANT) if habitants else "Aucun habitant"
    sentence = f"{people} sur {total} membre{'s' if total > 1 else ''}."
    if 2 * habitants >= total:
        return Check("C3", Level.OK, "Habitants\u00a0: la moitié ou plus.", sentence, reference)
    missing = lacking(habitants, acteurs)
    return Check("C3", Level.ERROR, "Habitants\u00a0: moins de la moitié.", sentence, reference, missing)


def women_and_men(women: int, men: int, undeclared: int, rules: Thresholds = DEFAULT) -> Check:
    """C4: among the habitants; partial while some did not say. Counted, and never public."""
    reference, gap = rules.reference("C4"), abs(women - men)
    if undeclared:
        sentence = f"Le genre de {undeclared} habitant{'s' if undeclared > 1 else ''} n’est pas noté."
        return Check("C4", Level.INFO, "Femmes et hommes\u00a0: calcul partiel.", sentence, reference)
    if gap <= rules.gender_gap:
        sentence = "Parmi les habitants, l’écart est accepté."
        return Check("C4", Level.OK, "Femmes et hommes\u00a0: équilibre.", sentence, reference)
    sentence = (
        f"Parmi les habitants, l’écart est de {gap}\u00a0: il y a plus {'de femmes' if women > men else 'd’hommes'}."
    )
    return Check("C4", Level.WARNING, "Femmes et hommes\u00a0: pas d’équilibre.", sentence, reference)


def size(total: int, rules: Thresholds = DEFAULT) -> Check:
    """C5: neither too few nor too many."""
    reference, people = rules.reference("C5"), f"{total} membre{'s' if total > 1 else ''}"
    if rules.smallest is not None and total < rules.smallest:
        sentence = f"{people}. Le conseil de l’État\u00a0: au moins {rules.smallest}."
        return Check("C5", Level.INFO, "Taille\u00a0: petite.", sentence, reference)
    if rules.largest is not None and total > rules.largest:
        sentence = f"{people}. Le conseil de l’État\u00a0: au plus {rules.largest}."
        return Check("C5", Level.INFO, "Taille\u00a0: grande.", sentence, reference)
    return Check("C5", Level.OK, "Taille\u00a0: bonne.", f"{people}.", reference)


def counting_checks(habitants: int, acteurs: int, rules: Thresholds = DEFAULT) -> list[Check]:
    """Both parities always together, since they can disagree; an empty college before them."""
    checks = [two_colleges(habitants, acteurs, rules), parity(habitants, acteurs, rules)]
    return [*checks, half_are_habitants(habitants, acteurs, rules)] if rules.half_are_habitants else checks


def missing_seats(habitants: int, acteurs: int, rules: Thresholds = DEFAULT) -> Missing | None:
    """The appointment that makes the two colleges equal, hence restores C1, C2 and C3 at once. None: all is well, or
    nobody is known."""
    is_well = all(check.is_ok for check in counting_checks(habitants, acteurs, rules))
    return None if is_well or not habitants + acteurs else lacking(habitants, acteurs)


def lacking(habitants: int, acteurs: int) -> Missing:
    college = College.ACTEUR if acteurs < habitants else College.HABITANT
    return Missing(college, abs(habitants - acteurs))
