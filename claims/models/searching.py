"""The words that articles and claims are written in, for finding the one that somebody meant."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    word = models.CharField(max_length=40, primary_key=True)  # without case and accents

    class Meta:
        indexes = [GinIndex(fields=["word"], name="word_parts", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word


class WordsRead(models.Model):
    """Up to which row the words of a table are learned."""

    source = models.CharField(max_length=20, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.source} up to {self.last}"
