"""Weights learned from the desk's decisions, measured on articles held back, and used only when they rank better."""

from django.db import transaction

from claims.models import Weighing, WeighingUse
from claims.reading import choosing, decisions, weights
from claims.reading.decisions import Decided
from claims.reading.weights import InUse
from claims.text.learning import Effect, effect, train

NEW_ONES = 20  # decisions, and
SHARE = 20  # of what was learned from before, one part in so many: what changes nothing is not learned anew
EACH = 20  # accepted, and as many dismissed: with fewer nothing is put in use
LUCK = 0.05
OUTCOMES = {
    "used": "They ranked better, so the desk put them in use.",
    "few": f"Too little was decided to judge them: it takes {EACH} claims accepted and {EACH} dismissed.",
    "luck": "They rank better, but that may be luck: they were not put in use.",
    "not better": "They do not rank better: they were not put in use.",
    "no gain": "They rank no better than what was learned before: they were not put in use.",
    "held": "They rank better. Somebody had gone back to older weights, so it is for people to put them in use.",
    "changed": "Somebody changed the weights meanwhile: they were not put in use.",
}


def learn() -> Weighing | None:
    """Weights learned anew where enough was decided since the last ones. Run twice, even at once, one is kept."""
    now, base = weights.last_use(), weights.set_by_hand()
    if not is_due(base.weighing):
        return None
    decided = decisions.newest()
    if len({example.good for example in decided.examples}) < 2:
        return None
    measured = effect(decided.examples, base.weights)
    made = Weighing(base=base.weighing, budget=base.budget)
    made.weights = weights.as_stored(train(decided.examples, base.weights))
    made.effect = measured._asdict() | {"until": decided.until, "outcome": _outcome(measured, decided, base, now)}
    return _keep(made, now)


def last_learned(base: Weighing | None) -> Weighing | None:
    """On those that people set: what was learned on others says nothing of these."""
    return Weighing.objects.filter(made_by=None, base=base).order_by("-pk").first()


def is_due(base: Weighing | None) -> bool:
    last = last_learned(base)
    return decisions.since(last.effect["until"] if last else 0) >= needed(last)


def needed(last: Weighing | None) -> int:
    """New decisions before it is learned anew."""
    return max(NEW_ONES, last.effect["decisions"] // SHARE) if last else NEW_ONES


def _outcome(measured: Effect, decided: Decided, base: InUse, now: WeighingUse | None) -> str:
    """What becomes of them, as a key of OUTCOMES."""
    if min(measured.good, measured.decisions - measured.good) < EACH:
        return "few"
    if not is_better(measured):
        return "luck" if measured.after > measured.before else "not better"
    if choosing.went_back(now):
        return "held"
    return "used" if _beats_the_learned(decided, base, now) else "no gain"


def is_better(measured: Effect) -> bool:
    return measured.after > measured.before and measured.chance <= LUCK


def _beats_the_learned(decided: Decided, base: InUse, now: WeighingUse | None) -> bool:
    """Against learned ones that are in use it is judged on articles that neither knew."""
    using = now.weighing if now else None
    told = choosing.learned(using)
    if using is None or not told:
        return True
    unknown = {group for group, event in decided.began.items() if event > told["until"]}
    return is_better(effect(decided.examples, base.weights, rival=weights.weights_of(using), judged=unknown))


@transaction.atomic
def _keep(made: Weighing, now: WeighingUse | None) -> Weighing | None:
    choosing.hold()
    last = last_learned(made.base)
    if last and last.effect["until"] >= made.effect["until"]:
        return None
    if choosing.last_use_id() != (now.pk if now else 0):
        made.effect["outcome"] = "changed"
    made.save()
    if made.effect["outcome"] == "used":
        choosing.put(made, None, f"Learned from {made.effect['decisions']:,} decisions.")
    return made
