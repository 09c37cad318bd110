"""What `huying up` says when it is ready: the address, the sign-ins, and what to try first."""

from services.cli.installation import Installation
from services.cli.settings import Settings
from services.identity.demo import create_demo_accounts

READY = """呼应 Huying · {district} · {address}   (Ctrl-C stops it cleanly)
Data folder {folder}; feed keys in feed-keys.json there; health at {address}/intake/healthz
"""
FIRST = """The first administrator is made by: huying init (with this system running or not)."""
DEMO = """Demo sign-ins (password {password}):
{accounts}
Try first:
  1. {address}/intake/ask            say something as an enterprise; keep the receipt
  2. sign in as {dispatcher}: accept it under 受理, dispatch it under 分办 if the system left it to you
  3. sign in as an officer of the unit: sign it, record the first contact, answer; as the unit's head approve, then close
  4. sign in as {supervisor}: record the callback under 回访; the case is archived, or reopened; see 亮牌 and 考核
  5. sign in as {leader}: 批示与会议 shows instructions, meetings, transfers; open a case and give an instruction
"""


def greeting(installation: Installation, settings: Settings, address: str) -> str:
    """The text, for people at a terminal."""
    text = READY.format(district=settings.district, address=address, folder=installation.folder)
    if not settings.demo:
        return text + FIRST
    accounts = create_demo_accounts(installation.houses["identity"])
    by_role = {role: account.account for account in accounts for role in account.roles}
    rows = "\n".join(f"  {account.account:14} {account.name}" for account in accounts)
    return text + DEMO.format(
        password=accounts[0].password,
        accounts=rows,
        address=address,
        dispatcher=by_role.get("dispatcher", ""),
        supervisor=by_role.get("supervisor", ""),
        leader=by_role.get("leader", ""),
    )
