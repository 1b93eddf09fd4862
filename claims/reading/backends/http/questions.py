"""What is sent to the endpoint: the rules, the form of the answer, and the text as data."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from claims.reading.backends.http.endpoint import PROMPTS, Endpoint
from claims.text.readers import Article
from claims.text.relation import Kind as Relations
from claims.text.weighing import BUILT_IN
from claims.text.worthiness import LABELS

MOST_REPEATED = 20_000  # characters of an answer that could not be used
KINDS = ["quantity", "event", "position", "quote", "background"]
REASONS = [code for code in LABELS if BUILT_IN.reasons[code] > 0]  # that speak for a statement


def record(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


TEXT = {"type": "string"}
TEXT_OR_NULL = {"type": ["string", "null"]}
SHARE = {"type": "number"}
YES_OR_NO = {"type": "boolean"}
WHO = {"claimant_quote": TEXT_OR_NULL, "cue_quote": TEXT_OR_NULL, "quoted": YES_OR_NO}

CLAIM = record(
    quote=TEXT,
    **WHO,
    kind={"type": "string", "enum": KINDS},
    score=SHARE,
    reasons=listed({"type": "string", "enum": REASONS}),
)
CLAIMS = record(claims=listed(CLAIM))
ATTRIBUTIONS = record(attributions=listed(record(content_quote=TEXT, **WHO)))
RELATION = record(relation={"type": "string", "enum": list(get_args(Relations))}, confidence=SHARE, quote=TEXT_OR_NULL)


@dataclass(frozen=True)
class Question:
    """All that an answer depends on; `sent` is the very bytes."""

    form: dict[str, Any]
    payload: dict[str, Any] = field(repr=False)

    @property
    def sent(self) -> bytes:
        return json.dumps(self.payload, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sent).hexdigest()

    def repaired(self, answer: str, problem: str) -> "Question":
        """The same question once more, with the answer that could not be used."""
        again = PROMPTS["repair"]["text"].strip().format(problem=problem)
        said = [{"role": "assistant", "content": answer[:MOST_REPEATED]}, {"role": "user", "content": again}]
        return Question(self.form, self.payload | {"messages": [*self.payload["messages"], *said]})


def about_claims(endpoint: Endpoint, article: Article) -> Question:
    told = PROMPTS["claims"]["text"].format(kinds=", ".join(KINDS), reasons=", ".join(REASONS))
    return _question(endpoint, "claims", told, CLAIMS, _article(endpoint, article))


def about_attributions(endpoint: Endpoint, article: Article) -> Question:
    told = PROMPTS["attributions"]["text"]
    return _question(endpoint, "attributions", told, ATTRIBUTIONS, _article(endpoint, article))


def about_relation(endpoint: Endpoint, claim: str, passage: str) -> Question:
    data = [("CLAIM", claim[: endpoint.max_chars]), ("PASSAGE", passage[: endpoint.max_chars])]
    return _question(endpoint, "relation", PROMPTS["relation"]["text"], RELATION, data)


def length_sent(endpoint: Endpoint, text: str) -> int:
    """How many of an article's characters are sent: whole paragraphs, as many as may be."""
    if len(text) <= endpoint.max_chars:
        return len(text)
    return max(text.rfind("\n\n", 0, endpoint.max_chars + 1), 0) or endpoint.max_chars


def _article(endpoint: Endpoint, article: Article) -> list[tuple[str, str]]:
    day = article.published_on.isoformat() if article.published_on else "unknown"
    text = article.text[: length_sent(endpoint, article.text)]
    return [("DATE OF PUBLICATION", day), ("ARTICLE", text)]


def _question(
    endpoint: Endpoint, name: str, told: str, form: dict[str, Any], data: Sequence[tuple[str, str]]
) -> Question:
    rules = f"{PROMPTS['rules']['text'].strip()}\n\n{told.strip()}"
    payload: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [
            {"role": "system", "content": rules},
            {"role": "user", "content": "\n\n".join(fenced(what, text) for what, text in data)},
        ],
        "temperature": 0,
        "max_tokens": endpoint.max_tokens,
        "response_format": {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": form}},
    }
    return Question(form, {key: value for key, value in (payload | endpoint.extra).items() if value is not None})


def fenced(what: str, text: str) -> str:
    """Between marks that the text can't hold itself: they are made of its hash."""
    mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]
    return f"<<<{what} {mark}\n{text}\n{what} {mark}>>>"
