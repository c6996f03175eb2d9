from .table import Example, Table

TABLES = (
    Table(
        "Statuses",
        "The gravest status of the inputs is the status of the figure. Zero is a value, and nothing is not zero.",
        """
        jobs 2003 R1 A 0
        jobs 2003 R1 B 8 provisional
        jobs 2003 R2 A suppressed
        jobs 2003 R2 B 4
        jobs 2003 R3 A 3 estimated
        gva 2003 R1 A 5
        gva 2003 R1 B 4
        rate 2003 R1 A 0.5
        rate 2003 R2 A 0.7
        """,
        (
            Example("jobs", "R1:A", "2003", "0"),
            Example("jobs", "R1:B", "2003", "8 provisional"),
            Example("jobs", "R1+R3:A", "2003", "3 estimated"),
            Example("jobs", "R1+R2:A", "2003", "suppressed"),
            Example("jobs", "R3:B", "2003", "missing_input"),
            Example("gva / jobs", "R1:A", "2003", "undefined_denominator"),
            Example("gva / jobs", "R1:B", "2003", "0.5 provisional"),
            Example("rate", "R1:A", "2003", "0.5"),
            Example("rate", "R1+R2:A", "2003", "not_applicable"),
            Example("ln(-1)", "R1:A", "2003", "not_applicable"),
        ),
    ),
    Table(
        "Totals",
        "Published totals come before sums; a sum stands for a total only where it is complete.",
        """
        gva 2003 R1 A 10
        gva 2003 R1 01 6
        gva 2003 R1 02 3
        gva 2003 R2 01 6
        gva 2003 R2 02 3
        gva 2003 R3 01 6
        gva 2003 R1 B 5
        """,
        (
            Example("gva", "R1:A", "2003", "10"),
            Example("gva", "R2:A", "2003", "9"),
            Example("gva", "R3:A", "2003", "missing_input"),
            Example("region(gva)", "R1:A", "2003", "15"),
            Example("region(gva)", "R2:A", "2003", "missing_input"),
            Example("industry(gva)", "R1:A", "2003", "missing_input"),
        ),
    ),
    Table(
        "A part above its whole",
        "Rounding may lift a part a little over its whole; more than that is inconsistent, shown and said.",
        """
        jobs 2003 R1 A 76415
        jobs 2003 R1 _T 76413
        jobs 2003 R3 A 90
        jobs 2003 R3 _T 80
        """,
        (
            Example("jobs / region(jobs)", "R1:A", "2003", "1"),
            Example("jobs / region(jobs)", "R3:A", "2003", "1.125 inconsistent"),
        ),
    ),
)
