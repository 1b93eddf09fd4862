"""Who gets what at which route: the specification that tests/test_permissions.py holds the desk to.

A new route fails the suite until it has a line in ROUTES (or its name in a line of ADMIN):

    METHOD  name  what-it-is-about  anonymous disabled nobody reviewer senior curator administrator

`about` names a maker in ABOUT: what is there, as seen by the person who asks. "nobody" is signed in without a role.
    ok     done or shown (2xx, or a redirect that is not to the sign-in page)
    in     led to the sign-in page
    403 404 and the like    as they are
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from claims.access import may_review
from claims.ingest import intake
from claims.models import Claim, ImportItem, Lease, Notification, Person, Pulse, WeighingUse
from claims.people import invitations
from claims.publish import release
from claims.reading import choosing
from claims.review import claims, conflicts, contacts, drafts, lost, saved, stories
from claims.workflow import open_claim
from tests import factories

WHO = ("anonymous", "disabled", "nobody", "reviewer", "senior", "curator", "administrator")

ROUTES = """
GET   healthz                               -             ok   ok   ok   ok   ok   ok   ok
GET   readyz                                beating       ok   ok   ok   ok   ok   ok   ok

GET   invitation                            invited       ok   ok   ok   ok   ok   ok   ok
POST  invitation                            invited       ok   ok   ok   ok   ok   ok   ok
GET   account_login                         -             ok   ok   ok   ok   ok   ok   ok
GET   account_logout                        -             ok   ok   ok   ok   ok   ok   ok
POST  account_logout                        -             ok   ok   ok   ok   ok   ok   ok
GET   account_reset_password                -             ok   ok   ok   ok   ok   ok   ok
GET   account_reset_password_done           -             ok   ok   ok   ok   ok   ok   ok
GET   account_reset_password_from_key       key           ok   ok   ok   ok   ok   ok   ok
GET   account_reset_password_from_key_done  -             ok   ok   ok   ok   ok   ok   ok
GET   mfa_authenticate                      -             in   in   ok   ok   ok   ok   ok
GET   account_reauthenticate                -             in   in   ok   ok   ok   ok   ok
GET   mfa_reauthenticate                    -             in   in   ok   ok   ok   ok   ok
GET   account_change_password               -             in   in   ok   ok   ok   ok   ok
GET   mfa_index                             -             in   in   ok   ok   ok   ok   ok
GET   mfa_activate_totp                     -             in   in   ok   ok   ok   ok   ok
GET   mfa_deactivate_totp                   -             in   in   404  404  404  404  404
GET   mfa_view_recovery_codes               -             in   in   404  404  404  404  404
GET   mfa_generate_recovery_codes           -             in   in   ok   ok   ok   ok   ok

GET   checks                                some-public   ok   ok   ok   ok   ok   ok   ok
GET   check                                 public        ok   ok   ok   ok   ok   ok   ok
GET   check-version                         public-1      ok   ok   ok   ok   ok   ok   ok
GET   check                                 public-queued 404  404  404  404  404  404  404
POST  theme                                 dark          in   in   ok   ok   ok   ok   ok
GET   live                                  -             in   in   403  ok   ok   ok   403
GET   palette                               -             in   in   403  ok   ok   ok   ok
GET   keys                                  -             in   in   ok   ok   ok   ok   ok
GET   preferences                           -             in   in   ok   ok   ok   ok   ok
POST  preferences                           own-ways      in   in   ok   ok   ok   ok   ok
POST  own-keys                              own-keys      in   in   ok   ok   ok   ok   ok
POST  letters                               -             in   in   ok   ok   ok   ok   ok

POST  api-imports                           -             401  401  401  401  401  401  401

GET   search                                looked-for    in   in   403  ok   ok   ok   403
GET   dashboard                             -             in   in   403  ok   ok   ok   403
GET   search-similar                        a-text        in   in   403  ok   ok   ok   403

