from .table import Example, Table

PUBLISHED = """
gva 2002 R1 A 40
gva 2002 R1 B 60
gva 2002 R3 A 50
gva 2002 R3 B 50
gva 2002 KZ A 200
gva 2002 KZ B 200
gva 2003 R1 A 50
gva 2003 R1 B 90
gva 2003 R3 A 0
gva 2003 R3 B 60
gva 2003 KZ A 220
gva 2003 KZ B 260
jobs 2003 R1 _T 30
jobs 2003 R3 _T 10
jobs 2003 R4 _T 20
"""

RELATED = """
gva 2003 R1 A 60
gva 2003 R1 B 30
gva 2003 R1 C 10
gva 2003 R2 A 50
gva 2003 R2 B 30
gva 2003 R2 C 20
gva 2003 R3 A 10
gva 2003 R3 B 40
gva 2003 R3 C 50
gva 2003 R4 A 5
gva 2003 R4 B 15
gva 2003 R4 C 80
gva 2003 R5 A 20
gva 2003 R5 B 10
gva 2003 R5 C 70
"""
TABLES = (
    Table(
        "Any formula, part by part",
        "sum, average, deviation, smallest, greatest and count take a formula for each part; inside it the scopes of a"
        " part hold. A whole number at the end says how many parts are too few to answer.",
        PUBLISHED,
        (
            Example("sum(regions(jobs))", "R1+R3", "2003", "40"),
            Example("average(regions(jobs))", "R1+R3", "2003", "20"),
            Example("deviation(regions(jobs))", "R1+R3", "2003", "14.1421"),
            Example("deviation(regions(jobs), 3)", "R1+R3", "2003", "too_few_units"),
            Example("deviation(regions(jobs))", "R1", "2003", "too_few_units"),
            Example("smallest(regions(jobs))", "R1+R3+R4", "2003", "10"),
            Example("greatest(regions(jobs))", "R1+R3+R4", "2003", "30"),
            Example("count(regions(jobs))", "R1+R3+R4", "2003", "3"),
            Example("count(activities(gva)) * hhi(gva) - 1", "R1", "2003", "0.0816"),
            Example("mld(regions(jobs))", "R1+R3", "2003", "0.1438"),
            Example("sum(activities(gva / region(gva) * (industry(gva) / economy(gva))))", "R1", "2003", "0.5119"),
            Example("sum(divisions(gva))", "R1", "2003", "missing_input"),
        ),
    ),
    Table(
        "Shift and share",
        "What a region would have gained with the whole economy, by its mix of activities, and by itself; together they"
        " are its change.",
        PUBLISHED,
        (
            Example("previous(region(gva)) * growth(economy(gva))", "R1", "2003", "20"),
            Example(
                "sum(activities(previous(gva) * (growth(industry(gva)) - growth(economy(gva)))))", "R1", "2003", "2"
            ),
            Example("sum(activities(gva - previous(gva) * (1 + growth(industry(gva)))))", "R1", "2003", "18"),
            Example("region(gva) - previous(region(gva))", "R1", "2003", "40"),
            Example("sum(activities(growth(gva)))", "R3", "2003", "-0.8"),
        ),
    ),
    Table(
        "Related and complex",
        "complexity, activity_complexity and density look at the table of all regions and activities at once: who is"
        " specialised in what, a quotient of at least 1. Here R1 and R2 do what few do.",
        RELATED,
        (
            Example("complexity(gva)", "R1", "2003", "1.1438"),
            Example("complexity(gva)", "R4", "2003", "-1.0889"),
            Example("complexity(gva)", "R1+R3", "2003", "not_applicable"),
            Example("activity_complexity(gva)", "R1:A", "2003", "0.947"),
            Example("industry(activity_complexity(gva))", "KZ:C", "2003", "-1.3831"),
            Example("density(gva)", "R1:C", "2003", "0.25"),
            Example("density(gva)", "R1", "2003", "not_applicable"),
            Example("complexity(gva - 1000)", "R1", "2003", "not_applicable"),
            Example("complexity(gva)", "R1", "2002", "missing_input"),
            Example("sum(cells(gva))", "R1", "2003", "500"),
        ),
    ),
    Table(
        "Powers, roots and mean growth",
        "cagr is the yearly growth that leads from one year to another. It starts above zero and cannot end below it.",
        PUBLISHED,
        (
            Example("power(gva, 2)", "R1:A", "2003", "2500"),
            Example("root(region(gva) * region(gva), 2)", "R1:A", "2003", "140"),
            Example("root(gva - 100, 2)", "R1:A", "2003", "not_applicable"),
            Example("cagr(gva, 1)", "R1:A", "2003", "0.25"),
            Example("cagr(gva, 1)", "R3:A", "2003", "-1"),
            Example("cagr(gva - 50, 1)", "R1:A", "2003", "undefined_denominator"),
            Example("cagr(gva - 39, 1)", "R3:A", "2003", "not_applicable"),
        ),
    ),
)
