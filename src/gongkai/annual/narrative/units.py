"""The units that numbers carry in annual reports, and what kind of number each makes."""

# A character that begins another word is no unit: 12号, 3条例, 5人大代表.
COUNT_UNITS = (
    "人次 批次 场次 件次 条次 篇次 户次 家次 期次 万次 课时 件 份 宗 条(?!例|款|件|码|线) 起(?!草|点|来) 例(?!如|行) 项(?!目) 个 次(?!性|日|年|月)"
    " 人(?!大|民|员|均|才|力|社) 名(?!称|录|单|义) 位(?!于|置) 篇(?!章) 期(?!间|限|刊) 批(?!准|复|评) 则 部(?!门|分|署|长|级|委) 册 家(?!庭|长)"
    " 场(?!所|景|地) 户(?!籍) 笔 封(?!面|闭) 组(?!织|长|成) 台(?!账) 张 幅 版(?!块|本|面) 页(?!面) 轮 趟 种(?!类|植) 款(?!项) 档 字(?!号|样)"
    " 集(?!中) 辑 道(?!路)"
)
LONG_TIME_UNITS = "个工作日 工作日 个百分点 百分点 个小时 个季度 个月 小时 分钟"
TIME_UNITS = "年 月 日 号 天 周 季度 届 岁 时 分 秒 楼 层 室 路 弄 栋 幢 类 级 平方米 平方公里 公里 米 吨"
OTHER_UNITS = "[%％] 元(?!化|素|旦) 倍"

KINDS = {"%": "percent", "％": "percent", "元": "money", "倍": "times", "年": "year", "月": "date", "日": "date", "号": "drop"}
"""Kinds of the units that do not count things; `drop` is never a number of anything (document and house numbers)."""
for _unit in (*LONG_TIME_UNITS.split(), *TIME_UNITS.split()):
    KINDS.setdefault(_unit, "other")

ANY = "|".join((*LONG_TIME_UNITS.split(), *OTHER_UNITS.split(), *COUNT_UNITS.split(), *TIME_UNITS.split()))
"""A pattern of all units that Arabic digits carry, longer ones first."""
# With Chinese numerals a count needs a unit that is rarely part of another word: 一起 is "together", 一次性 "at once", 一件事 a reform.
WRITTEN = (
    "人次 批次 场次 件(?!事|套) 份(?!额|内) 宗 条(?!例|款|件|码|线|龙) 起(?!草|点|来) 例(?!如|行|会) 项 次(?!性|日|年|月|办) 篇(?!章) 期(?!间|限|刊)"
    " 批(?!准|复|评) 册 家(?!庭|长|万) 场(?!所|景|地) 户(?!籍) 笔 封(?!面|闭) 名(?!称|录|单|义) 人(?!大|民|员|均|才|力|社) 个 元(?!化|素|旦)"
)
WRITTEN_ANY = "|".join(WRITTEN.split())
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
