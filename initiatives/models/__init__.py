from .agenda import CalendarFeed
from .amendment import Amendment, AmendmentText
from .appeal import Appeal
from .approval import Answer, Conflict, Inquiry, Remark, Round, Seat
from .assessment import AgreedLevel, Assessment, AssessmentText, Assessor, Grade
from .call import Call, CallCriterion, CallEntry, Commissioner, ScoreSheet, SheetPoints
from .competence import Competence
from .control import Control
from .coordination import CoordinationAgreement, CoordinationText
from .council import Attendance, CouncilDecision, CouncilMeeting, Delegate
from .deputy import Deputy
from .dialogue import Enquiry
from .document import Document, DocumentVersion
from .governance import Appointment, Leader
from .initiative import Initiative, InitiativePart, SectionText
from .institution import Agreement, InstitutionRung, RungEvidence, Signature
from .investment import ExchangeRate, InvestmentOffer, InvestorContact
from .issue import Issue, IssueOwner, IssueStep
from .member_list import MemberList
from .membership import Invitation, Membership
from .offer import Offer, OfferActivity, OfferFile, OfferQuestion
from .organisation import Jurisdiction, Organisation, OrganisationActivity, OrganisationUnit, Representative
from .paper import PaperList, RegisterAct
from .phrase import Phrase
from .plan import PlanText, StrategicPlan, Target, TargetLight
from .portfolio import BudgetLine, Contribution, Milestone, Project, ProjectPartner, Risk, Score
from .printout import Printout
from .returns import Campaign, Return, ReturnDraft, ReturnPart, ReturnRequest
from .rules import RulePack
from .scan import ScanInvitation
from .support import SupportAmount, SupportPayment, SupportPromise, SupportRequest
from .survey import Respondent, Survey, Tally
from .vote import LeaderVote, VoteOption, Voter

__all__ = [
    "AgreedLevel",
    "Agreement",
    "Amendment",
    "AmendmentText",
    "Answer",
    "Appeal",
    "Appointment",
    "Assessment",
    "AssessmentText",
    "Assessor",
    "Attendance",
    "BudgetLine",
    "CalendarFeed",
    "Call",
    "CallCriterion",
    "CallEntry",
    "Campaign",
    "Commissioner",
    "Competence",
    "Conflict",
    "Contribution",
    "Control",
    "CoordinationAgreement",
    "CoordinationText",
    "CouncilDecision",
    "CouncilMeeting",
    "Delegate",
    "Deputy",
    "Document",
    "DocumentVersion",
    "Enquiry",
    "ExchangeRate",
    "Grade",
    "Initiative",
    "InitiativePart",
    "Inquiry",
    "InstitutionRung",
    "InvestmentOffer",
    "InvestorContact",
    "Invitation",
    "Issue",
    "IssueOwner",
    "IssueStep",
    "Jurisdiction",
    "Leader",
    "LeaderVote",
    "MemberList",
    "Membership",
    "Milestone",
    "Offer",
    "OfferActivity",
    "OfferFile",
    "OfferQuestion",
    "Organisation",
    "OrganisationActivity",
    "OrganisationUnit",
    "PaperList",
    "Phrase",
    "PlanText",
    "Printout",
    "Project",
    "ProjectPartner",
    "RegisterAct",
    "Remark",
    "Representative",
    "Respondent",
    "Return",
    "ReturnDraft",
    "ReturnPart",
    "ReturnRequest",
    "Risk",
    "Round",
    "RulePack",
    "RungEvidence",
    "ScanInvitation",
    "Score",
    "ScoreSheet",
    "Seat",
    "SectionText",
    "SheetPoints",
    "Signature",
    "StrategicPlan",
    "SupportAmount",
    "SupportPayment",
    "SupportPromise",
    "SupportRequest",
    "Survey",
    "Tally",
    "Target",
    "TargetLight",
    "VoteOption",
    "Voter",
]
