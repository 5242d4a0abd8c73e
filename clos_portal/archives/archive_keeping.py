"""What backups and restores leave beside the site, and for how long.
To be called under their lock: what is found is dead.
"""

import datetime
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from clos_portal.archives.database_copy import database_folder

LEFT_BY_A_KILL = re.compile(r"\.(sauvegarde|remise)-[a-z0-9_]{8}|.+\.partiel")
PUT_ASIDE = re.compile(r".+-avant-(?P<moment>\d{8}-\d{6})(\.sql|\.dump|-journal|-wal|-shm)?")
DAYS_ASIDE = 7
# There while a restore moves files: one that was killed has left some photos in what it put aside, and nowhere else.
RESTORING = ".remise-en-cours"


def sweep_leftovers(*folders: Path) -> None:
    """Removes copies in clear that a kill left behind, and what a restore that ended well put aside a week ago."""
    for path in _beside_the_site(folders):
        if LEFT_BY_A_KILL.fullmatch(path.name) or (_is_old(path) and not restoring().exists()):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def restoring() -> Path:
    return Path(settings.MEDIA_ROOT).parent / RESTORING


def _is_old(path: Path) -> bool:
    aside = PUT_ASIDE.fullmatch(path.name)
    if not aside:
        return False
    moment = datetime.datetime.strptime(aside["moment"], "%Y%m%d-%H%M%S").replace(tzinfo=datetime.UTC)
    return timezone.now() - moment > datetime.timedelta(days=DAYS_ASIDE)


def _beside_the_site(folders: Iterable[Path]) -> list[Path]:
    places = {*folders, Path(settings.BACKUPS_ROOT)}
    places |= {Path(root).parent for root in (settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT)}
    if database_folder() and not connection.is_in_memory_db():
        places.add(database_folder())
    return [path for place in places if place.is_dir() for path in place.iterdir()]
