"""Both languages are complete: everything we say has English, and the studio speaks Vietnamese."""

import re
import unicodedata
from datetime import date

import pytest
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation

from tests.lms.studio_words import EDITOR, STUDIO
from tools.catalogue import LOCALE, Entry, catalogue_path, compiled, read_mo, read_po
from tools.marked_strings import Marked, forgotten, marked_strings, unmarked_strings

CATALOGUES = [("en", "django"), ("vi", "django"), ("vi", "djangojs")]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
# Sentences in which the number or name of a third party's string is left unsaid on purpose.
SAYS_LESS = {"Empty list and “%(class_name)s.allow_empty” is False."}


@pytest.fixture(scope="module")
def said() -> dict[str, Marked]:
    """Every sentence marked in the source."""
    return marked_strings()


def test_everything_we_say_has_english(said: dict[str, Marked]) -> None:
    """Otherwise: `make messages`, then fill in what it lists."""
    english = {entry.key: entry for entry in read_po(catalogue_path("en"))}
    silent = [
        f"{marked.files[0]}: {marked.msgid}"
        for key, marked in said.items()
        if key not in english or not all(english[key].strings)
    ]
    assert silent == []


def test_the_english_catalogue_holds_nothing_we_no_longer_say(said: dict[str, Marked]) -> None:
    assert [entry.msgid for entry in read_po(catalogue_path("en")) if entry.key not in said] == []


def test_english_has_a_singular_wherever_a_number_is_counted(said: dict[str, Marked]) -> None:
    wrong = [
        entry.msgid
        for entry in read_po(catalogue_path("en"))
        if bool(entry.plural) != bool(said[entry.key].plural)
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_a_catalogue_is_finished(language: str, domain: str) -> None:
    """No guessed sentences, none commented out, none empty, none twice."""
    path = catalogue_path(language, domain)
    entries = read_po(path)
    assert "#~" not in path.read_text(encoding="utf-8")
    assert [entry.msgid for entry in entries if "fuzzy" in entry.flags or not all(entry.strings)] == []
    assert len({entry.key for entry in entries}) == len(entries)


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_translations_keep_their_placeholders(language: str, domain: str) -> None:
    """A lost or misspelt placeholder would lose a name, or break the page."""
    assert [
        entry.msgid for entry in read_po(catalogue_path(language, domain)) if not _same_placeholders(entry)
    ] == []


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_the_compiled_catalogue_is_up_to_date(language: str, domain: str) -> None:
    """A machine that installs us need not have gettext, so the compiled files are kept: `make messages`."""
    assert read_mo(catalogue_path(language, domain, "mo")) == compiled(
        read_po(catalogue_path(language, domain))
    )


def test_there_is_no_catalogue_nobody_checks() -> None:
    found = {(path.parts[-3], path.stem) for path in LOCALE.glob("*/LC_MESSAGES/*.po")}
    assert found == set(CATALOGUES)


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_letters_are_composed(language: str, domain: str) -> None:
    """Decomposed Vietnamese looks the same and is found by no search."""
    text = catalogue_path(language, domain).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_no_template_shows_words_that_cannot_be_translated() -> None:
    assert unmarked_strings() == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Lưu bài</p>",
        '<img alt="Sơ đồ">',
        '{% include "components/button.html" with label="Lưu" only %}',
        "{% if x %}Xong{% endif %}",
        '{{ name|default:"Không rõ" }}',
    ],
)
def test_a_forgotten_word_is_noticed(template: str) -> None:
    assert list(forgotten(template)) != []


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "Lưu bài" %}</p>',
        "<p>{% blocktranslate with n=n %}Còn {{ n }} bài{% endblocktranslate %}</p>",
        '{% include "components/button.html" with label=_("Lưu") only %}',
        "{# Xong #}{% comment %}Xong{% endcomment %}<!-- Xong -->",
        '<a class="button primary" href="/khoa-hoc/">{{ title }}</a>',
    ],
)
def test_a_marked_word_is_left_in_peace(template: str) -> None:
    assert list(forgotten(template)) == []


def test_the_studio_speaks_vietnamese() -> None:
    with override("vi"):
        assert [word for word in STUDIO if gettext(word) == word] == []


def test_the_editor_speaks_vietnamese() -> None:
    scripts = DjangoTranslation("vi", domain="djangojs")
    assert [word for word in EDITOR if scripts.gettext(word) == word] == []


@pytest.mark.parametrize(("language", "said"), [("vi", "Khóa học của tôi"), ("en", "My courses")])
def test_our_own_sentences_follow_the_language(language: str, said: str) -> None:
    with override(language):
        assert gettext("Khóa học của tôi") == said


def test_a_date_means_the_same_day_in_both_languages() -> None:
    """05/11/2026 is in November whoever reads it; figures to the wrong day would be reported."""
    for language in ("vi", "en"):
        with override(language):
            assert forms.DateField().clean("05/11/2026") == date(2026, 11, 5)
            assert date_format(date(2026, 11, 5), "DATE_FORMAT") == "05/11/2026"


def _same_placeholders(entry: Entry) -> bool:
    allowed = [_placeholders(text) for text in (entry.msgid, entry.plural) if text]
    said = [text for text in entry.strings if text]
    return entry.msgid in SAYS_LESS or all(_placeholders(text) in allowed for text in said)


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))
