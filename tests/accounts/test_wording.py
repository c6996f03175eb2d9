from django.utils.translation import override

from accounts import wording


def test_days_and_names_are_told_as_the_reader_reads_them():
    values = {"until": "2026-11-30", "number": "2026-11", "no": "2026-13-45", "name": {"en": "Grain", "ru": "Зерно"}}
    sentence = "%(name)s, %(until)s, %(number)s, %(no)s, %(gone)s"
    told = {}
    for language in ("kk", "ru", "en"):
        with override(language):
            told[language] = wording.fill(sentence, values)
    assert told == {
        "kk": "Grain, 2026 ж. 30 қараша, 2026-11, 2026-13-45, –",
        "ru": "Зерно, 30 ноября 2026 года, 2026-11, 2026-13-45, –",
        "en": "Grain, 30 November 2026, 2026-11, 2026-13-45, –",
    }
