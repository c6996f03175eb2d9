from django.urls import path

from initiatives.views import member_list

MEMBER_LIST = [
    path("initiatives/<int:pk>/members.csv", member_list.ExportText.as_view(), name="members_sheet"),
    path("initiatives/<int:pk>/members.xlsx", member_list.ExportWorkbook.as_view(), name="members_excel_sheet"),
    path("initiatives/<int:pk>/members/list/", member_list.Bring.as_view(), name="member_list_new"),
    path("member-lists/<int:pk>/", member_list.Show.as_view(), name="member_list"),
    path("member-lists/<int:pk>/record/", member_list.Record.as_view(), name="member_list_record"),
    path("member-lists/<int:pk>/discard/", member_list.Discard.as_view(), name="member_list_discard"),
    path("member-lists/<int:pk>/links/", member_list.Links.as_view(), name="member_list_links"),
]
