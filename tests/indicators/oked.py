"""The search over the whole shipped classification, as the portal builds it, without a database."""

from functools import cache

from indicators import reference, words


@cache
def finder() -> words.Finder:
    described = {row["code"]: row["description_ru"] for row in reference.rows("activity_descriptions")}
    rows = [row for row in reference.rows("activities") if row["kind"] == "code"]
    entries = [
        words.Entry(
            code=row["code"],
            parent=row["parent"],
            level=int(row["level"]),
            names=tuple(row[f"name_{language}"] for language in reference.LANGUAGES if row[f"name_{language}"]),
            description=described.get(row["code"], "") if int(row["level"]) >= words.CLASS_LEVEL else "",
        )
        for row in rows
    ]
    return words.Finder(entries, [(row["word"], row["code"]) for row in reference.rows("activity_words")])