GET   home                                  -             in   in   403  ok   ok   ok   ok
GET   queue                                 -             in   in   403  ok   ok   ok   403
GET   notices                               -             in   in   403  ok   ok   ok   403
POST  notices-read                          -             in   in   403  ok   ok   ok   403
POST  notice-read                           own-notice    in   in   403  ok   ok   ok   403
POST  notice-read                           a-notice      in   in   403  404  404  404  403
GET   agreement                             -             in   in   403  ok   ok   ok   403
POST  queue-next                            some-claims   in   in   403  ok   ok   403  403
POST  queue-selection                       -             in   in   403  ok   ok   ok   403
POST  queue-bulk                            picked        in   in   403  ok   ok   ok   403
GET   queue-views                           -             in   in   403  ok   ok   ok   403
POST  queue-views                           named         in   in   403  ok   ok   ok   403
POST  queue-view                            own-view      in   in   403  ok   ok   ok   403
POST  queue-view-removal                    own-view      in   in   403  ok   ok   ok   403
POST  queue-view                            others-view   in   in   403  403  ok   ok   403
POST  queue-view-removal                    others-view   in   in   403  403  ok   ok   403
GET   stories                               -             in   in   403  ok   ok   ok   403
POST  stories                               titled        in   in   403  ok   ok   ok   403
GET   story                                 a-story       in   in   403  ok   ok   ok   403
POST  story                                 a-story       in   in   403  ok   ok   ok   403
POST  story-article-removal                 a-story       in   in   403  ok   ok   ok   403
POST  story-claim-removal                   a-story       in   in   403  ok   ok   ok   403
POST  article-story                         titled-article in  in   403  ok   ok   ok   403
GET   article                               article       in   in   403  ok   ok   ok   403
GET   revision                              article-1     in   in   403  ok   ok   ok   403
GET   revision-changes                      changed       in   in   403  ok   ok   ok   403
GET   changes                               some-changed  in   in   403  ok   ok   ok   403
POST  change-judgement                      changed-words in   in   403  ok   ok   403  403
GET   claimant                              a-claimant    in   in   403  ok   ok   ok   403
GET   imports                               -             in   in   403  ok   ok   ok   403
GET   import                                import        in   in   403  ok   ok   ok   403
POST  import-retry                          failed        in   in   403  403  403  ok   403
POST  import-retry-all                      import        in   in   403  403  403  ok   403
GET   import-bytes                          kept          in   in   403  403  403  ok   403
GET   import-new                            -             in   in   403  ok   ok   ok   403
POST  import-new                            pasted        in   in   403  ok   ok   ok   403
GET   feed                                  feed          in   in   403  ok   ok   ok   403
POST  feed-look                             feed          in   in   403  403  403  ok   403
POST  feed-pause                            feed          in   in   403  403  403  ok   403
POST  feed-resumption                       feed          in   in   403  403  403  ok   403
POST  feed-release                          feed          in   in   403  403  403  ok   403
POST  feed-move                             feed          in   in   403  403  403  ok   403
GET   source-add                            -             in   in   403  403  403  ok   403
POST  source-add                            a-site        in   in   403  403  403  ok   403
GET   source-preview                        looked        in   in   403  403  403  ok   403
POST  source-save                           looked        in   in   403  403  403  ok   403
GET   ranking                               some-uses     in   in   403  ok   ok   ok   403
POST  ranking-trial                         sentence      in   in   403  ok   ok   ok   403
POST  ranking-save                          weights       in   in   403  403  ok   ok   403
POST  ranking-use                           weights       in   in   403  403  ok   ok   403

