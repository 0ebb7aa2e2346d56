"""Whether something still is as it was when somebody looked at it."""

import hashlib


def fingerprint(*said: object) -> str:
    """Another one as soon as anything is different. For values whose `repr` says all there is to them."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
