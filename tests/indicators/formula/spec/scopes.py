from .table import Example, Table

PUBLISHED = """
jobs 2003 R1 A 10
jobs 2003 R1 B 30
jobs 2003 R2 A 20
jobs 2003 R2 B 40
jobs 2003 KZ A 100
jobs 2003 KZ B 300
gva 2003 R1 A 5.5
"""

TABLES = (
    Table(
        "Four scopes",
        "A measure is read at the subject's regions and activities; a scope widens one of them, or both.",
        PUBLISHED,
        (
            Example("jobs", "R1:A", "2003", "10"),
            Example("industry(jobs)", "R1:A", "2003", "100"),
            Example("region(jobs)", "R1:A", "2003", "40"),
            Example("economy(jobs)", "R1:A", "2003", "400"),
            Example("industry(region(jobs))", "R1:A", "2003", "400"),
            Example("industry(jobs / 2)", "R1:A", "2003", "50"),
            Example("(jobs / region(jobs)) / (industry(jobs) / economy(jobs))", "R1:A", "2003", "1"),
        ),
    ),
    Table(
        "Several regions and activities",
        "A subject is a set of regions and a set of activities, each counted once.",
        PUBLISHED,
        (
            Example("jobs", "R1+R2:A", "2003", "30"),
            Example("jobs", "R1+R2:A+B", "2003", "100"),
            Example("jobs", "R1", "2003", "40"),
            Example("industry(jobs)", "R1+R2:A+B", "2003", "400"),
        ),
    ),
)
