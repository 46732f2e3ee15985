"""Makes the pages of the reading benchmark: one report of a made-up office as a site prints it, once clean and once garbled, and its plan.

    PYTHONPATH=src:tests .venv/bin/python benchmarks/pages/make.py

The figures come from the generator of the tests, the text is ours, the markup is what content management systems make of a pasted table.
The pages are committed: a benchmark measures the same bytes on every machine and after every change of the generator.
"""

import json
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path
from random import Random

from annual.generator import form, printing
from annual.generator.garble import taizhou
from annual.generator.page import Block, Cell, Heading, Page, Paragraph, page, rewrite
from annual.generator.plan import Plan, seeded

FOLDER = Path(__file__).parent
SEED = 20240118

NUMBER_STYLE = "text-align:center"
LABEL_STYLE = "border:1px solid #000;padding:0 7px"
PARAGRAPH_STYLE = "text-indent:2em;line-height:2;font-family:仿宋;font-size:16pt"

MENU = (
    "首页", "走进青石", "新闻中心", "政务公开", "政务服务", "互动交流", "数据开放", "专题专栏", "机构职能", "领导信息",
    "政策文件", "政策解读", "规划计划", "统计信息", "行政许可", "行政处罚", "行政事业性收费", "财政预决算", "政府采购",
    "重点领域", "食品药品监管", "产品质量监管", "应急管理", "建议提案办理", "公开指南", "公开制度", "法定主动公开内容",
    "公开年报", "依申请公开",
)  # fmt: skip
SHARE = ("【打印本页】", "【字体：大 中 小】", "分享到：微信 微博", "扫一扫在手机打开当前页")
FOOT = ("网站地图", "联系我们", "隐私声明", "主办：青石县人民政府办公室", "网站标识码：0000000000")


def report() -> Plan:
    """The plan of both pages."""
    plan = seeded(SEED, edition="2021", scale=400, organ="青石县市场监督管理局")
    return replace(plan, figures={**plan.figures, "article20.licences.decisions": 6183, "article20.penalties.decisions": 412})


def prose() -> dict[int, list[str]]:
    """Text of ours by section, a paragraph a line; the generator's own sentences, which state figures of the tables, stand before it."""
    found: dict[int, list[str]] = {}
    paragraphs: list[str] = []
    for line in (FOLDER / "prose.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            paragraphs = found.setdefault(int(line[2:]), [])
        else:
            paragraphs.append(line)
    return found


def source(plan: Plan) -> Page:
    """The plan's page with our text."""
    printed = page(plan, printing.texts(plan, printing.plain, Random(SEED)))  # noqa: S311 - chooses marks of blank cells, of which there are none
    titles = [index for index, block in enumerate(printed.blocks) if isinstance(block, Heading)]
    text = prose()
    blocks: list[Block] = []
    for number, (start, end) in enumerate(pairwise([*titles, len(printed.blocks)])):
        blocks += printed.blocks[start:end]
        blocks += [Paragraph(one) for one in text.get(number, ())]
    return replace(printed, blocks=tuple(blocks), before=MENU, after=(*SHARE, *FOOT))


def cell(one: Cell) -> str:
    """A cell as an editor leaves it."""
    spans = (f' rowspan="{one.rows}"' if one.rows > 1 else "") + (f' colspan="{one.cols}"' if one.cols > 1 else "")
    text = "<br/>".join(escape(line) for line in one.text.split("\n"))
    if one.code:
        return f'<td{spans} style="{NUMBER_STYLE}">{text}</td>'
    return f'<td{spans} style="{LABEL_STYLE}"><p align="center">{text}</p></td>'


def block(one: Block) -> str:
    """A heading, a paragraph or a table."""
    if isinstance(one, Heading):
        return f'<p style="{PARAGRAPH_STYLE}"><strong>{escape(one.text)}</strong></p>'
    if isinstance(one, Paragraph):
        return f'<p style="{PARAGRAPH_STYLE}">{escape(one.text)}</p>'
    rows = "\n".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in one.rows)
    return f'<table width="100%" border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse"><tbody>\n{rows}\n</tbody></table>'


def written(one: Page) -> str:
    """The page as a site prints it."""
    menu = "".join(f'<li class="nav-item"><a href="/col/{n}/index.html" target="_blank">{escape(text)}</a></li>' for n, text in enumerate(one.before))
    facts = "".join(f"<tr><td><b>{escape(name)}：</b></td><td>{escape(value)}</td></tr>" for name, value in one.facts)
    foot = "".join(f"<span>{escape(text)}</span>" for text in one.after)
    content = "\n".join(map(block, one.blocks))
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{escape(one.title)}</title>\n'
        '<link rel="stylesheet" href="/css/main.css"><script src="/js/main.js"></script>\n'
        "<script>var columnId = 1042; function zoom(size) { document.getElementById('zoom').style.fontSize = size + 'px'; }</script>\n"
        f'</head>\n<body>\n<div class="header"><ul class="nav">{menu}</ul></div>\n'
        f'<div class="main">\n<table class="info">{facts}</table>\n<h1>{escape(one.title)}</h1>\n'
        f'<div id="zoom">\n{content}\n</div>\n</div>\n<div class="footer">{foot}</div>\n</body>\n</html>\n'
    )


def main() -> None:
    """Write the pages and the figures that stand on them."""
    plan = report()
    clean = source(plan)
    garbled = rewrite(clean, labels=taizhou, figures=str, prose=taizhou)
    (FOLDER / "clean.html").write_text(written(clean), encoding="utf-8")
    (FOLDER / "garbled.html").write_text(written(garbled), encoding="utf-8")
    figures = {code: str(plan.figures[code]) for code in form.cells("2021")}
    (FOLDER / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
