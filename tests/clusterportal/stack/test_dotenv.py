from clusterportal.stack import dotenv


def test_what_is_written_is_read_again(tmp_path):
    content = {"DATABASE_URL": "postgres://portal@/portal?host=/tmp/a=b", "DEMO": "1"}
    dotenv.write(tmp_path / "services.env", content)
    assert dotenv.read(tmp_path / "services.env") == content


def test_a_file_that_is_not_there_is_empty(tmp_path):
    assert dotenv.read(tmp_path / "none.env") == {}


def test_comments_quotes_and_export_are_understood(tmp_path):
    (tmp_path / ".env").write_text("# A=1\nexport PORT='9000'\n\nDEMO = 0\n")
    assert dotenv.read(tmp_path / ".env") == {"PORT": "9000", "DEMO": "0"}


def test_only_this_account_reads_what_is_written(tmp_path):
    dotenv.write(tmp_path / "secrets.env", {"SECRET_KEY": "x"})
    assert (tmp_path / "secrets.env").stat().st_mode & 0o077 == 0
