from django.urls import path

from initiatives.views import merge, naming, offer, offer_part, organisation, paper, representative, unit

OFFER = [
    path("offers/", offer.Offers.as_view(), name="offers"),
    path("organisations/<int:pk>/offers/new/", offer.Enter.as_view(), name="offer_new"),
    path("offers/<int:pk>/", offer.Show.as_view(), name="offer"),
    path("offers/<int:pk>/edit/", offer.Edit.as_view(), name="offer_edit"),
    path("offers/<int:pk>/prolong/", offer_part.Prolong.as_view(), name="offer_prolong"),
    path("offers/<int:pk>/withdraw/", offer_part.Withdraw.as_view(), name="offer_withdraw"),
    path("offers/<int:pk>/write/", offer_part.Ask.as_view(), name="offer_ask"),
    path("offer-questions/<int:pk>/answer/", offer_part.Answer.as_view(), name="offer_answer"),
    path("offer-files/<int:pk>/", offer_part.OpenFile.as_view(), name="offer_file"),
]

PAPER = [
    path("papers/", paper.Papers.as_view(), name="papers"),
    path("papers/new/", paper.Record.as_view(), name="paper_new"),
    path("papers/list/", paper.Bring.as_view(), name="paper_list_new"),
    path("paper-lists/<int:pk>/", paper.Show.as_view(), name="paper_list"),
    path("paper-lists/<int:pk>/record/", paper.RecordList.as_view(), name="paper_list_record"),
    path("paper-lists/<int:pk>/discard/", paper.Discard.as_view(), name="paper_list_discard"),
]

MERGE = [
    path("organisations/duplicates/", merge.Duplicates.as_view(), name="duplicates"),
    path("organisations/<int:pk>/merge/<int:merged>/", merge.Merge.as_view(), name="organisation_merge"),
]

ORGANISATION = [
    path("organisations/", organisation.Organisations.as_view(), name="organisations"),
    path("organisations/new/", organisation.Register.as_view(), name="organisation_new"),
    path("organisations/search/", organisation.SearchOrganisations.as_view(), name="organisation_search"),
    path("organisations/<int:pk>/", organisation.Show.as_view(), name="organisation"),
    path("organisations/<int:pk>/units/", unit.Units.as_view(), name="organisation_units"),
    path("organisations/<int:pk>/edit/", organisation.Edit.as_view(), name="organisation_edit"),
    path("organisations/<int:pk>/languages/", naming.OrganisationNaming.as_view(), name="organisation_naming"),
    path("organisations/<int:pk>/ask/", representative.Ask.as_view(), name="organisation_ask"),
    path("organisations/<int:pk>/people/", representative.People.as_view(), name="organisation_people"),
    path("representatives/<int:pk>/confirm/", representative.Confirm.as_view(), name="representative_confirm"),
    path("representatives/<int:pk>/end/", representative.End.as_view(), name="representative_end"),
    path("representatives/<int:pk>/role/", representative.SetRole.as_view(), name="representative_role"),
    *OFFER,
    *PAPER,
    *MERGE,
]
