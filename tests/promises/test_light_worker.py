"""What a web worker holds after it has shown a recommendation: numpy, and nothing that only reports and tests need."""

import json
import subprocess
import sys
from pathlib import Path

from flask import Flask

from app.gateways.passwords import token_hash
from tests import factories
from tests.architecture.source import ROOT

HEAVY = ("alembic", "holidays", "krippendorff", "pandas", "pingouin", "scipy", "weasyprint")
TOKEN = "token of a worker"
# A worker of its own, since the interpreter that runs the tests has loaded everything already.
WORKER = f"""
import json, sys
from pathlib import Path
from app.config import Settings
from app.factory import create_app

database, secret, place, page = sys.argv[1:]
settings = Settings(database_url=database, secret_key=secret, base_url="http://localhost", files_directory=Path(place))
client = create_app(settings).test_client()
with client.session_transaction() as session:
    session.update(_user_id={TOKEN!r}, _fresh=True)
answer = client.get(page)
print(json.dumps([answer.status_code, "The estimate gives" in answer.text, sorted(sys.modules)]))
"""


def test_a_decision_page_with_its_estimate_loads_nothing_heavy(app: Flask, tmp_path: Path):
    team = factories.openings.make_opening()
    application_id = factories.decisions.make_finalist(team)
    factories.decisions.make_own_level(application_id, team.manager)
    factories.accounts.make_sign_in(team.manager, token_hash(TOKEN))
    told = (app.config["SQLALCHEMY_DATABASE_URI"], app.secret_key, tmp_path, f"/applications/{application_id}/decision")

    command = [sys.executable, "-c", WORKER, *map(str, told)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stderr
    status, has_estimate, loaded = json.loads(answer.stdout)
    assert (status, has_estimate, "numpy" in loaded) == (200, True, True)
    assert [name for name in HEAVY if name in loaded] == []


def test_the_page_of_ones_own_time_offers_countries_without_the_library_that_knows_their_holidays(
    app: Flask, tmp_path: Path
):
    factories.accounts.make_sign_in(factories.accounts.make_account(), token_hash(TOKEN))
    told = (app.config["SQLALCHEMY_DATABASE_URI"], app.secret_key, tmp_path, "/account/time")

    command = [sys.executable, "-c", WORKER, *map(str, told)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stderr
    status, _, loaded = json.loads(answer.stdout)
    assert (status, [name for name in HEAVY if name in loaded]) == (200, [])
