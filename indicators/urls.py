from django.urls import path

from indicators.views import (
    compare,
    composite,
    definition,
    doubt,
    figure,
    indicator,
    proof,
    recheck,
    region,
    related,
    release,
    scan,
    source,
)

REGION = [
    path("regions/", region.Index.as_view(), name="regions"),
    path("regions/map.<slug:kind>", region.Picture.as_view(), name="regions_map"),
    path("regions/<str:code>/", region.Show.as_view(), name="region"),
    path("regions/<str:code>/related/", related.Show.as_view(), name="region_related"),
]

FIGURE = [
    path("figures/", indicator.Index.as_view(), name="figures"),
    path("figures/<str:indicator>/<str:subject>/<str:period>/", figure.Show.as_view(), name="figure"),
    path("figures/<str:indicator>/<str:subject>/<str:period>/cite/", figure.Cite.as_view(), name="figure_cite"),
    path(
        "figures/<str:indicator>/<str:subject>/<str:period>/inputs.csv", figure.Inputs.as_view(), name="figure_inputs"
    ),
    path("figures/<str:indicator>/<str:subject>/<str:period>/chart.svg", figure.Chart.as_view(), name="figure_chart"),
    path(
        "figures/<str:indicator>/<str:subject>/<str:period>/compare/", compare.Compare.as_view(), name="figure_compare"
    ),
    path("figures/<str:indicator>/<str:subject>/<str:period>/check/", recheck.Check.as_view(), name="figure_check"),
    path("figures/<str:indicator>/<str:subject>/<str:period>/doubt/", doubt.Report.as_view(), name="figure_doubt"),
]

DOUBT = [
    path("doubts/", doubt.Doubts.as_view(), name="doubts"),
    path("doubts/<int:pk>/answer/", doubt.Answer.as_view(), name="doubt_answer"),
    path("doubts/<str:token>/", doubt.Show.as_view(), name="doubt"),
]

PROOF = [path("prove/", proof.Show.as_view(), name="prove")]

DEFINITION = [
    path("indicators/", definition.Index.as_view(), name="indicators"),
    path("indicators/new/", definition.New.as_view(), name="indicator_new"),
    path("indicators/<slug:code>/", definition.Show.as_view(), name="indicator"),
    path("indicators/<slug:code>/edit/", definition.Edit.as_view(), name="indicator_edit"),
    path("indicators/<slug:code>/publish/", definition.Publish.as_view(), name="indicator_publish"),
    path("indicators/<slug:code>/discard/", definition.Discard.as_view(), name="indicator_discard"),
    path("indicators/<slug:code>/retire/", definition.Retire.as_view(), name="indicator_retire"),
]

COMPOSITE = [
    path("indexes/", composite.Index.as_view(), name="indexes"),
    path("indexes/new/", composite.New.as_view(), name="index_new"),
    path("indexes/<slug:code>/", composite.Show.as_view(), name="index"),
    path("indexes/<slug:code>/ranking.csv", composite.Csv.as_view(), name="index_csv"),
    path("indexes/<slug:code>/regions/<str:region>/", composite.OfRegion.as_view(), name="index_region"),
    path("indexes/<slug:code>/stability/", composite.Stability.as_view(), name="index_stability"),
    path("indexes/<slug:code>/recipe/", composite.Recipe.as_view(), name="index_recipe"),
    path("indexes/<slug:code>/edit/", composite.Edit.as_view(), name="index_edit"),
]

SCAN = [
    path("scan/", scan.Index.as_view(), name="scan"),
    path("scan/<str:region>/<str:activity>/", scan.OfCell.as_view(), name="scan_cell"),
    path("scan/<str:region>/<str:activity>/dismiss/", scan.Dismiss.as_view(), name="scan_dismiss"),
    path("scan/<str:region>/<str:activity>/restore/", scan.Restore.as_view(), name="scan_restore"),
]

RELEASE = [
    path("releases/", release.Releases.as_view(), name="releases"),
    path("releases/sample/", release.Sample.as_view(), name="release_sample"),
    path("sources/<int:pk>/due/", source.Due.as_view(), name="source_due"),
    path("releases/<int:pk>/", release.Show.as_view(), name="release"),
    path("releases/<int:pk>/progress/", release.Progress.as_view(), name="release_progress"),
    path("releases/<int:pk>/changes/", release.Outlook.as_view(), name="release_outlook"),
    path("releases/<int:pk>/words/", release.Words.as_view(), name="release_words"),
    path("releases/<int:pk>/answers/", release.Answers.as_view(), name="release_answers"),
    path("releases/<int:pk>/accept/", release.Accept.as_view(), name="release_accept"),
    path("releases/<int:pk>/second/", release.Second.as_view(), name="release_second"),
    path("releases/<int:pk>/withdraw/", release.Withdraw.as_view(), name="release_withdraw"),
    path("releases/<int:pk>/file/", release.Original.as_view(), name="release_file"),
    path("releases/<int:pk>/marked/", release.Marked.as_view(), name="release_marked"),
]

urlpatterns = [*REGION, *FIGURE, *DOUBT, *DEFINITION, *COMPOSITE, *SCAN, *RELEASE, *PROOF]
