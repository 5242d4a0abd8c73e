import hashlib
import io
import json
import tarfile

from django.db import connection


def make_archive(target, content=None, links=(), **manifest):
    """An archive as `backup` writes them, or as somebody forged it."""
    content = content or {"database": b"copie", "media/photo.jpg": b"photo"}
    listed = {name: hashlib.sha256(data).hexdigest() for name, data in content.items()}
    manifest = {"format": 1, "engine": connection.vendor, "migrations": [], "files": listed} | manifest
    with tarfile.open(target, "w:gz") as archive:
        for name, data in ({"manifest.json": json.dumps(manifest).encode()} | content).items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for name in links:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(member)
    return target
