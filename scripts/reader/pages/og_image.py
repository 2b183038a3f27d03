"""The picture that previews of a link show (Open Graph): one for each work."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

from reader.corpus.model import Work
from reader.dates import format_date
from reader.names import listed

SIZE = (1200, 630)
PAPER, INK, SOFT, ACCENT = "#fdfcf9", "#22252a", "#5b6068", "#17566b"
MARGIN = 90


def og_image(work: Work, site: str) -> bytes:
    """A PNG of 1200 by 630 with the work's short title, speaker, date and the site's name.

    The font is Pillow's own (Aileron), so that no font has to be on the machine.
    """
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=ACCENT)
    title = textwrap.wrap(textwrap.shorten(work.short_title, 90, placeholder=" …"), 26)[:4]
    draw.multiline_text(
        (MARGIN, 110), "\n".join(title), INK, ImageFont.load_default(76), spacing=18
    )
    details = ", ".join(filter(None, (listed(work.author), format_date(work.date))))
    details = textwrap.shorten(details, 55, placeholder=" …")
    draw.text((MARGIN, 470), details, SOFT, ImageFont.load_default(38))
    draw.text((MARGIN, 530), site, ACCENT, ImageFont.load_default(38))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
