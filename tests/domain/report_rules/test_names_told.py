"""Names in what a person wrote: those that are masked are alarms, those that only look like names one note each."""

from __future__ import annotations

import re

from tests.domain.report_rules.written import page, styled
from toolkit.domain.report_rules.all_rules import checked
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.names_told import Called, Known, names_told
from toolkit.domain.reports.written_report import WrittenParagraph, WrittenReport

KNOWN = {"Samira": Known.HIDDEN, "Åse": Known.LIKELY, "Leila": Known.WITHHELD, "Rogers": Known.REGISTER}
BARE = Basis("sv")


def namer(texts):
    return [
        [Called(*one.span(), KNOWN[one[0]], one[0]) for one in re.finditer("|".join(KNOWN), text)] for text in texts
    ]


def names(*said, basis=BARE):
    found = names_told(page(*said, basis=basis), namer)
    return [(each.paragraph, str(each.values.get("name", "…")), each.serious) for each in found]


def test_a_masked_name_is_an_alarm_at_every_place():
    assert names("Samira kom.", "Allt är bra.", "Samira gick.") == [(0, "Samira", True), (2, "Samira", True)]


def test_what_looks_like_a_name_is_one_note():
    assert names("Åse kom.", "Åse gick.") == [(0, "Åse", False)]


def test_a_form_of_a_name_of_the_register_is_told_as_the_name_is():
    [one] = names_told(page("Det var Rogers idé."), namer)
    assert (one.reason, one.serious) == ("“Rogers” is a pseudonym or name of the register.", True)


def test_who_withdrew_is_not_named_in_the_finding():
    [one] = names_told(page("Det var Leila."), namer)
    assert "Leila" not in f"{one.words}{one.reason}{one.values}"


def test_what_the_register_names_in_full_is_told_by_its_own_rule():
    assert names("Samira kom.", basis=Basis("sv", people={"Samira": False})) == []


def test_a_name_that_the_draft_itself_writes_is_no_note_unless_only_a_quote_holds_it():
    drafted = (Drafted("Utvärderingen är gjord av Åse Berg."), Drafted("Samira kom."))
    assert names("Åse intervjuade alla.", "Samira kom.", basis=Basis("sv", drafted=drafted)) == []
    quoted = (Drafted("Åse kom.", quote=True), Drafted("En säger ”Åse kom”."))
    assert names("Åse intervjuade alla.", basis=Basis("sv", drafted=quoted)) == [(0, "Åse", False)]


def test_what_is_answered_to_a_prompt_is_read_and_the_prompt_is_not():
    asked = "[Utvärderarens sammanfattning: vad säger Samira?]"
    assert names(styled(asked, "Spegla Prompt")) == []
    assert names(styled(f"{asked} Åse tog över.", "Spegla Prompt")) == [(0, "Åse", False)]


def test_names_are_looked_for_only_where_people_are_asked_for():
    report = WrittenReport("r.docx", (WrittenParagraph("Samira kom."),))
    assert [each.kind for each in checked(report, BARE, None, namer=namer)] == [Kind.PEOPLE]
    assert checked(report, BARE, None, namer=namer, only=[Kind.NUMBER]) == []
    assert checked(report, BARE, None) == []
