"""`spegla partners` and `spegla network mark`: the list, names with days, marks, and what is refused."""

from tests.test_docs import documented


def test_the_list_is_taken_named_merged_and_taken_back(small, spegla):
    inside = ("-p", small, "--json")
    offered = documented("partners start", spegla("partners", "start", "--look", *inside).json)["offered"]
    assert spegla("partners", *inside).json["partners"] == []
    added = spegla("partners", "start", "--coder", "KL", *inside).json["added"]
    assert [one["name"] for one in added] == sorted((one["name"] for one in offered), key=str.casefold)
    documented("partners add", spegla("partners", "add", "Bus firm", "--coder", "KL", *inside).json)
    call = ("partners", "alias", "Bus firm", "bus", "--until", "2026-01-01", "--common", "--coder", "KL")
    told = documented("partners alias", spegla(*call, *inside).json)["partner"]["names"]
    assert told == [{"name": "bus", "since": None, "until": "2026-01-01", "common": True}]
    renamed = spegla("partners", "rename", "Bus firm", "Buses", "--until", "2024-12-31", "--coder", "KL", *inside)
    assert documented("partners rename", renamed.json)["partner"]["name"] == "Buses"
    documented("partners kind", spegla("partners", "kind", "bus", "measure", "--coder", "KL", *inside).json)
    merged = spegla("partners", "merge", "friends", "family", "--coder", "KL", *inside).json
    assert documented("partners merge", merged)["ties"] == 0
    documented("partners remove", spegla("partners", "remove", "doctors", "--coder", "KL", *inside).json)
    listed = documented("partners", spegla("partners", *inside).json)["partners"]
    assert {"doctors", "friends"} & {one["name"] for one in listed} == set()
    assert spegla("undo", "--coder", "KL", "-p", small).code == 0
    assert "doctors" in spegla("partners", "list", "-p", small).out


def test_marks_are_made_listed_and_taken_away(small, spegla):
    inside = ("-p", small, "--json")
    spegla("partners", "add", "Bus", "--coder", "KL", "-p", small)
    proposed = documented("network propose", spegla("network", "propose", "p01.txt", *inside).json)["proposals"]
    place = f"{proposed[0]['start']}-{proposed[0]['end']}"
    call = ("p01.txt", place, "bus", "--need", "needs/work", "--effect", "hinders", "--time", "now", "--coder", "KL")
    (tie,) = documented("network mark", spegla("network", "mark", *call, *inside).json)["ties"]
    assert (tie["respondent"], tie["phase"], tie["effect"]) == ("P01", "before", "hinders")
    assert spegla("partners", *inside).json["partners"][0]["ties"] == 1
    gone = spegla("network", "unmark", "p01.txt", place, "bus", "--coder", "KL", *inside)
    assert documented("network unmark", gone.json) == {"removed": 1}
    assert spegla("network", "unmark", "p01.txt", place, "bus", "--coder", "KL", "-p", small).code == 1


def test_wrong_calls_say_what_to_do(small, spegla):
    where = ("--coder", "KL", "-p", small)
    spegla("partners", "add", "Bus", *where)
    assert spegla("network", "mark", "p01.txt", "nowhere", "Bus", *where).code == 2
    assert spegla("network", "mark", "p01.txt", "9-3", "Bus", *where).code == 2
    assert spegla("network", "mark", "p01.txt", "1-999999", "Bus", *where).code == 1
    assert spegla("network", "mark", "p01.txt", "112-133", "Nobody", *where).code == 1
    assert spegla("partners", "alias", "Bus", "x", "--since", "yesterday", *where).code == 2
    assert spegla("partners", "add", "bus", *where).code == 1
    assert spegla("partners", "start", "-p", small).code == 2
