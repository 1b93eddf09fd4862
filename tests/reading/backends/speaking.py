"""A local server that speaks the protocol of chat completions, as well or as badly as a test says."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.articles import BUDGET, KILLED, LATER, WARNED
from tests.hostile.listener import Answer, Handler, Listener, Server, answer

PATH = "/v1/chat/completions"
KEY = "a-key-that-nobody-may-see"
JSON = "Content-Type: application/json"


class Hearing(Handler):
    """Reads the body of what is posted too, and keeps it."""

    def _head(self) -> str:
        head = super()._head()
        length = next((line[15:] for line in head.splitlines() if line.lower().startswith("content-length:")), "0")
        assert isinstance(self.server, Server)
        assert isinstance(self.server.listener, Model)
        self.server.listener.asked.append(json.loads(self.rfile.read(int(length)) or b"{}"))
        return head


class Model(Listener):
    """Gives its answers in turn, the last one again and again."""

    def __init__(self, ip: str, port: int) -> None:
        super().__init__(ip, port, {})
        self.asked: list[Any] = []

    @property
    def address(self) -> str:
        return self.url(PATH)

    def says(self, *answers: Answer) -> None:
        waiting = list(answers)

        def following() -> Any:
            found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            return found() if callable(found) else [found]

        self.answers[PATH] = following


@contextmanager
def speaking(*answers: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Model]:
    with Server(("127.0.0.1", 0), Hearing) as server:
        server.tls = tls
        server.listener = model = Model("127.0.0.1", server.server_address[1])
        model.says(*(answers or [claims_in(KILLED)]))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()


def says(content: Any, usage: Any = None, *headers: str) -> bytes:
    """A whole answer, whose message is `content`: as JSON, or a string as it is."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
    counted = {"prompt_tokens": 1000, "completion_tokens": 200} if usage is None else usage
    return answer(json.dumps(message | {"usage": counted}).encode(), JSON, *headers)


def refuses(status: str, *headers: str) -> bytes:
    """With a body that repeats the key, as some do."""
    return answer(json.dumps({"error": {"message": f"Bad key: {KEY}"}}).encode(), JSON, *headers, status=status)


def claim(quote: str, **fields: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "claimant_quote": None,
        "cue_quote": None,
        "quoted": False,
        "kind": "event",
        "score": 0.8,
        "reasons": [],
    }
    return {"quote": quote} | given | fields


def claims_in(*quotes: str) -> bytes:
    return says({"claims": [claim(quote) for quote in quotes]})


def echoing(model: Model) -> Answer:
    """Quotes whatever text it is asked about, line by line, as a claim of whoever its first words name."""

    def echo() -> Iterator[bytes]:
        sent = model.asked[-1]["messages"][1]["content"]
        lines = [line for line in sent.split("\n")[1:-1] if " " in line.strip()][:100]
        who = [{"claimant_quote": line.strip().split(" ")[0], "cue_quote": "said", "quoted": True} for line in lines]
        given: dict[str, Any] = {
            "claims": [claim(line[:900], **each) for line, each in zip(lines, who, strict=True)],
            "attributions": [{"content_quote": line[:900]} | each for line, each in zip(lines, who, strict=True)],
        }
        name = model.asked[-1]["response_format"]["json_schema"]["name"]
        related = {"relation": "supports", "confidence": 1, "quote": lines[-1] if lines else None}
        yield says(related if name == "relation" else {name: given[name]})

    return echo


TEXT = "\n\n".join([KILLED, BUDGET, WARNED, LATER])
