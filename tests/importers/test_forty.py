"""The forty hostile and edge inputs of the formats notes (§7), by number: which test holds each.

`FORTY` names hostile files (hostile.py, read in test_hostile.py) and tests elsewhere; what no other test
holds is tested below under its number.
"""

import re
from pathlib import Path

import pytest

from tests.importers.conftest import package
from tests.importers.hostile import HOSTILE, docx
from tests.importers.recorded import SRT
from toolkit.errors import BadFile
from toolkit.services.material.importing_apart import read_apart

TESTS = Path(__file__).parents[1]
REFI, OOXML = "exchange/test_refi_hostile.py::", "importers/test_ooxml.py::"
HERE = "importers/test_forty.py::"
FORTY: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {  # number: hostile files, tests
    1: (
        ("slip.docx", "absolute.docx", "backslash.docx", "drive.docx", "slip.odt"),
        (REFI + "test_names_that_lead_outside_are_refused_and_named",),
    ),
    2: (
        ("link.docx",),
        (REFI + "test_a_symbolic_link_is_refused", "services/keeping/test_archive.py::test_links_are_not_followed"),
    ),
    3: (
        ("bomb.docx", "lying-bomb.docx", "bomb-inside.docx", "crowd.docx", "bomb.odt"),
        (REFI + "test_a_bomb_is_refused_while_reading", OOXML + "test_a_table_of_contents_too_long_is_not_even_read"),
    ),
    4: (("twice.docx", "nearly-twice.docx"), (REFI + "test_several_descriptions_are_refused_and_named",)),
    5: (
        ("locked-member.docx", "cut.docx", "text.docx", "wrong-sum.docx", "data-before.docx", "data-between.docx"),
        (REFI + "test_broken_containers_are_refused",),
    ),
    6: (
        ("outer-entity.docx", "net-entity.docx", "outer-dtd.docx", "parameter-entity.docx", "include.docx"),
        (REFI + "test_any_document_type_is_refused", REFI + "test_files_outside_are_never_opened"),
    ),
    7: (
        ("laughs.docx", "quadratic.docx", "wide-doctype.docx", "laughs.odt"),
        (REFI + "test_any_document_type_is_refused",),
    ),
    8: (("deep.docx", "deep.odt"), (REFI + "test_codes_in_too_many_levels_are_refused",)),
    9: (
        (),
        (
            "reporting/word/test_render_docx.py::test_what_xml_forbids_is_shown_and_not_swallowed",
            "exchange/test_refi_schema.py::test_what_a_file_cannot_hold_is_told",
        ),
    ),
    10: ((), (REFI + "test_dangling_references_and_identities_used_twice",)),
    11: ((), (REFI + "test_impossible_positions_are_told_with_their_numbers",)),
    12: ((), (REFI + "test_impossible_positions_are_told_with_their_numbers",)),
    13: (
        (),
        (
            "importers/test_word_marks.py::test_nested_overlapping_and_over_paragraphs",
            "domain/texts/test_text.py::test_overlap_is_the_shared_part_of_the_shorter",
        ),
    ),
    14: (
        (),
        (
            "importers/test_word_marks.py::test_decomposed_letters_and_emoji_before_the_words",
            "domain/texts/test_text.py::test_utf16_positions_go_there_and_back",
            HERE + "test_14_15_16_17_signs_of_all_kinds_are_kept",
        ),
    ),
    15: (
        (),
        (
            "analysis/searching/test_word_search.py::test_composed_and_decomposed_letters_are_alike",
            HERE + "test_14_15_16_17_signs_of_all_kinds_are_kept",
        ),
    ),
    16: ((), ("browser/test_hostile_texts.py::test_reading", HERE + "test_14_15_16_17_signs_of_all_kinds_are_kept")),
    17: (
        (),
        (
            HERE + "test_14_15_16_17_signs_of_all_kinds_are_kept",
            "exchange/test_refi_positions.py::test_composed_letters_and_line_ends",
        ),
    ),
    18: (
        (),
        (
            "domain/sources/test_page_cleaning.py::test_ligatures_are_written_as_two",
            "domain/sources/test_page_cleaning.py::test_words_broken_at_a_lines_end",
            "domain/sources/test_page_cleaning.py::test_heads_feet_and_numbers_go_and_a_broken_turn_is_one_again",
            "importers/test_portable.py::test_two_columns_come_one_after_the_other",
            "importers/test_portable.py::test_what_cleaning_would_do_is_told_and_not_done",
        ),
    ),
    19: (
        ("scan.pdf",),
        (
            "importers/test_portable.py::test_a_scan_is_refused_with_its_pages",
            "importers/test_portable.py::test_a_mixed_file_says_which_pages_have_no_text",
        ),
    ),
    20: (
        ("locked.pdf", "no-copy.pdf"),
        ("importers/test_portable.py::test_a_password_and_a_ban_on_copying_are_refused_in_words",),
    ),
    21: (("wrong-xref.pdf", "no-xref.pdf", "pages.pdf", "script.pdf", "attachment.pdf", "launch.pdf", "busy.pdf"), ()),
    22: (("locked.docx", "locked.doc"), (OOXML + "test_a_locked_word_file_and_an_old_one_are_told_apart",)),
    23: (("old.docx", "old.doc", "macros.docm", "template.dotx"), (HERE + "test_23_macros_are_told_and_not_run",)),
    24: ((), ("importers/test_word.py::test_what_is_taken_and_left_is_counted_and_told",)),
    25: ((), ("importers/test_word.py::test_the_text_is_what_word_shows",)),
    26: ((), ("importers/test_word.py::test_the_text_is_what_word_shows",)),
    27: (
        (),
        (
            OOXML + "test_utf_16_xml_is_read",
            "importers/test_word.py::test_the_text_is_what_word_shows",
            HERE + "test_27_a_part_with_a_mark",
        ),
    ),
    28: (
        ("no-brace.rtf", "picture.rtf", "groups.rtf", "binary.rtf"),
        ("importers/test_documents.py::test_rich_text_code_pages_pairs_and_what_is_left_out",),
    ),
    29: (
        (),
        (
            "importers/test_documents.py::test_text_in_encodings_that_occur_in_sweden",
            "importers/test_decoding.py::test_bytes_without_meaning_are_counted_never_dropped",
            "services/material/test_importing_apart.py::test_an_encoding_that_a_person_chose_is_obeyed_and_told",
            HERE + "test_29_encodings_mixed_in_one_file",
        ),
    ),
    30: (
        (),
        (
            "importers/test_decoding.py::test_letters_encoded_twice_are_told_and_left_as_they_are",
            HERE + "test_30_double_encoded_text_is_offered_for_repair",
        ),
    ),
    31: (
        ("picture.txt", "chance.txt"),
        ("importers/test_decoding.py::test_a_stray_nul_becomes_a_visible_sign", HERE + "test_31_a_nul_in_a_recording"),
    ),
    32: (("line.txt", "lines.txt", "cues.vtt", "long-text.docx"), ()),
    33: (("empty.txt", "mark-only.txt", "white.txt", "no-words.docx"), ()),
    34: ((), (HERE + "test_34_line_ends_of_all_kinds",)),
    35: (
        (),
        ("importers/test_cues.py::test_every_spoken_word_is_kept", "importers/test_cues.py::test_bad_times_are_told"),
    ),
    36: (
        (),
        (
            "importers/test_turns.py::test_colons_and_clock_times_in_speech_are_no_speakers",
            "importers/test_labels.py::test_lines_before_the_first_turn_are_told_as_left_out",
        ),
    ),
    37: (
        (),
        (
            "services/material/test_sources.py::test_the_same_file_again_and_under_another_name_is_recognised",
            "services/material/test_sources.py::test_an_edited_file_added_again_is_told_to_stand_beside_the_older_one",
            "browser/test_hostile_texts.py::test_files_that_are_added",
        ),
    ),
    38: (
        (),
        (
            REFI + "test_ten_thousand_codes_with_many_separators_are_read",
            "exchange/test_refi_there_and_back.py::test_known_projects_come_back",
        ),
    ),
    39: (
        (),
        (
            "services/exchange/test_exporting.py::test_words_that_look_like_formulas_come_back",
            "exchange/test_xlsx.py::test_every_text_comes_back_and_no_cell_is_a_formula",
        ),
    ),
    40: (
        (),
        (
            "services/material/test_sources.py::test_the_same_file_again_and_under_another_name_is_recognised",
            "storage/projects/test_store.py::test_a_full_disk_is_told_and_loses_nothing",
            "storage/projects/test_store.py::test_a_newer_programs_database_is_refused",
            "storage/test_kill.py::test_nothing_acknowledged_is_lost_when_the_writer_is_killed",
        ),
    ),
}


