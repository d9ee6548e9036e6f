"""What of another project stays there, as a merge brings judgements and sources only: counted, to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.messages import N_

if TYPE_CHECKING:
    from toolkit.services.merging.merging_plan import Plan, Side

STAYS = {
    "corrections": N_("Interviews whose kind, date or speakers were set otherwise in the copy: {n}. Set them here."),
    "identifier_decisions": N_("Decisions about names and numbers that stay in the copy: {n}. Decide about them here."),
    "factor_links": N_("Links of the team's factors that stay in the copy: {n}. Link them here."),
    "consent_texts": N_("Consent texts that are kept in the copy only: {n}. Add them here."),
    "obstacles": N_("Obstacles that stay in the copy: {n}. Write them here."),
    "sessions": N_("Reflection sessions and responses that stay in the copy: {n}. Note them here."),
    "learning": N_("Answers to objections and things agreed that stay in the copy: {n}. Note them here."),
    "packs": N_("Feedback packs that stay in the copy: {n}. Prepare them here."),
    "partner_names": N_("Names of partners that stay in the copy: {n}. Add them here."),
}


def counted(ours: Side, theirs: Side, plan: Plan) -> dict[str, int]:
    """How many of each kind are there and not here."""
    from toolkit.storage.findings import factors, obstacles
    from toolkit.storage.sessions import learning, packs, sessions
    from toolkit.storage.sources import consent_texts, identifier_decisions

    here, there = ours.connection, theirs.connection
    decided = identifier_decisions.each(here)
    texts = {(one.version, one.sha256) for one in consent_texts.each(here)}
    linked = {(one.source, one.span, one.theme, one.claim) for one in factors.links(here)}
    home = {name: pair.ours for name, pair in plan.pairs.items()} | plan.new_sources
    links = ((home.get(one.source), one.span, one.theme, one.claim) for one in factors.links(there))
    judged = identifier_decisions.each(there).values()
    bugs = obstacles.said(there) - obstacles.said(here)
    return {
        "corrections": _corrections(ours, theirs, plan),
        "identifier_decisions": sum(
            one.digest not in decided or decided[one.digest].decision is not one.decision for one in judged
        ),
        "factor_links": sum(link[0] is not None and link not in linked for link in links),
        "partner_names": _partner_names(ours, theirs, plan),
        "consent_texts": sum((one.version, one.sha256) not in texts for one in consent_texts.each(there)),
        "obstacles": len(bugs),
        "packs": len(packs.digests(there) - packs.digests(here)),
        "sessions": len(sessions.said(there) - sessions.said(here)),
        "learning": len(learning.said(there) - learning.said(here)),
    }


def _partner_names(ours: Side, theirs: Side, plan: Plan) -> int:
    """How many names of partners are there and neither here nor with a mark that comes in."""
    from toolkit.services.merging.merging_ties import names_left
    from toolkit.storage.findings import partners

    coming = [row["partner"] for row in plan.parts["ties"].new if "partner" in row]
    return names_left([*partners.partners(ours.connection), *coming], partners.partners(theirs.connection))


def _corrections(ours: Side, theirs: Side, plan: Plan) -> int:
    """How many sources of both are set otherwise there."""
    from toolkit.storage.sources import source_settings, sources

    names = [sources.ids(side.connection) for side in (ours, theirs)]
    own, other = (source_settings.each(side.connection) for side in (ours, theirs))
    usual = source_settings.Setting()
    pairs = ((names[0].get(pair.ours, 0), names[1].get(pair.theirs, 0)) for pair in plan.pairs.values())
    settings = ((own.get(here, usual), other.get(there, usual)) for here, there in pairs)
    return sum((one.kind, one.decided) != (two.kind, two.decided) for one, two in settings)
