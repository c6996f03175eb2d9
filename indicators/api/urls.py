from rest_framework.routers import SimpleRouter

from indicators.api import views

router = SimpleRouter()
router.register("regions", views.Regions, basename="api-region")
router.register("activities", views.Activities, basename="api-activity")
router.register("measures", views.Measures, basename="api-measure")
router.register("indicators", views.Indicators, basename="api-indicator")
router.register("figures", views.Figures, basename="api-figure")
router.register("releases", views.Releases, basename="api-release")
