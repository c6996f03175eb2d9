from django.urls import path

from initiatives.views import dialogue, investment

INVESTMENT = [
    path("projects/<int:pk>/invest/", investment.Edit.as_view(), name="project_investment"),
    path("projects/<int:pk>/invest/confirm/", investment.Confirm.as_view(), name="project_investment_confirm"),
    path("initiatives/<int:pk>/contact/", investment.Contact.as_view(), name="investor_contact"),
    path("contacts/<int:pk>/answer/", investment.AnswerContact.as_view(), name="investor_contact_answer"),
    path("initiatives/<int:pk>/enquire/", dialogue.Enquire.as_view(), name="enquire"),
    path("asked/<slug:token>/", dialogue.Asked.as_view(), name="enquiry_asked"),
    path("asked/<slug:token>/erase/", dialogue.Erase.as_view(), name="enquiry_erase"),
    path("enquiries/", dialogue.Enquiries.as_view(), name="enquiries"),
    path("enquiries/<int:pk>/", dialogue.Answer.as_view(), name="enquiry"),
]
