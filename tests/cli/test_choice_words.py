"""What the screens call a choice may be written for it, and an error names each choice both ways."""

import pytest


@pytest.mark.parametrize("level", ["society", "Omgivande samhälle", "omgivande SAMHÄLLE"])
def test_a_choice_is_taken_by_its_key_and_by_its_swedish_label(spegla, small_coded, level):
    assert spegla("obstacles", "--level", level, "-p", small_coded, "--language", "sv").code == 0


def test_an_error_names_keys_and_labels_and_the_one_that_was_perhaps_meant(spegla, small_coded):
    answer = spegla("obstacles", "--level", "omgivande samhälllet", "-p", small_coded, "--language", "sv")
    assert answer.code == 2
    assert answer.err.count("society (Omgivande samhälle)") == 2
