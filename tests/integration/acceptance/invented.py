"""Orders of nobody: rows as a hotline exports them, some clear to the dispatch rules, some not."""

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

HEADER = ("工单编号", "消息类型", "诉求标题", "诉求内容", "来电人", "联系电话", "来电时间", "是否紧急")
NUMBER, MESSAGE, TITLE, TEXT, NAME, PHONE, ASKED_AT, URGENT = range(len(HEADER))
MATTERS = (
    ("供热温度不够", "集中供暖后室内温度只有十五度，多次反映暖气不热，希望热力公司尽快处理。"),
    ("拖欠工程款", "项目完工已经两年，尾款一直没有支付，账款拖欠影响企业资金周转。"),
    ("公交车不按时", "园区门口的公交线路班次太少，员工上下班等车超过一小时。"),
    ("污水外溢", "雨后排水管网堵塞，污水倒灌进厂区，已影响生产。"),
    ("政策兑现", "去年申报的奖补资金未兑现，想了解办理进度。"),
    ("拖欠工资", "工地的农民工工资拖欠三个月，请劳动监察介入。"),
    ("想问一件事", "有些情况说不清楚，想请工作人员回个电话。"),
    ("表扬", "窗口人员耐心细致，一次就办成了，特此感谢。"),
)
Row = list[str]


def order(number: int, rng: random.Random, prefix: str = "JS") -> Row:
    """One invented order; no two have the same words or phone."""
    title, text = rng.choice(MATTERS)
    asked_at = f"2026-11-{rng.randrange(1, 20):02}  {rng.randrange(8, 18)}:{rng.randrange(60):02}:00"
    urgent = "紧急" if rng.random() < 0.1 else "一般"
    words = f"{text}位置在虚构路{rng.randrange(900)}号附近，编号{number}。"
    return [f"{prefix}{number:06}", "新工单", title, words, f"某企业{number}", f"139{number:08}", asked_at, urgent]


def orders(count: int, *, seed: int = 7, prefix: str = "JS") -> list[Row]:
    """So many, always the same for a seed."""
    rng = random.Random(seed)
    return [order(number, rng, prefix) for number in range(1, count + 1)]


def written(
    path: Path, rows: Iterable[Sequence[str]], *, header: Sequence[str] = HEADER, encoding: str = "utf-8"
) -> Path:
    """The rows as a CSV with its header."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
