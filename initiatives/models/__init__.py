from .approval import Answer, Conflict, Inquiry, Remark, Round, RulePack, Seat
from .document import Document, DocumentVersion
from .governance import Appointment, Leader
from .initiative import Initiative, InitiativePart, SectionText
from .institution import Agreement, InstitutionRung, RungEvidence, Signature
from .membership import Invitation, Membership
from .organisation import Jurisdiction, Organisation, OrganisationActivity, OrganisationUnit, Representative
from .plan import PlanText, StrategicPlan, Target
from .portfolio import BudgetLine, Contribution, Milestone, Project, ProjectPartner, Risk, Score
from .printout import Printout

__all__ = [
    "Agreement",
    "Answer",
    "Appointment",
    "BudgetLine",
    "Conflict",
    "Contribution",
    "Document",
    "DocumentVersion",
    "Initiative",
    "InitiativePart",
    "Inquiry",
    "InstitutionRung",
    "Invitation",
    "Jurisdiction",
    "Leader",
    "Membership",
    "Milestone",
    "Organisation",
    "OrganisationActivity",
    "OrganisationUnit",
    "PlanText",
    "Printout",
    "Project",
    "ProjectPartner",
    "Remark",
    "Representative",
    "Risk",
    "Round",
    "RulePack",
    "RungEvidence",
    "Score",
    "Seat",
    "SectionText",
    "Signature",
    "StrategicPlan",
    "Target",
]
