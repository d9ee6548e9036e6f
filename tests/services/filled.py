"""A row in every table that people's work rests on."""

from datetime import UTC, datetime

from sqlalchemy import select

from toolkit.domain.codings.memos import Memo

NOW = datetime(2025, 10, 20, 9, 30, tzinfo=UTC)


def fill(connection, words):
    from toolkit.storage.codings import memos
    from toolkit.storage.tables import schema

    put = connection.execute
    memos.add_unknown(connection, [Memo("on the code, å 👩", "KL", NOW, code="needs/work")])
    span = {"source_id": 1, "start": 3, "end": 9}
    coded = {**span, "code": "needs/work", "coder": "KL", "time": NOW}
    put(schema.verdict.insert(), {**coded, "decision": "rejected"})
    put(schema.settlement.insert(), {**coded, "quote": words[3:9], "applies": True, "reason": "because"})
    put(schema.assignment.insert(), {"source_id": 2, "coder": "MS", "at": NOW, "done": None})
    decided = {"id": "d1", "area": "needs", "group": "participants", "name": "Buses", "position": 1, "aside": False}
    put(schema.theme_decision.insert(), decided)
    put(schema.theme_decision_passage.insert(), {"decision_id": "d1", **span})
    _fill_reports(put, span, words)
    _fill_material(put, span)
    _fill_reflection(put, span)
    last = select(schema.coding.c.id).order_by(schema.coding.c.id.desc()).limit(1).scalar_subquery()
    put(schema.coding.delete().where(schema.coding.c.id == last))


def _fill_reports(put, span, words):
    from toolkit.storage.tables import schema_reports as tables

    who = {"coder": "KL", "at": NOW}
    claim = {"text": "{vem} ser å 👩", "kind": "finding", "area": "needs", "group": "participants", "valence": None}
    put(tables.claim.insert(), {"id": 5, **claim, "themes": ["d1"], "questions": ["q1"], "position": 1, **who})
    put(tables.claim_passage.insert(), {"claim_id": 5, **span})
    stance = {"id": 7, "claim_id": 5, "respondent": "d01", "stance": "qualifies", "reason": "says both"}
    put(tables.stance.insert(), {**stance, **who})
    put(tables.stance_passage.insert(), {"stance_id": 7, **span})
    edits = [["mask", 4, 6, "rollen"]]
    printed = {"respondent": "d01", "edits": edits, "printed": words[3:9], "why": "typical", "use": "wanted"}
    put(tables.quote.insert(), {"id": 9001, **span, **printed, "theme": "d1", "claim_id": 5, "machine": False, **who})
    block = {"draft_id": 1, "block": "f-x", "number": 1, "position": 9001, "kind": "quote", "digest": "a"}
    put(tables.draft_block.insert(), block)
    sentence = {
        "draft_id": 1,
        "position": 9001,
        "block": "f-x",
        "chapter": "1",
        "text": "Å.",
        "digest": "b",
        "finding": "",
    }
    facts = {"facts": {"k": 1, "n": 2}, "evidence": ["c1"], "quote_id": 9001, "source_id": 1}
    put(tables.draft_sentence.insert(), {**sentence, **facts})
    answer = {"finding": "c", "audience": "external", "kind": "rare_word", "answer": "keep", "reason": "because"}
    put(tables.gate_answer.insert(), {**answer, **who, "source_id": 1})


def _fill_material(put, span):
    from toolkit.storage.tables import schema_material as tables

    who = {"coder": "KL", "at": NOW}
    put(
        tables.source_setting.insert(),
        {"source_id": 1, "kind": "document", "decided": {"speakers": "Å=d01"}, "revision": 1},
    )
    revision = {"source_id": 1, "number": 1, "verb": "correct", "edits": [[0, 3, 5]], "before": {"text": "Å 👩"}}
    put(tables.source_revision.insert(), {**revision, **who})
    decision = {"digest": "d" * 64, "kind": "name", "decision": "mask", "replacement": "[handledaren]"}
    put(tables.identifier_decision.insert(), {**decision, **who})
    put(tables.consent_text.insert(), {"version": "2", "sha256": "e" * 64, "content": "Å", "at": NOW})
    put(tables.factor_link.insert(), {"id": 3, **span, "theme": None, "claim_id": 5, **who})


def _fill_reflection(put, span):
    from toolkit.storage.tables import schema_reflection as tables

    who = {"coder": "KL", "at": NOW}
    shown = {"files": {"word": "team.docx"}, "shown": [{"day": "2025-10-20", "meeting": "Å"}]}
    put(tables.pack.insert(), {"id": 4, "title": "Å", "audience": "team", "digest": "f" * 64, **shown, **who})
    said = {"text": "Å 👩", "claim_id": 5, "theme": "d1"}
    put(tables.pack_item.insert(), {"pack_id": 4, "position": 1, "kind": "see", **said, "source_id": 1})
    held = {"title": "Å", "day": "2025-10-20", "audience": "team", "format": "recognise", "state": "open"}
    agreed = {"anonymous": False, "present": ["Å"], "consent": {"quote": True}, "pack_id": 4, "source_id": None}
    put(tables.session.insert(), {"id": 6, **held, **agreed, **who})
    response = {"id": 8, "session_id": 6, "step": "differently", "who": "Å", "device": "a", "command": "b"}
    put(tables.response.insert(), {**response, **said, **who})
    put(tables.dot.insert(), {"response_id": 8, "device": "a", "dots": 2})
    put(tables.answer.insert(), {"response_id": 8, "outcome": "answered", "reason": "because", "claim_id": 5, **who})
    promise = {"text": "Å", "owner": "Å", "due": "2025-12-01", "status": "open", "outcome": "", "loop": "single"}
    put(tables.commitment.insert(), {"session_id": 6, "response_id": 8, **promise, "followed_id": None, **who})
    bug = {
        "id": 2,
        "text": "Å",
        "level": "society",
        "owner": "Å",
        "forum": "Å",
        "lifted": "2025-10-20",
        "status": "open",
    }
    proof = {"change": "", "steps": [], "claims": [5], "themes": ["d1"], "position": 1}
    put(tables.obstacle.insert(), {**bug, **proof, **who})
    put(tables.obstacle_passage.insert(), {"obstacle_id": 2, **span})
    put(tables.partner.insert(), {"id": 3, "name": "Å", "kind": "organisation", "names": [{"name": "Å"}], **who})
    tie = {"partner_id": 3, "respondent": "d01", "need": "", "phase": "", "effect": "helps", "time": "now"}
    put(tables.tie.insert(), {**span, **tie, **who})
