"""The screen Find: hits on a page, sentences before coding, and no input that breaks it."""

import re

import pytest


def ticks(page):
    return re.findall(r'name="hit" form="find" value="([\d:]+)"', page)


def places(page):
    return [[int(one) for one in each.split(":")] for each in re.findall(r'name="place" value="([\d:]+)"', page)]


def test_an_empty_search_says_what_to_do(desk_on, small):
    answer = desk_on(small).get("/find")
    assert answer.status_code == 200
    assert "Type a word that people use" in answer.text


def test_hits_stand_under_their_source_with_who_says_them(desk_on, small):
    page = desk_on(small).post("/find/hits", data={"words": "bus"}).text
    assert len(ticks(page)) == 7
    assert "said by 4 people" in page
    assert 'href="/read/1#t2"' in page
    assert "<html" not in page


def test_without_script_it_is_a_whole_page(desk_on, small):
    page = desk_on(small).post("/find", data={"words": "bus", "without": "valence/hinders"}).text
    assert "<html" in page
    assert len(ticks(page)) == 2
    assert 'value="valence/hinders" selected' in page


def test_hits_come_by_the_hundred(desk_on, own_sample):
    client = desk_on(own_sample)
    first = client.post("/find/hits", data={"words": "jag"}).text
    assert len(ticks(first)) == 100
    more = client.post("/find/hits", data={"words": "jag", "after": "100"}).text
    assert len(ticks(more)) == 100
    assert not set(ticks(first)) & set(ticks(more))
    assert "continued" in more


def test_withheld_words_are_on_no_page(desk_on, small):
    client = desk_on(small)
    for data in ({"words": "secret", "inside": "true", "everyone": "true"}, {"words": "plan", "everyone": "true"}):
        for address in ("/find", "/find/hits", "/find/look"):
            assert "SEVENSECRET" not in client.post(address, data={**data, "all": "true", "codes": "needs"}).text


def test_coding_is_shown_before_it_is_done(desk_on, small):
    client = desk_on(small, coder="X")
    hits = ticks(client.post("/find/hits", data={"words": "bus"}).text)
    look = client.post("/find/look", data={"words": "bus", "hit": hits[:2], "codes": ["solutions"]}).text
    assert len(places(look)) == 1
    assert "Code 1 passage" in look
    everything = places(client.post("/find/look", data={"words": "bus", "all": "true", "codes": ["solutions"]}).text)
    assert len(everything) == 4
    body = {"command": "command-1", "places": everything, "codes": ["solutions"]}
    answer = client.post("/api/found/codings", json=body)
    assert (answer.status_code, answer.json()["codings"]) == (200, 4)
    assert client.post("/api/found/codings", json=body).json()["repeated"]
    again = client.post("/find/look", data={"words": "bus", "all": "true", "codes": ["solutions"]}).text
    assert places(again) == []
    assert "4 sentences are coded so by you already." in again


def test_without_a_code_or_a_tick_it_says_so(desk_on, small):
    client = desk_on(small)
    assert "Choose a code first." in client.post("/find/look", data={"words": "bus", "all": "true"}).text
    assert "Tick at least one hit" in client.post("/find/look", data={"words": "bus", "codes": "needs"}).text


def test_nothing_is_coded_in_a_workbench_for_reading(desk_on, small):
    client = desk_on(small, read_only=True)
    body = {"command": "command-1", "places": [[1, 150, 160]], "codes": ["needs"]}
    assert client.post("/api/found/codings", json=body).status_code == 422
    page = client.post("/find/hits", data={"words": "bus"}).text
    assert "coding-bar" not in page
    assert not ticks(page)


@pytest.mark.parametrize(
    "places",
    [[[1, 5, 5]], [[1, 10, 5]], [[999, 1, 5]], [[1, -1, 5]], [[1, 0, 10**30]], [[1, 2]], "x", [[1, 10**7, 10**8]]],
)
def test_places_that_are_none_are_refused(desk_on, small, places):
    body = {"command": "command-1", "places": places, "codes": ["needs"]}
    assert desk_on(small).post("/api/found/codings", json=body).status_code in (404, 422)


def test_the_sentence_of_a_hit(desk_on, small):
    client = desk_on(small)
    source, start, end = ticks(client.post("/find/hits", data={"words": "village"}).text)[0].split(":")
    answer = client.get(f"/find/sentence/{source}/{start}/{end}")
    assert "The bus was the worst of it" in answer.text
    assert "<mark>village</mark>" in answer.text
    for wrong in ("1/5/5", "1/0/3", "999/1/2", f"1/0/{10**30}"):
        assert client.get(f"/find/sentence/{wrong}").status_code in (404, 422)


@pytest.mark.parametrize(
    "words",
    [
        "(((",
        "a" * 10_000,
        "\x00",
        "\u202eabc",
        "<script>alert(1)</script>",
        "x:y NOT *",
        "%' OR 1=1 --",
        "\ufffe",
        "😀",
        '"""',
    ],
)
@pytest.mark.parametrize("address", ["/find", "/find/hits", "/find/look"])
def test_no_question_breaks_the_page(desk_on, small, words, address):
    answer = desk_on(small).post(address, data={"words": words, "inside": "true", "inflected": "true", "all": "true"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_broken_bytes_and_odd_fields_break_nothing(desk_on, small):
    client = desk_on(small)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (
        client.post("/find/hits", content=b"words=%ED%A0%80%FF&source=%00&group=zzz", headers=form).status_code == 200
    )
    assert client.post("/find/hits", data={"words": "bus", "source": "9" * 40, "phase": "x"}).status_code == 200
    assert client.post("/find/hits", data={"words": "bus", "after": "9" * 40}).status_code == 422


def test_it_is_swedish_too(desk_on, small):
    page = desk_on(small, language="sv").post("/find", data={"words": "bus"}).text
    assert "7 träffar" in page
    assert "sagt av 4 personer" in page


def test_a_pattern_is_looked_for_when_asked(desk_on, small):
    client = desk_on(small)
    assert len(ticks(client.post("/find/hits", data={"words": r"\bb.s\b", "pattern": "true"}).text)) == 7
    answer = client.post("/find/hits", data={"words": "(((", "pattern": "true"})
    assert answer.status_code == 422
    assert "cannot be read" in answer.text
    assert "There is no word to look for" in client.post("/find/hits", data={"words": " ", "pattern": "true"}).text
