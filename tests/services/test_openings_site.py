"""What admins settle for candidates' pages: words, notices, and rules of places."""

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound
from app.domain.places import PlaceRules, SelfIdSet, Unlock
from app.domain.policy import Role, Viewer
from app.domain.privacy import SHIPPED, NoticeTexts
from app.domain.site_words import SiteWords
from app.gateways import clock
from app.models.accounts import Organisation
from app.models.audit import AuditEntry
from app.models.openings import PrivacyNotice
from app.queries import accounts
from app.queries.openings.notices import notice, notices
from app.queries.openings.places import all_rules, place_to_change, rules_of
from app.services.openings import notices as notice_service
from app.services.openings import site as service
from tests import factories

OTHERS = (Role.RECRUITER, Role.HIRING_MANAGER, Role.INTERVIEWER, Role.SENIOR_LEADER)
GERMANY = PlaceRules("DE", Unlock.APPLIED, sends_letters=True, keeps_days=180, self_id=SelfIdSet.UK)


def somebody(role: Role = Role.ADMIN) -> Viewer:
    return Viewer(factories.accounts.make_account(role.value), "Somebody", role, "Europe/Berlin", "Job")


@pytest.fixture
def admin(context):
    with factories.writing() as session:
        session.add(Organisation(name="Havelock Works", created_at=clock.now()))
    return somebody()


def test_pages_say_what_admins_wrote(admin):
    words = SiteWords("We make locks.", "錠前を作っています。", "data@havelock.example", asks_surveys=False)

    service.change_site(admin, words, seen=1)

    found = accounts.site()
    assert (found.about_in("en"), found.about_in("ja")) == ("We make locks.", "錠前を作っています。")
    assert (found.writes_to, found.asks_surveys, found.version) == ("data@havelock.example", False, 2)


def test_without_a_text_in_a_language_the_other_one_is_shown(admin):
    service.change_site(admin, SiteWords("We make locks."), seen=1)

    assert accounts.site().about_in("ja") == "We make locks."


@pytest.mark.parametrize(
    ("words", "field"), [(SiteWords("a" * 4001), "about"), (SiteWords(writes_to="nobody"), "writes_to")]
)
def test_words_that_make_no_sense_are_refused(admin, words, field):
    with pytest.raises(BadData) as refusal:
        service.change_site(admin, words, seen=1)

    assert refusal.value.field == field


def test_the_slower_of_two_admins_is_told(admin):
    service.change_site(admin, SiteWords("We make locks."), seen=1)

    with pytest.raises(Conflict):
        service.change_site(admin, SiteWords("We make keys."), seen=1)


@pytest.mark.parametrize("role", OTHERS)
def test_only_admins_settle_it(admin, role):
    person = somebody(role)

    for act in (
        lambda: service.change_site(person, SiteWords(), seen=1),
        lambda: service.change_place(person, GERMANY, seen=1),
        lambda: service.forget_place(person, "DE", seen=1),
        lambda: notice_service.publish_notice(person, NoticeTexts("a"), seen=0),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_country_has_rules_of_its_own(admin):
    service.change_place(admin, GERMANY, seen=1)

    assert (rules_of("DE"), rules_of("FR")) == (GERMANY, PlaceRules())


def test_a_country_without_rules_follows_everywhere_else(admin):
    elsewhere = PlaceRules("", keeps_days=90)
    service.change_place(admin, GERMANY, seen=1)

    service.change_place(admin, elsewhere, seen=1)

    assert (rules_of("FR"), rules_of(""), rules_of("DE")) == (elsewhere, elsewhere, GERMANY)


def test_everywhere_else_is_always_listed_first(admin):
    before = [rules.country for rules in all_rules()]
    service.change_place(admin, GERMANY, seen=1)

    assert (before, [rules.country for rules in all_rules()]) == ([""], ["", "DE"])


def test_rules_that_are_removed_hold_no_more(admin):
    service.change_place(admin, GERMANY, seen=1)

    service.forget_place(admin, "DE", seen=place_to_change("DE").version)

    assert rules_of("DE") == PlaceRules()


def test_the_trail_keeps_what_was_changed_in_a_place(admin):
    service.change_place(admin, GERMANY, seen=1)
    service.change_place(admin, PlaceRules("DE", Unlock.POSTING, True, 180, SelfIdSet.UK), seen=2)

    rows = select(AuditEntry.data).where(AuditEntry.action == "place.rules_changed").order_by(AuditEntry.id.desc())
    assert db.session.execute(rows).scalars().first() == {"country": "DE", "unlocks_pay": "applied to posting"}


def test_stale_rules_of_a_place_are_refused(admin):
    service.change_place(admin, GERMANY, seen=1)

    with pytest.raises(Conflict):
        service.change_place(admin, PlaceRules("DE"), seen=1)


def test_the_shipped_notice_is_kept_once_somebody_is_shown_it(admin):
    with transaction() as session:
        numbers = [notice_service.current_notice(session, clock.now()) for _ in range(2)]

    assert numbers[0] == numbers[1]
    assert (notice(numbers[0]).texts, notice().is_ours) == (SHIPPED, True)


def test_a_published_notice_holds_and_the_one_before_stays(admin):
    with transaction() as session:
        first = notice_service.current_notice(session, clock.now())

    second = notice_service.publish_notice(admin, NoticeTexts("We keep nothing."), seen=first)

    assert (notice().id, [each.id for each in notices()]) == (second, [second, first])


def test_the_shipped_notice_may_be_kept_while_another_is_written(admin):
    with transaction() as session:
        notice_service.current_notice(session, clock.now())

    notice_service.publish_notice(admin, NoticeTexts("We keep nothing."), seen=0)

    assert notice().texts.english == "We keep nothing."


def test_a_notice_that_another_admin_published_meanwhile_is_not_covered_over(admin):
    notice_service.publish_notice(admin, NoticeTexts("We keep nothing."), seen=0)

    with pytest.raises(Conflict):
        notice_service.publish_notice(admin, NoticeTexts("We keep all."), seen=0)


def test_a_notice_that_nobody_could_read_is_refused(admin):
    with pytest.raises(BadData):
        notice_service.publish_notice(admin, NoticeTexts(" "), seen=0)

    assert db.session.execute(select(func.count()).select_from(PrivacyNotice)).scalar() == 0


def test_a_notice_that_never_was_is_not_found(admin):
    with pytest.raises(NotFound):
        notice(99)
