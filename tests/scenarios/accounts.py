"""Accounts that a scenario needs beside its people: who leads is chosen from those that may."""

import re
import urllib.request
from urllib.parse import urlencode

from shared.access.tokens import sign
from shared.access.who import Who
from tests.scenarios.town import Town

ADMINISTRATOR = Who("secadmin", "安全管理员", roles=("security_admin",), session="scenario-admin")
PASSWORD = "a long enough password 1"
CSRF = re.compile(r'name="csrf"[^>]*value="([^"]+)"')


def make_account(town: Town, who: Who) -> None:
    """As the administrator does on the page of accounts."""
    address = town.address("identity") + "/identity/accounts"
    cookie = {"Cookie": f"huying={sign(town.key, ADMINISTRATOR, town.now())}"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=cookie), timeout=30) as page:
        found = CSRF.search(page.read().decode())
    assert found, "the page of accounts has no form"
    typed = {"account": who.account, "name": who.name, "unit": who.unit, "post": who.post, "password": PASSWORD}
    form = urlencode({**typed, "roles": who.roles[0], "csrf": found[1]}).encode()
    with urllib.request.urlopen(urllib.request.Request(address, form, cookie), timeout=30) as made:
        assert who.account in made.read().decode(), "the account was not made"
    town.settle()
