"""`huying init`: a data folder, or the databases of a real installation, with keys, rules and the first administrator."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from services.cli import databases, environment, real, secretfile
from services.cli.catalog import NAMES
from services.cli.output import Data, end, say, told
from services.cli.places import DATA, is_real
from services.cli.recovery.upgrading import upgrade
from services.cli.settings import settings_of
from services.cli.system import system
from services.identity.first import create_first_administrator
from services.ledger.tree import keys
from services.routing.adopt import adopt
from services.routing.adoption import read_jurisdiction
from shared.bus.rabbit.wire import declare_all
from shared.edge.green import deadline
from shared.rules.rules import rules_from


def init(
    account: Annotated[str, typer.Option(help="Account name of the first administrator (安全管理员).")] = "secadmin",
    password_file: Annotated[
        Path | None, typer.Option(help="File whose first line is the password.", exists=True)
    ] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="A folder below deploy/jurisdictions.")] = None,
    data: Data = DATA,
) -> None:
    """Make keys and logs, adopt the jurisdiction's rules, and create the first administrator. Safe to say twice.

    With HUYING_DATABASE_URL set, the real installation: also databases, roles and queues, through their owner
    (HUYING_OWNER_DATABASE_URL).
    """
    if is_real():
        with told():
            where = environment.read(owner=True)
            try:
                _real(where, account, _password(password_file))
            except SQLAlchemyError as error:
                end(1, f"PostgreSQL: {str(getattr(error, 'orig', error)).strip()}; see HUYING_OWNER_DATABASE_URL")
            except OSError as error:
                end(1, f"the broker does not answer ({error}); see HUYING_BUS_URL")
        return
    password = _password(password_file)
    with told():
        settings_of(data.absolute(), jurisdiction=jurisdiction)
        with system(data) as call:
            call("identity.first", account=account, password=password)
    say(f"{data} is ready; {account} can sign in after: huying up --data {data}")
    say(f"keep a copy of {data / 'master.key'} apart from the data: without it nothing personal can be read")
    say(f"{data / keys.NAME} signs the ledger's checkpoints: whoever has it can sign another past")


def _real(where: environment.Environment, account: str, password: str) -> None:
    folder = real.settings(where).jurisdiction_folder
    rules = rules_from(read_jurisdiction(folder))
    made = secretfile.make_missing(where.secret_of)
    if where.ledger_key is not None and keys.make_missing(where.ledger_key, keys.origin_of(where.jurisdiction)):
        made.append(where.ledger_key)
    databases.make(where)
    installation = real.build(where, NAMES)
    declare_all(where.bus, [house.subscription for house in installation.houses.values()], deadline)
    upgrade(installation.houses)
    adopt(installation.houses["routing"], folder)
    create_first_administrator(installation.houses["identity"], account, password, rules=rules)
    for house in installation.houses.values():
        house.stop()
    say(f"databases, queues and rules are ready; {account} can sign in when the services run (huying run)")
    for path in made:
        say(f"made {path}: keep a copy apart from the data; without the master key nothing personal can be read")


def _password(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").splitlines()[0]
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
