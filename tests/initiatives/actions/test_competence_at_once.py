import threading

import pytest
from django.db import connection

from initiatives.actions import competence
from initiatives.actions.competence import CompetenceRefused
from initiatives.models import Competence, Organisation
from tests.factories.approval import MONDAY, acting_for, activity, country, organisation

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_of_the_ministry_enter_and_end_the_same_word_at_once_and_one_of_each_is_told():
    first = country()["KZ"]
    second = acting_for(Organisation.objects.get(name="Ministry of Industry"), name="Second of the ministry")
    body = organisation("Ministry of Agriculture", Organisation.Kind.STATE_AUTHORITY)
    how = {"authority": body, "activity": activity(), "starts_on": MONDAY.date(), "at": MONDAY}
    told = []

    def run(deed, start):
        start.wait()
        try:
            deed()
            told.append("done")
        except CompetenceRefused:
            told.append("refused")
        except BaseException as error:  # noqa: BLE001 - a thread's error has to reach the test
            told.append(repr(error))
        finally:
            connection.close()

    def both(*deeds):
        start = threading.Barrier(2)
        threads = [threading.Thread(target=run, args=(deed, start)) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

    both(
        lambda: competence.enter(**how, capacity="advises", by=first),
        lambda: competence.enter(**how, capacity="decides", by=second),
    )
    row = Competence.objects.get()
    both(*(lambda by=by: competence.end(competence=row, by=by, at=MONDAY) for by in (first, second)))
    assert sorted(told) == ["done", "done", "refused", "refused"]
