"""Questions about pinned content: which versions there are, the playbook they make, the catalogue as editors see it."""

from app.queries.ladders.catalogue import (
    AreaPage,
    AreaRow,
    CataloguePage,
    CatalogueVersion,
    area_page,
    author_of,
    catalogue_page,
)
from app.queries.ladders.current import CurrentFamily, current_families, latest, newest_versions
from app.queries.ladders.versions import (
    KINDS,
    SHORT_DIGEST,
    Digests,
    PublishedVersion,
    digest_columns,
    digests_from,
    own_digest_columns,
    pinned,
    pinned_and_newer,
    playbook_for,
    playbook_of,
    published,
    versions_where,
)

__all__ = [
    "KINDS",
    "SHORT_DIGEST",
    "AreaPage",
    "AreaRow",
    "CataloguePage",
    "CatalogueVersion",
    "CurrentFamily",
    "Digests",
    "PublishedVersion",
    "area_page",
    "author_of",
    "catalogue_page",
    "current_families",
    "digest_columns",
    "digests_from",
    "latest",
    "newest_versions",
    "own_digest_columns",
    "pinned",
    "pinned_and_newer",
    "playbook_for",
    "playbook_of",
    "published",
    "versions_where",
]
