import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.models import Mandate, OfficialList
from members.rules.check import Level
from members.rules.composition_report import report
from members.rules.council_checks import CheckedCouncil


class Command(BaseCommand):
    help = "Dit si la composition du Conseil suit ses règles. Finit par une erreur si une règle est à corriger."

    def add_arguments(self, parser):
        parser.add_argument("--le", metavar="AAAA-MM-JJ", help="un autre jour qu’aujourd’hui")
        parser.add_argument("--avec-exemples", action="store_true", help="compter aussi les membres inventés")

    def handle(self, *args, le=None, **options):
        day = self._day(le)
        council = self._council(day, with_examples=options["avec_exemples"])
        for line in report(council):
            self.stdout.write(line)
        if any(check.level == Level.ERROR for check in council.checks()):
            raise CommandError(
                "La composition est à corriger. Lisez les lignes «\u00a0à corriger\u00a0».", returncode=1
            )

    def _council(self, day: datetime.date, *, with_examples: bool) -> CheckedCouncil:
        latest = OfficialList.objects.latest_recorded()
        mandates = Mandate.objects.all() if with_examples else Mandate.objects.real()
        return mandates.council(day, last_list=latest.people if latest else None)

    def _day(self, text: str | None) -> datetime.date:
        try:
            return datetime.date.fromisoformat(text) if text else timezone.localdate()
        except ValueError as error:
            raise CommandError("Écrivez le jour ainsi\u00a0: 2017-02-23.", returncode=2) from error
