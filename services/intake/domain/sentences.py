"""What people read when intake refuses."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "appeal.unknown_number": "没有收到过这个编号的诉求，请核对编号，或作为新诉求报送",
    "appeal.unknown_source": "没有登记过来源“{source}”，请核对来源代码",
    "appeal.no_number": "没有编号，请补上来源系统的工单编号",
    "appeal.no_time": "没有留言时间：历史工单要按原来的时间保存，请补上",
    "appeal.no_text": "没有正文，请填写诉求内容",
    "appeal.unknown_kind": "没有“{kind}”这个诉求类别，请从列表里选择",
    "appeal.unknown_reason": "没有“{reason}”这个不予受理的理由，请从列表里选择",
    "appeal.not_accepted": "这件诉求还没有受理，请受理后再操作",
    "appeal.accepted": "这件诉求已经受理，不能再作不予受理",
    "appeal.declined": "这件诉求已经不予受理，如有新的事实请另行提出",
    "appeal.withdrawn": "这件诉求已经撤回，如仍需办理请另行提出",
    "appeal.history": "这是历史工单，只作存档和统计；如仍需办理请作为新诉求报送",
    "appeal.unknown_ask": "没有发出过这个请求，请核对请求编号",
    "appeal.at_desk": "诉求尚在受理台，已由受理台直接处理",
    "complaint.empty": "没有内容，请写明所反映的情况",
}
