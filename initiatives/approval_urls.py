"""The addresses of what authorities decide on."""

from django.urls import path

from initiatives.urls_rules import RULES
from initiatives.views import (
    appeal,
    approval,
    control,
    deputy,
    handing_in,
    inbox,
    load,
    numbers,
    phrase,
    seat_giving,
    together,
)

APPROVAL = [
    path("rounds/", inbox.Inbox.as_view(), name="inbox"),
    path("rounds/<int:pk>/", handing_in.Show.as_view(), name="round"),
    path("seats/<int:pk>/", approval.Show.as_view(), name="seat"),
    path("seats/<int:pk>/next/", approval.Next.as_view(), name="seat_next"),
    path("seats/<int:pk>/figures/", approval.Figures.as_view(), name="seat_figures"),
    path("seats/<int:pk>/draft/", approval.Draft.as_view(), name="seat_draft"),
    path("rounds/<int:pk>/appeal/", appeal.Show.as_view(), name="appeal"),
    path("rounds/<int:pk>/appeal/answer/", appeal.Answer.as_view(), name="appeal_answer"),
    path("organisations/<int:pk>/deputies/", deputy.Deputies.as_view(), name="deputies"),
    path("organisations/<int:pk>/controls/", control.Controls.as_view(), name="controls"),
    path("controls/", control.Own.as_view(), name="own_relations"),
    path("controls/<int:pk>/answer/", control.Answer.as_view(), name="control_answer"),
    path("seats/<int:pk>/give/", seat_giving.Give.as_view(), name="seat_give"),
    path("rounds/together/", together.Together.as_view(), name="together"),
    path("rounds/people/", load.Loads.as_view(), name="loads"),
    path("phrases/", phrase.Phrases.as_view(), name="phrases"),
    path("seats/<int:pk>/phrase/", phrase.Insert.as_view(), name="seat_phrase"),
    path("seats/<int:pk>/numbers/", numbers.Enter.as_view(), name="seat_numbers"),
    path("seats/<int:pk>/question/", approval.Ask.as_view(), {"kind": "question"}, name="seat_question"),
    path("seats/<int:pk>/hearing/", approval.Ask.as_view(), {"kind": "hearing"}, name="seat_hearing"),
    path("seats/<int:pk>/assign/", approval.Assign.as_view(), name="seat_assign"),
    path("seats/<int:pk>/conflict/", approval.DeclareConflict.as_view(), name="seat_conflict"),
    path("seats/<int:pk>/find-authority/", approval.FindAuthority.as_view(), name="seat_find_authority"),
    path("inquiries/<int:pk>/reply/", handing_in.Reply.as_view(), name="inquiry_reply"),
    *RULES,
]
