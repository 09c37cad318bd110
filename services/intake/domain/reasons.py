"""Why an appeal is not accepted (不予受理): stable codes with what people read."""

from collections.abc import Mapping

DECLINE_REASONS: Mapping[str, str] = {
    "state_secret": "涉及国家秘密",
    "in_court": "已经或者应当通过诉讼、仲裁解决",
    "under_review": "信访、行政复议正在办理",
    "private_dispute": "属于民事纠纷，行政机关没有相应职责",
    "no_concrete_target": "诉求对象或者内容不明确",
}
