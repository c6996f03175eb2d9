import datetime as dt

import pytest

from accounts.models import AuditEvent
from indicators.actions import indicator as indicators
from indicators.formula import FormulaError
from indicators.models import FigureSlice, Indicator, IndicatorVersion, Measure, Slice
from indicators.queries import definition
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
AT = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
NAMES = {f"name_{language}": f"Ours {language}" for language in ("en", "ru", "kk")}


@pytest.fixture
def author():
    return UserFactory()


def written(formula, unit="fraction"):
    return indicators.Written(formula=formula, unit=unit, shown_as="percent", decimals=1, price_basis="current")


def opened(code, formula, author, at=AT):
    made = indicators.open_new(code=code, names=NAMES, family="growth", by=author, at=at)
    indicators.draft(indicator=made, written=written(formula), measure=None, seen="", by=author, at=at)
    return made


def test_a_draft_counts_nowhere_until_it_is_put_in_force(author):
    ours = opened("ours", "growth(gva)", author)
    assert "ours" not in definition.definitions().versions

    indicators.publish_draft(indicator=ours, by=author, at=LATER)

    assert definition.find("ours").version.formula == "growth(gva)"
    assert list(
        AuditEvent.objects.filter(target_id=ours.pk, actor_number=author.pk)
        .order_by("pk")
        .values_list("verb", flat=True)
    ) == [
        "indicator.opened",
        "indicator.drafted",
        "indicator.published",
    ]


def test_a_new_version_supersedes_the_one_in_force_at_the_same_moment(author):
    share = Indicator.objects.get(code="grp_share")
    indicators.draft(indicator=share, written=written("grp / economy(grp)"), measure=None, seen="", by=author, at=AT)
    indicators.publish_draft(indicator=share, by=author, at=LATER)

    first, second = share.versions.order_by("number")
    assert first.superseded_at == second.published_at == LATER
    assert definition.find("grp_share").version.number == 2


def test_a_circle_is_refused_with_the_column_and_names_its_members(author):
    first = opened("first", "growth(gva)", author)
    indicators.publish_draft(indicator=first, by=author, at=AT)
    second = opened("second", "first * 2", author)
    indicators.publish_draft(indicator=second, by=author, at=AT)
    indicators.draft(indicator=first, written=written("1 + second"), measure=None, seen="", by=author, at=LATER)

    with pytest.raises(FormulaError) as refusal:
        indicators.publish_draft(indicator=first, by=author, at=LATER)

    assert refusal.value.column == 5
    assert set(str(refusal.value.params["circle"]).split(" → ")) == {"first", "second"}
    assert definition.find("first").version.formula == "growth(gva)"


def test_publishing_stales_exactly_its_own_figures_and_those_computed_from_it(author):
    for year in ("2021", "2022"):
        for code in ("gva", "jobs"):
            Slice.objects.create(measure=Measure.objects.get(code=code), period=year, version=1, changed_at=AT)
    base = opened("base", "gva / jobs", author)
    indicators.publish_draft(indicator=base, by=author, at=AT)
    user = opened("user", "base / industry(base)", author)
    indicators.publish_draft(indicator=user, by=author, at=AT)
    FigureSlice.objects.update(stale_since=None)

    indicators.draft(indicator=base, written=written("gva / jobs / 2"), measure=None, seen="", by=author, at=LATER)
    indicators.publish_draft(indicator=base, by=author, at=LATER)

    stale = FigureSlice.objects.stale().values_list("version__indicator__code", "version__number", "period")
    assert sorted(stale) == [("base", 2, "2021"), ("base", 2, "2022"), ("user", 1, "2021"), ("user", 1, "2022")]


def test_a_draft_of_a_colleague_is_not_written_over(author):
    ours = opened("ours", "growth(gva)", author)

    with pytest.raises(indicators.DefinitionRefused, match="A colleague has changed the draft"):
        indicators.draft(indicator=ours, written=written("gva"), measure=None, seen="", by=UserFactory(), at=LATER)

    assert ours.versions.get().formula == "growth(gva)"


def test_what_others_are_computed_from_is_not_retired(author):
    base = opened("base", "gva / jobs", author)
    indicators.publish_draft(indicator=base, by=author, at=AT)
    user = opened("user", "base * 2", author)
    indicators.publish_draft(indicator=user, by=author, at=AT)

    with pytest.raises(indicators.DefinitionRefused, match="user"):
        indicators.retire(indicator=base, by=author, at=LATER)
    indicators.retire(indicator=user, by=author, at=LATER)
    indicators.retire(indicator=base, by=author, at=LATER)

    assert {"base", "user"} & set(definition.definitions().versions) == set()


def test_a_discarded_draft_leaves_what_is_in_force(author):
    share = Indicator.objects.get(code="grp_share")
    indicators.draft(indicator=share, written=written("grp"), measure=None, seen="", by=author, at=AT)
    indicators.discard_draft(indicator=share, by=author, at=LATER)
    assert share.versions.count() == 1


def test_what_people_have_written_is_not_taken_back_by_the_next_start(author):
    share = Indicator.objects.get(code="grp_share")
    indicators.draft(indicator=share, written=written("gva / economy(gva)"), measure=None, seen="", by=author, at=AT)
    indicators.publish_draft(indicator=share, by=author, at=LATER)
    retired = Indicator.objects.get(code="grp_lead")
    indicators.retire(indicator=retired, by=author, at=LATER)

    indicators.adopt(by=None, at=LATER + dt.timedelta(days=1))

    assert definition.find("grp_share").version.formula == "gva / economy(gva)"
    assert not IndicatorVersion.objects.in_force().filter(indicator=retired).exists()
