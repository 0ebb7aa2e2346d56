"""What an editor uploads, and what is left of it."""

import contextlib
import io
import random
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from support import images
from support.images import reencoded

SIDES = {1: "N", 2: (57.0, 43.0, 15.5), 3: "E", 4: (12.0, 56.0, 30.0)}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED, BLUE = (200, 30, 30), (30, 30, 200)


def file_of(image: Pillow.Image, kind: str = "PNG", **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def sheet(size: tuple[int, int] = (500, 300), mode: str = "RGB", colour: object = "teal") -> Pillow.Image:
    return Pillow.new(mode, size, colour)


def taken(content: bytes) -> images.Picture:
    return reencoded(io.BytesIO(content))


def looks(content: bytes) -> Pillow.Image:
    return Pillow.open(io.BytesIO(content)).convert("RGB")


def is_about(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(part - other) < 40 for part, other in zip(colour, wanted, strict=True))


# --- Nothing that the telephone wrote is left ------------------------------------------------------


def from_a_telephone(number: int) -> tuple[bytes, bytes]:
    """A picture full of what telephones and programs write into pictures, and a word that it all holds."""
    chance = random.Random(number)
    secret = f"hemlig-{chance.getrandbits(64):x}"
    size = chance.randint(200, 1000), chance.randint(200, 1000)
    picture = Pillow.effect_noise(size, 30).convert("RGB")
    exif = Pillow.Exif()
    exif[0x010F] = f"Telefon {secret}"  # make
    exif[0x0112] = chance.randint(1, 8)  # orientation
    exif[0x0132] = "2026:05:04 09:30:00"
    exif[0x013B] = secret  # artist
    exif.get_ifd(0x8769).update({0x9003: "2026:05:04 09:30:00", 0x927C: f"maker {secret}".encode()})
    exif.get_ifd(0x8825).update(chance.choice([SIDES, {**SIDES, 29: "2026:05:04"}]))
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{secret}</dc:creator></x:xmpmeta>'.encode()
    profile = SRGB + secret.encode()  # after the end of the profile, where nobody looks
    kind = chance.choice(["JPEG", "PNG", "WEBP"])
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", secret)
        texts.add_text("Description", secret, zip=True)
        texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options = {"pnginfo": texts}
    else:
        options = {"xmp": xmp, **({"comment": secret} if kind == "JPEG" else {})}
    content = file_of(picture, kind, exif=exif, icc_profile=profile, **options)
    return content + secret.encode(), secret.encode()  # as a telephone appends a short film


def parts_of(webp: bytes) -> list[bytes]:
    """The names of all that stands in a WebP file."""
    assert webp[:4] == b"RIFF" and webp[8:12] == b"WEBP"
    assert len(webp) == 8 + int.from_bytes(webp[4:8], "little")  # and nothing after it
    names, position = [], 12
    while position < len(webp):
        names.append(webp[position : position + 4])
        length = int.from_bytes(webp[position + 4 : position + 8], "little")
        position += 8 + length + length % 2
    return names


@pytest.mark.parametrize("number", range(100))
def test_nothing_that_a_telephone_writes_into_a_picture_is_left(number):
    content, secret = from_a_telephone(number)
    before = Pillow.open(io.BytesIO(content))
    assert secret in content and before.getexif().get_ifd(0x8825) and before.info["icc_profile"]

    for left in taken(content).files.values():
        assert parts_of(left) == [b"VP8 "]  # the pixels
        assert secret not in left
        after = Pillow.open(io.BytesIO(left))
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(after.info)
        assert not dict(after.getexif())


def test_what_was_made_invisible_is_not_left_either():
    picture = sheet(mode="RGBA", colour=(*RED, 255))
    picture.paste((*BLUE, 0), (0, 0, 250, 300))  # a face that somebody erased

    left = looks(taken(file_of(picture)).read())

    assert is_about(left.getpixel((100, 150)), (255, 255, 255))
    assert is_about(left.getpixel((400, 150)), RED)


# --- The picture itself is ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "sizes"),
    [
        (300, [300]),
        (400, [400]),
        (401, [400, 401]),
        (1000, [400, 800, 1000]),
        (1600, [400, 800, 1600]),
        (4000, [400, 800, 1600]),
    ],
)
def test_a_picture_is_kept_in_three_widths_and_never_enlarged(width, sizes):
    picture = taken(file_of(sheet((width, width // 2))))

    assert [looks(content).width for content in picture.files.values()] == sizes == list(picture.files)
    assert (picture.width, picture.height) == (sizes[-1], sizes[-1] // 2)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_taken_with_the_telephone_turned_stands_upright(kind, orientation):
    upright = sheet((400, 200), colour=BLUE)
    upright.paste(RED, (0, 0, 200, 100))
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    turned_back = {6: 8, 8: 6}.get(orientation, orientation)
    turn = images.UPRIGHT.get(turned_back)
    stored = upright.transpose(turn) if turn is not None else upright

    picture = taken(file_of(stored, kind, exif=exif, quality=95))

    left = looks(picture.read())
    assert left.size == (400, 200)
    assert is_about(left.getpixel((50, 30)), RED)
    for elsewhere in ((350, 30), (50, 170), (350, 170)):
        assert is_about(left.getpixel(elsewhere), BLUE)


def test_a_large_picture_turned_is_as_sharp_as_one_that_is_not():
    exif = Pillow.Exif()
    exif[0x0112] = 6
    stored = sheet((6400, 3200))

    assert taken(file_of(stored, "JPEG", exif=exif)).width == 1600
    assert taken(file_of(stored, "JPEG", exif=exif)).height == 3200


@pytest.mark.parametrize(
    ("mode", "kind", "colour"),
    [
        ("1", "PNG", 1),
        ("L", "JPEG", 255),
        ("L", "PNG", 255),
        ("LA", "PNG", (255, 255)),
        ("P", "PNG", 0),
        ("I;16", "PNG", 65535),
        ("CMYK", "JPEG", (0, 0, 0, 0)),
    ],
)
def test_scans_and_drawings_are_pictures_too(mode, kind, colour):
    white = sheet(mode=mode, colour=colour)
    if mode == "P":
        white.putpalette([255, 255, 255])

    assert is_about(looks(taken(file_of(white, kind)).read()).getpixel((50, 50)), (255, 255, 255))


def test_grey_of_sixteen_bits_stays_grey():
    grey = sheet(mode="I;16", colour=128 * 256)

    assert is_about(looks(taken(file_of(grey)).read()).getpixel((50, 50)), (128, 128, 128))


def test_wide_colours_are_not_left_pale():
    """What a profile calls red is stored as that red, since the profile goes."""
    swapped = bytearray(SRGB)
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    picture = file_of(sheet(colour=RED), icc_profile=bytes(swapped))

    assert is_about(looks(taken(picture).read()).getpixel((50, 50)), BLUE)


@pytest.mark.parametrize("profile", [b"nonsense", SRGB[:200]])
def test_a_damaged_profile_does_not_cost_the_picture(profile):
    left = taken(file_of(sheet(colour=RED), icc_profile=profile))

    assert is_about(looks(left.read()).getpixel((50, 50)), RED)


def test_a_telephones_picture_of_several_parts_is_its_photograph():
    photograph, depth = sheet(colour=RED), sheet(colour=BLUE)
    content = file_of(photograph, "MPO", save_all=True, append_images=[depth])

    assert is_about(looks(taken(content).read()).getpixel((50, 50)), RED)


# --- What is refused ------------------------------------------------------------------------------


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that say they are a huge picture."""

    def part(name: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", pixels) + part(b"IEND", b"")


def webp_claiming(width: int, height: int) -> bytes:
    size = (width - 1) | (height - 1) << 14
    pixels = b"\x2f" + struct.pack("<I", size) + bytes(100)
    chunk = b"VP8L" + struct.pack("<I", len(pixels)) + pixels + bytes(len(pixels) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def jpeg_claiming(width: int, height: int) -> bytes:
    jpeg = bytearray(file_of(sheet((16, 16)), "JPEG"))
    frame = jpeg.index(b"\xff\xc0") + 5
    jpeg[frame : frame + 4] = struct.pack(">HH", height, width)
    return bytes(jpeg)


def jpeg_of_many_passes() -> bytes:
    """Small, and yet hours of work for a decoder that does all it is told."""
    jpeg = file_of(sheet((2000, 2000)), "JPEG", progressive=True)
    last = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    return jpeg[:-2] + last * 5_000 + b"\xff\xd9"


def moving(kind: str) -> bytes:
    return file_of(sheet(), kind, save_all=True, append_images=[sheet(colour=RED)])


JPEG, PNG, WEBP = (file_of(Pillow.effect_noise((400, 300), 50), kind) for kind in ("JPEG", "PNG", "WEBP"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HOSTILE = {
    "fifty-one megapixels": (png_claiming(10_000, 5_100), images.TOO_LARGE),
    "a hundred megapixels": (png_claiming(10_000, 10_000), images.TOO_LARGE),
    "a decompression bomb": (png_claiming(60_000, 60_000), images.TOO_LARGE),
    "as large as WebP can say": (webp_claiming(16_383, 16_383), images.TOO_LARGE),
    "as large as JPEG can say": (jpeg_claiming(65_500, 65_500), images.TOO_LARGE),
    "twenty-one megabytes": (JPEG + bytes(21 * 1024**2), images.TOO_HEAVY),
    "SVG": (SVG, images.NOT_A_PICTURE),
    "HTML": (b"<!doctype html><script>alert(1)</script>", images.NOT_A_PICTURE),
    "HTML after the first bytes of a JPEG": (b"\xff\xd8\xff\xe0<script>", images.NOT_A_PICTURE),
    "GIF": (file_of(sheet(), "GIF"), images.NOT_A_PICTURE),
    "TIFF": (file_of(sheet(), "TIFF"), images.NOT_A_PICTURE),
    "BMP": (file_of(sheet(), "BMP"), images.NOT_A_PICTURE),
    "ICO": (file_of(sheet((32, 32)), "ICO"), images.NOT_A_PICTURE),
    "PDF": (file_of(sheet(), "PDF"), images.NOT_A_PICTURE),
    "nothing": (b"", images.NOT_A_PICTURE),
    "one byte": (b"\xff", images.NOT_A_PICTURE),
    "zeros": (bytes(10_000), images.NOT_A_PICTURE),
    "JPEG cut off": (JPEG[: len(JPEG) // 2], images.BROKEN),
    "PNG cut off": (PNG[: len(PNG) // 2], images.BROKEN),
    "WebP cut off": (WEBP[: len(WEBP) // 2], images.NOT_A_PICTURE),
    "PNG with less in it than it says": (png_claiming(3_000, 3_000), images.BROKEN),
    "JPEG of many passes": (jpeg_of_many_passes(), images.BROKEN),
    "moving PNG": (moving("PNG"), images.MOVING),
    "moving WebP": (moving("WEBP"), images.MOVING),
    "a thread": (file_of(sheet((6, 3_000))), images.TOO_NARROW),
    "a line": (file_of(sheet((3_000, 6))), images.TOO_NARROW),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_sensible_picture_is_refused_and_says_why(name):
    content, reason = HOSTILE[name]

    with pytest.raises(ValidationError) as refused:
        taken(content)

    assert refused.value.messages == [reason]


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_huge_picture_is_refused_also_where_warnings_are_only_written_down():
    with pytest.raises(ValidationError, match="50 miljoner"):
        taken(png_claiming(10_000, 10_000))


def test_damage_anywhere_in_a_picture_is_a_refusal_or_a_picture_and_never_an_error():
    chance = random.Random(1)
    for content in (JPEG, PNG, WEBP, from_a_telephone(1)[0], from_a_telephone(2)[0], from_a_telephone(3)[0]):
        for _ in range(60):
            damaged = bytearray(
                content[: chance.randint(1, len(content))] if chance.random() < 0.3 else content
            )
            for _ in range(chance.randint(1, 20)):
                damaged[chance.randrange(min(len(damaged), 2_000))] = chance.randrange(256)
            with contextlib.suppress(ValidationError):
                assert parts_of(taken(bytes(damaged)).read()) == [b"VP8 "]


# --- Stored under a name that says what is in it --------------------------------------------------


@pytest.fixture
def storage(settings):
    settings.STORAGES = {**settings.STORAGES}  # a new one
    return default_storage


def stored(storage) -> dict[str, bytes]:
    return {name: storage.open(name).read() for name in storage.listdir("")[1]}


def test_the_same_picture_is_stored_once(storage):
    first, second = taken(PNG), taken(PNG)

    assert first.store() == second.store()
    assert sorted(stored(storage)) == sorted(images.stored_name(first.digest, width) for width in (400,))


def test_pictures_that_differ_in_one_size_only_have_different_names():
    files = {400: b"small", 800: b"large"}

    assert images.Picture((800, 600), files).name != images.Picture((800, 600), {**files, 400: b"x"}).name


def test_every_name_is_one_that_is_served(storage):
    taken(file_of(sheet((2000, 1000)))).store()

    assert len(stored(storage)) == 3
    assert all(images.STORED_NAME.fullmatch(name) for name in stored(storage))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["IMG_0001.jpg", "../../etc/passwd", "a\x00.php", "å ä ö.JPG", ".jpg", "x" * 300]
)
def test_neither_what_was_uploaded_nor_its_name_is_stored_whichever_way_it_comes(storage, name):
    from support.models import Image
    from tests.factories import offering

    upload = ContentFile(JPEG)
    upload.name = name

    made = Image.objects.create(offering=offering("babycafe"), file=upload, alt_sv="Barn leker")

    assert made.file.name in stored(storage)
    assert JPEG not in stored(storage).values()
    assert all(images.STORED_NAME.fullmatch(name) for name in stored(storage))
    made.refresh_from_db()
    assert (made.width, made.height) == (400, 300)
