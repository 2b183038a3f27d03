"""The picture of a work, in the scripts that titles are written in."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from typst import TypstError

from reader.pages import og_image as module
from reader.pages.og_image import can_draw, og_image

ACCENT, PAPER = (23, 86, 107), (253, 252, 249)

TITLES = {
    "en": ("Łódź, Việt Nam and “Lǎo Sān Piān”", "Ångström’s report"),
    "zh-Hans": ("在网络安全和信息化工作座谈会上的讲话", "一个问候"),
    "zh-Hant": ("總統就職演說：自由、民主", "問候"),
    "ja": ("内閣総理大臣施政方針演説について", "ごあいさつ"),
    "ko": ("디지털 시대의 민주주의에 관한 연설", "인사말"),
    "ar": ("كلمة إلى الميناء (2003)", "خطاب"),
    "fa": ("دربارهٔ آنچه می‌خواهم", "سخنرانی"),
    "he": ("נאום ראש הממשלה בכנסת", "שלום"),
    "hi": ("स्वतंत्रता दिवस पर राष्ट्र के नाम संबोधन", "क्षेत्र"),
    "th": ("คำแถลงนโยบายของคณะรัฐมนตรีต่อรัฐสภา", "สวัสดี"),
    "ru": ("Послание Федеральному Собранию", "Речь"),
    "el": ("Λόγος του πρωθυπουργού", "Ομιλία"),
}
UNDRAWABLE = "A \N{CUNEIFORM SIGN A} title"
LANGUAGES = pytest.mark.parametrize("language", TITLES)


def draw(title: str, language: str = "en", *details: str) -> bytes:
    return og_image(title, details or ("Di Wu", "24 December 2005"), "A Site", language)


def pixels(picture: bytes) -> Image.Image:
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (1200, 630) and image.format == "PNG"
        converted: Image.Image = image.convert("RGB")
        return converted


@pytest.fixture
def without_cjk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    packages = [name for name in module.FONT_PACKAGES if "cjk" not in name]
    monkeypatch.setattr(module, "FONT_PACKAGES", packages)
    module._fonts.cache_clear()
    can_draw.cache_clear()
    yield
    module._fonts.cache_clear()
    can_draw.cache_clear()


@LANGUAGES
def test_a_title_is_drawn_in_its_script(language: str) -> None:
    pictures = {draw(title, language) for title in (*TITLES[language], "")}
    assert len(pictures) == 3
    assert all(can_draw(title, language) for title in TITLES[language])


@LANGUAGES
def test_the_same_title_gives_the_same_bytes(language: str) -> None:
    title, _ = TITLES[language]
    picture = draw(title, language)
    module._fonts.cache_clear()
    assert draw(title, language) == picture


@LANGUAGES
@pytest.mark.parametrize("times", [1, 4, 20])
def test_a_title_keeps_to_its_place(language: str, times: int) -> None:
    """The margins are empty but for the bar, which is where the script starts."""
    space = "" if language in ("ja", "th", "zh-Hans", "zh-Hant") else " "
    image = pixels(draw(space.join(TITLES[language][:1] * times), language))
    if language in ("ar", "fa", "he"):
        image = ImageOps.mirror(image)
    assert image.crop((0, 0, 24, 630)).getcolors() == [(24 * 630, ACCENT)]
    assert image.crop((1120, 0, 1200, 630)).getcolors() == [(80 * 630, PAPER)]
    between = image.crop((90, 394, 1110, 434))
    assert between.getcolors() == [(1020 * 40, PAPER)]


def test_letters_join() -> None:
    assert draw("بيت", "ar") != draw("ب\u200cي\u200cت", "ar")
    assert draw("क्ष", "hi") != draw("क्\u200cष", "hi")


def test_han_characters_have_the_form_of_the_language() -> None:
    languages = ["zh-Hans", "zh-Hant", "ja", "ko"]
    assert len({draw("誤返骨", language) for language in languages}) == 4
    assert draw("骨", "en") == draw("骨", "zh-Hans")


def test_a_date_after_a_name_from_right_to_left_keeps_its_order() -> None:
    picture = draw("", "ar", "نون", "9 May 2003")
    assert picture == draw("", "ar", "نون", "\N{LEFT-TO-RIGHT ISOLATE}9 May 2003")
    assert picture != draw("", "ar", "نون, 9 May 2003")


def test_a_line_that_no_font_can_draw_is_left_out() -> None:
    assert not can_draw(UNDRAWABLE, "akk")
    assert draw(UNDRAWABLE, "akk") == draw("", "akk") != draw("A title", "akk")
    assert draw("A title", "akk", UNDRAWABLE) == draw("A title", "akk", "")
    blank = pixels(og_image(UNDRAWABLE, [UNDRAWABLE], UNDRAWABLE, "akk"))
    assert blank.crop((24, 0, 1200, 630)).getcolors() == [(1176 * 630, PAPER)]


@pytest.mark.usefixtures("without_cjk")
def test_fonts_for_chinese_need_not_be_installed() -> None:
    assert draw("讲话", "zh-Hans") == draw("", "zh-Hans") != draw("A title", "zh-Hans")


def test_a_mistake_in_the_template_is_no_missing_character(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    template = tmp_path / "card.typ"
    template.write_text("#missing", "utf-8")
    monkeypatch.setattr(module, "TEMPLATE", template)
    with pytest.raises(TypstError, match="unknown variable: missing"):
        draw("A title")
