"""What the council checks about its own composition on a day, C1 to C14. Pure: the caller brings the seats.

C15, «what if», is this same list made twice (see members/rules/what_if.py).
"""

import datetime
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from members.rules.check import Check, Level, counted
from members.rules.college import College
from members.rules.parity import counting_checks, size, women_and_men
from members.rules.seat import Seat, people
from members.rules.thresholds import DEFAULT, Thresholds

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class CheckedCouncil:
    """`seats`: every mandate that the caller knows, past and future ones too.
    `shown`: the persons whose photo is kept to be shown; None when the caller does not say.
    `last_list`: the persons of the last recorded list; None before the first.
    `absences`: for each person, how many meetings in a row without an excuse."""

    day: datetime.date
    seats: tuple[Seat, ...] = ()
    rules: Thresholds = DEFAULT
    shown: frozenset[Hashable] | None = None
    last_list: frozenset[Hashable] | None = None
    absences: Mapping[Hashable, int] = field(default_factory=dict)

    def on(self, day: datetime.date) -> "CheckedCouncil":
        return replace(self, day=day)

    @property
    def sitting(self) -> list[Seat]:
        """Full members on that day; alternates wait."""
        return [seat for seat in self.seats if seat.runs_on(self.day) and not seat.is_alternate]

    @property
    def alternates(self) -> list[Seat]:
        waiting = [seat for seat in self.seats if seat.runs_on(self.day) and seat.is_alternate]
        return sorted(waiting, key=lambda seat: (seat.college, seat.rank or 999, seat.name))

    @property
    def unknown(self) -> int:
        return sum(not seat.college for seat in self.sitting)

    @property
    def is_known(self) -> bool:
        return any(seat.college for seat in self.sitting)

    @property
    def has_examples(self) -> bool:
        return any(seat.is_example for seat in self.sitting)

    def of(self, college: str) -> list[Seat]:
        return [seat for seat in self.sitting if seat.college == college]

    def count(self, college: str) -> int:
        return len(self.of(college))

    @property
    def ending(self) -> list[Seat]:
        """The mandates whose last day is near, the first to end first."""
        limit = self.day + datetime.timedelta(days=self.rules.notice_days)
        near = [seat for seat in self.seats if seat.runs_on(self.day) and seat.ends_on and seat.ends_on <= limit]
        return sorted(near, key=lambda seat: (seat.ends_on, seat.name))

    def next_alternate(self, college: str, gender: str = "") -> Seat | None:
        """Who comes next on the waiting list of that college: of the gender that is missing, if there is one."""
        waiting = [seat for seat in self.alternates if seat.college == college]
        wanted = [seat for seat in waiting if gender and seat.gender == gender]
        return next(iter(wanted or waiting), None)

    @property
    def missing_gender(self) -> str:
        """Among the habitants, when everybody said; empty otherwise, or when the gap is accepted."""
        women, men, undeclared = self._genders()
        is_even = self.rules.gender_gap is None or abs(women - men) <= self.rules.gender_gap
        return "" if undeclared or is_even else "F" if women < men else "M"

    def checks(self) -> list[Check]:
        """Nothing while no college is known: «composition à compléter», never «0 habitant»."""
        if not self.is_known:
            return []
        rules, habitants, acteurs = self.rules, self.count(College.HABITANT), self.count(College.ACTEUR)
        checks = counting_checks(habitants, acteurs, rules)
        if rules.gender_gap is not None:
            checks.append(women_and_men(*self._genders(), rules))
        checks += [size(habitants + acteurs, rules), self._terms(), self._vacant(), self._independence()]
        checks += [self._waiting_list(), self._organisations(), self._last_list()]
        if rules.absences is not None:
            checks.append(self._absences())
        return [*checks, self._chair(), self._portraits()]

    def vacant(self, college: str) -> int | None:
        """None while the number of seats is not set."""
        seats = self.rules.seats(college)
        return None if seats is None else max(0, seats - self.count(college))

    def _genders(self) -> tuple[int, int, int]:
        genders = Counter(seat.gender for seat in self.of(College.HABITANT))
        return genders["F"], genders["M"], genders[""]

    def _check(self, code: str, level: Level, title: str, sentence: str) -> Check:
        return Check(code, level, title, sentence, self.rules.reference(code))

    def _terms(self) -> Check:
        """C6: a mandate that is over and still shown is an error; one that soon ends is worth knowing."""
        running = {seat.person for seat in self.seats if seat.runs_on(self.day)}
        over = [seat for seat in self.seats if seat.ends_on and seat.ends_on < self.day]
        still = [seat for seat in over if seat.person in (self.shown or ()) and seat.person not in running]
        if still:
            sentence = f"Effacez la photo de\u00a0: {people(still)}."
            return self._check("C6", Level.ERROR, "Mandats\u00a0: un mandat fini est encore montré.", sentence)
        if self.ending:
            count = len(self.ending)
            sentence = f"Dans les {self.rules.notice_days} jours\u00a0: {people(self.ending)}."
            title = f"Mandats\u00a0: {count} {'finissent' if count > 1 else 'finit'} bientôt."
            return self._check("C6", Level.INFO, title, sentence)
        sentence = f"Aucun ne finit dans les {self.rules.notice_days} jours."
        return self._check("C6", Level.OK, "Mandats\u00a0: en cours.", sentence)

    def _vacant(self) -> Check:
        """C7"""
        vacant = {college: self.vacant(college) for college in College}
        if None in vacant.values():
            sentence = "Écrivez le nombre de sièges dans les réglages de la composition."
            return self._check("C7", Level.INFO, "Sièges libres\u00a0: non calculé.", sentence)
        free = " et ".join(counted(count, college) for college, count in vacant.items() if count)
        if free:
            return self._check("C7", Level.WARNING, "Sièges libres\u00a0: oui.", f"Il reste à trouver\u00a0: {free}.")
        return self._check("C7", Level.OK, "Sièges libres\u00a0: aucun.", "Tous les sièges sont pris.")

    def _independence(self) -> Check:
        """C8"""
        officials = [seat for seat in self.sitting if seat.is_elected_official]
        bodies = [seat for seat in self.sitting if seat.is_of_steering_body]
        if officials:
            sentence = f"Une personne élue ne siège pas au Conseil\u00a0: {people(officials)}."
            return self._check("C8", Level.ERROR, "Indépendance\u00a0: à corriger.", sentence)
        if bodies:
            sentence = f"L’organisation décide déjà du contrat de ville. À vérifier\u00a0: {people(bodies)}."
            return self._check("C8", Level.WARNING, "Indépendance\u00a0: à vérifier.", sentence)
        return self._check("C8", Level.OK, "Indépendance\u00a0: oui.", "Personne d’élu ne siège.")

    def _waiting_list(self) -> Check:
        """C9: who would come next, college by college."""
        gender = {College.HABITANT: self.missing_gender}
        following = {college: self.next_alternate(college, gender.get(college, "")) for college in College}
        words = [f"{college.label}, {seat.name}" for college, seat in following.items() if seat]
        empty = [college.label for college, seat in following.items() if not seat]
        if empty:
            words.append(f"plus personne pour les {' ni pour les '.join(empty)}, prévoyez un nouvel appel")
            sentence = " ; ".join(words).replace(" ;", "\u00a0;")
            return self._check(
                "C9", Level.INFO, "Suppléance\u00a0: liste épuisée.", f"{sentence[0].upper()}{sentence[1:]}."
            )
        return self._check("C9", Level.OK, "Suppléance\u00a0: prête.", f"Ensuite viennent\u00a0: {' ; '.join(words)}.")

    def _organisations(self) -> Check:
        """C10: each acteur has one organisation, each organisation one acteur."""
        acteurs = self.of(College.ACTEUR)
        without = [seat for seat in acteurs if not seat.organisation.strip()]
        names = Counter(seat.organisation.strip().casefold() for seat in acteurs)
        twice = sorted(
            {s.organisation for s in acteurs if s.organisation and names[s.organisation.strip().casefold()] > 1}
        )
        if without:
            sentence = f"Écrivez l’organisation de\u00a0: {people(without)}."
            return self._check("C10", Level.WARNING, "Organisations\u00a0: à compléter.", sentence)
        if twice:
            sentence = f"Plusieurs personnes pour\u00a0: {', '.join(twice)}."
            return self._check("C10", Level.WARNING, "Organisations\u00a0: l’une revient.", sentence)
        return self._check("C10", Level.OK, "Organisations\u00a0: une par acteur.", "Chaque acteur a la sienne.")

    def _last_list(self) -> Check:
        """C11"""
        if self.last_list is None:
            sentence = "Aucune liste n’est encore enregistrée."
            return self._check("C11", Level.INFO, "Liste officielle\u00a0: pas encore.", sentence)
        now = {seat.person for seat in self.sitting + self.alternates}
        came, left = len(now - self.last_list), len(self.last_list - now)
        if came or left:
            sentence = f"Depuis la dernière liste\u00a0: {came} de plus, {left} de moins. Envoyez une nouvelle liste."
            return self._check("C11", Level.INFO, "Liste officielle\u00a0: à refaire.", sentence)
        return self._check("C11", Level.OK, "Liste officielle\u00a0: à jour.", "Les mêmes personnes siègent.")

    def _absences(self) -> Check:
        """C12: worth a call, never a sanction."""
        absent = [seat for seat in self.sitting if self.absences.get(seat.person, 0) >= self.rules.absences]
        if absent:
            sentence = f"{self.rules.absences} absences de suite sans excuse\u00a0: {people(absent)}. Appelez-les."
            return self._check("C12", Level.INFO, "Absences\u00a0: à suivre.", sentence)
        return self._check("C12", Level.OK, "Absences\u00a0: rien à suivre.", "Personne ne manque souvent.")

    def _chair(self) -> Check:
        """C13"""
        chairs = [seat for seat in self.sitting if seat.is_chair]
        if len(chairs) == 1:
            return self._check("C13", Level.OK, "Présidence\u00a0: oui.", "Une personne préside.")
        sentence = f"Plusieurs personnes président\u00a0: {people(chairs)}." if chairs else "Personne ne préside."
        return self._check("C13", Level.ERROR, "Présidence\u00a0: à corriger.", sentence)

    def _portraits(self) -> Check:
        """C14"""
        without = [seat for seat in self.seats if seat.shows_portrait and not seat.has_portrait_consent]
        if without:
            sentence = f"Retirez la photo, ou notez l’accord\u00a0: {people(without)}."
            return self._check("C14", Level.ERROR, "Portraits\u00a0: un accord manque.", sentence)
        return self._check("C14", Level.OK, "Portraits\u00a0: avec accord.", "Chaque photo montrée a son accord.")
