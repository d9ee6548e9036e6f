"""Files shown before they are stored: corrected, seen again, stored as they were shown; many of them as a job."""

import html
import re
import time

from tests.importers.printed_pages import pdf
from tests.importers.survey_samples import FORMS
from toolkit.workbench import adding as screen

TALK = (
    "KL: How was it?\nBE: By bus.\nKL: And then?\nBE: On foot.\nKL: Thanks!\nBE: Welcome.\nAnna: coffee is ready now.\n"
)


def looked(client, *files):
    answer = client.post("/api/sources/preview", files=[("files", each) for each in files])
    assert answer.status_code == 200, answer.text
    return answer.text


def look_in(page):
    return re.search(r'data-add="([^"]+)"', page)[1]


def fields(page):
    """The form as the browser would send it."""
    form = page[page.index("<form") : page.index("</form>")]
    found = []
    for tag in re.finditer(r"<input[^>]*>|<select[^>]*>.*?</select>", form, re.DOTALL):
        name = re.search(r'name="([^"]+)"', tag[0])[1]
        if 'type="checkbox"' in tag[0] and " checked" not in tag[0]:
            continue
        if tag[0].startswith("<input"):
            value = (re.search(r'value="([^"]*)"', tag[0]) or ["", ""])[1]
        else:
            options = re.findall(r'<option(?: value="([^"]*)")?( selected)?>([^<]*)', tag[0])
            chosen = next((each for each in options if each[1]), options[0])
            value = chosen[0]
        found.append((name, html.unescape(value)))
    return found


def corrected(client, page, change):
    sent = {}
    for name, value in change(fields(page)):
        sent.setdefault(name, []).append(value)
    answer = client.post("/api/sources/correct", data=sent)
    assert answer.status_code == 200, answer.text
    return answer.text


def sources(client):
    return client.get("/").text


def test_sending_the_form_unchanged_decides_nothing(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("talk.txt", TALK.encode()))
    again = corrected(client, page, lambda sent: sent)
    assert [each for each in fields(again) if each[0] != "look"] == [each for each in fields(page) if each[0] != "look"]
    client.post("/api/sources/add", json={"look": look_in(again)})
    assert decided(client, "talk.txt") == {}


def decided(client, name):
    from toolkit.storage.sources import source_settings
    from toolkit.storage.sources import sources as stored

    desk = client.app.state.desk
    with desk.project().store() as store, store.reading() as connection:
        return dict(source_settings.of(connection, stored.id_of(connection, name)).decided)


def test_a_speaker_is_corrected_seen_again_and_stored_so(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("talk.txt", TALK.encode()))
    assert "1 line to look at" in page
    assert "Anna: coffee is ready now." in page

    def change(sent):
        place = sent.index(("label", "0 BE"))
        return [*sent[: place + 2], ("who", "P09"), *sent[place + 3 :]]

    again = corrected(client, page, change)
    assert 'value="P09"' in again
    old = client.post("/api/sources/add", json={"look": look_in(page)})
    assert old.status_code == 409
    assert client.post("/api/sources/add", json={"look": look_in(again)}).json()["added"] == 1
    assert decided(client, "talk.txt") == {"speakers": "be=P09"}


def test_a_correction_sent_before_the_last_was_shown_keeps_both(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("talk.txt", TALK.encode()))
    day, kind = {"date": "2025-03-31"}, {"kind": "focus_group"}
    corrected(client, page, lambda sent: [(name, day.get(name, value)) for name, value in sent])
    both = corrected(client, page, lambda sent: [(name, {**day, **kind}.get(name, value)) for name, value in sent])
    client.post("/api/sources/add", json={"look": look_in(both)})
    assert decided(client, "talk.txt") == day | kind


def test_a_line_in_doubt_is_named_as_a_speaker_s(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("talk.txt", TALK.encode()))
    named = {"extra_label": "Anna", "extra_who": "P08"}
    again = corrected(client, page, lambda sent: [(name, named.get(name, value)) for name, value in sent])
    assert "to look at" not in again
    assert ("label", "0 Anna") in fields(again)
    assert ("who", "P08") in fields(again)


def test_kind_date_and_encoding_are_chosen(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("talk.txt", TALK.encode()))
    chosen = {"kind": "focus_group", "date": "2025-03-31", "encoding": "windows-1252"}
    again = corrected(client, page, lambda sent: [(name, chosen.get(name, value)) for name, value in sent])
    assert 'value="2025-03-31"' in again
    client.post("/api/sources/add", json={"look": look_in(again)})
    assert decided(client, "talk.txt") == chosen


def test_columns_of_a_table_are_shown_and_chosen(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("survey.csv", FORMS.encode()))
    assert "Columns of the table" in page
    assert "E-post" in page

    def change(sent):
        place = sent.index(("column", "0 I"))
        return [*sent[: place + 2], ("column_kind", "leave"), *sent[place + 3 :]]

    again = corrected(client, page, change)
    assert ("column_was", "leave") in fields(again)
    client.post("/api/sources/add", json={"look": look_in(again)})
    assert "I=leave" in decided(client, "survey.csv")["columns"]


