"""What the language of formulas means, by example: tables that are tests and become docs/formulas.md."""
