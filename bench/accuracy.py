"""How right the reading is, on labelled articles, beside what was published and what plain methods reached."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MANAGE = [sys.executable, str(HERE.parent / "manage.py")]
TABLE = tomllib.loads((HERE / "accuracy.toml").read_text(encoding="utf-8"))
MODELS = ("FACTCHECK_ATTRIBUTION_MODEL", "FACTCHECK_WORTHINESS_MODEL")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("FACTCHECK_DATA"), help="else FACTCHECK_DATA")
    parser.add_argument("--only", default="", help="runs whose name begins so")
    parser.add_argument("--models", type=Path, help="where trained models are kept and looked for")
    options = parser.parse_args()
    if options.data is None:
        parser.error("Say where the labelled data is: --data FOLDER or FACTCHECK_DATA.")
    with tempfile.TemporaryDirectory() as scratch:
        kept = options.models or Path(scratch)
        kept.mkdir(parents=True, exist_ok=True)
        Bench(options.data.resolve(), Path(scratch), kept.resolve()).show(options.only)


class Bench:
    def __init__(self, data: Path, scratch: Path, models: Path) -> None:
        self.scratch = scratch
        self.places = {
            "data": str(data),
            "score": str(data / "tools/score.py"),
            "attribution": str(models / "attribution.model"),
            "worthiness": str(models / "worthiness.json"),
        }
        self.teachers = {
            "attribution": ["train_attribution", str(data / "data/attribution/train")],
            "worthiness": ["train_worthiness", str(data / "data/worthiness/CT24_checkworthy_english_train.tsv")],
        }

    def show(self, only: str) -> None:
        print("| what | measured | goal | plain methods | published |\n|---|---|---|---|---|")
        for name, run in TABLE["runs"].items():
            if name.startswith(only):
                said = self.said(run)
                for figure in TABLE["figures"]:
                    if figure["run"] == name:
                        print(row(figure, said), flush=True)

    def said(self, run: dict[str, Any]) -> str:
        """What the scorer prints of the product, run as the operator would run it."""
        places = self.places | ({"read": str(self.read(run))} if "read" in run else {})
        own = {key: value.format(**places) for key, value in run.get("environment", {}).items()}
        for model in re.findall(r"{(attribution|worthiness)}", str(run.get("environment", ""))):
            self.train(model)
        without = {key: value for key, value in os.environ.items() if key not in MODELS}
        command = [sys.executable, *(part.format(**places) for part in run["command"])]
        product = {"PRODUCT": " ".join(MANAGE)}
        return subprocess.run(
            command, env=without | product | own, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def train(self, model: str) -> None:
        if not Path(self.places[model]).exists():
            subprocess.run([*MANAGE, *self.teachers[model], "--out", self.places[model]], check=True, stdout=sys.stderr)

    def read(self, run: dict[str, Any]) -> Path:
        """What `read` prints of the articles, as the scorer takes it."""
        paths = sorted(map(str, Path(self.places["data"]).glob(run["read"])))
        command = [*MANAGE, "read", *paths, "--json", *(["--plain"] if run.get("plain") else [])]
        lines = output(command)
        out = self.scratch / "read.json"
        out.write_text(figures_of(lines) if run.get("figures") else lines, encoding="utf-8")
        return out


def output(command: list[str], environment: dict[str, str] | None = None) -> str:
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def figures_of(lines: str) -> str:
    articles = {Path(each["path"]).stem: {"figures": each["figures"]} for each in map(json.loads, lines.splitlines())}
    return json.dumps({"articles": articles, "stories": [], "copies": [], "conflicts": []})


def row(figure: dict[str, Any], said: str) -> str:
    found = re.search(figure["pattern"], said)
    value = found[1] if found else "?"
    reached = found is not None and float(Fraction(value)) >= figure.get("goal", 0) - 1e-9
    share = f" ({float(Fraction(value)):.3f})" if "/" in value else ""
    told = [f"{value}{share}{'' if reached else ' **missed**'}", figure.get("goal", "")]
    cells = [f"{figure['run']}: {figure['what']}", *told, figure.get("plain", ""), figure.get("published", "")]
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
