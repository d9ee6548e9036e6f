"""`spegla partners` and `spegla network mark`: the list, names with days, marks, and what is refused."""

import pytest

from tests.cli.unchanged import unchanged
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


def test_partners_stand_in_swedish_order(small, spegla):
    for name in ("Öppenvården", "Ängen", "apoteket", "Zonen", "Åklagaren", "Arbetsgivaren"):
        spegla("partners", "add", name, "--coder", "KL", "-p", small)
    listed = spegla("partners", "-p", small, "--json").json["partners"]
    wanted = ["apoteket", "Arbetsgivaren", "Zonen", "Åklagaren", "Ängen", "Öppenvården"]
    assert [one["name"] for one in listed] == wanted
    lines = spegla("partners", "-p", small).out.splitlines()[1:]
    assert [line.partition(" [")[0] for line in lines] == wanted


def test_partners_are_listed_with_their_names_days_and_passages(worked_once, spegla):
    lines = spegla("partners", "-p", worked_once).out.splitlines()
    assert lines[0].startswith("Partners, under their names as of 20")
    assert lines[1:] == [
        "Zonen [organisation]: 1 passage",
        "    bussen (since 2020-01-01, until 2029-12-31, means other things too)",
        "Ängen [person]",
    ]
    found = documented("partners list", spegla("partners", "list", "--json", "-p", worked_once).json)
    assert [(one["name"], one["kind"], one["ties"]) for one in found["partners"]] == [
        ("Zonen", "organisation", 1), ("Ängen", "person", 0),
    ]  # fmt: skip


def test_the_list_to_start_from_is_shown_and_nothing_is_taken(small_coded, spegla):
    with unchanged(small_coded):
        looked = spegla("partners", "start", "--dry-run", "-p", small_coded)
        document = spegla("partners", "start", "--look", "--json", "-p", small_coded).json
    assert document["added"] == []
    listed = [f"{one['name']} [{one['kind']}]" for one in document["offered"]]
    assert [line for line in looked.out.splitlines() if not line.startswith("    ")] == listed
    assert "There are no partners yet." in spegla("partners", "-p", small_coded).out


KL = ("--coder", "KL")
UNKNOWN = ("There is no such partner.", "spegla partners")
TAKEN = ("There is a partner of this name already.", "spegla partners")
NO_DAY = ("later is not a day.", "2025-11-03")
WRONG = {
    "added by nobody": (("add", "New"), 2, ("Nobody is named as coder.", "--coder NAME")),
    "added twice": (("add", "zonen", *KL), 1, TAKEN),
    "without a name": (("add", " ", *KL), 1, ("The partner has no name.", "what people call it")),
    "too long a name": (("add", "x" * 121, *KL), 1, ("at most 120 characters",)),
    "of no kind": (("kind", "Zonen", "animal", *KL), 2, ("KIND cannot be “animal”.", "person, organisation, measure")),
    "called what another is": (("rename", "Zonen", "ängen", *KL), 1, TAKEN),
    "a stranger renamed": (("rename", "Nobody", "New", *KL), 1, UNKNOWN),
    "one misspelt": (("rename", "Zonnen", "New", *KL), 1, ("There is no such partner.", "Do you mean “Zonen”?")),
    "renamed on no day": (("rename", "Zonen", "New", "--until", "later", *KL), 2, NO_DAY),
    "a stranger's other name": (("alias", "Nobody", "x", *KL), 1, UNKNOWN),
    "a name of no day": (("alias", "Zonen", "x", "--until", "later", *KL), 2, NO_DAY),
    "a name that ends first": (("alias", "Zonen", "x", "--since", "2024-02-02", "--until", "2020-01-01", *KL), 1,
                               ("would end before it begins", "--since and --until")),
    "another's name": (("alias", "Ängen", "bussen", "--since", "2021-01-01", *KL), 1,
                       ("Another partner has this name at the same time.", "Merge the two")),
    "no name to drop": (("alias", "Zonen", "tram", "--drop", *KL), 1, ("has no such other name",)),
    "merged with itself": (("merge", "Zonen", "zonen", *KL), 1, ("the same partner already",)),
    "merged into nobody": (("merge", "Zonen", "Nobody", *KL), 1, UNKNOWN),
    "told of by passages": (("remove", "Zonen", *KL), 1, ("Passages tell of this partner (1)", "--with-ties")),
    "a stranger removed": (("remove", "Nobody", *KL), 1, UNKNOWN),
    "not on the list": (("start", "Nobody", *KL), 1, ("has no Nobody.", "spegla partners start --look")),
    "no command": (("delete", "Zonen"), 2, ("There is no command delete.", "spegla partners --help")),
}  # fmt: skip


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_the_next_step_and_changes_nothing(worked_once, spegla, words, code, told):
    with unchanged(worked_once):
        answer = spegla("partners", *words, "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
