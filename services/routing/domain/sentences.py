"""What people read when routing refuses, by code. `{names}` are the facts of the refusal."""

SENTENCES: dict[str, str] = {
    # the state says why not
    "work_order.unknown": "没有这个编号的工单，请核对编号。",
    "work_order.not_accepted": "诉求还没有受理，尚未生成工单。",
    "work_order.not_dispatched": "工单正在分办，还没有派到单位。",
    "work_order.not_signed": "工单已派到单位，等待签收。",
    "work_order.in_return": "单位已申请退单，等待分办岗裁定。",
    "work_order.in_handling": "单位已签收，正在办理，尚未答复。",
    "work_order.awaits_approval": "答复已提交，等待单位负责人签发。",
    "work_order.awaits_closing": "答复已签发，等待办结。",
    "work_order.closed": "工单已办结。",
    "work_order.archived": "工单已归档。",
    "work_order.merged": "这件诉求已并案，随主办件办理；请在主办件上操作。",
    "work_order.withdrawn": "诉求人已撤回诉求，工单不再办理。",
    "work_order.cancelled": "来源平台已撤单，工单不再办理。",
    # who may
    "work_order.not_yours": "这件工单由其他单位主办，您所在的单位不能办理。",
    "work_order.not_the_desk": "这一步由分办岗办理，您所在的单位不能办理。",
    "work_order.own_answer": "答复须由另一人签发，不能签发自己写的答复。",
    # what is missing or wrong
    "work_order.unknown_unit": "责任单位中没有“{unit}”，请重新选择。",
    "work_order.unknown_catalogue": "分类目录中没有这一项，请重新选择。",
    "work_order.unknown_level": "级别“{level}”不存在，请选择一般、复杂、重点或重大。",
    "work_order.unknown_form": "办理方式“{form}”不存在，请选择部门即办或分发交办。",
    "work_order.unknown_basis": "退单依据“{basis}”不存在，请从列表中选择。",
    "work_order.not_classified": "请先选择分类，再派单。",
    "work_order.no_reason": "请填写理由。",
    "work_order.empty_note": "请填写阶段反馈的内容。",
    "work_order.empty_answer": "办理情况和公开答复都要填写。",
    "work_order.contact_in_future": "联系时间晚于现在，请核对。",
    # what the rules do not allow
    "work_order.return_too_late": "已超过退单时限，由本单位首接负责。",
    "work_order.not_returnable": "重办的工单不能退单，由原单位继续负责。",
    "work_order.not_contacted": "还没有联系到诉求人（已试 {attempts} 次），不能办结：请先联系，多次未接通的请逐次登记。",
    "work_order.other_round": "这是针对以前一轮办理的请求，本轮不受影响。",
    "work_order.rounds_used_up": "重办次数已到上限，请由督查岗裁定。",
    "rules.unknown_part": "规则中没有“{part}”这一部分。",
    "rules.hash_mismatch": "规则“{part}”的内容与摘要不符，未予采用。",
}
