"""What people read when notify refuses."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "delivery.sent": "这条通知已经发出",
    "delivery.given_up": "这条通知已经停止发送",
}
