"""What is done with a whole source in the workbench: its kind, cleaning of printed pages, removal."""

from tests.importers.printed_pages import pdf
from tests.workbench.test_adding_corrected import PAGES
from toolkit.services.material import adding, source_kinds

POST = "/api/sources/1"


def names(client):
    return source_kinds.of_names(client.app.state.desk.project())


def test_the_kind_is_changed(desk_on, small):
    client = desk_on(small)
    name = next(iter(names(client)))
    assert client.post(f"{POST}/kind", json={"kind": "document"}).json()["said"] == f"{name} is now: Document."
    assert names(client)[name].value == "document"
    assert client.post(f"{POST}/kind", json={"kind": "nonsense"}).status_code == 422


def test_a_source_is_removed_once_the_person_knows_what_goes_with_it(desk_on, small):
    client = desk_on(small)
    before = set(names(client))
    assert client.post(f"{POST}/remove", json={"codings": 99}).status_code == 409
    told = client.post(f"{POST}/remove", json={"codings": None}).json()
    assert told["done"] is False
    assert set(names(client)) == before
    assert client.post(f"{POST}/remove", json={"codings": told["codings"]}).json()["done"]
    assert len(names(client)) == len(before) - 1
    assert client.post(f"{POST}/remove", json={"codings": None}).status_code == 404


def test_a_text_from_printed_pages_is_cleaned_once(desk_on, small):
    client = desk_on(small)
    decided = {"kind": "document"}
    adding.add_data(client.app.state.desk.project(), [("plan.pdf", pdf(PAGES), decided)])
    number = max(int(one) for one in client.get("/read").text.split("/read/")[1:] for one in [one.split('"')[0]])
    page = client.get(f"/read/{number}").text
    assert "data-clean" in page
    address = f"/api/sources/{number}/clean"
    assert client.post(address, json={"command": "a"}).json()["said"].startswith("Cleaned.")
    assert client.post(address, json={"command": "b"}).json()["said"] == "There is nothing to clean."
    assert client.post(f"{POST}/clean", json={"command": "c"}).status_code in {409, 422}


def test_nothing_of_it_is_offered_where_nothing_may_be_changed(desk_on, small):
    client = desk_on(small, read_only=True)
    assert 'id="whole"' not in client.get("/read/1").text
    for deed, body in (("kind", {"kind": "document"}), ("remove", {"codings": None}), ("clean", {"command": "a"})):
        assert client.post(f"{POST}/{deed}", json=body).status_code >= 400