@pytest.mark.parametrize("number", range(1, 41))
def test_each_of_the_forty_is_held_by_files_and_tests_that_are_there(number):
    files, tests = FORTY[number]
    assert files or tests
    assert set(files) <= set(HOSTILE)
    for test in tests:
        path, _, name = test.partition("::")
        assert re.search(rf"^def {name}\(", (TESTS / path).read_text(encoding="utf-8"), re.MULTILINE), test


def said(data, name, **options):
    found = read_apart(Path(name).suffix, data, name, **options)
    return [turn.span.of(found.text) for turn in found.turns], found


@pytest.mark.parametrize(
    "signs",
    [
        "👩‍👩‍👧 och 🇸🇪 sa 😀",
        "A\u030ao\u0308 och Å",
        "שלום \u202eabc\u202c slut",
        "mjuk\u00adhet\u00a0och\u200bnoll\u2028rad\u2029stycke\x85nel\x0bnedåt",
    ],
)
def test_14_15_16_17_signs_of_all_kinds_are_kept(signs):
    import unicodedata

    words, found = said(f"I: Hur?\nD01: så {signs} här.\n".encode(), "a.txt")
    assert words[1] == unicodedata.normalize("NFC", f"så {signs} här.")
    assert found.counts["characters"] == len(found.text)


