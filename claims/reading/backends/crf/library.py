"""python-crfsuite, or one sentence that it is missing: there is no wheel of it for old Macs."""

from typing import Any

from claims.reading.backends.crf.model import NoModel

try:
    import pycrfsuite
except ImportError:
    pycrfsuite = None


def tagger(model: bytes) -> Any:
    made = _library().Tagger()
    made.open_inmemory(model)
    return made


def trainer(algorithm: str) -> Any:
    return _library().Trainer(algorithm, verbose=False)


def _library() -> Any:
    if pycrfsuite is None:
        raise NoModel("An attribution model needs the package python-crfsuite, which is not installed.")
    return pycrfsuite
