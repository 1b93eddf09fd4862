"""The whole workflow on one screen: which step leads from where to where, and who may take it."""

from enum import Enum
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    REVIEWER = "reviewer", "Reviewer"
    SENIOR = "senior", "Senior"
    CURATOR = "curator", "Curator"
    ADMINISTRATOR = "administrator", "Administrator"


class State(TextChoices):
    NEW = "new", _("New")  # found by the machine, nobody looked yet
    QUEUED = "queued", _("Queued")  # worth checking, in nobody's hands
    WORKING = "working", _("Taken")  # one person holds its lease
    REVIEW = "review", _("Sign-off")  # a verdict waits for a second person
    SIGNED = "signed", _("Signed")  # signed, not yet public
    PUBLISHED = "published", _("Published")  # public; changed only by a correction or a retraction
    RETRACTED = "retracted", _("Retracted")
    DISMISSED = "dismissed", _("Dismissed")
    MERGED = "merged", _("Merged")  # is counted under the claim it joined


OPEN = (State.NEW, State.QUEUED, State.WORKING, State.REVIEW, State.SIGNED)
WAITING = (State.NEW, State.QUEUED)


class Who(Enum):
    """Named policies; access.py says of a person and a claim whether one holds."""

    DESK = "a reviewer, a senior or a curator"
    REVIEWERS = "a reviewer or a senior"
    SENIORS = "a senior"
    MERGERS = "a senior or a curator"
    HOLDER = "whoever holds the claim"
    HOLDER_OR_SENIOR = "whoever holds the claim, or a senior"
    OTHER_SENIOR = "a senior who did not propose the verdict"
    SIGNER = "a senior who did not propose the verdict, nor, where the desk wants it so, attach its evidence"
    PROPOSER_OR_SENIOR = "whoever proposed the verdict, or a senior"
    SECOND_SENIOR = "a senior other than the one who asked"
    MACHINE = "the desk itself"


class Rule(NamedTuple):
    target: State
    who: Who
    note: bool = False  # a reason or a public note is required


# Steps from None make the claim. A correction's steps leave the claim published.
STEPS: dict[str, dict[State | None, Rule]] = {
    "find": {None: Rule(State.NEW, Who.MACHINE)},
    "add": {None: Rule(State.QUEUED, Who.DESK)},
    "accept": {State.NEW: Rule(State.QUEUED, Who.DESK)},
    "dismiss": {
        State.NEW: Rule(State.DISMISSED, Who.DESK, note=True),
        State.QUEUED: Rule(State.DISMISSED, Who.HOLDER_OR_SENIOR, note=True),
        State.WORKING: Rule(State.DISMISSED, Who.HOLDER_OR_SENIOR, note=True),
    },
    "reopen": {State.DISMISSED: Rule(State.QUEUED, Who.REVIEWERS, note=True)},
    "take": {
        State.NEW: Rule(State.WORKING, Who.REVIEWERS),
        State.QUEUED: Rule(State.WORKING, Who.REVIEWERS),
    },
    "release": {
        State.WORKING: Rule(State.QUEUED, Who.HOLDER),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.HOLDER),
    },
    "hand over": {  # whom it is given to begins when they come to it: no time runs for somebody who has not looked
        State.WORKING: Rule(State.QUEUED, Who.HOLDER_OR_SENIOR, note=True),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.HOLDER_OR_SENIOR, note=True),
    },
    "break": {
        State.WORKING: Rule(State.QUEUED, Who.SENIORS, note=True),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.SENIORS, note=True),
    },
    "expire": {
        State.WORKING: Rule(State.QUEUED, Who.MACHINE),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.MACHINE),
    },
    "submit": {
        State.WORKING: Rule(State.REVIEW, Who.HOLDER),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.HOLDER, note=True),
    },
    "return": {
        State.REVIEW: Rule(State.WORKING, Who.OTHER_SENIOR, note=True),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.OTHER_SENIOR, note=True),
    },
    "sign": {
        State.REVIEW: Rule(State.SIGNED, Who.SIGNER),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.SIGNER),
    },
    "amend": {
        State.SIGNED: Rule(State.WORKING, Who.PROPOSER_OR_SENIOR),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.PROPOSER_OR_SENIOR),
    },
    "publish": {
        State.SIGNED: Rule(State.PUBLISHED, Who.SENIORS),
        State.PUBLISHED: Rule(State.PUBLISHED, Who.SENIORS),
    },
    "correct": {State.PUBLISHED: Rule(State.PUBLISHED, Who.REVIEWERS)},
    "ask retraction": {State.PUBLISHED: Rule(State.PUBLISHED, Who.SENIORS, note=True)},
    "decline retraction": {State.PUBLISHED: Rule(State.PUBLISHED, Who.SENIORS, note=True)},
    "retract": {State.PUBLISHED: Rule(State.RETRACTED, Who.SECOND_SENIOR)},
    "merge": {
        State.NEW: Rule(State.MERGED, Who.MERGERS),
        State.QUEUED: Rule(State.MERGED, Who.MERGERS),
        State.WORKING: Rule(State.MERGED, Who.MERGERS),
    },
    "unmerge": {State.MERGED: Rule(State.QUEUED, Who.MERGERS, note=True)},
    # Of one's own last step alone (undo.py): back to where the claim was, in nobody's hands.
    "undo": {
        State.DISMISSED: Rule(State.QUEUED, Who.DESK),
        State.MERGED: Rule(State.QUEUED, Who.MERGERS),
    },
    "undo to new": {
        State.DISMISSED: Rule(State.NEW, Who.DESK),
        State.MERGED: Rule(State.NEW, Who.MERGERS),
    },
}


def edges() -> set[tuple[State, State]]:
    """Every change of state that some step makes."""
    return {
        (source, rule.target)
        for rules in STEPS.values()
        for source, rule in rules.items()
        if source is not None and source != rule.target
    }


def first_states() -> set[State]:
    return {rules[None].target for rules in STEPS.values() if None in rules}
