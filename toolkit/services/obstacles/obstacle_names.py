"""What levels and statuses of obstacles are called, on screens and at the command line."""

from __future__ import annotations

from toolkit.domain.reflection.obstacles import Level, Status
from toolkit.messages import N_

LEVELS = {
    Level.INTERACTION: N_("Individual and encounter"),
    Level.ORGANISATION: N_("Within and between organisations"),
    Level.SOCIETY: N_("Surrounding society"),
}
STATUSES = {
    Status.OPEN: N_("not raised yet"),
    Status.LIFTED: N_("raised with a forum"),
    Status.ANSWERED: N_("answered by the forum"),
    Status.CHANGED: N_("a change is seen"),
    Status.CLOSED: N_("closed without change"),
}