def test_23_macros_are_told_and_not_run():
    _, found = said(HOSTILE["macros.docm"](), "a.docm")
    assert any("macros" in note.sentence for note in found.notes)
    _, found = said(docx(), "a.dotx")
    assert found.notes == ()


def test_27_a_part_with_a_mark():
    from tests.importers.conftest import document

    part = b"\xef\xbb\xbf" + document("<w:p><w:r><w:t>I: Hur är det?</w:t></w:r></w:p>").encode()
    assert said(package({"word/document.xml": part}), "a.docx")[0] == ["Hur är det?"]


def test_29_encodings_mixed_in_one_file():
    data = "I: Hur går det på jobbet?\n".encode() + "D01: Så där, nätterna är svåra.\n".encode("cp1252")
    _, found = said(data, "a.txt")
    assert found.facts["encoding"] == "windows-1252"
    assert any("encoded twice" in note.sentence for note in found.notes)
    words, found = said(data, "a.txt", encoding="utf-8")
    assert any("could not be read" in note.sentence for note in found.notes)
    assert words[0] == "Hur går det på jobbet?"
    assert "nätterna".encode("cp1252") in data


def test_30_double_encoded_text_is_offered_for_repair():
    text = "I: Hur går det på övningarna?\nD01: Så där – “bra”, Åsa.\n"
    data = text.encode().decode("cp1252", "ignore").encode()
    _, found = said("I: Går det?\nD01: På övningen åt vi.".encode().decode("cp1252").encode(), "a.txt")
    (note,) = [note for note in found.notes if "encoded twice" in note.sentence]
    assert "utf-8-twice" in note.next_step
    assert "Ã¥" in found.text
    assert said(data, "a.txt", encoding="utf-8-twice")[0][0] == "Hur går det på övningarna?"


def test_31_a_nul_in_a_recording():
    words, _ = said(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v D01>Ja\x00 d\xc3\xa5.\n", "a.vtt")
    assert words == ["Ja\ufffd då."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_34_line_ends_of_all_kinds(end):
    text = "I: Hur?\nD01: Bra.\nOch så.\nI: Jaha?"
    words, found = said(text.replace("\n", end).encode(), "a.txt")
    assert found.text == text
    assert words == ["Hur?", "Bra.\nOch så.", "Jaha?"]
    assert said(SRT.replace("\n", end).encode(), "a.srt")[0] == said(SRT.encode(), "a.srt")[0]


def test_an_empty_file_of_any_kind_is_refused_and_not_taken_as_empty():
    for suffix in (".docx", ".odt", ".rtf", ".pdf", ".vtt", ".srt", ".json", ".otr", ".html", ".txt", ".csv", ".xlsx"):
        for data in (b"", b"\n", b"\xef\xbb\xbf"):
            with pytest.raises(BadFile):
                read_apart(suffix, data, f"a{suffix}")