GET   claim-add                             -             in   in   403  ok   ok   ok   403
POST  claim-add                             said          in   in   403  ok   ok   ok   403
GET   claim                                 queued        in   in   403  ok   ok   ok   403
GET   claim-record                          queued        in   in   403  ok   ok   ok   403
POST  claim-lease                           queued        in   in   403  ok   ok   403  403
POST  claim-heartbeat                       held          in   in   403  ok   ok   403  403
POST  claim-release                         held          in   in   403  ok   ok   403  403
POST  claim-handover                        given-over    in   in   403  ok   ok   403  403
POST  claim-lease-end                       anothers      in   in   403  403  ok   403  403
POST  claim-lost                            held          in   in   403  ok   ok   403  403
GET   claim-lost-draft                      lost-text     in   in   403  ok   ok   404  403
POST  claim-lost-draft                      lost-text     in   in   403  ok   ok   404  403
POST  claim-wording                         held          in   in   403  ok   ok   403  403
POST  claim-acceptance                      new           in   in   403  ok   ok   ok   403
POST  claim-dismissal                       new           in   in   403  ok   ok   ok   403
POST  claim-dismissal                       queued        in   in   403  403  ok   403  403
POST  claim-dismissal                       held          in   in   403  ok   ok   403  403
POST  claim-reopening                       dismissed     in   in   403  ok   ok   403  403
POST  claim-merger                          queued        in   in   403  403  ok   ok   403
POST  claim-unmerger                        merged        in   in   403  403  ok   ok   403
POST  claim-part                            queued        in   in   403  ok   ok   ok   403
POST  claim-place                           queued        in   in   403  ok   ok   ok   403
POST  claim-searches                        queued        in   in   403  ok   ok   ok   403
POST  claim-questions                       queued        in   in   403  ok   ok   403  403
POST  claim-question-answer                 question      in   in   403  ok   ok   403  403
POST  claim-conflicts                       two-places    in   in   403  ok   ok   ok   403
POST  claim-conflict-settlement             conflict      in   in   403  ok   ok   ok   403
POST  claim-evidence                        held          in   in   403  ok   ok   403  403
POST  claim-passage                         with-passage  in   in   403  ok   ok   403  403
POST  claim-passage-removal                 with-passage  in   in   403  ok   ok   403  403
GET   claim-comparison                      queued        in   in   403  ok   ok   ok   403
POST  claim-suggestion                      proposed      in   in   403  ok   ok   403  403
POST  claim-suggestion-rejection            proposed      in   in   403  ok   ok   403  403
POST  claim-undo                            just-attached in   in   403  ok   ok   409  403
POST  claim-draft                           held          in   in   403  ok   ok   403  403
POST  claim-submission                      with-draft    in   in   403  ok   ok   403  403
POST  claim-signature                       review        in   in   403  403  ok   403  403
POST  claim-return                          review        in   in   403  403  ok   403  403
POST  claim-signature                       own-review    in   in   403  403  403  403  403
POST  claim-return                          own-review    in   in   403  403  403  403  403
POST  claim-comments                        to-say        in   in   403  ok   ok   ok   403
POST  claim-answer                          with-comment  in   in   403  ok   ok   ok   403
POST  claim-resolution                      with-comment  in   in   403  ok   ok   ok   403
POST  claim-blind-request                   queued        in   in   403  403  ok   403  403
POST  claim-blind                           blind         in   in   403  ok   ok   403  403
POST  claim-blind-waiver                    blind         in   in   403  403  ok   403  403
POST  claim-blind-settlement                differing     in   in   403  403  ok   403  403
POST  claim-amendment                       signed        in   in   403  403  ok   403  403
POST  claim-publication                     signed        in   in   403  403  ok   403  403
POST  claim-correction                      published     in   in   403  ok   ok   403  403
POST  claim-retraction                      published     in   in   403  403  ok   403  403
POST  claim-retraction-confirmation         asked         in   in   403  403  ok   403  403
POST  claim-retraction-refusal              asked         in   in   403  403  ok   403  403
"""

# The admin's pages of one model: who sees them, and what there is to do there besides looking.
ADMIN = {
    "claims_outlet": ("curator", "add change delete"),
    "claims_feed": ("curator", "add change delete"),
    "claims_scale": ("curator", "add change"),
    "claims_article": ("curator", "change"),
    "claims_revision": ("curator", ""),
    "claims_import": ("curator", ""),
    "claims_importitem": ("curator", ""),
    "claims_claim": ("curator", ""),
    "claims_mention": ("curator", ""),
    "claims_evidence": ("curator", ""),
    "claims_verdict": ("curator", ""),
    "claims_signoff": ("curator", ""),
    "claims_publication": ("curator", ""),
    "claims_retraction": ("curator", ""),
    "claims_event": ("curator", ""),
    "claims_anchoring": ("curator", ""),
    "claims_origin": ("curator", ""),
    "claims_host": ("curator", ""),
    "claims_watch": ("curator", ""),
    "claims_alias": ("curator", ""),
    "claims_apitoken": ("curator", "add change"),
    "claims_claimant": ("curator", "add change delete"),
    "claims_nameproposal": ("curator", ""),
    "claims_topic": ("curator", "add change delete"),
    "claims_story": ("curator", ""),
    "claims_person": ("administrator", "add change"),
    "mfa_authenticator": ("administrator", "delete"),
    "admin_logentry": ("administrator", ""),
}
# And those of the whole admin.
ADMIN_SITE = """
GET   admin:index       -    in   in   403  403  403  ok   ok
GET   admin:login       -    in   in   403  403  403  ok   ok
GET   admin:logout      -    in   in   403  403  403  ok   ok
GET   admin:jsi18n      -    in   in   403  403  403  ok   ok
GET   admin:autocomplete -   in   in   403  403  403  403  403
GET   admin:app_list    app  in   in   403  403  403  ok   ok
GET   admin:claims_feed_opml         -  in   in   403  403  403  ok   403
POST  admin:claims_feed_opml         -  in   in   403  403  403  422  403
GET   admin:claims_feed_opml_export  -  in   in   403  403  403  ok   403
"""


class Asked(NamedTuple):
    """The route's parts, and what is posted."""

    kwargs: dict[str, Any] = {}
    data: dict[str, Any] = {}


