"""Why an appeal is not accepted (不予受理): stable codes, what people read, and where the asker may turn."""

from collections.abc import Mapping

DECLINE_REASONS: Mapping[str, str] = {
    "state_secret": "涉及国家秘密",
    "in_court": "已经或者应当通过诉讼、仲裁解决",
    "under_review": "信访、行政复议正在办理",
    "private_dispute": "属于民事纠纷，行政机关没有相应职责",
    "no_concrete_target": "诉求对象或者内容不明确",
}
ADVICE: Mapping[str, str] = {
    "state_secret": "请不要在网上或电话里再说明有关内容，可携带材料当面向保密行政管理部门反映。",
    "in_court": "请向受理案件的人民法院或仲裁机构提出；还没有起诉的，可以拨打12348公共法律服务热线咨询。",
    "under_review": "请等待信访或行政复议机关的处理结果；对结果不服的，可按结果文书上写明的途径提出。",
    "private_dispute": "请与对方协商，也可以向所在地人民调解委员会申请调解，或者依法提起诉讼；法律咨询可拨打12348。",
    "no_concrete_target": "请补充所反映的单位、时间、地点和希望怎样解决，再提交一次，我们会马上受理。",
}
"""What the asker is told where the desk writes nothing of its own: a sentence for each reason."""
