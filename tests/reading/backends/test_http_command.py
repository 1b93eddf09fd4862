"""`manage.py try_endpoint`, as the operator runs it: no database, nothing stored."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.articles import KILLED
from tests.reading.backends.speaking import KEY, TEXT, Model, claim, refuses, says


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_what_the_endpoint_found_and_took_is_printed(
    file: str, model: Model, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FACTCHECK_BACKEND_PRICE_OUT = 10
    model.says(says({"claims": [claim(KILLED, claimant_quote="the mayor"), claim("Nobody said any of this.")]}))
    call_command("try_endpoint", file)
    said = json.loads(capsys.readouterr().out)
    [found] = said["claims"]
    assert (found["wording"], found["claimant"], found["figures"]) == (KILLED[:-1], "the mayor", ["Twelve people"])
    assert (said["backend"], said["not in the text"], said["tokens"]) == ("http a-model 1", 1, 1200)
    assert float(said["cost"]) == 0.002


def test_why_there_is_none_is_said_in_one_line(file: str, model: Model) -> None:
    model.says(refuses("401 Unauthorized"))
    with pytest.raises(CommandError) as refusal:
        call_command("try_endpoint", file)
    assert str(refusal.value) == "The endpoint refused the key. (HTTP 401)"


def test_what_is_not_set_is_said(file: str, settings: Settings) -> None:
    with pytest.raises(CommandError, match="FACTCHECK_BACKEND_URL is not set"):
        call_command("try_endpoint", file)
    settings.FACTCHECK_BACKEND_URL, settings.FACTCHECK_BACKEND_KEY = "https://models.example/v1", KEY
    with pytest.raises(CommandError, match="FACTCHECK_BACKEND_MODEL"):
        call_command("try_endpoint", file)
