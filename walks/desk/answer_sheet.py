"""The letter to a body and its spreadsheet: what was seen, and the columns that the body fills in."""

import functools

from publishing.sheets.sheet_import import Column, SheetImport
from publishing.sheets.spreadsheet import Table
from walks.models import Dispatch
from walks.rules.status import ANSWERS
from walks.site.forms import AnswerLineForm

STATUSES = ", ".join(status.label for status in ANSWERS)
COLUMNS = [
    Column("N°", "number", "Le numéro de l’observation. Ne le changez pas."),
    Column("Où", "place", "Ne changez pas cette colonne."),
    Column("Ce que nous avons vu", "text", "Ne changez pas cette colonne."),
    Column("Statut", "status", f"L’un de ces mots\u00a0: {STATUSES}."),
    Column("Réponse", "words", "Montrée sur le site. La raison, pour «\u00a0sans suite\u00a0»."),
    Column("Date de la réponse", "on", "Par exemple 23/02/2026."),
    Column("Prévu pour le", "due_on", "Seulement pour «\u00a0programmée\u00a0»."),
    Column("Service", "by", "Le service qui répond, jamais une personne."),
]


def sheet_to_fill(dispatch: Dispatch) -> Table:
    rows = [
        {"N°": observation.number, "Où": observation.place, "Ce que nous avons vu": observation.text}
        for observation in dispatch.observations.with_stop().in_order()
    ]
    return Table(str(dispatch), {column.title: column.help for column in COLUMNS}, rows)


def answers_to(dispatch: Dispatch) -> SheetImport:
    return SheetImport(COLUMNS, functools.partial(AnswerLineForm, dispatch=dispatch))
