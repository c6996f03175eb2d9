"""Without a language in the address."""

from django.urls import path

from accounts import unsent_views, views

urlpatterns = [
    path("accounts/", views.Profile.as_view(), name="account"),
    path("accounts/notices/", views.NoticeChoices.as_view(), name="notice_choices"),
    path("accounts/unsent/", unsent_views.Waiting.as_view(), name="unsent"),
    path("accounts/login/", views.SignIn.as_view(), name="account_login"),
    path("accounts/demo/", views.SignInToDemo.as_view(), name="sign_in_to_demo"),
    path("accounts/password/reset/", views.AskForReset.as_view(), name="account_reset_password"),
    path("accounts/language/", views.ChooseLanguage.as_view(), name="set_language"),
    path("demo/mail/", views.DemoMail.as_view(), name="demo_mail"),
]
