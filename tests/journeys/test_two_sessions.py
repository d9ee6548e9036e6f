"""Two reflection sessions with the sample: a pack goes back, what is said comes in, and the next draft has changed."""

import csv

import pytest

OBJECTED = "Vi ser det annorlunda: det kommer fram först när man har gått bredvid varandra i flera månader."
SAME = "Precis så är det hos oss, man får gå bredvid ganska länge."
DONE = "Frågan finns nu med i samtalsguiden."


@pytest.fixture
def called(spegla, own_sample):
    def call(*arguments, code=0):
        answer = spegla(*arguments, "-p", own_sample, "--language", "sv", "--json")
        assert answer.code == code, answer.err
        return answer.json

    return call


def draft(called, own_sample, outline):
    made = called("draft", "--outline", outline, "--format", "md")["files"]
    return (own_sample / made[0]).read_text("utf-8")


def code(called, folder, source, words):
    rows = [("source", "start", "end", "quote", "code"), (source, "", "", words, "learning")]
    rows += [(source, "", "", words, "valence/hinders")]
    path = folder / "session.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return called("codings", "import", path, "--coder", "A")


def two_claims(called):
    """One on the team and the participants, one on the participants."""
    by = ("--coder", "A")
    themes = called("themes")["themes"]
    needs = sorted((one for one in themes if one["area"] == "needs"), key=lambda one: len(one["respondents"]))
    where = {one["group"]: one["id"] for one in needs}
    both = [part for group in ("team", "participants") for part in ("--theme", where[group])]
    called("claims", "add", "{vem} märker behoven när de går bredvid.", *both, "--group", "all", *by)
    wide = max((one for one in themes if one["group"] == "participants"), key=lambda one: len(one["respondents"]))
    called("claims", "add", "{vem} tar upp hur det började.", "--theme", wide["id"], *by)


@pytest.mark.slow
def test_two_sessions_and_the_drafts_between_them(called, own_sample):
    by = ("--coder", "A")
    two_claims(called)
    made = called("reflect", "prepare", "--audience", "team", "--claims", "1,2", "--format", "html", *by)
    pack = made["pack"]
    assert [one["claim"] for one in made["pieces"] if one["kind"] == "see"] == [1, 2]
    named = ("--format", "recognise", "--audience", "team", "--title", "Teamets dag", "--named", "--pack", pack)
    first = called("reflect", "open", *named, *by)["session"]["id"]
    said = ("reflect", "respond", first, "--claim", 1, *by)
    called(*said, SAME, "--step", "recognise")
    called(*said, OBJECTED, "--step", "differently", "--who", "T1")
    source = called("reflect", "close", first, *by)["session"]["source"]
    assert source
    log = called("reflect", "log")
    number = log["open_objections"][0]
    waiting = draft(called, own_sample, "partial")
    assert "Vad reflektionsmötena gav" in waiting
    assert "väntar på svar" in waiting
    assert "märker behoven när de går bredvid" in waiting
    stance = ("reflect", "answer", number, "--outcome", "stance", "--stance", "qualifies", *by)
    called(*stance, "--reason", "T1 säger att det tar månader.", code=1)
    name = next(one["name"] for one in called("sources")["sources"] if "Teamets dag" in one["name"])
    assert code(called, own_sample, name, OBJECTED)["added"] == 2
    before = called("claims", "show", 1)
    called(*stance, "--reason", "T1 säger att det tar månader.")
    assert called("claims", "show", 1) != before
    made = called("reflect", "agree", first, "Ta in frågan i samtalsguiden.", "--owner", "samordnaren", *by)["agreed"]
    double = called("reflect", "agree", first, "Pröva om blanketten behövs.", "--loop", "double", *by)["agreed"]
    called("claims", "change", 1, "--text", "{vem} märker behoven först när de går bredvid länge.", *by)

    second = called("reflect", "open", "--format", "review", "--audience", "team", "--title", "Nästa gång", *by)
    start = called("reflect", "follow", "--session", second["session"]["id"])
    assert (start["before"], [one["id"] for one in start["agreed"]]) == (first, [made["id"], double["id"]])
    assert [one["id"] for one in start["changed_claims"]] == [1]
    assert start["answered"][0]["outcome"] == "stance"
    called("reflect", "follow", made["id"], "--status", "done", "--outcome", DONE, *by)
    called("reflect", "respond", second["session"]["id"], "Vi frågar alla nu.", "--step", "happened", *by)
    called("reflect", "close", second["session"]["id"], *by)

    after = draft(called, own_sample, "full")
    told = after.split("Vad reflektionsmötena gav", 2)[-1]
    assert "en hållning bedömdes om." in told
    assert "T1 säger att det tar månader" not in told  # why a stance was judged anew is about one person
    assert "märker behoven först när de går bredvid länge" in told
    assert "märker behoven när de går bredvid" not in after
    assert DONE in told
    assert "Lärandelogg" in after
    assert OBJECTED not in after
    assert SAME not in after
    assert called("reflect", "log")["open_objections"] == []
