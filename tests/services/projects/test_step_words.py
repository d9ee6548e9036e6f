"""Every kind of step has words for people."""

from toolkit import messages
from toolkit.services.projects import step_words
from toolkit.services.projects.step_words import WORDS


def test_every_step_has_words_in_both_languages_and_an_unknown_one_says_that_something_changed():
    english = {verb: step_words.told(verb) for verb in WORDS}
    messages.use_language("sv")
    swedish = {verb: step_words.told(verb) for verb in WORDS}
    assert all(one.strip() for one in swedish.values())
    assert [verb for verb in WORDS if english[verb] == swedish[verb]] == []
    assert step_words.told("something new") == messages.tr("changed")
