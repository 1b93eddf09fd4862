import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def wait_for(ask: Callable[[], Answer], seconds: float = 30) -> Answer:
    """What is answered, once it is anything at all."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"nothing after {seconds:.0f} seconds"
        time.sleep(0.05)
    return answer
