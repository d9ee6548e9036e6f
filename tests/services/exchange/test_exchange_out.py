"""The project for other programs: nobody who may not go out, nothing untold of what stays, the wished coder."""

import pytest

from tests.services.met import NOW
from tests.services.projects.test_blinding import given
from tests.services.registers_told import told
from tests.services.two_sides import coding, words_of
from toolkit.domain.codings.memos import Memo
from toolkit.domain.exchange.interchange import FORMS, Peer, Unit
from toolkit.errors import Refused, StillBlind, UsageError
from toolkit.exchange.refi_reading import read
from toolkit.services.exchange import exchange_out
from toolkit.services.exchange.exchange_out import Wishes
from toolkit.services.projects import blinding
from toolkit.services.projects.project import open_project
from toolkit.storage.codings import codings, memos


def lost(losses):
    return {one.kind: one.n for one in losses}


@pytest.fixture
def project(small_coded):
    return open_project(small_coded, now=NOW)


def test_the_whole_small_material_goes_without_who_withdrew(project):
    whole, losses = exchange_out.exchanged(project)
    assert {source.name for source in whole.sources} == {"team.txt", *(f"p{n:02}.txt" for n in range(1, 11) if n != 7)}
    assert "SEVENSECRET" not in repr(whole)
    found = lost(losses)
    # P07 alone is withdrawn; of the register all but P08 have a consent, and P10 another name
    assert (found["withheld_sources"], found["withheld_cases"]) == (1, 1)
    assert (found["consents"], found["labels"]) == (11, 1)
    assert not {"withheld_turns", "unregistered", "ties", "settlements", "themes", "documents"} & set(found)
    assert {user.name for user in whole.users} == {"KL"}


def test_every_coding_stands_at_its_words(project):
    whole, _ = exchange_out.exchanged(project)
    source = next(one for one in whole.sources if one.name == "p01.txt")
    places = {one.span.of(source.text): len(one.codings) for one in source.selections}
    assert places == {words_of("P01", area): 3 for area in ("needs", "solutions", "learning")}


def test_where_several_speak_each_turn_is_its_person_s(project):
    whole, _ = exchange_out.exchanged(project)
    team = next(one for one in whole.sources if one.name == "team.txt")
    spans = {one.guid: one.span.of(team.text) for one in team.selections}
    said = {case.name: [spans[guid] for guid in case.selections] for case in whole.cases if case.selections}
    assert said == {
        "T1": [words_of("T1"), "Thanks."],
        "T2": [words_of("T2")],
        "T3": ["I agree with what was said there."],
    }
    assert next(case for case in whole.cases if case.name == "P01").selections == ()


def test_who_speaks_and_is_not_registered_is_no_case_and_is_told(small):
    whole, losses = exchange_out.exchanged(told(small, NOW, P01=None))
    assert "P01" not in {case.name for case in whole.cases}
    assert lost(losses).get("unregistered", 0) == 1


@pytest.mark.parametrize(("coder", "codes"), [("MS", {"needs/income"}), (None, None), ("nobody", set())])
def test_only_the_wished_coder_s_work_goes(small, coder, codes):
    project = open_project(small, now=NOW)
    with project.store(write=True) as store, store.writing("code", now=NOW) as change:
        codings.add(change.connection, [coding(small, "P01", "needs/income")])
        by = [
            Memo("of KL", "KL", NOW, "p01.txt"),
            Memo("of MS", "MS", NOW, "p01.txt"),
            Memo("code", "KL", NOW, code="needs"),
        ]
        memos.add_unknown(change.connection, by)
    made = exchange_out.export(project, ".qdpx", Wishes(coder=coder))
    if coder is None:
        assert made.coders == ("KL", "MS")
        assert made.memos == 3
    else:
        assert made.codings == len(codes)
        assert made.coders == (("MS",) if coder == "MS" else ())
        assert made.memos == (1 if coder == "MS" else 0)


def test_memos_on_a_text_in_which_words_are_covered_stay(small):
    project = told(small, NOW, T1={"consent": "withdrawn", "consent_until": ""})
    with project.store(write=True) as store, store.writing("memo", now=NOW) as change:
        memos.add_unknown(
            change.connection, [Memo("T1 said it", "KL", NOW, "team.txt"), Memo("x", "KL", NOW, "p07.txt")]
        )
    whole, losses = exchange_out.exchanged(project)
    found = lost(losses)
    assert (found["withheld_memos"], found["withheld_turns"]) == (1, 2)
    assert found["withheld_codings"] == 3
    assert "T1 said it" not in repr(whole)


def test_consents_and_other_names_go_only_when_asked_for(project):
    whole, losses = exchange_out.exchanged(project, Wishes(consents=True, labels=True))
    assert not {"consents", "labels"} & set(lost(losses))
    assert "MB" in next(case for case in whole.cases if case.name == "P10").variables.values()


def test_a_case_description_stays_unless_it_is_asked_for(small, spegla):
    from tests.services.recorded import with_records

    with_records(small, spegla)
    project = open_project(small, now=NOW)
    _, losses = exchange_out.exchanged(project)
    assert lost(losses)["case_descriptions"] == 1
    whole, losses = exchange_out.exchanged(project, Wishes(include=frozenset({"case.txt"})))
    assert "case_descriptions" not in lost(losses)
    assert "case.txt" in {source.name for source in whole.sources}


def test_the_form_is_the_program_s_but_for_a_unit_that_is_wished():
    assert Wishes(Peer.NVIVO).form == FORMS[Peer.NVIVO]
    own = Wishes(Peer.NVIVO, unit=Unit.CODE_POINTS).form
    assert (own.unit, own.line_end, own.mark, own.unique_names) == (Unit.CODE_POINTS, "\r\n", True, True)


@pytest.mark.parametrize("suffix", [".csv", "", "qdpx", ".zip"])
def test_other_kinds_of_files_are_refused(project, suffix):
    with pytest.raises(UsageError) as refused:
        exchange_out.export(project, suffix)
    assert ".qdpx" in refused.value.sentence


def test_a_codebook_has_the_codes_and_nothing_that_was_said(project):
    made = exchange_out.export(project, ".QDC")
    assert (made.sources, made.cases, made.codings, made.memos, made.coders) == (0, 0, 0, 0, ())
    assert made.codes == len(list(project.scheme_file.active()))
    assert "cues" in lost(made.losses)
    assert read(made.data, "x.qdc").codes


def test_who_codes_blind_gets_the_codes_and_own_work_only(small):
    project, _ = given(small, "MS", "p01.txt")
    seen = blinding.for_eyes(project, "MS")
    for wishes in (None, Wishes(coder="KL")):
        with pytest.raises(StillBlind):
            exchange_out.export(seen, ".qdpx", wishes)
    assert exchange_out.export(seen, ".qdpx", Wishes(coder="MS")).codings == 0
    assert exchange_out.export(seen, ".qdc").codes > 0


def test_a_file_is_written_whole_and_over_another_only_when_that_is_said(small, tmp_path):
    project = open_project(small, now=NOW)
    path = tmp_path / "out.qdpx"
    made = exchange_out.export_file(project, path)
    assert path.read_bytes() == made.data
    path.write_bytes(b"mine")
    with pytest.raises((Refused, UsageError)):
        exchange_out.export_file(project, path)
    assert path.read_bytes() == b"mine"
    exchange_out.export_file(project, path, force=True)
    assert path.read_bytes() == made.data
    with pytest.raises(UsageError):
        exchange_out.export_file(project, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()
