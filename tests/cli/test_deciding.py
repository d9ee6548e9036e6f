"""The hand that a command acts with, and the eyes that it reads with."""

from datetime import UTC, datetime

import pytest

from toolkit.cli.deciding import hand_of, open_for, open_whole
from toolkit.errors import UsageError

DECIDING = (
    ("claims", "add", "Some wait."),
    ("obstacles", "add", "Nobody answers", "--level", "society"),
    ("partners", "add", "The school"),
    ("factors", "link", "p01.txt", "1", "--unsupported"),
    ("quotes", "remove", "1"),
    ("disclose", "reopen", "abc"),
    ("privacy", "unmask"),
    ("reflect", "shown", "1", "--at", "2025-11-03"),
    ("reflect", "agree", "1", "Ask the school."),
)


@pytest.mark.parametrize("command", DECIDING, ids=lambda command: " ".join(command[:2]))
def test_nobody_decides_unnamed(small, spegla, command):
    told = spegla(*command, "-p", small)
    assert told.code == 2
    assert "Nobody is named as coder." in told.err
    assert "Say who decides: --coder NAME, or once for all" in told.err


def test_a_hand_has_a_new_command_for_each_deed(small):
    project = open_whole(small)
    one, other = hand_of(project, "KL"), hand_of(project, "KL")
    assert (one.coder, other.coder) == ("KL", "KL")
    assert one.command != other.command
    with pytest.raises(UsageError):
        hand_of(project, "")


def test_a_project_is_read_with_the_eyes_of_whoever_is_named(small):
    assert (open_whole(small).viewer, open_for(small).viewer, open_for(small, "B").viewer) == ("", "", "B")
    settings = small / "project.toml"
    settings.write_text(settings.read_text().replace('coder = ""', 'coder = "KL"'))
    assert (open_whole(small).viewer, open_for(small).viewer, open_for(small, "").viewer) == ("", "KL", "KL")
    assert hand_of(open_for(small), "").coder == "KL"
    assert open_for(small).now <= datetime.now(UTC)
