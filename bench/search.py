"""Searching among 10,000 to 1,000,000 passages, alone and with 16 people, beside what the bare parts take."""

import argparse
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psycopg

from bench.desk import FLOOR, Client, begun, served
from factcheck.local import places

WORDS = 20_000  # of the vocabulary; the second is half as common as the first, the third a third
LENGTH = 40  # words of a passage
SEED = 21
LETTERS = str.maketrans("0123456789", "bdfgklmnrv")
Times = dict[str, list[float]]


def vocabulary() -> list[str]:
    return [f"qo{str(number).translate(LETTERS)}" for number in range(WORDS)]


def texts(number: int) -> Iterator[tuple[int, str]]:
    """Words as common as Zipf has them."""
    chance, words = random.Random(SEED), vocabulary()
    weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
    for place in range(1, number + 1):
        yield place, " ".join(chance.choices(words, cum_weights=weights, k=LENGTH))


def questions() -> dict[str, str]:
    word = vocabulary()
    return {
        "one common word": word[0],
        "two words": f"{word[40]} {word[90]}",
        "three words": f"{word[20]} {word[60]} {word[200]}",
        "two common words": f"{word[0]} {word[1]}",
        "a phrase": f'"{word[0]} {word[2]}"',
        "a phrase that is rare": f'"{word[30]} {word[45]}"',
        "a rare word": word[15_000],
        "a person's name": "Hanne Brisk",
        "a name with a slip": "Hane Brsk",
        "nothing at all": "zzyzx",
    }


def prepared(stack: ExitStack, number: int) -> tuple[int, int, str]:
    """The ports of the desk and of the bare site, and the desk's database."""
    postgres, environment = begun(stack)
    load(postgres.superuser_url(places.DATABASE), number)
    floor = postgres.superuser_url("floor")
    with psycopg.connect(floor) as database:
        database.execute(FLOOR.format(n=10_000).encode())
    desk = served(stack, "factcheck.wsgi:application", environment)
    bare = served(stack, "bench.floor_site:application", environment | {"FLOOR_URL": floor})
    return desk, bare, postgres.superuser_url(places.DATABASE)


def load(url: str, number: int) -> None:
    with psycopg.connect(url) as database:
        database.execute("SET session_replication_role = replica; SET maintenance_work_mem = '256MB'")
        database.execute("CREATE TEMP TABLE made (i int, text text); CREATE TEMP TABLE vocabulary (word text)")
        for table, rows in (("made (i, text)", texts(number)), ("vocabulary", ((word,) for word in vocabulary()))):
            with database.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        database.execute(Path(__file__).with_name("search_rows.sql").read_text().format(n=number).encode())
        database.execute("INSERT INTO claims_word SELECT word FROM vocabulary UNION VALUES ('hanne'), ('brisk')")
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("VACUUM ANALYZE")


def floors(url: str, rounds: int) -> Times:
    """The same words asked of the bare index: ranked, and the newest fifty."""
    word = vocabulary()
    ranked = b"SELECT id FROM claims_passage WHERE words @@ %(q)s ORDER BY ts_rank(words, %(q)s) DESC LIMIT 50"
    newest = b"SELECT id FROM claims_passage WHERE words @@ %(q)s ORDER BY id DESC LIMIT 50"
    asked = {
        "bare index, two words ranked": (ranked, f"{word[40]} & {word[90]}"),
        "bare index, one common word newest": (newest, word[0]),
    }
    times: Times = {}
    with psycopg.connect(url, autocommit=True) as database:
        for name, (sql, query) in asked.items():
            sql = sql.replace(b"%(q)s", b"%(q)s::tsquery")
            times[name] = timed(lambda sql=sql, q=query: database.execute(sql, {"q": q}).fetchall(), rounds)  # type: ignore[misc]
    return times


def timed(do: Callable[[], object], rounds: int) -> list[float]:
    kept = []
    for turn in range(rounds + 5):
        started = time.perf_counter()
        do()
        if turn >= 5:
            kept.append(1000 * (time.perf_counter() - started))
    return kept


def alone(desk: Client, rounds: int) -> Times:
    times: Times = {}
    for name, typed in questions().items():
        for what in ("", "passages") if name == "one common word" else ("",):
            address = "/search/?" + urlencode({"q": typed, "what": what})
            label = f"{name}, with facets" if what else name
            times[label] = timed(lambda address=address: desk.ask("GET", address), rounds)  # type: ignore[misc]
    return times


def together(port: int, cookies: dict[str, str], people: int, seconds: float) -> Times:
    """Everybody asks something, waits a second or two, and asks something else."""
    times: Times = {name: [] for name in questions()}
    until = time.monotonic() + seconds

    def ask(number: int) -> None:
        client, chance = Client(port), random.Random(number)
        client.cookies = dict(cookies)
        while time.monotonic() < until:
            time.sleep(chance.uniform(1, 3))
            client.connection.close()  # the server ends what is idle for long; the next request opens it anew
            name, typed = chance.choice(list(questions().items()))
            started = time.perf_counter()
            client.ask("GET", "/search/?" + urlencode({"q": typed}))
            times[name].append(1000 * (time.perf_counter() - started))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"all of them": [each for kept in times.values() for each in kept]}


def told(title: str, times: Times) -> None:
    print(f"\n{title:<40}{'p50':>8}{'p95':>8}   (milliseconds)")
    for name, kept in times.items():
        print(f"{name:<40}{statistics.median(kept):>8.1f}{statistics.quantiles(kept, n=20)[18]:>8.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--people", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    for number in options.passages:
        with ExitStack() as stack:
            port, bare, url = prepared(stack, number)
            desk, floor = Client(port), Client(bare)
            desk.sign_in()
            print(f"\n== {number:,} passages, {number // 10:,} claims")
            page = {"bare page": timed(lambda floor=floor: floor.ask("GET", "/list/0/"), options.rounds)}  # type: ignore[misc]
            told("floors", page | floors(url, options.rounds))
            told("one person", alone(desk, options.rounds))
            told("other pages", pages(desk, options.rounds))
            told(f"{options.people} people", together(port, desk.cookies, options.people, options.seconds))


def pages(desk: Client, rounds: int) -> Times:
    similar = "/search/similar/?" + urlencode({"text": next(texts(1))[1]})
    addresses = {"similar claims": similar, "dashboard": "/dashboard/", "home": "/"}
    return {name: timed(lambda at=at: desk.ask("GET", at), rounds) for name, at in addresses.items()}  # type: ignore[misc]


if __name__ == "__main__":
    main()
