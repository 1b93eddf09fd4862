from claims.models.anchoring import Anchoring
from claims.models.article import Alias, Article, Passage, Raw, Revision
from claims.models.claim import Claim, Event, Figure, FollowUp, Kind, Mention
from claims.models.copies import Origin, Sketch
from claims.models.desk import LostDraft, Presence, SavedView, SentForm
from claims.models.digging import Conflict, Contact, Suggestion, Tried
from claims.models.evidence import Evidence, Stance
from claims.models.importing import ApiCall, ApiToken, Import, ImportItem, Preview, Pulse, Reading, Watch, WatchedFile
from claims.models.outlet import Entry, Feed, Host, Outlet, Purpose
from claims.models.people import CachedValue, Invitation, Person, Session
from claims.models.reading import Answer, Claimant, ClaimantName, NameProposal, Rescoring, Weighing, WeighingUse
from claims.models.searching import Word, WordsRead
from claims.models.story import Story, StoryArticle, Topic
from claims.models.talk import BlindVerdict, Comment, Notification
from claims.models.verdict import Draft, Lease, Publication, Rating, Retraction, Scale, SignOff, Verdict

__all__ = [
    "Alias",
    "Anchoring",
    "Answer",
    "ApiCall",
    "ApiToken",
    "Article",
    "BlindVerdict",
    "CachedValue",
    "Claim",
    "Claimant",
    "ClaimantName",
    "Comment",
    "Conflict",
    "Contact",
    "Draft",
    "Entry",
    "Event",
    "Evidence",
    "Feed",
    "Figure",
    "FollowUp",
    "Host",
    "Import",
    "ImportItem",
    "Invitation",
    "Kind",
    "Lease",
    "LostDraft",
    "Mention",
    "NameProposal",
    "Notification",
    "Origin",
    "Outlet",
    "Passage",
    "Person",
    "Presence",
    "Preview",
    "Publication",
    "Pulse",
    "Purpose",
    "Rating",
    "Raw",
    "Reading",
    "Rescoring",
    "Retraction",
    "Revision",
    "SavedView",
    "Scale",
    "SentForm",
    "Session",
    "SignOff",
    "Sketch",
    "Stance",
    "Story",
    "StoryArticle",
    "Suggestion",
    "Topic",
    "Tried",
    "Verdict",
    "Watch",
    "WatchedFile",
    "Weighing",
    "WeighingUse",
    "Word",
    "WordsRead",
]
