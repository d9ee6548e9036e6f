"""What an exchange could not carry: the kinds with their sentences, and a ledger that counts them."""

from __future__ import annotations

from toolkit.domain.exchange.interchange import Loss
from toolkit.messages import N_

MESSAGES = {
    "picture_source": N_("Pictures are not taken in: {n}."),
    "picture_coding": N_("Codings on pictures are not taken in: {n}."),
    "pdf_source": N_("PDF files are not taken in, only their text where the file holds it: {n}."),
    "pdf_coding": N_("Codings on places of a PDF page are not taken in: {n}."),
    "audio_source": N_("Sound files are not taken in, only their transcripts: {n}."),
    "audio_coding": N_("Codings on times of a sound file are not taken in: {n}."),
    "video_source": N_("Films are not taken in, only their transcripts: {n}."),
    "video_coding": N_("Codings on times of a film are not taken in: {n}."),
    "time_stamps": N_("Time stamps of transcripts are not kept: {n}."),
    "media_note": N_("Memos on pictures, PDF pages, sound or film are kept without their place: {n}."),
    "media_description": N_("Descriptions of pictures, PDF files, sound and film are not kept: {n}."),
    "media_variables": N_("Variables of pictures, PDF files, sound and film are not kept: {n}."),
    "external_path": N_("Files outside the exchanged file are never opened: {n}."),
    "source_without_text": N_("A source without plain text is left out, with its {n} selections: {where}"),
    "rich_text": N_("Formatted texts are kept as plain text: {n}."),
    "both_texts": N_("Sources that give their text twice are read from the text file: {n}."),
    "encoding": N_("A text is not UTF-8; it was read as {where}: {n}."),
    "unused_entry": N_("Files inside that nothing refers to are left out: {n}."),
    "graph": N_("Graphs are not kept: {n}."),
    "link": N_("Links between passages, codes and sources are not kept: {n}."),
    "coding_without_code": N_("Codings whose code is not in the file are left out: {n}."),
    "unknown_user": N_("Codings and memos name people whom the file does not list; their coder is not known: {n}."),
    "selection_position": N_(
        "Selections that are empty, reversed or outside the text are left out: {n}. Source and positions: {where}"
    ),
    "selection_coding": N_("Codings of such selections are left out with them: {n}."),
    "selection_name": N_("Names that people gave to selections are not kept: {n}."),
    "coding_note": N_("Memos on a single coding are kept on its passage: {n}."),
    "note_coding": N_("Codings inside memos are not taken in: {n}."),
    "note_without_text": N_("Memos without text are left out: {n}."),
    "note_reference": N_("References to memos that are not in the file are left out: {n}."),
    "set_note": N_("Memos in sets are kept outside them: {n}."),
    "dangling_reference": N_("References of cases and sets to what is not in the file are left out: {n}."),
    "variable_unknown": N_("Values of variables that the file does not list are left out: {n}."),
    "variable_description": N_("Descriptions of variables are not kept: {n}."),
    "variable_as_text": N_("Variables whose values do not fit their type are given as text: {n}."),
    "variable_name": N_("Variables of the same name are told apart by a number: {n}."),
    "duplicate_guid": N_("Things with the identity of another got a new one; references lead to the first: {n}."),
    "missing_guid": N_("Things without an identity got one: {n}."),
    "code_split": N_("Names of codes were made branches of the tree at their “::” or “.”: {n}."),
    "code_renamed": N_("Codes got longer names, so that each name is there once: {n}."),
    "code_without_name": N_("Codes without a name got one: {n}."),
    "color": N_("Colours that no program could read are left out: {n}."),
    "modified": N_("Who changed something last, and when, is not kept: {n}."),
    "source_author": N_("Who added a source, and when, is not kept: {n}."),
    "user_id": N_("Login names of people are not kept: {n}."),
    "time": N_("Times that cannot be read are left out: {n}."),
    "unit_edges": N_(
        "Positions were not counted as the program that wrote them usually counts: that would cut words. {where}"
    ),
    "illegal_characters": N_("Signs that no XML file may hold were replaced by �: {n}."),
    "code_memo": N_("Memos on codes have no place in a codebook: {n}."),
    "not_codebook": N_("A codebook holds codes and their sets only; sources, cases and memos are left out: {n}."),
    "unknown_element": N_("Parts of the file that the standard does not know are left out: {n}."),
}


class Ledger:
    """Counts losses by kind and place, in the order in which the kinds were first met."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, kind: str, n: int = 1, *, where: str = "") -> None:
        """Count `n` more of a kind; nothing when n is 0."""
        if n:
            self._counts[kind, where] = self._counts.get((kind, where), 0) + n

    def losses(self) -> tuple[Loss, ...]:
        """What was counted."""
        return tuple(Loss(kind, MESSAGES[kind], n, where) for (kind, where), n in self._counts.items())
