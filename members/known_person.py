"""The person of a spreadsheet's line among the members: known, new, or a question to who sends the table."""

from dataclasses import dataclass

from members.models import Member
from members.same_person import exact_name, is_near
from publishing.imprecise_date import day_in_words
from publishing.sheet_import import Doubt, Question

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


def recognised(person: Person, answer: str) -> Member | None:
    """The member, with what the line adds to how to reach them; None for somebody new. Doubt: it must be asked."""
    candidates = _candidates(person)
    if not candidates or answer == NEW:
        return None
    chosen = {member.reference: member for member in candidates}.get(answer.removesuffix(TAKE_THE_SHEET))
    if chosen is None:
        chosen = _without_doubt(person, candidates)
    if chosen is None:
        raise Doubt(_question(person, candidates))
    return _reached(chosen, person, takes_the_sheet=answer.endswith(TAKE_THE_SHEET))


def _candidates(person: Person) -> list[Member]:
    """Of the same name; else of a near one."""
    names = {pk: names for pk, *names in Member.objects.real().values_list("pk", "first_name", "last_name")}
    wanted, ours = exact_name(str(person)), (person.first_name, person.last_name)
    found = [pk for pk, theirs in names.items() if exact_name(" ".join(theirs)) == wanted]
    found = found or [pk for pk, theirs in names.items() if is_near(ours, theirs)]
    return list(Member.objects.filter(pk__in=found)) if found else []


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
        member.full_clean()
        member.save(update_fields=added)
    return member


def _question(person: Person, candidates: list[Member]) -> Question:
    choices = [choice for member in candidates for choice in _choices(person, member)]
    return Question(
        f"{person}\u00a0: est-ce quelqu’un que le Conseil connaît déjà\u00a0?",
        [*choices, (NEW, "Non, c’est une autre personne")],
    )


def _choices(person: Person, member: Member) -> list[tuple[str, str]]:
    same = f"Oui, c’est {member} ({_time_on_the_council(member)})"
    if not person.contradicts(member):
        return [(member.reference, same)]
    return [
        (member.reference, f"{same}\u00a0; garder l’adresse et le téléphone déjà notés"),
        (member.reference + TAKE_THE_SHEET, f"{same}\u00a0; prendre ceux du tableau"),
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
