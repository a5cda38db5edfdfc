"""Photos and scans: only the picture itself is set anew. Where, when and by what it was taken stays behind."""

from __future__ import annotations

import io
import warnings

import pi_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from minbar.foundation.attachments import kinds, limits
from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.attachments.kinds import Format

#: What Pillow calls them → what they are kept as. MPO is the JPEG of phones that put a second picture behind the first.
KEPT_AS = {"JPEG": kinds.JPEG, "MPO": kinds.JPEG, "HEIF": kinds.JPEG, "PNG": kinds.PNG, "WEBP": kinds.WEBP}
_OPENED = ["JPEG", "PNG", "WEBP", "HEIF"]  # as JPEG, MPO is opened too
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}


def is_heif(start: bytes) -> bool:
    """Whether a file that starts so is a photo of an iPhone."""
    return start[4:8] == b"ftyp" and start[8:12] in HEIF_BRANDS


def prepare() -> None:
    """Load the formats, which Pillow does with the first picture."""
    Image.init()
    pi_heif.register_heif_opener(thumbnails=False)


def clean(content: bytes) -> tuple[Format, bytes]:
    """The picture (of several, the first), upright, in sRGB, with no metadata of any kind.

    Raises:
        Refused
    """
    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = limits.PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_OPENED) as image:
                return KEPT_AS[image.format or ""], _anew(image, KEPT_AS[image.format or ""])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused("too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise Refused("corrupt") from error
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, RuntimeError) as error:
        raise Refused("corrupt") from error  # what Pillow raises for damaged files of one format or another


def _anew(image: Image.Image, format: Format) -> bytes:
    if image.width * image.height > limits.PIXELS:
        raise Refused("too_many_pixels")
    image.load()
    picture = _plain_colours(ImageOps.exif_transpose(image))
    if format is kinds.JPEG and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    picture.info = {}  # some writers of Pillow put colour profiles and XMP back from here
    out = io.BytesIO()
    if format is kinds.PNG:
        picture.save(out, "PNG")
    elif format is kinds.WEBP:
        picture.save(out, "WEBP", quality=90, method=2)
    else:
        picture.save(out, "JPEG", quality=90, optimize=True)
    return out.getvalue()


def _plain_colours(image: Image.Image) -> Image.Image:
    """Grey, RGB or RGBA; a colour profile (which can name a device) is used up."""
    profile = image.info.get("icc_profile")
    if image.mode in {"1", "L", "I;16", "I", "F"}:
        return image.convert("L")
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "RGBA" if see_through else "RGB"
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return image.convert(mode)
        return converted or image.convert(mode)
    return image.convert(mode)
