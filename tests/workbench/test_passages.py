"""The screen Passages: the reading list, the matrix and the table of codes, each number leading to its passages."""

import csv
import html
import io
import re

import pytest

from toolkit.services.coding import gathered


def quotes(page):
    return re.findall(r'<p class="quote">(.*?)</p>', page, re.DOTALL)


def cells(page):
    """Name, value and number of each cell that is a button."""
    found = re.findall(r'<button class="cell" name="(\w+)" value="([^"]*)"[^>]*>(\d+)</button>', page)
    return [(name, html.unescape(value), int(number)) for name, value, number in found]


def count(page):
    found = re.search(r'class="found-count"><strong>(\d+) passages?</strong> of (\d+)', page)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def test_at_first_everything_is_read(desk_on, small):
    page = desk_on(small).get("/passages").text
    assert count(page) == (18, 10)
    assert "1 person&#39;s words are withheld" in page
    assert "SEVENSECRET" not in page
    assert len(quotes(page)) == 18
    assert "may not be quoted" in page


def test_what_is_coded_so_and_not_so(desk_on, small):
    client = desk_on(small)
    assert count(client.post("/passages/list", data={"code": "needs", "without": "valence/hinders"}).text) == (3, 3)
    assert count(client.post("/passages/list", data={"code": "needs", "also": "valence/hinders"}).text) == (7, 7)
    assert count(client.post("/passages/list", data={"variable": '["organisation", "Office"]'}).text) == (2, 2)
    assert (
        "No passage is coded like that"
        in client.post("/passages/list", data={"code": "needs", "also": "solutions"}).text
    )


def test_what_the_page_offers_from_the_register_works(desk_on, small):
    page = desk_on(small).get("/passages").text
    values = [html.unescape(one) for one in re.findall(r'<option value="(\[[^"]*)"', page)]
    assert '["organisation", "Office"]' in values


def test_the_list_comes_in_parts(desk_on, own_sample):
    client = desk_on(own_sample)
    first = client.post("/passages/list", data={"code": "needs"}).text
    rest = client.post("/passages/list", data={"code": "needs", "after": "50"}).text
    assert len(quotes(first)) == 50
    assert not set(quotes(first)) & set(quotes(rest))
    assert "<strong>" not in rest


def test_the_list_as_a_file(desk_on, small):
    answer = desk_on(small).post("/passages/csv", data={"code": "needs"})
    assert answer.headers["content-disposition"] == 'attachment; filename="passages.csv"'
    assert len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))) == 11
    assert "SEVENSECRET" not in answer.text


@pytest.mark.parametrize("count_of", ["respondents", "passages"])
def test_each_number_of_the_matrix_leads_to_its_passages(desk_on, small, count_of):
    client = desk_on(small)
    page = client.post("/passages/matrix/table", data={"rows": "area", "columns": "group", "count": count_of}).text
    found = cells(page)
    assert len(found) == 4
    for name, value, number in found:
        listed = client.post("/passages", data={name: value}).text
        assert count(listed)[count_of == "respondents"] == number
        assert "From the matrix:" in listed


def test_a_narrowed_matrix_leads_to_the_narrowed_list(desk_on, small):
    client = desk_on(small)
    page = client.post("/passages/matrix", data={"columns": "valence", "group": "team", "count": "passages"}).text
    found = cells(page)
    assert sum(number for _, _, number in found) == 2
    assert '<input type="hidden" name="group" value="team">' in page
    assert count(client.post("/passages", data={"cell": found[0][1], "group": "team"}).text) == (1, 1)


def test_the_matrix_as_a_file(desk_on, small):
    answer = desk_on(small).post("/passages/matrix/csv", data={"rows": "valence"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Valence", "Participants", "Team"]
    assert answer.headers["content-disposition"] == 'attachment; filename="matrix.csv"'


@pytest.mark.parametrize("count_of", ["respondents", "passages"])
def test_each_pair_of_codes_leads_to_its_passages(desk_on, small, count_of):
    client = desk_on(small)
    data = {"rows": "top", "columns": "valence", "count": count_of}
    found = cells(client.post("/passages/together/table", data=data).text)
    assert len(found) == 6
    for name, value, number in found:
        assert count(client.post("/passages", data={name: value}).text)[count_of == "respondents"] == number


def test_before_anything_is_coded_the_next_step_is_told(desk_on, suggested):
    client = desk_on(suggested)
    for address in ("/passages", "/passages/matrix", "/passages/together"):
        assert "Nothing is coded yet" in client.get(address).text


@pytest.mark.parametrize(
    "address", ["/passages", "/passages/list", "/passages/csv", "/passages/matrix", "/passages/together"]
)
def test_odd_fields_break_nothing(desk_on, small, address):
    odd = {
        "code": "x\x00'; --",
        "cell": '["area","group"]',
        "pair": "[" * 5000,
        "variable": '{"a":1}',
        "rows": "nothing",
        "columns": "<b>",
        "count": "?",
        "source": "9" * 40,
        "order": "x",
        "coder": "\u202e",
    }
    answer = desk_on(small).post(address, data=odd)
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_they_are_swedish_too(desk_on, small):
    client = desk_on(small, language="sv")
    assert "18 avsnitt" in client.get("/passages").text
    assert "Frågeområde" in client.get("/passages/matrix").text
    assert "Koder tillsammans" in client.get("/passages/together").text


def test_a_second_code_may_stand_elsewhere(desk_on, small):
    client = desk_on(small)

    def count(**data):
        found = re.search(r"<strong>(\d+) passage", client.post("/passages/list", data=data).text)
        return int(found.group(1)) if found else 0

    every = count(code="needs")
    assert count(code="needs", also="solutions", how="and") == 0
    assert 0 < count(code="needs", also="solutions", how="case") < every
    assert count(code="needs", also="solutions", how="then") == count(code="needs", also="solutions", how="case")
    assert count(code="needs", also="needs", how="near") == every
    assert count(code="needs", also="solutions", how="nonsense") == 0


def test_of_many_sources_only_the_first_passages_are_gathered(desk_on, own_sample, monkeypatch):
    client = desk_on(own_sample)
    everything = quotes(client.get("/passages").text)
    monkeypatch.setattr("toolkit.services.coding.gathered.gathered", None)  # nobody may gather everything
    monkeypatch.setattr("toolkit.services.coding.gathered.FEW", 2)
    page = client.get("/passages").text
    more = client.post("/passages/list", data={"after": "50"}).text
    assert quotes(page) == everything
    assert len(quotes(more)) == 50
    assert not set(quotes(page)) & set(quotes(more))
    assert re.search(r'class="found-count"><strong>[\d,]+ codings</strong> in \d+ sources', page)
    assert '"after": "50"' in page


def test_a_narrowed_list_is_read_before_it_is_counted(desk_on, own_sample, monkeypatch):
    client = desk_on(own_sample)
    asked = {"code": "needs"}
    everything = quotes(client.post("/passages", data=asked).text)
    total = re.search(r"<strong>([\d,]+) passages</strong>", client.post("/passages/count", data=asked).text)
    gathered._kept.clear()
    monkeypatch.setattr("toolkit.services.coding.gathered.FEW", 2)
    with monkeypatch.context() as patch:
        patch.setattr("toolkit.services.coding.gathered.gathered", None)  # nobody may gather everything
        page = client.post("/passages", data=asked).text
    assert quotes(page) == everything
    assert 'hx-post="/passages/count"' in page
    assert "Counting" in page
    assert total
    assert total.group(0) in client.post("/passages/count", data=asked).text
