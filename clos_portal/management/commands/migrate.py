from django.core.management.commands import migrate

from clos_portal.night.exclusive import exclusively


class Command(migrate.Command):
    """Django's own, one at a time: several hosts that start together wait for the first, then find nothing left to do.

    Its checks too: they ask the database, which the first host may keep busy for longer than one waits for a table.
    """

    def execute(self, *args, **options):
        with exclusively("prepare", using=options["database"]):
            return super().execute(*args, **options)
