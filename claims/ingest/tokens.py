"""Tokens of programs that import. The database knows only their digests."""

import hashlib
import hmac
import secrets
from typing import Any

from django.db.models.functions import Now

from claims.models import ApiToken, Person

BEGIN = "fc_"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
LENGTH = 40


def make(token: ApiToken, by: Person) -> str:
    """Save a new token; what is returned is its secret, to be seen this once."""
    secret = BEGIN + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    token.start, token.digest, token.made_by = secret[:8], digest(secret), by
    token.save()
    return secret


def of(secret: str) -> ApiToken | None:
    """The live token that `secret` is of. Found by digest, so that how long it takes tells nothing of the secret."""
    asked = digest(secret)
    token = ApiToken.objects.filter(digest=asked, revoked_at=None).first()
    return token if token and hmac.compare_digest(token.digest, asked) else None


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def revoke(tokens: Any) -> int:
    return int(tokens.filter(revoked_at=None).update(revoked_at=Now()))
