"""The kinds of misconduct that a complaint about officials, or a clue, may be of (营商环境监督受理范围)."""

from collections.abc import Mapping

MISCONDUCT: Mapping[str, str] = {
    "refusal": "拒不受理",
    "added_steps": "擅自增加程序或门槛",
    "overdue": "超过时限",
    "shirking": "推诿刁难",
    "extortion": "吃拿卡要、违规收费",
    "private_gain": "谋取私利",
    "rough_enforcement": "粗暴执法",
    "leaking": "泄露秘密",
    "retaliation": "打击报复",
    "other": "其他不作为、慢作为、乱作为",
}
