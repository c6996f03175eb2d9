from django.db import migrations

from accounts.at_once import AtOnce

NAMES = (
    "0001_initial",
    "0002_organisation_names_and_invitations",
    "0003_portfolio",
    "0004_organisation_search",
    "0005_plan_and_matters",
    "0006_institution",
    "0007_coordination",
    "0008_returns",
    "0009_documents_and_printouts",
    "0010_target_lights",
    "0011_phrases_and_numbers",
    "0012_search",
    "0013_scan_invitations",
    "0014_appeals_deputies_control",
    "0015_amendment",
    "0016_member_lists",
    "0017_control_confirmation",
    "0018_offers",
    "0019_succession",
    "0020_rules_in_force",
    "0021_calendar_feeds",
    "0022_names_in_other_languages",
    "0023_paper_and_merging",
    "0024_leader_votes",
    "0025_investment_and_dialogue",
    "0026_sectoral_competence",
    "0027_support",
    "0028_assessments_and_surveys",
    "0029_secret_vote_ballots",
    "0030_call",
    "0031_return_reason",
    "0032_call_counted",
    "0033_call_place",
    "0034_organisation_names",
)


class Migration(migrations.Migration):
    initial = True

    replaces = [("initiatives", name) for name in NAMES]

    dependencies = [("indicators", "0011_bounds_of_withheld_values")]

    operations = [AtOnce("initiatives", NAMES)]
