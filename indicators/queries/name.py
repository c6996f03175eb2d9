"""What codes are called in the reader's language."""

from collections.abc import Callable, Collection, Mapping

from indicators.models import Code
from indicators.resolution import ALL_ACTIVITIES, Subject

Names = Mapping[str, str]
# Listed subject → {name, href}. What an initiative is called is known further up.
ClusterNames = Callable[[Collection[str]], dict[str, dict[str, str]]]
_namers: list[ClusterNames] = []


def name_clusters_by(namer: ClusterNames) -> None:
    """Said once, while the program starts."""
    _namers.append(namer)


def of_clusters(codes: Collection[str]) -> dict[str, dict[str, str]]:
    """Those of the listed subjects that somebody has a name for."""
    return {code: named for namer in _namers for code, named in namer(codes).items()}


def rows(codes: Collection[str]) -> dict[str, Code]:
    return {row.code: row for row in Code.objects.filter(code__in=set(codes))}


def names(codes: Collection[str]) -> dict[str, str]:
    """Code → short name, where there is one."""
    return spoken(rows(codes))


def spoken(known: Mapping[str, Code]) -> dict[str, str]:
    """The same rows speak another language after the reader's has changed."""
    return {code: row.short_name or row.name for code, row in known.items()}


def within(subject: Subject, known: Mapping[str, Code]) -> dict[str, Code]:
    """Of these rows those that the subject speaks of."""
    return {code: known[code] for code in (*subject.regions, *subject.activities) if code in known}


def of_subjects(subjects: Collection[Subject]) -> dict[str, str]:
    """The names of everything that these subjects speak of."""
    return names({code for one in subjects for code in (*one.regions, *one.activities, ALL_ACTIVITIES)})


def printed(activity: str) -> str:
    """OKED codes are printed with a dot after the division: 0111 reads 01.11."""
    return f"{activity[:2]}.{activity[2:]}" if activity.isdigit() and len(activity) > 2 else activity  # noqa: PLR2004


def regions(subject: Subject, known: Names) -> str:
    return ", ".join(sorted(known.get(code, code) for code in subject.regions))


def activities(subject: Subject, known: Names) -> str:
    codes = [code for code in sorted(subject.activities) if code != ALL_ACTIVITIES]
    return "; ".join(_within_a_sentence(known.get(code, printed(code))) for code in codes)


def of(subject: Subject, known: Names) -> str:
    """The whole subject: Atyrau: mining and quarrying."""
    told = activities(subject, known)
    return f"{regions(subject, known)}: {told}" if told else regions(subject, known)


def _within_a_sentence(text: str) -> str:
    is_abbreviation = text[1:2].isupper() or text[:2].isdigit()
    return text if is_abbreviation else text[:1].lower() + text[1:]
