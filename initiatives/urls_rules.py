"""The addresses of the portal's rules."""

from django.urls import path

from initiatives.views import competence, rule_simulation, rules

RULES = [
    path("rules/", rules.Rules.as_view(), name="rules"),
    path("rules/bodies/", competence.Competences.as_view(), name="competences"),
    path("rules/bodies/keep/", competence.Keep.as_view(), name="competences_keep"),
    path("rules/<int:pk>/", rules.Show.as_view(), name="rule_pack"),
    path("rules/<int:pk>/changes/", rules.Compare.as_view(), name="rule_pack_compare"),
    path("rules/<int:pk>/draft/", rules.Draft.as_view(), name="rule_pack_draft"),
    path("rules/<int:pk>/edit/", rules.Edit.as_view(), name="rule_pack_edit"),
    path("rules/<int:pk>/simulation/", rule_simulation.Simulate.as_view(), name="rule_pack_simulation"),
    path("rules/<int:pk>/in-force/", rules.InForce.as_view(), name="rule_pack_in_force"),
    path("rules/<int:pk>/take-back/", rules.TakeBack.as_view(), name="rule_pack_take_back"),
    path("rules/<int:pk>/drop/", rules.Drop.as_view(), name="rule_pack_drop"),
]
