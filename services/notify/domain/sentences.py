"""What people read when notify refuses."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "delivery.waiting": "这条通知正在排队发送，不用重发",
    "delivery.trying": "这条通知正在发送，请稍后再看结果",
    "delivery.uncertain": "不能确定这条通知是否已经送到，请先核实",
    "delivery.gathered": "这条通知已并入汇总通知",
    "delivery.sent": "这条通知已经发出",
    "delivery.given_up": "这条通知已经停止发送",
}
