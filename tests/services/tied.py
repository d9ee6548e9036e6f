"""The small project with partners and ties that are counted by hand: four participants and two of the team."""

from datetime import UTC, datetime

from tests.material import SAID
from toolkit.domain.networks.partners import Effect, PartnerKind, Time
from toolkit.domain.texts.text import Span
from toolkit.services.material.hands import Hand
from toolkit.services.network import partners, ties
from toolkit.services.network.ties import Told
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 9, 30, tzinfo=UTC)
SUPERVISOR, DOCTOR, BUSES = "The supervisor", "The doctor", "The bus company"
TOLD = (
    # who, area of the answer, partner, need, effect, time
    ("P01", "needs", BUSES, "needs/work", Effect.HINDERS, Time.NOW),
    ("P02", "needs", BUSES, "needs/work", Effect.HINDERS, Time.BEFORE),
    ("P03", "needs", BUSES, "needs/work", Effect.HELPS, Time.NOW),
    ("P04", "needs", SUPERVISOR, "needs/work", Effect.HINDERS, Time.NOW),
    ("P08", "needs", DOCTOR, "needs/health", Effect.HINDERS, Time.BEFORE),
    ("P09", "needs", DOCTOR, "needs/health", Effect.HELPS, Time.NOW),
    ("P02", "solutions", SUPERVISOR, "", Effect.HELPS, Time.NOW),
    ("T1", "needs", BUSES, "needs/work", Effect.UNSAID, Time.UNSAID),
)


def project_of(folder):
    """The project, on a day of its own."""
    return open_project(folder, now=NOW)


def tie(folder, told=TOLD):
    """Add the partners and mark the ties, as coder KL."""
    from toolkit.storage.sources import sources

    project = project_of(folder)
    kinds = {BUSES: PartnerKind.ORGANISATION, SUPERVISOR: PartnerKind.PERSON, DOCTOR: PartnerKind.PERSON}
    ids = {name: partners.add(project, name, kind, hand=Hand("KL", f"add-{name}")).id for name, kind in kinds.items()}
    with project.store() as store, store.reading() as connection:
        numbers = sources.ids(connection)
        texts = {name: sources.get(connection, name).text for name in numbers}
    for at, (who, area, partner, need, effect, time) in enumerate(told):
        words = next(one.words for one in SAID if (one.person, one.area) == (who, area))
        name = "team.txt" if who.startswith("T") else f"{who.lower()}.txt"
        start = texts[name].index(words)
        place = (numbers[name], Span(start, start + len(words)))
        ties.mark(project, place, Told(ids[partner], need, effect, time), hand=Hand("KL", f"tie-{at}"))
    return ids
