"""Changes: one action object each (permission, write, audit, notice), called by views, commands and imports alike."""

from gongkai.organs.actions.accounts import (
    CreateAccount,
    DeactivateAccount,
    DisconnectProvider,
    GivePassword,
    ReactivateAccount,
    ResetSecondFactor,
    UnlockAccount,
)
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import Basis, Document
from gongkai.organs.actions.deputies import EndDeputy, SetDeputy
from gongkai.organs.actions.divisions import AddDivision, CloseDivision, RenameDivision
from gongkai.organs.actions.ending import AbolishOrgan, MergeOrgans
from gongkai.organs.actions.founding import ChangeFacts, CreateOrgan, Facts, RenameOrgan
from gongkai.organs.actions.people import Appoint, EndAppointment
from gongkai.organs.actions.profile import ChangeProfile, Contact
from gongkai.organs.actions.relations import SetGuidance, SetSupervision
from gongkai.organs.actions.sending_back import AnswerSentBack, SendBack
from gongkai.organs.actions.settings import SetOrganSetting, SetSigningChain

__all__ = [
    "AbolishOrgan",
    "Action",
    "AddDivision",
    "AnswerSentBack",
    "Appoint",
    "Basis",
    "ChangeFacts",
    "ChangeProfile",
    "CloseDivision",
    "Contact",
    "CreateAccount",
    "CreateOrgan",
    "DeactivateAccount",
    "DisconnectProvider",
    "Document",
    "EndAppointment",
    "EndDeputy",
    "Facts",
    "GivePassword",
    "MergeOrgans",
    "ReactivateAccount",
    "RenameDivision",
    "RenameOrgan",
    "ResetSecondFactor",
    "SendBack",
    "SetDeputy",
    "SetGuidance",
    "SetOrganSetting",
    "SetSigningChain",
    "SetSupervision",
    "UnlockAccount",
]
