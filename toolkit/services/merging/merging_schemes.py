"""The scheme of another project put together with ours: codes that it added come in, other wordings are told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.domain.codings.schemes import Code, Scheme
from toolkit.messages import N_
from toolkit.services.coding import schemes
from toolkit.services.merging.merging_plan import Plan, Side
from toolkit.services.projects.project import scheme_of

FIELDS = {
    "title": N_("title"),
    "definition": N_("definition"),
    "includes": N_("what belongs"),
    "excludes": N_("what does not belong"),
    "retired": N_("whether it is in use"),
}


@dataclass(frozen=True, slots=True)
class Joined:
    """Our scheme's file before and after their codes came in, and the version that it then has."""

    scheme: Scheme
    before: str
    after: str

    @property
    def sha256(self) -> str:
        """The fingerprint of the file afterwards."""
        return hashlib.sha256(self.after.encode()).hexdigest()

    @property
    def changed(self) -> bool:
        """Whether any code came in."""
        return self.before != self.after


def join(ours: Side, theirs: Side, plan: Plan) -> Joined:
    """Our scheme with the codes that only theirs has; what both have in other words is noted in the plan."""
    from toolkit.resources import scheme_writing
    from toolkit.storage.projects import merging

    before = ours.project.scheme_path.read_text(encoding="utf-8")
    their_file = theirs.project.scheme_path.read_text(encoding="utf-8")
    lacking = [path for path in theirs.scheme.codes if path not in ours.scheme.codes]
    known = merging.scheme_numbers(ours.connection)
    if hashlib.sha256(their_file.encode()).hexdigest() not in known:  # else it is an older state of ours
        plan.different_codes += _differences(ours.scheme, theirs.scheme)
    if not lacking:
        return Joined(ours.scheme, before, before)
    version = schemes.next_version(ours.project, ours.connection, ours.scheme)
    after = scheme_writing.taken_over(before, ours.scheme, their_file, lacking, version=version)
    scheme = scheme_of(ours.project.scheme_path.name, after)
    plan.new_codes += [path for path in scheme.codes if path not in ours.scheme.codes]
    return Joined(scheme, before, after) if plan.new_codes else Joined(ours.scheme, before, before)


def _differences(ours: Scheme, theirs: Scheme) -> Iterator[tuple[str, str, str, str]]:
    for path, code in ours.codes.items():
        other = theirs.codes.get(path)
        for name in FIELDS if other is not None else ():
            own, their = _told(code, name), _told(other, name)
            if own != their:
                yield path, name, own, their


def _told(code: Code | None, name: str) -> str:
    """What a code says of itself, as one text."""
    value: object = getattr(code, name)
    if isinstance(value, Mapping):
        each = (
            f"{language}: {' · '.join([text] if isinstance(text, str) else text)}" for language, text in value.items()
        )
        return "\n".join(sorted(each))
    return str(value).lower()


def numbers(ours: Side, theirs: Side, used: set[int]) -> dict[int, int]:
    """The number here of each version of their scheme that anything rests on; those that are new are kept as well."""
    from toolkit.storage.projects import merging

    known = merging.scheme_numbers(ours.connection)
    found: dict[int, int] = {}
    for row in merging.scheme_rows(theirs.connection):
        version, sha256 = row["version"], row["sha256"]
        if version in used and sha256 not in known:
            known[sha256] = 1 + max(known.values(), default=0)
            merging.put_scheme(ours.connection, {**row, "version": known[sha256]})
        if version in used:
            found[version] = known[sha256]
    return found
