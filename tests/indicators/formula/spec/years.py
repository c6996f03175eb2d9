from .table import Example, Table

PUBLISHED = """
gva 2000 R3 A 80
gva 2001 R3 A 100
gva 2002 R3 A 110
gva 2003 R3 A 99
gva 2001 R4 A 0
gva 2002 R4 A 7
gva 2001-Q1 R3 A 20
gva 2002-Q1 R3 A 25
gva 2001-01..09 R3 A 60
gva 2002-01..09 R3 A 66
"""

TABLES = (
    Table(
        "Years",
        "Lags count years: the same year, quarter, month or months so far, so many years before.",
        PUBLISHED,
        (
            Example("previous(gva)", "R3:A", "2003", "110"),
            Example("previous(gva, 2)", "R3:A", "2003", "100"),
            Example("growth(gva)", "R3:A", "2002", "0.1"),
            Example("growth(gva, 2)", "R3:A", "2003", "-0.01"),
            Example("growth(gva)", "R3:A", "2002-Q1", "0.25"),
            Example("growth(gva)", "R3:A", "2002-01..09", "0.1"),
            Example("mean(gva, 3)", "R3:A", "2003", "103"),
            Example("stdev(gva, 2)", "R3:A", "2003", "7.7782"),
            Example("index(gva, 2000)", "R3:A", "2003", "123.75"),
            Example("previous(growth(gva))", "R3:A", "2003", "0.1"),
        ),
    ),
    Table(
        "Where growth stops",
        "Growth from nothing is undefined, and a missing year is never passed over.",
        PUBLISHED,
        (
            Example("growth(gva)", "R4:A", "2002", "undefined_denominator"),
            Example("growth(gva)", "R3:A", "2000", "missing_input"),
            Example("mean(gva, 3)", "R3:A", "2001", "missing_input"),
        ),
    ),
)
