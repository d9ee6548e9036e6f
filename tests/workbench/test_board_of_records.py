"""Themes of what nobody says stand on the board in a column of their own."""

import re

from tests.services.recorded import with_records


def test_the_board_shows_the_column_of_records(small, desk_on, spegla):
    with_records(small, spegla)
    assert spegla("themes", "-p", small).code == 0
    client = desk_on(small)
    page = client.get("/themes")
    pages = {client.get(path) for path in re.findall(r'"(/themes/area/\d+)"', page.text)} | {page}
    assert {one.status_code for one in pages} == {200}
    (shown,) = [one.text for one in pages if "<h2" in one.text and ">Observations and documents</h2>" in one.text][:1]
    number = re.search(r'id="column-(\d+)" data-area="[^"]*" data-group="records"', shown).group(1)
    area = re.search(r"/themes/area/(\d+)", shown).group(1)
    assert client.get(f"/themes/area/{area}/group/{number}").status_code == 200