def of(claim: Claim, **data: Any) -> Asked:
    fresh = Claim.objects.get(pk=claim.pk)
    return Asked({"pk": fresh.pk}, {"version": fresh.version, "note": "Because.", **data})


def holder(person: Person) -> Person:
    """Who holds what is asked about: the person who asks, where that can be."""
    return person if person.pk and may_review(person) else factories.reviewer()


def beating(person: Person) -> Asked:
    for name in ("beat", "sweep"):
        Pulse.objects.update_or_create(name=name)
    return Asked()


def invited(person: Person) -> Asked:
    token = invitations.invite(factories.person(), None).rstrip("/").rpartition("/")[2]
    secret = factories.PASSWORD
    return Asked({"token": token}, {"name": "New", "new_password1": secret, "new_password2": secret})


def queued(person: Person) -> Asked:
    claim = factories.claim()
    part = {"wording": "A part of it.", "mentions": [claim.mentions.get().pk]}
    return of(claim, into=factories.claim().pk, **part, words="dam", whom="The board", question="How many?")


def question(person: Person) -> Asked:
    contact = contacts.ask(factories.claim(), factories.reviewer(), whom="The board", question="How many?")
    kwargs, data = of(contact.claim, answer="Twelve.")
    return Asked(kwargs | {"n": contact.pk}, data)


def two_places(person: Person) -> Asked:
    claim = factories.claim()
    other = factories.said_too(claim)
    return of(claim, one=claim.mentions.earliest("pk").pk, other=other.pk)


def conflict(person: Person) -> Asked:
    claim = factories.claim()
    marked = conflicts.mark(factories.reviewer(), claim.mentions.get(), factories.said_too(claim))
    kwargs, data = of(claim)
    return Asked(kwargs | {"n": marked.pk}, data)


def found_by_machine(person: Person) -> Asked:
    return of(open_claim("find", by=None, wording="Twelve people were killed."))


def held(person: Person) -> Asked:
    return _held(factories.taken(holder(person)))


def _held(lease: Lease, **data: Any) -> Asked:
    assert lease.claim.article
    words = {
        "wording": "Worded anew.",
        "rating": factories.rating().pk,
        "rationale": factories.RATIONALE,
        "stance": "supports",
    }
    source = {"revision": lease.claim.article.current_id, "start": 0, "end": 3, "quote": "The"}
    return of(lease.claim, token=lease.pk, draft_version=0, **words, **source, **data)


def given_over(person: Person) -> Asked:
    kwargs, data = held(person)
    return Asked(kwargs, data | {"to": factories.reviewer().pk})


def lost_text(person: Person) -> Asked:
    claim, writer = factories.claim(), holder(person)
    words = {"rating": None, "rationale": "Written too late.", "public_note": ""}
    kept = lost.keep(claim, writer, "a page", words=words, began={}, why="The hold had run out.")
    assert kept
    return Asked({"pk": claim.pk, "n": kept.pk}, {"do": "away"})


