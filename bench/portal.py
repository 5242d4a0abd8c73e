"""The portal of this folder, set up with the database of the environment:
imported by a bench before any of its models.
"""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clos_portal.settings")
django.setup()
