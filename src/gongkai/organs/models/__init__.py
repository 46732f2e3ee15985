"""What the database holds of organs and their people."""

from gongkai.organs.models.life import OrganEvent
from gongkai.organs.models.notice import Notice
from gongkai.organs.models.organ import Organ, OrganName, Relation
from gongkai.organs.models.people import Deputy, Division, Membership
from gongkai.organs.models.settings import OrganSetting

__all__ = ["Deputy", "Division", "Membership", "Notice", "Organ", "OrganEvent", "OrganName", "OrganSetting", "Relation"]
