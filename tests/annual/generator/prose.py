"""The running text of a plan's report, section by section; every number in it is the plan's."""

from annual.generator.plan import Plan


def _requests(plan: Plan) -> list[str]:
    claims = {code.removeprefix("applications.").removesuffix(".total"): value for code, value in plan.claims.items()}
    who = "" if plan.organ.endswith("人民政府") else "本机关"  # a government's table adds up all below it
    if not any(plan.claims.values()):
        return [f"（二）依申请公开情况。{plan.year}年，{who}未收到政府信息公开申请，也没有因政府信息公开引起的行政复议。"]
    text = (
        f"（二）依申请公开情况。{plan.year}年，{who}共收到政府信息公开申请{claims['received']}件，上年结转{claims['carried_in']}件；"
        f"全年办结{claims['total']}件，结转下年度继续办理{claims['carried_out']}件。"
        f"从办理结果看，予以公开{claims['granted']}件，部分公开{claims['partly_granted']}件。"
        f"因政府信息公开引起的行政复议共{plan.claims['remedies.review.total']}件。"
    )
    return [text]


def _overview(plan: Plan) -> list[str]:
    told = plan.disclosed
    opening = (
        f"根据《中华人民共和国政府信息公开条例》，现公布{plan.year}年政府信息公开工作年度报告。一年来，本机关把公开嵌入办文、办事和执法各环节，各项任务按时完成。"
        f"本报告所列数据的统计期限自{plan.period_year or plan.year}年1月1日起至{plan.period_year or plan.year}年12月31日止。"
    )
    active = (
        f"（一）主动公开情况。全年主动公开政府信息{told.total}条，比上年的{told.last_year}条增长{told.growth}%。其中，政府网站{told.website}条，"
        f"占{told.share}%；政务微信{told.wechat}条；政务微博{told.weibo}条。"
    )
    return [
        opening,
        active,
        *_requests(plan),
        "（三）政府信息管理情况。公文起草时同步确定公开属性，落实“三审三校”，每季度核对一次目录，过期内容及时标注。",
        "（四）平台建设情况。门户网站开设公开专栏，在滨河路38号政务大厅设查阅点，咨询电话12345转接到办公室，网民留言均已答复。",
        "（五）监督保障情况。公开工作列入年度考核，开展社会评议，对涉及“三安全一稳定”的内容严格审核，没有发生需要追究责任的情形。",
    ]


def section_texts(plan: Plan) -> dict[int, list[str]]:
    """The paragraphs of the six sections, by the section's index."""
    fees = "本年度没有发出收费通知，收取信息处理费0元。" if plan.fee_stated else "没有其他需要报告的事项。"
    return {
        0: _overview(plan),
        1: [],
        2: [],
        3: [],
        4: [
            "存在的主要问题：一是个别科室报送信息不够及时；二是解读材料形式单一，图文和视频偏少；三是经办人员变动较多，业务不熟。",
            "改进情况：一是把报送时限写进办文流程，逾期自动提醒；二是与业务科室一起编写问答式解读；三是新到岗人员先培训后经办。",
        ],
        5: [fees],
    }
