"""Reading the mail server's description; every fault names the key to mend."""

from services.notify.gateways.mail import NONE, STARTTLS, TLS, Mail, is_address
from services.notify.gateways.read_http import HERE, certificates_of
from services.notify.gateways.secret import secret_of
from shared.rules.entry import Entry

KEYS = (
    *("host", "port", "sender", "sender_name", "security"),
    *("plain", "user", "password", "password_file", "timeout", "certificates", "deduplicates"),
)
PORTS = {TLS: 465, STARTTLS: 587, NONE: 25}


def mail_from(entry: Entry) -> Mail:
    """The keys of KEYS; `password_file` names a file that holds the password instead."""
    entry.only(*KEYS)
    host, security = entry.text("host"), entry.choice("security", (TLS, STARTTLS, NONE), STARTTLS)
    if security == NONE and host not in HERE and not entry.flag("plain"):
        entry.fault("“security”为 none：邮件会明文传输；确是专网时写上 plain: true")
    sender = entry.text("sender")
    if sender and not is_address(sender):
        entry.fault("“sender”应为电子邮箱地址")
    return Mail(
        host=host,
        port=entry.number("port") if "port" in entry.content else PORTS[security],
        sender=sender,
        sender_name=entry.text("sender_name", ""),
        security=security,
        user=entry.text("user", ""),
        password=secret_of(entry, "password"),
        timeout=entry.number("timeout") if "timeout" in entry.content else 20,
        certificates=certificates_of(entry),
        deduplicates=entry.flag("deduplicates"),
    )
