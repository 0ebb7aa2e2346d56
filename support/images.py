"""Pictures for the guide: the pixels an editor chose, on new paper, in the sizes that pages need.

A telephone writes where and when, and with which camera, into every picture. None of that is kept:
what is stored is always a re-encoding of our own, and never what was uploaded.
"""

import hashlib
import re
import threading
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms
from PIL.ExifTags import Base
from PIL.Image import DecompressionBombError, DecompressionBombWarning, Resampling, Transpose

FORMATS = ("JPEG", "PNG", "WEBP")
CONTENT_TYPES = ("image/jpeg", "image/png", "image/webp")
WIDTHS = (400, 800, 1600)  # pixels
QUALITY = 78

MOST_MEGABYTES = 20
MOST_MEGAPIXELS = 50
MOST_TIMES_LONGER = 5
MOST_SCANS = 50  # a progressive JPEG has about ten; thousands would keep the decoder busy for hours

STORED_NAME = re.compile(r"[0-9a-f]{32}-[0-9]{1,4}\.webp")

TOO_HEAVY = f"Filen är större än {MOST_MEGABYTES} MB. Spara bilden i mindre storlek först."
TOO_LARGE = f"Bilden har mer än {MOST_MEGAPIXELS} miljoner bildpunkter. Spara den i mindre storlek först."
TOO_NARROW = f"Bilden är mer än {MOST_TIMES_LONGER} gånger så lång åt ena hållet. Beskär den först."
NOT_A_PICTURE = (
    "Filen är ingen bild i formatet JPEG, PNG eller WebP. "
    "Öppna bilden (till exempel en HEIC-bild från en iPhone) och spara den som JPEG."
)
BROKEN = "Bilden är skadad och går inte att läsa. Hämta den på nytt, eller välj en annan."
MOVING = "Bilden rör sig. Välj en stillbild."

UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_MARKER = re.compile(rb"\xff([\x02-\xcf\xd8-\xfe])")  # what begins a part of a JPEG
_START_OF_SCAN, _END = 0xDA, 0xD9

# The largest that is let in takes some 800 MB while it is read: one at a time in each process.
_turn = threading.Lock()


class Picture(ContentFile):
    """Our own files of one picture: WebP, in every width it is shown in."""

    def __init__(self, size: tuple[int, int], files: dict[int, bytes]) -> None:
        self.width, self.height = size  # of the largest
        self.files = files
        self.digest = hashlib.sha256(b"".join(files.values())).hexdigest()[:32]
        super().__init__(files[self.width], name=stored_name(self.digest, self.width))

    def store(self) -> str:
        """The name of the largest. A file's name says what is in it, so the same picture is stored once."""
        for width, content in self.files.items():
            name = stored_name(self.digest, width)
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(content))
        return stored_name(self.digest, self.width)


def stored_name(digest: str, width: int) -> str:
    return f"{digest}-{width}.webp"


def widths(largest: int) -> list[int]:
    """In which a picture of that width is stored; it is never enlarged."""
    return [width for width in WIDTHS if width < largest] + [largest]


def reencoded(upload: IO[bytes]) -> Picture:
    """Refuses, in an editor's words, what is no still picture of sensible size."""
    upload.seek(0)
    content = upload.read(MOST_MEGABYTES * 1024**2 + 1)
    if len(content) > MOST_MEGABYTES * 1024**2:
        raise ValidationError(TOO_HEAVY)
    with _turn:
        with _opened(content) as image:
            _refuse_unfit(image, content)
            try:
                sheet = _on_new_paper(image)
            except Exception as error:  # a decoder that is fed nonsense may raise anything
                raise ValidationError(BROKEN) from error
        return Picture(sheet.size, {width: _webp(sheet, width) for width in widths(sheet.width)})


def _opened(content: bytes) -> Image.Image:
    """Reads the first bytes only; nothing is decoded yet."""
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except (DecompressionBombError, DecompressionBombWarning) as error:
        raise ValidationError(TOO_LARGE) from error
    except Exception as error:
        raise ValidationError(NOT_A_PICTURE) from error


def _refuse_unfit(image: Image.Image, content: bytes) -> None:
    if image.width * image.height > MOST_MEGAPIXELS * 1_000_000:
        raise ValidationError(TOO_LARGE)
    if max(image.size) > MOST_TIMES_LONGER * min(image.size):
        raise ValidationError(TOO_NARROW)
    # A telephone's JPEG may hold several pictures (MPO), of which the first is the photograph.
    if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
        raise ValidationError(MOVING)
    if image.format in ("JPEG", "MPO") and _scans(content) > MOST_SCANS:
        raise ValidationError(BROKEN)


def _scans(jpeg: bytes) -> int:
    """How often the decoder has to go over the whole picture."""
    found, position = 0, 2
    while (marker := _MARKER.search(jpeg, position)) and marker[1][0] != _END:
        found += marker[1][0] == _START_OF_SCAN
        position = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2], "big")
    return found


def _on_new_paper(image: Image.Image) -> Image.Image:
    """The pixels, upright and no wider than the largest size, on white paper that knows nothing else."""
    image.draft(None, (WIDTHS[-1], WIDTHS[-1]))  # a large JPEG is decoded small
    turn = UPRIGHT.get(image.getexif().get(Base.Orientation, 1))
    upright = image.transpose(turn) if turn is not None else image
    if upright.mode == "I;16":  # else all but the darkest grey would become white
        upright = upright.point(lambda grey: grey / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if upright.mode != mode:
        upright = upright.convert(mode)
    width = min(upright.width, WIDTHS[-1])
    sheet = _in_common_colours(_scaled(upright, width), image.info.get("icc_profile"))
    paper = Image.new("RGB", sheet.size, "white")
    paper.paste(sheet, mask=sheet if mode == "RGBA" else None)
    return paper


def _in_common_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB. Telephones have wider colours, which would turn pale without the profile that goes with them."""
    if not profile:
        return image
    try:
        own, common = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, own, common) or image
    except (ImageCms.PyCMSError, OSError):  # of another kind of picture, or damaged
        return image


def _scaled(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Resampling.LANCZOS, reducing_gap=3)


def _webp(image: Image.Image, width: int) -> bytes:
    file = BytesIO()
    _scaled(image, width).save(file, "WEBP", quality=QUALITY)
    return file.getvalue()
