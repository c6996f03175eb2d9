from rest_framework.routers import SimpleRouter

from initiatives.api import calls, offers, projects, support, views

router = SimpleRouter()
router.register("initiatives", views.Initiatives, basename="api-initiative")
router.register("organisations", views.Organisations, basename="api-organisation")
router.register("projects", projects.Projects, basename="api-project")
router.register("offers", offers.Offers, basename="api-offer")
router.register("support", support.Support, basename="api-support")
router.register("calls", calls.Calls, basename="api-call")
