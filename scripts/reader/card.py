"""The picture that previews of a link show: one for each work, drawn in its words."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

from reader.dates import written
from reader.model import Work

SIZE = (1200, 630)
PAPER, INK, SOFT, ACCENT = "#fdfcf9", "#22252a", "#5b6068", "#17566b"
MARGIN = 90


def card(work: Work, site: str) -> bytes:
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
    details = textwrap.shorten(f"{work.speaker.name}, {written(work.date)}", 55, placeholder=" …")
    draw.text((MARGIN, 470), details, SOFT, ImageFont.load_default(38))
    draw.text((MARGIN, 530), site, ACCENT, ImageFont.load_default(38))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
