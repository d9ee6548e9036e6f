"""A network counted by hand: ten participants and two of a team, six partners.

Af (1): P01–P06 and T1         Fk (2): P01–P03 and P07     Care (3): P07, P08, P09
Family (4): P09, P10           Course (5): P10, T2         Ombud (6, a person in a role): P04
"""

from toolkit.domain.networks.partners import Effect, Partner, PartnerKind, Tie, Time

AF, FK, CARE, FAMILY, COURSE, OMBUD = range(1, 7)
PARTNERS = (
    Partner(AF, "Af", PartnerKind.ORGANISATION),
    Partner(FK, "Fk", PartnerKind.ORGANISATION),
    Partner(CARE, "Care centre", PartnerKind.ORGANISATION),
    Partner(FAMILY, "Family", PartnerKind.PERSON),
    Partner(COURSE, "Course", PartnerKind.MEASURE),
    Partner(OMBUD, "Ombudsman Åsa", PartnerKind.PERSON),
)
GROUP_OF = {**{f"P{n:02}": "participants" for n in range(1, 11)}, "T1": "team", "T2": "team"}
_WORK, _HEALTH = "needs/work", "needs/health"
_SAID = (
    # who, partner, need, phase, effect, time
    ("P01", AF, _WORK, "before", "hinders", "before"),
    ("P01", AF, _WORK, "during", "helps", "now"),
    ("P02", AF, _WORK, "before", "helps", "before"),
    ("P03", AF, _WORK, "during", "helps", "now"),
    ("P04", AF, _WORK, "before", "hinders", "before"),
    ("P05", AF, _HEALTH, "before", "unsaid", "unsaid"),
    ("P06", AF, "", "", "helps", "unsaid"),
    ("P01", FK, "needs/income", "before", "hinders", "before"),
    ("P02", FK, "needs/income", "before", "hinders", "now"),
    ("P03", FK, "needs/income", "before", "helps", "now"),
    ("P07", FK, "needs/income", "before", "both", "unsaid"),
    ("P07", CARE, _HEALTH, "before", "helps", "now"),
    ("P08", CARE, _HEALTH, "before", "helps", "now"),
    ("P09", CARE, _HEALTH, "during", "hinders", "before"),
    ("P09", FAMILY, _HEALTH, "during", "helps", "now"),
    ("P10", FAMILY, _WORK, "", "helps", "now"),
    ("P10", COURSE, _WORK, "during", "helps", "now"),
    ("P04", OMBUD, _WORK, "before", "helps", "before"),
    ("T1", AF, _WORK, "during", "helps", "now"),
    ("T2", COURSE, _WORK, "during", "helps", "now"),
)


def ties():
    """The ties, the passage of each its own."""
    return tuple(
        Tie(n, 1, 10 * n, 10 * n + 5, partner, who, need, phase, Effect(effect), Time(time), "KL")
        for n, (who, partner, need, phase, effect, time) in enumerate(_SAID, 1)
    )
