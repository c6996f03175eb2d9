from clusterportal.templatetags import ui

PAGES = (("gallery", "Gallery"), ("never_written", "Not there yet"))


def test_a_page_that_does_not_exist_yet_has_no_link():
    assert ui.links_to(PAGES) == [{"label": "Gallery", "href": "/en/gallery/", "is_current": False}]


def test_a_page_below_belongs_to_the_link_above_it():
    assert [link["is_current"] for link in ui.links_to(PAGES, "/en/gallery/map/")] == [True]


def test_the_language_is_switched_by_a_form_where_the_address_has_none(rf):
    request = rf.get("/accounts/login/")
    links = ui.language_links({"request": request})
    assert [(link["code"], link["url"], link["is_address"]) for link in links] == [
        ("kk", "/accounts/login/", False),
        ("ru", "/accounts/login/", False),
        ("en", "/accounts/login/", False),
    ]
