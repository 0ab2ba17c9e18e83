"""Every Vietnamese letter comes back from the fonts of before Unicode, and Unicode is not taken for them."""

import unicodedata

import pytest

from common.legacy_vietnamese import from_tcvn3, from_vni, tcvn3_table, vni_table
from common.syllables import is_syllable, legibility

SMALL = unicodedata.normalize("NFC", "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ")
CAPITAL = SMALL.upper()
# As the five-century-old proverb books of the typing programs show them: letter, TCVN3 sign, VNI signs.
KNOWN = [
    ("Nguyễn Văn An", "NguyÔn V¨n An", "Nguyeãn Vaên An"),
    ("Trần Thị Bích Phượng", "TrÇn ThÞ BÝch Ph­îng", "Traàn Thò Bích Phöôïng"),
    ("Đặng Quốc Hưng", "§Æng Quèc H­ng", "Ñaëng Quoác Höng"),
    ("xã Bảo Hòa, huyện Xuân Lộc", "x· B¶o Hßa, huyÖn Xu©n Léc", "xaõ Baûo Hoøa, huyeän Xuaân Loäc"),
    ("Chủ tịch Ủy ban", None, "Chuû tòch UÛy ban"),
    ("Lý Thị Mỹ Yến", "Lý ThÞ Mü YÕn", "Lyù Thò Myõ Yeán"),
]


def test_there_are_67_letters_with_marks_in_each_case():
    assert len(set(SMALL)) == len(set(CAPITAL)) == 67


def test_every_letter_has_its_place_in_vni():
    signs = {letter: sign for sign, letter in vni_table().items()}
    for letter in SMALL + CAPITAL:
        assert from_vni(signs[letter]) == letter
        assert from_vni(f"x{signs[letter]}x") == f"x{letter}x"


def test_every_small_letter_has_its_place_in_tcvn3_and_seven_capitals_too():
    signs = {letter: sign for sign, letter in tcvn3_table().items()}
    assert set(signs) == set(SMALL) | set("ĂÂÊÔƠƯĐ")
    for letter, sign in signs.items():
        assert from_tcvn3(f"x{sign}x") == f"x{letter}x"


def test_every_capital_of_a_capital_font_comes_back():
    signs = {letter: sign for sign, letter in tcvn3_table().items()}
    for letter in SMALL:
        assert from_tcvn3(f"NH{signs[letter]}NG") == f"NH{letter.upper()}NG"


@pytest.mark.parametrize(("text", "tcvn3", "vni"), KNOWN)
def test_known_texts(text, tcvn3, vni):
    assert from_vni(vni) == text
    if tcvn3:
        assert from_tcvn3(tcvn3) == text


def test_a_capital_that_tcvn3_cannot_write_is_restored_in_a_name():
    assert from_tcvn3("NguyÔn ThÞ ¸nh") == "Nguyễn Thị Ánh"
    assert from_tcvn3("NGUYÔN THÞ ¸NH") == "NGUYỄN THỊ ÁNH"
    assert from_tcvn3("ñy ban nh©n d©n") == "ủy ban nhân dân"


def test_a_vni_capital_may_carry_a_small_mark():
    assert from_vni("AÙnh Aùnh ÑOÀNG NAI") == "Ánh Ánh ĐỒNG NAI"


@pytest.mark.parametrize(
    "text", ["Nguyễn", "Hoà", "Thuý", "quý", "Huỳnh", "khuya", "nghiêng", "giếng", "ẨN", "Đ"]
)
def test_words_of_the_language_are_syllables(text):
    assert is_syllable(unicodedata.normalize("NFC", text)) or text == "Đ"


@pytest.mark.parametrize("text", ["NguyÔn", "Nguyeãn", "Vaên", "hòá", "Café", "nGuyễn"])
def test_garbled_words_are_not(text):
    assert not is_syllable(text)


def test_a_sign_within_a_word_spoils_it():
    assert legibility("V¨n Hòa abc") == (1, 2)
    assert legibility("Văn Hòa (Xuân Lộc)") == (4, 4)
