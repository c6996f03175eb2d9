"""What the words of official tables mean, in English, Russian and Kazakh. Data, not rules."""

from __future__ import annotations

REGION, ACTIVITY, MEASURE, PERIOD = "region", "activity", "measure", "period"
YEAR, QUARTER, MONTH = "year", "quarter", "month"
VALUE, UNIT, STATUS, IGNORED = "value", "unit", "status", "ignored"
MULTIPLIER, BOUNDS = "multiplier", "bounds"
ROLES = (REGION, ACTIVITY, MEASURE, PERIOD, YEAR, QUARTER, MONTH, VALUE, UNIT, MULTIPLIER, STATUS, BOUNDS, IGNORED)

HEADERS: dict[str, str] = {
    word: role
    for role, listed in {
        REGION: "region|regions|oblast|area|ref area|reference area|geo|territory|region code|area fips|state|province"
        "|регион код|өңір коды"
        "|регион|регионы|область|области|территория|наименование региона|код региона|като|kato"
        "|өңір|өңірлер|облыс|облыстар|аймақ|аумақ",
        ACTIVITY: "activity|activities|item|industry|industries|sector|section|branch|nace|isic|oked|industry code"
        "|economic activity|kind of activity|вид деятельности|виды деятельности|вид экономической деятельности"
        "|отрасль|отрасли|секция|сектор|оквэд|окэд|вэд|код оквэд|код окэд"
        "|activity code|вид деятельности код|қызмет түрі коды"
        "|қызмет түрі|экономикалық қызмет түрі|сала|салалар|эқжж|эққж",
        MEASURE: "measure|indicator|variable|series|показатель|показатели|индикатор|көрсеткіш|көрсеткіштер"
        "|measure code|показатель учета код|показатель учета|өлшем коды|өлшем",
        PERIOD: "period|time|time period|date|период|отчетный период|кезең|мерзім|уақыт",
        YEAR: "year|years|год|годы|отчетный год|жыл|жылдар|жылы",
        QUARTER: "quarter|qtr|квартал|кв|тоқсан",
        MONTH: "month|месяц|ай",
        VALUE: "value|obs value|observation value|amount|figure|значение|значения|величина|мәні|мән|шамасы",
        UNIT: "unit|units|unit measure|unit of measure|ед изм|единица|единица измерения|өлшем бірлігі|бірлігі"
        "|unit code|единица измерения код|өлшем бірлігі коды",
        MULTIPLIER: "unit mult|unit multiplier",
        STATUS: "status|flag|flags|obs status|observation status|disclosure code|status code|статус|статус код"
        "|примечание|признак|мәртебе|мәртебе коды|белгі",
        BOUNDS: "bounds|obs bounds|size class|employment size class|empflag|class of size|range|класс размера"
        "|bounds of a withheld value|границы скрытого значения|жасырылған мәннің шектері"
        "|размерный класс|размерная группа|границы|интервал|шектері|көлем тобы",
        IGNORED: "dataflow|structure|structure id|action|freq|frequency|decimals|note|notes|comment|source"
        "|release|vintage|recorded at|id|no|n|№|номер|дата загрузки|region name|activity name|area title|own title"
        "|industry title|name",
    }.items()
    for word in listed.split("|")
}

