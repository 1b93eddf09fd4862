from claims.models.article import Article, Passage, Raw, Revision
from claims.models.claim import Claim, Event, Figure, FollowUp, Kind, Mention
from claims.models.evidence import Evidence, Stance
from claims.models.importing import Import, ImportItem, Pulse, Reading, WatchedFile
from claims.models.outlet import Feed, Outlet
from claims.models.people import CachedValue, Invitation, Person, Session
from claims.models.verdict import Draft, Lease, Publication, Rating, Retraction, Scale, SignOff, Verdict

__all__ = [
    "Article",
    "CachedValue",
    "Claim",
    "Draft",
    "Event",
    "Evidence",
    "Feed",
    "Figure",
    "FollowUp",
    "Import",
    "ImportItem",
    "Invitation",
    "Kind",
    "Lease",
    "Mention",
    "Outlet",
    "Passage",
    "Person",
    "Publication",
    "Pulse",
    "Rating",
    "Raw",
    "Reading",
    "Retraction",
    "Revision",
    "Scale",
    "Session",
    "SignOff",
    "Stance",
    "Verdict",
    "WatchedFile",
]
