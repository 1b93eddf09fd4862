"""A tagger that the operator trains on marked texts; without a model file nothing here runs."""

from claims.reading.backends.crf.backend import Crf, crf
from claims.reading.backends.crf.model import NoModel

__all__ = ["Crf", "NoModel", "crf"]