MEASURES: tuple[tuple[str, str], ...] = tuple(
    (word, code)
    for code, listed in {
        "grp_index": "grp index|grp volume index|volume index|volume index of grp|gdp volume index"
        "|physical volume index|volume index of gross regional product|индекс физического объема|ифо|ифо врп"
        "|индекс физического объема валового регионального продукта|индекс физического объема врп"
        "|нақты көлем индексі|нки|жалпы өңірлік өнімнің нақты көлем индексі|жөө нақты көлем индексі",
        "grp": "grp|gdp|gross regional product|gross domestic product|врп|ввп|валовой региональный продукт"
        "|валовой внутренний продукт|валового регионального продукта|жөө|жіө|жалпы өңірлік өнім|жалпы ішкі өнім",
        "gva": "gva|gross value added|value added|вдс|валовая добавленная стоимость|валовой добавленной стоимости"
        "|жққ|жалпы қосылған құн",
        "jobs": "jobs|employed|employment|employed persons|employees|employed population|занятые|занято"
        "|занятое население|численность занятых|занятость|численность работников|month3 emplvl|empflag"
        "|жұмыспен қамтылғандар|жұмыспен қамтылған халық|қызметкерлер саны|жұмыспен қамту",
        "net_taxes": "net taxes|taxes less subsidies on products|net taxes on products|чистые налоги на продукты"
        "|чистые налоги|өнімдерге салынатын таза салықтар",
        "output": "output|gross output|выпуск|валовой выпуск|выпуск товаров и услуг|шығарылым",
        "wages": "wages|wage bill|wages and salaries|total qtrly wages|фонд заработной платы|фонд оплаты труда"
        "|жалақы қоры",
        "establishments": "establishments|enterprises|qtrly estabs|operating enterprises|предприятия"
        "|действующие предприятия|количество предприятий|кәсіпорындар|кәсіпорындар саны",
        "exports": "exports|export|экспорт|экспорт товаров|тауарлар экспорты",
        "investment": "investment|investments|investment in fixed capital|инвестиции|инвестиции в основной капитал"
        "|инвестициялар|негізгі капиталға салынған инвестициялар",
        "rnd": "rnd|r d|research and development|expenditure on research and development|ниокр"
        "|затраты на ниокр|внутренние затраты на ниокр|ғзтқж",
        "fixed_assets": "fixed assets|основные средства|основные фонды|негізгі құралдар",
        "population": "population|население|численность населения|халық|халық саны",
    }.items()
    for word in listed.split("|")
)

# Whole-economy and aggregate items. Their measure may differ from that of the table (see ITEM_MEASURES).
ACTIVITIES: tuple[tuple[str, str], ...] = tuple(
    (word, code)
    for code, listed in {
        "_T": "_T|total|gdp|grp|all activities|total all industries|10|net_taxes|net taxes|taxes on products"
        "|всего|итого|все виды деятельности|валовой внутренний продукт|валовой региональный продукт|ввп|врп"
        "|чистые налоги на продукты|чистые налоги|барлығы|жиыны|жалпы ішкі өнім|жалпы өңірлік өнім|жіө|жөө"
        "|өнімдерге салынатын таза салықтар",
        "B-E": "ind|industry total|industry b e|промышленность|өнеркәсіп",
        "I-S": "other services|other_services|прочие услуги|басқа қызметтер",
        "FISIM": "fisim|фисим|косвенно измеряемые услуги финансового посредничества",
        "B-F": "industry and construction|промышленность и строительство|өнеркәсіп және құрылыс",
        "G-U": "services|услуги|қызметтер",
    }.items()
    for word in listed.split("|")
)

# A table of value added by activity closes with the product and its taxes: other measures than the table's.
ITEM_MEASURES: dict[str, dict[str, str]] = {
    "gva": {
        word: code
        for code, listed in {
            "grp": "gdp|grp|валовой внутренний продукт|валовой региональный продукт|ввп|врп|жалпы ішкі өнім"
            "|жалпы өңірлік өнім|жіө|жөө",
            "net_taxes": "net taxes|taxes on products|чистые налоги на продукты|чистые налоги"
            "|өнімдерге салынатын таза салықтар",
        }.items()
        for word in listed.split("|")
    }
}

UNIT_FACTORS: dict[str, tuple[str, str]] = {
    "persons": ("persons", "1"),
    "thousand persons": ("persons", "1000"),
    "mln persons": ("persons", "1000000"),
    "KZT": ("mln KZT", "0.000001"),
    "thousand KZT": ("mln KZT", "0.001"),
    "mln KZT": ("mln KZT", "1"),
    "bln KZT": ("mln KZT", "1000"),
    "trn KZT": ("mln KZT", "1000000"),
    "mln RUR": ("mln RUR", "1"),
    "USD": ("mln USD", "0.000001"),
    "thousand USD": ("mln USD", "0.001"),
    "mln USD": ("mln USD", "1"),
    "bln USD": ("mln USD", "1000"),
    "index points": ("index points", "1"),
    "percent": ("fraction", "0.01"),
    "fraction": ("fraction", "1"),
    "units": ("units", "1"),
}

