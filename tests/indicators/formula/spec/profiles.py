from .table import Example, Table

TABLES = (
    Table(
        "Profiles",
        "Functions over all activities of the region, or over the regions of the subject.",
        """
        gva 2003 R1 A 50
        gva 2003 R1 B 50
        gva 2003 R3 A 90
        gva 2003 R3 B 10
        gva 2003 KZ A 100
        gva 2003 KZ B 100
        jobs 2003 R1 _T 30
        jobs 2003 R2 _T 10
        jobs 2003 R3 _T 10
        jobs 2003 R4 _T 10
        jobs 2003 R5 _T 40
        """,
        (
            Example("hhi(gva)", "R1", "2003", "0.5"),
            Example("hhi(gva)", "R3:A", "2003", "0.82"),
            Example("entropy(gva)", "R1", "2003", "0.6931"),
            Example("krugman(gva)", "R1", "2003", "0"),
            Example("krugman(gva)", "R3", "2003", "0.8"),
            Example("hhi(gva)", "R2", "2003", "missing_input"),
            Example("hhi(regions(jobs))", "KZ", "2003", "0.28"),
            Example("economy(gini(jobs))", "R1", "2003", "0.32"),
            Example("theil(jobs)", "R1+R3", "2003", "0.1308"),
            Example("cv(jobs)", "R1+R3", "2003", "0.7071"),
            Example("cv(jobs)", "R1", "2003", "too_few_units"),
            Example("hhi(regions(jobs - 10))", "R2+R3", "2003", "undefined_denominator"),
            Example("hhi(regions(jobs - 20))", "R2+R3", "2003", "not_applicable"),
        ),
    ),
)
