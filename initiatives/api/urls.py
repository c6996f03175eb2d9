from rest_framework.routers import SimpleRouter

from initiatives.api import views

router = SimpleRouter()
router.register("initiatives", views.Initiatives, basename="api-initiative")
router.register("organisations", views.Organisations, basename="api-organisation")
