from django.urls import path

from accounts import views

urlpatterns = [
    path("notices/", views.Notices.as_view(), name="notices"),
    path("notices/read/", views.MarkAllRead.as_view(), name="mark_all_read"),
    path("notices/<int:pk>/", views.OpenNotice.as_view(), name="open_notice"),
]
