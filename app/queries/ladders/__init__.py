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
from app.queries.ladders.versions import (
    KINDS,
    SHORT_DIGEST,
    Digests,
    PublishedVersion,
    digest_columns,
    digests_from,
    latest,
    pinned,
    pinned_and_newer,
    playbook_for,
    playbook_of,
    published,
)

__all__ = [
    "KINDS",
    "SHORT_DIGEST",
    "AreaPage",
    "AreaRow",
    "CataloguePage",
    "CatalogueVersion",
    "Digests",
    "PublishedVersion",
    "area_page",
    "author_of",
    "catalogue_page",
    "digest_columns",
    "digests_from",
    "latest",
    "pinned",
    "pinned_and_newer",
    "playbook_for",
    "playbook_of",
    "published",
]
