"""Another language of the texts is a setting and a migration."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, django
django.setup()
from directory.catalogue.models import Organisation
from directory.catalogue.panels import organisation_panels
from directory.catalogue.schemas import OrganisationShape
from directory.importers.services.content import compared_columns
from directory.importers.services.plans import PLANS

def names(panels):
    for panel in panels:
        yield getattr(panel, "field_name", "")
        yield from names(getattr(panel, "children", ()))

row = Organisation(name_de="Datenhaus")
row.clean()
shape = OrganisationShape.model_validate(
    {"type": "organisation", "id": "a", "kind": "company", "name": {"de": "Datenhaus"}}
)
print(json.dumps({
    "text": row.text("name", "en"),
    "panels": sorted(name for name in names(organisation_panels()) if name.endswith("_de")),
    "read": [shape.name.first, shape.name.texts],
    "columns": [name for name in compared_columns(PLANS["organisation"]) if name.endswith("_de")],
}))
"""


def run(tmp_path: Path, *arguments: str) -> str:
    (tmp_path / "german.py").write_text(
        "from directory.settings.test import *\nMODELTRANSLATION_LANGUAGES = ('en', 'lv', 'de')\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "german",
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        "DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_third_language_reaches_models_forms_files_and_the_next_migration(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, "-c", ASK))
    assert found == {
        "text": ["Datenhaus", "de"],
        "panels": ["description_de", "name_de", "tagline_de"],
        "read": ["Datenhaus", {"en": "", "lv": "", "de": "Datenhaus"}],
        "columns": ["name_de", "tagline_de", "description_de"],
    }
    told = run(tmp_path, "manage.py", "makemigrations", "--dry-run", "catalogue")
    assert "Add field tagline_de to organisation" in told
    assert "Add field title_de to reference" in told
