"""Watched folders: a file is taken once its size stood still for two seconds."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from claims.ingest import intake
from claims.models import Feed, WatchedFile

STILL_FOR = timedelta(seconds=2)


def poll_due() -> int:
    """Look at every folder whose time has come; two beats at once look at each only once. Returns how many."""
    due = Feed.objects.filter(is_active=True, kind=Feed.Kind.FOLDER, due_at__lte=Now())
    return sum(poll(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def poll(pk: int) -> bool:
    feed = Feed.objects.filter(pk=pk, due_at__lte=Now()).select_for_update(skip_locked=True).first()
    if feed is None:
        return False
    folder = Path(feed.location)
    problem = refusal(folder)
    if not problem:
        _look(feed, folder)
    Feed.objects.filter(pk=pk).update(looked_at=Now(), due_at=Now() + feed.every, problem=problem)
    return True


def refusal(folder: Path) -> str:
    """Why this folder is not watched; "" when it is. A feed is no way to the desk's own keys and data."""
    place, own = folder.resolve(), settings.OWN_FOLDER
    if own.is_relative_to(place) or (place.is_relative_to(own) and not place.is_relative_to(own / "inbox")):
        return "This folder holds the desk’s own keys and data, which are not imported."
    if settings.FOLDERS and not any(place.is_relative_to(allowed) for allowed in settings.FOLDERS):
        return "Folders are only watched inside those that FACTCHECK_FOLDERS names."
    if not (folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)):
        return "There is no such folder on this machine, or it may not be read."
    return ""


def _look(feed: Feed, folder: Path) -> None:
    ready = list(_ready(feed, folder))
    if not ready:
        return
    run = intake.start(feed.name, feed=feed)
    for path, watched in ready:
        intake.take_file(run, path, watched.name)
    WatchedFile.objects.filter(pk__in=[watched.pk for _, watched in ready]).update(taken=True)


def _ready(feed: Feed, folder: Path) -> Iterator[tuple[Path, WatchedFile]]:
    """Files that look as they did two seconds ago or longer, and were not taken as they look."""
    known = {file.name: file for file in feed.files.all()}
    still = set(feed.files.filter(taken=False, seen_at__lte=Now() - STILL_FOR).values_list("name", flat=True))
    for path in intake.files_under(folder):
        name = intake.shown(str(path.relative_to(folder)))
        try:
            stat = path.stat()
        except OSError:
            continue  # gone again; it was not there for long enough to be an article
        looks = {"size": stat.st_size, "modified_ns": stat.st_mtime_ns}
        watched = known.get(name)
        if watched is None or (watched.size, watched.modified_ns) != (looks["size"], looks["modified_ns"]):
            WatchedFile.objects.update_or_create(
                feed=feed, name=name, defaults={**looks, "seen_at": Now(), "taken": False}
            )
        elif name in still:
            yield path, watched
