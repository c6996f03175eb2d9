"""The addresses of support that initiatives ask for, authorities promise, and pay."""

from django.urls import path

from initiatives.views import support, support_list, support_payment

SUPPORT = [
    path("support/", support_list.Show.as_view(), name="support"),
    path("initiatives/<int:pk>/support/", support.Support.as_view(), name="initiative_support"),
    path("initiatives/<int:pk>/support/new/", support.Create.as_view(), name="support_new"),
    path("support-requests/<int:pk>/", support.Show.as_view(), name="support_request"),
    path("support-requests/<int:pk>/edit/", support.Edit.as_view(), name="support_edit"),
    path("support-requests/<int:pk>/hand-in/", support.HandIn.as_view(), name="support_hand_in"),
    path("support-requests/<int:pk>/withdraw/", support.Withdraw.as_view(), name="support_withdraw"),
    path("support-requests/<int:pk>/drop/", support.Drop.as_view(), name="support_drop"),
    path("support-requests/<int:pk>/payments/new/", support_payment.Pay.as_view(), name="support_pay"),
    path("support-payments/<int:pk>/reverse/", support_payment.Reverse.as_view(), name="support_reverse"),
]
