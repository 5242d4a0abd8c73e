"""The person of a spreadsheet's line among the members: known, new, or a question to who sends the table."""

from dataclasses import dataclass

from members.models import Member
from members.rules.same_person import KnownNames, exact_name
from publishing.dates.imprecise_date import day_in_words
from publishing.sheets.sheet_import import Doubt, store

NEW = "new"
TAKE_THE_SHEET = "+"  # after the reference of a member: whose address and telephone the sheet changes


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    email: str = ""
    phone: str = ""

    def __str__(self):
        return f"{self.first_name} {self.last_name}"

    def contradicts(self, member: Member) -> bool:
        """Both give an address or a telephone, and not the same."""
        return _differ(self.email, member.email) or _differ(_digits(self.phone), _digits(member.phone))


class KnownPeople:
    """The real members, read once for a whole table and added to by its lines."""

    def __init__(self):
        self.names, self.of_the_table = KnownNames(), set()
        for member in Member.objects.real().values_list("pk", "first_name", "last_name"):
            self.names.add(*member)
        self.references = set(Member.objects.values_list("reference", flat=True))

    def add(self, member: Member) -> None:
        self.names.add(member.pk, member.first_name, member.last_name)
        self.references.add(member.reference)
        self.of_the_table.add(member.pk)

    def candidates(self, person: Person) -> list[Member]:
        """Of the same name; else of a near one."""
        found = self.names.same_or_near(person.first_name, person.last_name)
        return list(Member.objects.filter(pk__in=found)) if found else []


def recognised(person: Person, answer: str, people: KnownPeople) -> Member | None:
    """The member, with what the line adds to how to reach them; None for somebody new. Doubt: it must be asked."""
    candidates = people.candidates(person)
    if not candidates or answer == NEW:
        return None
    chosen = {member.reference: member for member in candidates}.get(answer.removesuffix(TAKE_THE_SHEET))
    if chosen is None:
        chosen = _without_doubt(person, candidates)
    if chosen is None:
        raise _doubt(person, candidates, people.of_the_table)
    return _reached(chosen, person, takes_the_sheet=answer.endswith(TAKE_THE_SHEET))


def _without_doubt(person: Person, candidates: list[Member]) -> Member | None:
    only = candidates[0]
    is_certain = len(candidates) == 1 and exact_name(str(only)) == exact_name(str(person))
    return only if is_certain and not person.contradicts(only) else None


def _reached(member: Member, person: Person, *, takes_the_sheet: bool) -> Member:
    """What the line gives and the record lacks is added; what differs changes only if it was asked."""
    typed = {name: getattr(person, name) for name in ("email", "phone")}
    added = {name: text for name, text in typed.items() if text and (takes_the_sheet or not getattr(member, name))}
    if added:
        vars(member).update(added)
        store(member, update_fields=added)
    return member


def _doubt(person: Person, candidates: list[Member], of_the_table: set) -> Doubt:
    """`of_the_table`: the keys of those that a line above has just made."""
    choices = [choice for one in candidates for choice in _choices(person, one, is_above=one.pk in of_the_table)]
    is_known = any(member.pk not in of_the_table for member in candidates)
    who = "quelqu’un que le Conseil connaît déjà" if is_known else "la même personne qu’une ligne plus haut du tableau"
    return Doubt(f"{person}\u00a0: est-ce {who}\u00a0?", [*choices, (NEW, "Non, c’est une autre personne")])


def _choices(person: Person, member: Member, *, is_above: bool) -> list[tuple[str, str]]:
    where = "plus haut dans le tableau, " if is_above else ""
    same = f"Oui, c’est {member} ({where}{_time_on_the_council(member)})"
    if not person.contradicts(member):
        return [(member.reference, same)]
    kept, taken = ("de la ligne plus haut", "de cette ligne") if is_above else ("déjà notés", "du tableau")
    return [
        (member.reference, f"{same}\u00a0; garder l’adresse et le téléphone {kept}"),
        (member.reference + TAKE_THE_SHEET, f"{same}\u00a0; prendre ceux {taken}"),
    ]


def _time_on_the_council(member: Member) -> str:
    latest = member.mandates.order_by("starts_on").last()
    if latest is None:
        return "sans mandat"
    end = f" au {day_in_words(latest.ends_on, weekday=False)}" if latest.ends_on else ""
    return f"{latest}{end}"


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))
