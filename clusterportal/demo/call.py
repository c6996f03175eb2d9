"""The ministry drafts a call; the rules in force do not recognise by call yet, so that it cannot be announced."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import call
from initiatives.actions.call import CallText
from initiatives.models import Call
from initiatives.queries.organisation import ministries

TITLE = "Конкурс кластерных инициатив: экспорт и кадры"
TEXT = (
    "Приглашаются инициативы фирм, университетов и институтов, которые продают за пределы страны "
    "и готовят для этого кадры. Кто пройдёт по рейтингу, войдёт в реестр."
)
CRITERIA = (("Влияние на занятость и экспорт", 40), ("Совместная работа участников", 35), ("Готовность к началу", 25))
COMMISSION = (("university@demo.kz", "Внешний эксперт"), ("statistician@demo.kz", "Бюро национальной статистики"))
AHEAD = dt.timedelta(days=60)


@transaction.atomic
def play_all() -> None:
    if Call.objects.exists():
        return
    at, on = timezone.now(), timezone.localdate()
    said = CallText(
        title=TITLE,
        text=TEXT,
        opens_on=on + AHEAD,
        closes_on=on + 2 * AHEAD,
        score_by=on + 3 * AHEAD,
        places=3,
        least=50,
        operator=ministries(on=on)[0],
        criteria=CRITERIA,
        commission=[(User.objects.get(email=email), whom) for email, whom in COMMISSION],
    )
    call.draft(said=said, by=User.objects.get(email="ministry@demo.kz"), at=at)
