"""Open amendments when the next version is frozen: carried over where their place is untouched (RULES R4)."""

from governance.amending import apply, changes_of, rebase
from governance.models import Amendment, AmendmentWording, Version, parts_of


def carry_over(old, new, *, by, at, made=None):
    """Word the open amendments of one version against the next; those whose place was touched stay where they are.

    `made`: the changes between both, compared if not known. Runs in the caller's transaction. Returns who was carried.
    """
    base, target = parts_of(old), parts_of(new)
    made = changes_of(base, target) if made is None else made
    carried = []
    for amendment in Amendment.objects.filter(recommendation=new.recommendation_id).open().shown():
        shifted = rebase(amendment.changes, made) if amendment.stands_on(old) else None
        if shifted and not shifted.touched:
            word(amendment, new, apply(target, shifted.kept), by=by, at=at, carried=True)
            carried.append(amendment)
    return carried


def word(amendment, version, text, *, by, at, carried=False):
    """Store what an amendment wants a version to say (`text`: its parts). Returns the AmendmentWording."""
    amendment.__dict__.pop("wording", None)
    return AmendmentWording.objects.create(
        amendment=amendment,
        version=version,
        version_digest=version.digest,
        digest=Version.digest_of(version.words() | text),
        carried=carried,
        by=by,
        at=at,
        **text,
    )
