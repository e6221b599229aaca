"""What an opening needs of a panel: the languages that its place asks for, at best its specialty."""

from app.domain.panel_leads import leads_of
from app.domain.panel_pool import Need, NeedKind, needs_of
from app.domain.wording import Ref
from tests.domain.pools import AREAS, member, wanted
from tests.factories.ladders import shipped_playbook

FAMILY = shipped_playbook().family
JAPANESE, GERMAN = Ref("japanese", "Japanese"), Ref("german", "German")
TEXT = "Japan: Speaks and writes Japanese and English fluently."


def japan():
    return FAMILY.requirements_of("strategic", location="japan")


def test_japan_needs_somebody_who_speaks_japanese():
    assert needs_of(japan(), None, languages=[GERMAN, JAPANESE]) == (
        Need(NeedKind.LANGUAGE, "japanese", "Japanese", is_must=True, because=TEXT),
    )


def test_each_language_that_is_asked_for_and_known_is_a_need():
    found = needs_of(japan(), None, languages=[JAPANESE, Ref("english", "English")])

    assert [need.name for need in found] == ["English", "Japanese"]


def test_a_language_that_no_tag_stands_for_is_still_asked_for():
    need = needs_of(japan(), None, languages=[GERMAN])[0]

    assert need.tag == "japanese_and_english"
    assert need.has("Mei") == "Mei speaks what Japan asks for"


def test_the_name_of_a_language_inside_another_word_is_no_demand():
    need = needs_of(japan(), None, languages=[Ref("pan", "Japan")])[0]

    assert need.tag == "japanese_and_english"


def test_elsewhere_no_language_is_needed_and_the_specialty_is_welcome():
    federal = FAMILY.specialties[0]
    requirements = FAMILY.requirements_of("strategic", specialty=federal.key)

    assert needs_of(requirements, federal, languages=[JAPANESE]) == (
        Need(NeedKind.SPECIALTY, "federal", "Federal", is_must=False, because="The opening's specialty is Federal."),
    )


def test_what_several_have_is_said_of_them_together():
    need = needs_of(japan(), None, languages=[JAPANESE])[0]

    assert need.has("Mei and Omar", 2) == "Mei and Omar speak Japanese"


def test_areas_that_two_are_strong_in_stay_with_those_who_have_room():
    pool = [member(account, name, leads="results inclusion iteration") for account, name in ((1, "Mei"), (2, "Jonas"))]

    leads = leads_of([*pool, member(3, "Ana")], wanted(areas=AREAS[:3]))

    assert [[area.name for area in leads[account].strong] for account in (1, 2, 3)] == [["Results"], ["Inclusion"], []]
    assert [area.name for area in leads[3].other] == ["Iteration"]
