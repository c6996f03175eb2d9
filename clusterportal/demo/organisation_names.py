"""What the invented organisations are called in Kazakh and Russian; brands stay as they are written."""

import re

from indicators.models import Code
from initiatives.models import Organisation

Kind = Organisation.Kind
# Of the whole country, and named nowhere else.
CENTRAL = {
    "Ministry of Industry and Clusters": (
        "Өнеркәсіп және кластерлер министрлігі",
        "Министерство промышленности и кластеров",
    ),
    "Bureau of National Statistics (demo)": ("Ұлттық статистика бюросы (демо)", "Бюро национальной статистики (демо)"),
    "Ministry of Agriculture": ("Ауыл шаруашылығы министрлігі", "Министерство сельского хозяйства"),
}
CITIES = {"KZ-71": "города Астаны", "KZ-75": "города Алматы", "KZ-79": "города Шымкента"}
# Of a region: {kk} and {ru} are its name in the genitive, {number} what the English name ends with.
OF_REGION = {
    Kind.MUNICIPAL_AUTHORITY: ("{kk} әкімдігі", "Акимат {ru}"),
    Kind.UNIVERSITY: ("{kk} университеті", "Университет {ru}"),
    Kind.INSTITUTE: ("{kk} № {number} ғылыми-зерттеу институты", "Научно-исследовательский институт № {number} {ru}"),
    Kind.TECHNOPARK: ("{kk} технопаркі", "Технопарк {ru}"),
    Kind.ASSOCIATION: ("{kk} № {number} қауымдастығы", "Ассоциация № {number} {ru}"),
}
BRANDED = {
    Kind.FIRM: ("«{brand}» ЖШС", "ТОО «{brand}»"),
    Kind.PEASANT_FARM: ("«{brand}» шаруа қожалығы", "Крестьянское хозяйство «{brand}»"),
}
BRAND, NUMBER = re.compile(r"“(.+)”"), re.compile(r"No\. (\d+)$")


def of(name: str, kind: str, region: Code | None) -> dict[str, str]:
    """{language: name}; nothing where the English name fits no pattern."""
    known = CENTRAL.get(name)
    if known is None:
        brand, number = BRAND.search(name), NUMBER.search(name)
        patterns = BRANDED.get(Kind(kind)) if brand else OF_REGION.get(Kind(kind)) if region else None
        if patterns is None or ("{number}" in patterns[0] and number is None):
            return {}
        told = {"brand": brand[1] if brand else "", "number": number[1] if number else "", **_genitive(region)}
        known = (patterns[0].format(**told), patterns[1].format(**told))
    return dict(zip(("kk", "ru"), known, strict=True))


def _genitive(region: Code | None) -> dict[str, str]:
    if region is None:
        return {"kk": "", "ru": ""}
    in_russian = re.sub(r"^(.+)ская область$", r"\1ской области", region.name_ru)
    in_russian = CITIES.get(region.code, re.sub(r"^область ", "области ", in_russian))
    return {"kk": f"{region.name_kk}ның", "ru": in_russian}
