"""What people read when supervision refuses."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "callback.not_planned": "这件事项还没有办结，暂不需要回访",
    "callback.reopen_asked": "诉求人不满意，已提请重办，请等待分办岗回应",
    "callback.reopening": "这件事项正在重办，办结后再回访",
    "callback.referred": "这次回访已转督查裁定，请写明理由后办结",
    "callback.settled": "这次回访已经办结",
    "callback.dropped": "工单已撤销，不再回访",
    "callback.by_source": "这件事项由来源平台回访，到期未回传时再由我方回访",
    "callback.unknown_outcome": "没有“{outcome}”这个拨打结果，请从列表里选择",
    "callback.attempt_skipped": "请先登记第{next}次拨打",
    "callback.not_contacted": "没有联系上，请登记为一次拨打",
    "callback.unknown_ask": "没有发出过这个重办请求，请核对请求编号",
    "callback.superseded": "来源又报送了新的回访结果，以新的为准",
    "callback.not_referred": "还没有转督查裁定，请先回访",
    "callback.no_reason": "请写明理由",
    "callback.own_approval": "须由另一人批准，请填写批准人的账号",
    "callback.unknown_reason": "没有“{reason}”这个不回访的理由，请从列表里选择",
    "callback.reason_unfounded": "这个理由与记录不符，请先登记拨打或等待到期",
    "exclusion.unknown_rate": "没有“{rate}”这个考核指标，请从列表里选择",
    "exclusion.no_reason": "请写明剔除的理由，或不予剔除的理由",
    "exclusion.none": "没有待批准或已批准的剔除",
    "exclusion.proposed": "已有人提出剔除，正等待另一人批准",
    "exclusion.approved": "这项剔除已经批准",
    "exclusion.own_approval": "自己提出的剔除须由另一人批准",
    "watch.case_or_criteria": "请填写一件事项的编号，或者至少选一个条件（单位、主题、地区、渠道），两样只能填一样",
}
