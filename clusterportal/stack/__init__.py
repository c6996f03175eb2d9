"""What ./run and ./test start: PostgreSQL, broker, browser, programs. Knows no Django."""
