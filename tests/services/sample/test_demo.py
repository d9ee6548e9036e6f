"""The demonstration does not touch a folder that holds anything, and says what to do about it."""


def test_a_folder_left_by_an_earlier_demo_is_told_with_both_ways_out(spegla, tmp_path):
    (tmp_path / "project.toml").write_text("", "utf-8")
    answer = spegla("demo", tmp_path, "--language", "en")
    assert answer.code == 1
    assert "Remove it" in answer.err
    assert "another folder" in answer.err
