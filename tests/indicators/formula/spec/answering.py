from .table import Example, Table

TABLES = (
    Table(
        "Coarser activities",
        "Activities below the published level are answered by the smallest that contains them, one by one and named.",
        """
        gva 2003 R1 A 10
        gva 2003 R1 B 4
        gva 2003 R1 C 6
        jobs 2003 R1 A 5
        jobs 2003 R1 B-C 2
        """,
        (
            Example("gva", "R1:011", "2003", "A 10"),
            Example("gva", "R1:011+B", "2003", "4; A 10"),
            Example("gva", "R1:011+02", "2003", "A 10"),
            Example("gva", "R1:A+011", "2003", "10"),
            Example("gva / jobs", "R1:A", "2003", "2"),
            Example("gva / jobs", "R1:B", "2003", "B-C 5"),
            Example("gva / jobs", "R1:B+C", "2003", "B-C 5"),
        ),
    ),
    Table(
        "Regions that were divided",
        "R2 was cut out of R1 in 2002; the measure counts it by itself from the first year in which it has a value.",
        """
        gva 2000 R1 _T 100
        gva 2001 R1 _T 66
        gva 2001 R2 _T 44
        jobs 2001 R1 _T 50
        jobs 2002 R1 _T 30
        jobs 2002 R2 _T 20
        gva 2002 R1 _T 60
        gva 2002 R2 _T 50
        """,
        (
            Example("growth(gva)", "R1", "2001", "not_applicable"),
            Example("growth(gva)", "R1+R2", "2001", "0.1"),
            Example("growth(gva)", "R1", "2002", "-0.0909"),
            Example("gva / jobs", "R1", "2001", "2.2"),
            Example("gva / jobs", "R2", "2001", "not_applicable"),
            Example("gva / jobs", "R1", "2002", "2"),
        ),
    ),
    Table(
        "Predecessors beside their successors",
        "OLD became R4 and R5; where all three are listed, none counts twice.",
        """
        gva 2000 OLD _T 10
        gva 2001 OLD _T 12
        gva 2001 R4 _T 7
        gva 2001 R5 _T 5
        gva 2002 R4 _T 8
        gva 2002 R5 _T 7
        gva 2001 R1 _T 20
        gva 2001 R3 _T 30
        """,
        (
            Example("gva", "R4+R5", "2001", "12"),
            Example("growth(gva)", "R4+R5", "2001", "0.2"),
            Example("growth(gva)", "R4+R5", "2002", "0.25"),
            Example("growth(gva)", "OLD", "2002", "0.25"),
            Example("gva", "R4", "2000", "not_applicable"),
            Example("economy(gva)", "R4", "2001", "62"),
            Example("economy(gva)", "R4", "2002", "missing_input"),
        ),
    ),
    Table(
        "Measures that are no sums",
        "A volume index of several regions is the mean weighted by last year's value.",
        """
        volume 2001 R1 _T 110
        volume 2001 R3 _T 100
        volume 2001 R4 _T 100
        gva 2000 R1 _T 30
        gva 2000 R3 _T 10
        """,
        (
            Example("volume / 100 - 1", "R1", "2001", "0.1"),
            Example("volume / 100 - 1", "R1+R3", "2001", "0.075"),
            Example("volume / 100 - 1", "R3+R4", "2001", "missing_input"),
        ),
    ),
)
