from django.urls import path

from clusterportal.gallery.views import Gallery
from clusterportal.pages import (
    about,
    catalogue,
    exports,
    figures,
    first_steps,
    home,
    investors,
    printouts,
    profile,
    saved,
    scan,
    search,
)

# Pages of one app that show something of another stand here and come before that app's own.
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("search/", search.Search.as_view(), name="search"),
    path("initiatives/", catalogue.Catalogue.as_view(), name="catalogue"),
    path("initiatives/<int:pk>/profile/", profile.Show.as_view(), name="profile"),
    path("investors/", investors.Investors.as_view(), name="investors"),
    path("initiatives/<int:pk>/invest/", investors.Profile.as_view(), name="investor_profile"),
    path("initiatives/<int:pk>/card.png", investors.ShareCard.as_view(), name="share_card"),
    path("regions/<str:code>/", figures.Region.as_view(), name="region"),
    path("figures/<str:indicator>/<str:subject>/<str:period>/", figures.Figure.as_view(), name="figure"),
    path("scan/gaps/", scan.Gaps.as_view(), name="scan_gaps"),
    path("scan/<str:region>/<str:activity>/", scan.Cell.as_view(), name="scan_cell"),
    path("first-steps/", first_steps.FirstSteps.as_view(), name="first_steps"),
    path("about/data/", about.Data.as_view(), name="about_data"),
    path("about/privacy/", about.Privacy.as_view(), name="privacy"),
    path("initiatives/<int:pk>/print/", printouts.Prints.as_view(), name="printouts"),
    path("initiatives/<int:pk>/print/<slug:kind>/", printouts.Issue.as_view(), name="printout_issue"),
    path("rounds/<int:pk>/letter/", printouts.Letter.as_view(), name="letter_issue"),
    path("exports/", exports.Exports.as_view(), name="exports"),
    path("exports/<int:pk>/", exports.Show.as_view(), name="export"),
    path("exports/<int:pk>/progress/", exports.Progress.as_view(), name="export_progress"),
    path("exports/<int:pk>/file/", exports.File.as_view(), name="export_file"),
    path("exports/<slug:name>/<int:thing>/<slug:kind>/", exports.Take.as_view(), name="part_file"),
    path("exports/<slug:name>/<slug:kind>/", exports.Take.as_view(), name="list_file"),
    path("views/", saved.Views.as_view(), name="saved_views"),
    path("views/<int:pk>/", saved.Rename.as_view(), name="saved_view"),
    path("views/<int:pk>/drop/", saved.Drop.as_view(), name="saved_view_drop"),
    path("views/<slug:name>/keep/", saved.Keep.as_view(), name="saved_view_keep"),
    path("gallery/", Gallery.as_view(), name="gallery"),
]
