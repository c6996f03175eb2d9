"""Which engine answers. The number rises whenever the same numbers and formulas are answered otherwise than before."""

ENGINE = 2  # 2: nothing is compared across a break of its series
