from .approval import Answer, Conflict, Inquiry, Remark, Round, RulePack, Seat
from .governance import Appointment, Leader
from .initiative import Initiative, InitiativePart, SectionText
from .membership import Invitation, Membership
from .organisation import Jurisdiction, Organisation, OrganisationActivity, OrganisationUnit, Representative

__all__ = [
    "Answer",
    "Appointment",
    "Conflict",
    "Initiative",
    "InitiativePart",
    "Inquiry",
    "Invitation",
    "Jurisdiction",
    "Leader",
    "Membership",
    "Organisation",
    "OrganisationActivity",
    "OrganisationUnit",
    "Remark",
    "Representative",
    "Round",
    "RulePack",
    "Seat",
    "SectionText",
]