def with_passage(person: Person) -> Asked:
    lease = factories.taken(holder(person))
    item = factories.attached(lease)
    kwargs, data = _held(lease, passage_version=item.version)
    return Asked(kwargs | {"n": item.number}, data)


def proposed(person: Person) -> Asked:
    lease = factories.taken(holder(person))
    kwargs, data = _held(lease)
    return Asked(kwargs | {"n": factories.suggested(lease.claim).pk}, data)


def just_attached(person: Person) -> Asked:
    lease = factories.taken(holder(person))
    factories.attached(lease)
    return _held(lease, event=lease.claim.events.latest("pk").pk)


def with_draft(person: Person) -> Asked:
    lease = factories.taken(holder(person))
    factories.attached(lease)
    said: dict[str, Any] = {"rationale": factories.RATIONALE, "answers": factories.ANSWERS}
    drafts.save(lease.claim, lease.holder, lease.pk, 0, rating=factories.rating(), **said)
    kwargs, data = _held(lease)
    return Asked(kwargs, data | {"draft_version": 1})


def dismissed(person: Person) -> Asked:
    claim = factories.claim()
    claims.dismiss(claim, factories.senior(), claim.version, "Nothing to check.")
    return of(claim)


def merged(person: Person) -> Asked:
    claim = factories.claim()
    claims.merge(claim, factories.claim(), factories.senior(), claim.version)
    return of(claim)


def review(person: Person) -> Asked:
    verdict = factories.submitted()
    return of(verdict.claim, verdict=verdict.pk)


def own_review(person: Person) -> Asked:
    verdict = factories.submitted(holder(person))
    return of(verdict.claim, verdict=verdict.pk)


def with_comment(person: Person) -> Asked:
    comment = factories.comment()
    return Asked({"pk": comment.claim_id, "n": comment.pk}, {"text": "Who counted?"})


def own_notice(person: Person) -> Asked:
    notices = Notification.objects.filter(person=factories.called(person if person.pk else factories.reviewer()))
    return Asked({"pk": notices.get().pk})


def blind(person: Person) -> Asked:
    second = factories.blind()
    rated = {"rating": factories.rating().pk, "rationale": "The report says so."}
    return of(second.verdict.claim, **rated)


def signed(person: Person) -> Asked:
    verdict = factories.signed()
    return of(verdict.claim, verdict=verdict.pk)


def published(person: Person) -> Asked:
    return of(factories.published().claim)


def asked(person: Person) -> Asked:
    claim = Claim.objects.get(pk=factories.published().claim_id)
    release.ask_retraction(claim, factories.senior(), claim.version, "It was wrong.")
    return of(claim)


def article(person: Person) -> Asked:
    return Asked({"pk": factories.article().pk})


def changed(person: Person) -> Asked:
    made = factories.article()
    factories.revision(made, "Another text.")
    return Asked({"pk": made.pk, "n": 2})


def changed_words(person: Person) -> Asked:
    return Asked({"pk": factories.drifted().pk}, {"decision": "historical"})


def an_import(person: Person) -> ImportItem:
    run = intake.start("Upload", asked_by=factories.curator())
    return intake.refuse(run, "a.txt", "file:a.txt", "Could not be opened.")


def feed(person: Person) -> Asked:
    return Asked({"pk": factories.feed(moved_to="https://new.example/rss", held="It changed hands.").pk})


def kept(person: Person) -> Asked:
    return Asked({"pk": intake.take_in(intake.start("Upload"), "a.txt", "file:a.txt", b"Bytes.").pk})


def looked(person: Person) -> Asked:
    told = {"name": "Ledger", "purpose": "check", "every": "900"}
    return Asked({"pk": factories.preview().pk}, told)


def weights_used() -> WeighingUse:
    return choosing.save(factories.curator(), {"figure": 2.0}, 12, "Numbers first.", choosing.last_use_id())


def own_view(person: Person) -> Asked:
    owner = person if person.pk else factories.reviewer()
    return Asked({"pk": saved.save(owner, "Mine", "?view=mine", shared=False).pk}, {"name": "All mine"})


def others_view(person: Person) -> Asked:
    shared = saved.save(factories.reviewer(), "For all", "?view=mine", shared=True)
    return Asked({"pk": shared.pk}, {"name": "For everybody", "shared": "1"})


