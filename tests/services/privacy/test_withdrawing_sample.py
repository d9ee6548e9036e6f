"""A23 on the sample: twenty people withdraw, one after the other, from a project with everything in it."""

from collections import defaultdict
from itertools import chain, zip_longest

import pytest

from tests.services.withdrawn import KEY, copied, lying, opened, project_full
from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.sources.sources import Role
from toolkit.services.privacy import withdrawing
from toolkit.services.privacy.withdrawing import Wish
from toolkit.storage.sources import sources

PEOPLE = 20


def said_in(folder):
    """What each respondent of the project says."""
    found = defaultdict(list)
    with opened(folder).store() as store, store.reading() as connection:
        for source in sources.each(connection):
            for turn in source.turns:
                found[turn.respondent if turn.role is Role.RESPONDENT else None].append(turn.span.of(source.text))
    return found


def chosen(said, register):
    """Twenty who may be used, in turn from each group."""
    groups = defaultdict(list)
    for person in sorted(one for one in said if one and register.usable(one)):
        groups[register.get(person).group].append(person)
    return [person for person in chain.from_iterable(zip_longest(*groups.values())) if person][:PEOPLE]


@pytest.mark.soak
@pytest.mark.figure("A23")
def test_twenty_people_of_the_sample_leave_no_words(sample, tmp_path, figure):
    full = project_full(copied(sample, tmp_path / "full"))
    said = said_in(full)
    gone = chosen(said, opened(full).register)
    assert len(gone) == PEOPLE
    stay = [text for person, texts in said.items() if person not in gone for text in texts]
    marks = {person: Marks.of(KEY, said[person], stay) for person in gone}
    assert all(lying(full, marks[person]) for person in gone[:2])
    for person in gone:
        erased = withdrawing.withdraw(opened(full), person, Wish(delete=True))
        assert erased.clean, (person, erased.left, erased.unread, erased.unclean)
    left = {person: found for person in gone if (found := lying(full, marks[person]))}
    figure(people=PEOPLE, hits=sum(sum(found.values()) for found in left.values()))
    assert left == {}