def test_a_broken_form_is_refused(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("talk.txt", TALK.encode()))
    base = {"look": look_in(page), "file": "0", "encoding": "", "kind": ""}
    base |= {"date": "", "date_was": "", "respondent": "", "respondent_was": ""}
    assert client.post("/api/sources/correct", data={**base, "look": "another-look"}).status_code == 409
    assert client.post("/api/sources/correct", data={**base, "label": "0 BE"}).status_code == 422
    assert client.post("/api/sources/correct", data={**base, "kind": "nonsense"}).status_code == 422
    assert client.post("/api/sources/correct", data={"look": look_in(page)}).status_code == 422


HEAD = "Evaluation of the course"
PAGES = [[HEAD, "The plan is to", "learn.", "1"], [HEAD, "It is new.", "2"]] * 2
NOTES = "The supervisor greets everybody.\n\nOne participant sits alone by the window.\n"


def test_a_text_in_which_nobody_speaks_is_offered_a_kind_and_added(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("notes.txt", NOTES.encode()))
    assert "Nothing new to add" in page
    assert "choose its kind" in page
    kind = {"kind": "observation"}
    again = corrected(client, page, lambda sent: [(name, kind.get(name, value)) for name, value in sent])
    assert "Nobody speaks in it" in again
    assert client.post("/api/sources/add", json={"look": look_in(again)}).json()["added"] == 1
    assert decided(client, "notes.txt") == kind


def test_an_encoding_that_does_not_fit_can_be_chosen_anew(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("talk.txt", TALK.encode()))
    wrong, right = {"encoding": "utf-16-le"}, {"encoding": "utf-8"}
    broken = corrected(client, page, lambda sent: [(name, wrong.get(name, value)) for name, value in sent])
    assert "Nothing new to add" in broken
    mended = corrected(client, broken, lambda sent: [(name, right.get(name, value)) for name, value in sent])
    assert "1 file can be added" in mended


def test_a_case_description_says_whom_it_is_about(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("case.txt", NOTES.encode()))
    case, about = {"kind": "case"}, {"respondent": "P01"}
    unnamed = corrected(client, page, lambda sent: [(name, case.get(name, value)) for name, value in sent])
    assert "It is not said whom case.txt is about" in unnamed
    named = corrected(client, unnamed, lambda sent: [(name, about.get(name, value)) for name, value in sent])
    assert "It is not said" not in named
    client.post("/api/sources/add", json={"look": look_in(named)})
    assert decided(client, "case.txt") == case | about


def test_a_text_from_printed_pages_is_cleaned_where_that_was_ticked(desk_on, small):
    client = desk_on(small)
    page = looked(client, ("plan.pdf", pdf(PAGES)))
    kind = {"kind": "document"}
    again = corrected(client, page, lambda sent: [(name, kind.get(name, value)) for name, value in sent])
    assert 'name="clean"' in again
    ticked = corrected(client, again, lambda sent: [one for one in sent if one[0] != "clean"] + [("clean", "0")])
    assert re.search(r'name="clean" value="0" checked', ticked)
    answer = client.post("/api/sources/add", json={"look": look_in(ticked)}).json()
    assert answer["said"] == "1 source added. 1 text was cleaned."


def test_names_with_tags_are_only_text(desk_on, small):
    page = looked(desk_on(small), ("<script>alert(1)</script>.txt", TALK.replace("BE", "Bo <b>").encode()))
    assert "<script>alert" not in page
    assert "<b>" not in page


def many(number):
    return [(f"many{n:03}.txt", TALK.replace("bus", f"bus {n}").encode()) for n in range(number)]


def followed(client, job):
    for _ in range(400):
        job = client.get(f"/api/jobs/{job['id']}").json()
        if job["state"] != "running":
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_many_files_are_a_job_that_can_be_followed(desk_on, small):
    client = desk_on(small)
    page = looked(client, *many(screen.LOOKED_AT + 3))
    assert "So many files are read while they are added" in page
    job = client.post("/api/sources/add", json={"look": look_in(page)}).json()
    assert followed(client, job)["said"] == f"{screen.LOOKED_AT + 3} sources added."
    assert "many000.txt" in sources(client)


def test_a_stopped_job_keeps_what_was_added_and_goes_on_with_the_same_files(desk_on, small, monkeypatch):
    monkeypatch.setattr("toolkit.services.material.adding.SECONDS_PER_COMMIT", 0.0)
    client = desk_on(small)
    files = many(screen.LOOKED_AT + 20)
    job = client.post("/api/sources/add", json={"look": look_in(looked(client, *files))}).json()
    client.post(f"/api/jobs/{job['id']}/stop")
    ended = followed(client, job)
    assert ended["state"] == "stopped"
    assert ended["said"]
    again = client.post("/api/sources/add", json={"look": look_in(looked(client, *files))}).json()
    assert followed(client, again)["state"] == "done"
    assert all(name in sources(client) for name, _ in files)
