from django.urls import path

from clusterportal.gallery.views import Gallery
from clusterportal.pages import about, catalogue, figures, home, printouts, profile, scan, search

# Pages of one app that show something of another stand here and come before that app's own.
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("search/", search.Search.as_view(), name="search"),
    path("initiatives/", catalogue.Catalogue.as_view(), name="catalogue"),
    path("initiatives/<int:pk>/profile/", profile.Show.as_view(), name="profile"),
    path("regions/<str:code>/", figures.Region.as_view(), name="region"),
    path("figures/<str:indicator>/<str:subject>/<str:period>/", figures.Figure.as_view(), name="figure"),
    path("scan/gaps/", scan.Gaps.as_view(), name="scan_gaps"),
    path("scan/<str:region>/<str:activity>/", scan.Cell.as_view(), name="scan_cell"),
    path("about/data/", about.Data.as_view(), name="about_data"),
    path("about/privacy/", about.Privacy.as_view(), name="privacy"),
    path("initiatives/<int:pk>/print/", printouts.Prints.as_view(), name="printouts"),
    path("initiatives/<int:pk>/print/<slug:kind>/", printouts.Issue.as_view(), name="printout_issue"),
    path("rounds/<int:pk>/letter/", printouts.Letter.as_view(), name="letter_issue"),
    path("gallery/", Gallery.as_view(), name="gallery"),
]
