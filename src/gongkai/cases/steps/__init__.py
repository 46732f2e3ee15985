"""The steps that the case page offers, in the order in which it offers them: a module of `OFFERS` for each part of the work."""

from gongkai.cases.steps import answering, arriving, charging, consulting, contacting, correcting, extending, joining, papers, proposing, working
from gongkai.cases.steps.base import Offer

__all__ = ["STEPS", "Offer"]

STEPS = {
    one.name: one
    for module in (arriving, contacting, correcting, consulting, extending, charging, joining, answering, working, papers, proposing)
    for one in module.OFFERS
}