UNITS: tuple[tuple[str, str], ...] = tuple(
    (word, code)
    for code, listed in {
        "persons": "persons|person|people|чел|человек|адам",
        "thousand persons": "thousand persons|thousands of persons|thousand people|thous persons|ths persons|тыс чел"
        "|тыс человек|тысяч человек|тысяча человек|мың адам",
        "mln persons": "mln persons|million persons|млн чел|млн человек|млн адам",
        "KZT": "kzt|tenge|тенге|теңге|тг",
        "thousand KZT": "thousand kzt|thousand tenge|thous tenge|ths kzt|тыс тенге|тысяч тенге|мың теңге",
        "mln KZT": "mln kzt|mln tenge|million tenge|million kzt|млн тенге|миллион тенге|миллионов тенге|млн теңге"
        "|миллион теңге|mln тенге|млн тг",
        "bln KZT": "bln kzt|bln tenge|billion tenge|billion kzt|млрд тенге|миллиардов тенге|млрд теңге|млрд тг",
        "trn KZT": "trn kzt|trillion tenge|трлн тенге|трлн теңге",
        "mln RUR": "mln rur|mln rubles|mln roubles|million rubles|million roubles|rubles|roubles|млн руб|млн рублей"
        "|рублей|рубли|млн рубль",
        "USD": "usd|dollars|us dollars|долларов|долл сша|долларов сша",
        "thousand USD": "thousand usd|thousand us dollars|тыс долл сша|тыс долларов сша|мың ақш доллары",
        "mln USD": "mln usd|million us dollars|млн долл сша|млн долларов сша|млн ақш доллары",
        "bln USD": "bln usd|billion us dollars|млрд долл сша",
        "index points": "index points|prev year 100|previous year 100|в к предыдущему году"
        "|в процентах к предыдущему году"
        "|пунктов|өткен жылға пайызбен|алдыңғы жылға пайызбен",
        "percent": "percent|pct|процент|процентов|пайыз",
        "fraction": "fraction|share|доля|үлес",
        "units": "units|единиц|ед|бірлік",
    }.items()
    for word in listed.split("|")
)

ZERO = "zero"
MARKS: dict[str, str] = {
    "x": "suppressed", "х": "suppressed", "c": "suppressed", "с": "suppressed",
    "-": ZERO, "–": ZERO, "—": ZERO, "−": ZERO,
    "…": "missing_input", "...": "missing_input", "..": "missing_input", ":": "missing_input", "n/a": "missing_input",
    "na": "missing_input", "н/д": "missing_input", "нд": "missing_input", "н.д.": "missing_input",
    "ж/д": "missing_input",
}  # fmt: skip

# Words and letters of a status column; SDMX observation statuses among them.
STATUSES: dict[str, str] = {
    "": "ok", "a": "ok", "ok": "ok", "d": "ok", "b": "ok", "final": "ok",
    "p": "provisional", "provisional": "provisional", "preliminary": "provisional", "предварительные": "provisional",
    "e": "estimated", "f": "estimated", "i": "estimated", "estimated": "estimated", "estimate": "estimated",
    "forecast": "estimated", "оценка": "estimated", "прогноз": "estimated",
    "n": "suppressed", "x": "suppressed", "c": "suppressed", "q": "suppressed", "s": "suppressed",
    "suppressed": "suppressed", "confidential": "suppressed",
    "m": "missing_input", "l": "missing_input", "o": "missing_input", "missing": "missing_input",
    "missing_input": "missing_input",
}  # fmt: skip

# Classes of employment of the US County Business Patterns, which stand where the number itself is withheld.
SIZE_CLASSES: dict[str, tuple[float | None, float | None]] = {
    "a": (0, 19), "b": (20, 99), "c": (100, 249), "e": (250, 499), "f": (500, 999), "g": (1000, 2499),
    "h": (2500, 4999), "i": (5000, 9999), "j": (10_000, 24_999), "k": (25_000, 49_999), "l": (50_000, 99_999),
    "m": (100_000, None),
}  # fmt: skip

NOTE_STATUSES: tuple[tuple[str, str], ...] = (
    ("preliminary", "provisional"), ("provisional", "provisional"), ("предварит", "provisional"),
    ("алдын ала", "provisional"), ("estimat", "estimated"), ("оценк", "estimated"), ("оценоч", "estimated"),
    ("бағалау", "estimated"), ("forecast", "estimated"), ("прогноз", "estimated"),
)  # fmt: skip
