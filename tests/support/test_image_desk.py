"""Pictures at the editors' desk."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from support.images import BROKEN, NOT_A_PICTURE, TOO_LARGE
from support.models import CatalogueRevision, Image, Offering
from tests import factories
from tests.catalog.reading import Element, read
from tests.support.test_images import JPEG, PNG, file_of, png_claiming, sheet

pytestmark = pytest.mark.django_db
DESK = "/redaktion/support"
DESCRIPTION = "Två barn bygger med klossar."


@pytest.fixture
def cafe() -> Offering:
    return factories.offering("babycafe", places=["familjehuset"], topics=["anknytning"])


def page_of(obj) -> str:
    return f"{DESK}/{obj._meta.model_name}/{obj.pk}/change/"


def upload(content: bytes = JPEG, name: str = "IMG_0001.jpg", prefix: str = "image-0", **fields) -> dict:
    """What a browser sends of the form for one new picture."""
    formset = prefix.rpartition("-")[0]
    values = {"file": SimpleUploadedFile(name, content), **fields}
    return {
        f"{formset}-TOTAL_FORMS": int(prefix.rpartition("-")[2]) + 1,
        **{f"{prefix}-{field}": value for field, value in values.items()},
    }


def faults(response, field: str) -> str:
    """What stands at a field of a refused form."""
    page = read(response.content.decode().split("<main", 1)[1].rpartition("</main>")[0].partition(">")[2])
    around: Element = page.one(name=field)
    while "form-row" not in around.get("class").split():
        around = around.parent
    return " ".join(fault.text for fault in around.all("ul") if "errorlist" in fault["class"].split())


def test_an_editor_puts_a_picture_on_an_offering(editor, cafe):
    number = CatalogueRevision.objects.current().number

    editor.save(page_of(cafe), **upload(alt_sv=DESCRIPTION, credit="Kim", alt_ar="طفلان يلعبان."))

    image = Image.objects.get()
    assert (image.offering, image.width, image.height) == (cafe, 400, 300)
    assert (image.alt_sv, image.alt_ar, image.credit) == (DESCRIPTION, "طفلان يلعبان.", "Kim")
    assert default_storage.open(image.file.name).read() != JPEG
    assert CatalogueRevision.objects.current().number > number
    assert Image.history.count() == 1


def test_news_may_have_several_pictures(editor):
    news = factories.update("nyhet")
    first = upload(prefix="images-0", alt_sv=DESCRIPTION)

    second = upload(PNG, prefix="images-1", is_decorative="on")
    editor.save(page_of(news), **{**first, **second})

    assert [image.is_decorative for image in news.images.all()] == [False, True]


def test_an_offering_has_one_picture_at_most(editor, cafe):
    factories.image(cafe)

    response = editor.send(page_of(cafe), **upload(prefix="image-1", alt_sv=DESCRIPTION))

    assert not response.redirect_chain
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bild.jpg", b"<!doctype html><script>alert(1)</script>", NOT_A_PICTURE),
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_A_PICTURE),
        ("bild.png", file_of(sheet(), "GIF"), NOT_A_PICTURE),
        ("bild.jpg", JPEG[:5_000], BROKEN),
        ("bild.png", png_claiming(60_000, 60_000), TOO_LARGE),
        ("bild.jpg", b"", "tom"),
    ],
)
def test_what_is_no_picture_is_refused_at_its_field(editor, cafe, name, content, said):
    response = editor.send(page_of(cafe), **upload(content, name, alt_sv=DESCRIPTION))

    assert said in faults(response, "image-0-file")
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "name", ["x" * 240 + ".jpg", "å ä ö (1).jpeg", "virus.exe", ".jpg", "bild", "<b>.png"]
)
def test_what_the_file_was_called_does_not_matter(editor, cafe, name):
    editor.save(page_of(cafe), **upload(name=name, alt_sv=DESCRIPTION))

    assert cafe.image.file.name.endswith("-400.webp")


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({}, "alt_sv", "Beskriv bilden"),
        ({"alt_ar": "طفلان يلعبان."}, "alt_sv", "Beskriv bilden"),
        ({"alt_sv": "   "}, "alt_sv", "Beskriv bilden"),
        ({"alt_sv": DESCRIPTION, "is_decorative": "on"}, "is_decorative", "inte båda"),
        ({"alt_ar": "طفلان يلعبان.", "is_decorative": "on"}, "is_decorative", "inte båda"),
    ],
)
def test_a_picture_is_described_or_decoration_and_not_both(editor, cafe, fields, field, said):
    response = editor.send(page_of(cafe), **upload(**fields))

    assert said in faults(response, f"image-0-{field}")
    assert "Välj bilden igen" in faults(response, "image-0-file")
    assert not Image.objects.exists()


def test_words_beside_a_picture_change_without_uploading_it_again(editor, cafe):
    before = factories.image(cafe)

    editor.save(page_of(cafe), **{"image-0-alt_sv": "Tre barn bygger."})

    after = Image.objects.get()
    assert (after.alt_sv, after.file, after.width) == ("Tre barn bygger.", before.file, before.width)


def test_an_editor_sees_which_picture_it_is(editor, cafe):
    image = factories.image(cafe)

    for path in (page_of(cafe), page_of(image), f"{DESK}/image/"):
        [shown] = read_images(editor.open(path))
        assert shown["src"] == next(iter(image.addresses.values()))
        assert shown["alt"] == image.alt_sv


def read_images(html: str) -> list[Element]:
    return [
        shown
        for shown in read(html.split("<main", 1)[1].partition(">")[2].rpartition("</main>")[0]).all("img")
        if shown.get("class") == "thumbnail"
    ]


def test_the_telephone_offers_only_pictures_that_are_taken(editor, cafe):
    assert 'accept="image/jpeg,image/png,image/webp"' in editor.open(page_of(cafe))


def test_a_picture_that_was_replaced_is_still_there_when_history_is_taken_back(editor, cafe):
    image = factories.image(cafe)
    earlier = image.history.first()
    editor.save(page_of(cafe), **upload(alt_sv=DESCRIPTION), **{"image-0-id": image.pk})
    image.refresh_from_db()
    assert image.file.name != earlier.file

    editor.save(f"{DESK}/image/{image.pk}/history/{earlier.pk}/")

    image.refresh_from_db()
    assert (image.file.name, image.width) == (earlier.file, 1200)
    assert default_storage.exists(image.file.name)


def test_a_picture_is_taken_away(editor, cafe):
    image = factories.image(cafe)
    number = CatalogueRevision.objects.current().number

    editor.save(page_of(cafe), **{"image-0-DELETE": "on"})

    assert not Image.objects.exists()
    assert default_storage.exists(image.file.name)  # history still shows it
    assert CatalogueRevision.objects.current().number > number


def test_whose_consent_ends_first_stands_first(editor):
    for slug, day in (("ett", None), ("tva", 2), ("tre", 1)):
        until = day and datetime.date(2030, 1, day)
        factories.image(factories.offering(slug), alt_sv=f"Bild {slug}", shown_until=until)

    page = editor.open(f"{DESK}/image/")

    assert page.index("Bild tre") < page.index("Bild tva") < page.index("Bild ett")


def test_a_picture_belongs_to_an_offering_or_to_news(editor, cafe):
    response = editor.send(f"{DESK}/image/add/", file=SimpleUploadedFile("a.jpg", JPEG), alt_sv="Barn")

    assert "hör till ett erbjudande eller till en nyhet" in response.content.decode()
    assert not Image.objects.exists()
