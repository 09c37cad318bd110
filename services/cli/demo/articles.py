"""Invented articles of the knowledge base: what is asked again and again, and what the desk answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.intake.domain.knowledge.commands import DraftArticle, PublishArticle, RetireArticle
from services.intake.domain.knowledge.content import Content
from shared.kernel.numbering import stream_id
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Article:
    """`state`: `draft`, `published` or `retired`."""

    content: Content
    state: str = "published"


def article_id(article: Article) -> str:
    """The same for the same title."""
    return stream_id("article", "demo", article.content.title)


def commands(article: Article, moment: Moment) -> Iterator[DraftArticle | PublishArticle | RetireArticle]:
    """What makes it."""
    name = article_id(article)
    yield DraftArticle(name, moment, article.content)
    if article.state != "draft":
        yield PublishArticle(name, moment)
    if article.state == "retired":
        yield RetireArticle(name, moment, "演示政策已经到期")


ARTICLES = (
    Article(
        Content(
            "个体工商户怎样办理营业执照注销",
            "持营业执照和身份证件，到政务服务大厅企业开办窗口办理，也可以网上申请。没有未结清税费的，当场办结，不收费。",
            ("注销", "个体户", "营业执照"),
            "演示办事指南：个体工商户注销",
            "演示〔2024〕1号",
        )
    ),
    Article(
        Content(
            "发票额度不够用怎样申请提额",
            "登录电子税务局申请发票额度调整，上传近期合同或者订单，一般一个工作日内答复；也可以到办税服务厅办理。",
            ("发票", "提额", "额度"),
            "演示办税指南：发票额度调整",
            "演示〔2024〕2号",
        )
    ),
    Article(
        Content(
            "招用高校毕业生有哪些补贴",
            "签订一年以上劳动合同并缴纳社会保险的小微企业，可以申请社会保险补贴。请向人社部门提交劳动合同和缴费记录。",
            ("高校毕业生", "补贴", "招工"),
            "演示政策：就业补贴",
            "演示〔2024〕3号",
        )
    ),
    Article(
        Content("供热温度不达标怎样处理", "先请供热单位上门测温；仍不达标的，由主管部门协调。", ("供热",)), "draft"
    ),
    Article(Content("节日消费券怎样领取", "在活动期间按公告领取。", ("消费券",)), "retired"),
)
