import pytest
from django.conf import settings
from django.core.management import call_command

from clusterportal.management.commands.write_docs import DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_generated_document_says_what_its_table_says(name):
    assert (settings.BASE_DIR / name).read_text(encoding="utf-8") == DOCUMENTS[name]()


def test_the_check_finds_nothing_out_of_date():
    call_command("write_docs", check=True)