def a_story(person: Person) -> Asked:
    """With a claim in it, and an article of no claim."""
    claim, other = factories.claim(), factories.article()
    story, curator = factories.story(), factories.curator()
    stories.put_claim(claim, curator, claim.version, story)
    stories.add_article(story, other, curator)
    told = {"was": story.title, "title": "The dam", "article": other.pk, "claim": claim.pk}
    return Asked({"pk": story.pk}, told | {"version": claim.version + 1})


def picked(person: Person) -> Asked:
    claim = factories.claim()
    return Asked(data={"claim": f"{claim.pk}-{claim.version}", "do": "priority", "way": "up"})


def public(person: Person) -> Asked:
    return Asked({"pk": factories.published().claim_id})


ABOUT: dict[str, Callable[[Person], Asked]] = {
    "-": lambda person: Asked(),
    "app": lambda person: Asked({"app_label": "claims"}),
    "key": lambda person: Asked({"uidb36": "1", "key": "abc-def"}),
    "said": lambda person: Asked(data={"wording": "A claim.", "kind": "event", "said_where": "On the radio."}),
    "dark": lambda person: Asked(data={"theme": "dark"}),
    "own-ways": lambda person: Asked(data={"theme": "dark", "density": "compact"}),
    "own-keys": lambda person: Asked(data={"reset": "1"}),
    "some-claims": lambda person: Asked(data={"first": factories.claim().pk}),
    "article": article,
    "article-1": lambda person: Asked(article(person).kwargs | {"n": 1}),
    "changed": changed,
    "changed-words": changed_words,
    "some-changed": lambda person: Asked(data={"count": len(changed_words(person).kwargs)}),
    "import": lambda person: Asked({"pk": an_import(person).run_id}),
    "failed": lambda person: Asked({"pk": an_import(person).pk}),
    "kept": kept,
    "pasted": lambda person: Asked(data={"way": "pasted", "purpose": "check", "text": "The bridge closes."}),
    "a-claimant": lambda person: Asked({"pk": factories.claimant().pk}),
    "feed": feed,
    "a-site": lambda person: Asked(data={"address": "ledger.example"}),
    "looked": looked,
    "some-uses": lambda person: Asked(data={"before": str(weights_used().pk + 1)}),
    "looked-for": lambda person: Asked(data={"q": factories.claim().wording}),
    "a-text": lambda person: Asked(data={"text": factories.claim().wording}),
    "sentence": lambda person: Asked(data={"sentence": "Twelve people were killed."}),
    "weights": lambda person: Asked(data={"seen": weights_used().pk, "why": "We check money."}),
    "picked": picked,
    "named": lambda person: Asked(data={"name": "Mine", "address": "?view=mine"}),
    "own-view": own_view,
    "others-view": others_view,
    "titled": lambda person: Asked(data={"title": "The dam"}),
    "a-story": a_story,
    "titled-article": lambda person: Asked(article(person).kwargs, {"title": "The dam"}),
    "some-public": lambda person: Asked(data={"page": len(public(person).kwargs)}),
    "public": public,
    "public-1": lambda person: Asked(public(person).kwargs | {"n": 1}),
    "public-queued": lambda person: Asked({"pk": factories.claim().pk}),
    "beating": beating,
    "invited": invited,
    "queued": queued,
    "question": question,
    "two-places": two_places,
    "conflict": conflict,
    "new": found_by_machine,
    "held": held,
    "given-over": given_over,
    "anothers": lambda person: _held(factories.taken(factories.reviewer())),
    "lost-text": lost_text,
    "with-passage": with_passage,
    "just-attached": just_attached,
    "proposed": proposed,
    "with-draft": with_draft,
    "dismissed": dismissed,
    "merged": merged,
    "review": review,
    "own-review": own_review,
    "to-say": lambda person: of(factories.claim(), text="Who counted?"),
    "with-comment": with_comment,
    "own-notice": own_notice,
    "a-notice": lambda person: own_notice(factories.reviewer()),
    "blind": blind,
    "differing": lambda person: of(factories.differing().verdict.claim),
    "signed": signed,
    "published": published,
    "asked": asked,
}
