"""`spegla privacy consent`, `restrict`, `due`: what people allow, why not, and that it takes effect at once."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged

USES = ("interview", "quote", "feedback", "archive", "contact")


@pytest.fixture
def privacy(spegla, small):
    return lambda *words: spegla("privacy", *words, "-p", small)


def test_everybody_is_told_with_what_each_use_is_allowed(spegla, looked_at):
    lines = spegla("privacy", "consent", "-p", looked_at).out.splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in lines[2:]}
    assert rows["P01"] == ["given", "2027-12-31", "yes", "yes", *["(yes)"] * 3]
    assert rows["P05"] == ["given", "2027-12-31", "yes", "no", *["(yes)"] * 3]
    assert rows["P07"] == ["withdrawn", "–", *["no"] * 5]
    assert "(yes): nobody has said yes or no to it; it is taken as allowed." in lines
    assert lines[-1] == "P07: nothing is used (withdrawn). Codings not in use: 9"
    people = {one["id"]: one for one in spegla("privacy", "consent", "-p", looked_at, "--json").json["people"]}
    assert len(people) == 13
    assert (people["P07"]["status"], people["P07"]["codings_unused"]) == ("withdrawn", 9)
    assert {use: one["allowed"] for use, one in people["P05"]["uses"].items()} == {
        use: use != "quote" for use in USES
    }  # fmt: skip
    assert people["P05"]["uses"]["quote"]["why"]
    assert people["P01"]["uses"]["quote"]["why"] is None
    assert people["P01"]["last_day"] == "2027-12-31"


def test_a_restriction_silences_words_from_today_and_is_lifted_again(privacy, spegla, small):
    def heard():
        return {one["source"] for one in spegla("codings", "list", "-p", small, "--json").json["codings"]}

    told = privacy("restrict", "p03")
    assert told.out.splitlines()[0] == "P03 is restricted: the words are kept, but shown and used nowhere."
    assert "Write drafts and exports anew" in told.out
    assert "p03.txt" not in heard()
    lines = privacy("consent").out.splitlines()
    assert any(line.startswith("P03: nothing is used (") and line.endswith("Codings not in use: 6") for line in lines)
    assert privacy("restrict", "P03", "--lift", "--json").json == {"id": "P03", "restricted": False, "used": True}
    assert "p03.txt" in heard()
    assert "P03" not in "".join(line for line in privacy("consent").out.splitlines() if "nothing is used" in line)


@pytest.mark.parametrize("words", [("restrict", "P99"), ("restrict", "P99", "--lift")])
def test_nobody_unknown_is_restricted(spegla, looked_at, words):
    with unchanged(looked_at):
        answer = spegla("privacy", *words, "-p", looked_at)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "P99 is not in respondents.csv.\n"
        "  → See who is: spegla privacy consent. Add a line for a person who is missing.\n"
    )


def test_what_is_due_is_told_with_the_next_step(spegla, looked_at, tmp_path):
    answer = spegla("privacy", "due", "-p", looked_at)
    assert answer.out.splitlines() == [
        "The words of P07 lie in the project but are not used: withdrawn.",
        "  Take them out: spegla privacy withdraw P07; or keep them unused.",
    ]
    (due,) = spegla("privacy", "due", "-p", looked_at, "--json").json["due"]
    assert (due["respondent"], bool(due["hint"])) == ("P07", True)
    spegla("init", tmp_path / "new", "--language", "en")
    assert spegla("privacy", "due", "-p", tmp_path / "new").out == "Nothing is due.\n"
    assert spegla("privacy", "consent", "-p", tmp_path / "new").out == "Nobody is in respondents.csv.\n"


def test_consent_texts_are_kept_by_version_and_never_changed(privacy, small, tmp_path):
    assert privacy("consent", "texts").out.startswith("No consent text is kept: spegla privacy consent texts add")
    text = tmp_path / "samtycke.txt"
    text.write_text("Du får när som helst ta tillbaka ditt samtycke.\n", "utf-8")
    kept = privacy("consent", "texts", "add", text, "--version", "1", "--json").json
    assert (kept["version"], kept["people"], kept["changed"]) == ("1", 0, False)
    listed = privacy("consent", "texts").out
    assert listed.startswith("1  0 people; ")
    text.write_text("Något annat.\n", "utf-8")
    again = privacy("consent", "texts", "add", text, "--version", "1")
    assert again.code == 1
    assert again.err
    assert [one["sha256"] for one in privacy("consent", "texts", "--json").json["texts"]] == [kept["sha256"]]
    register = small / "interviews" / "respondents.csv"
    lines = register.read_text("utf-8").splitlines()
    named = [f"{lines[0]},consent_text", *(f"{line},2" for line in lines[1:3]), *(f"{line}," for line in lines[3:])]
    register.write_text("\n".join(named) + "\n", "utf-8")
    assert "2  2 people; named in the register, but the text is not kept" in privacy("consent", "texts").out
    assert privacy("consent", "texts", "add", tmp_path / "none.txt", "--version", "3").code == 1
    assert privacy("consent", "texts", "add", text).code == 2
