"""Questions of every kind, as Hypothesis draws them."""

from typing import Any

from hypothesis import strategies as st

from assessments.exchange.bodies import (
    ESSAY,
    body,
    equal_shares,
    numerical,
    options,
    ordered,
    pairs,
    short,
    tidy,
)
from assessments.exchange.html import clean, from_text, is_plain, to_text
from assessments.exchange.item import Item
from assessments.exchange.numbers import share

LETTERS = st.sampled_from("aăâbcdđêghơưyáàảãạẤỆỮ ABC 019 .,;:!?'\"#=~{}\\%/*+->[]()&<|@_\n→")
WORDS = st.text(LETTERS, max_size=30)
PLAIN = WORDS.map(from_text).filter(lambda html: bool(html) and is_plain(html))
LINE = WORDS.map(lambda text: " ".join(to_text(clean(from_text(text))).split())).filter(bool)
FRAGMENTS = st.sampled_from(
    [
        *(
            "{}",
            "<p>{}</p>",
            "<b>{}</b>",
            "{}<br>",
            "<em>{}</em> {}",
            "H<sub>{}</sub>",
            '<span lang="en">{}</span>',
        ),
        *("<ul><li>{}</li></ul>", "<pre>{}\n  {}</pre>", "<table><tr><td>{}</td></tr></table>"),
        '<a href="https://vi.wikipedia.org/?a=1&amp;b=2">{}</a>',
    ]
)
HTML = (
    st.lists(
        st.builds(lambda form, text: form.replace("{}", from_text(text)), FRAGMENTS, WORDS),
        min_size=1,
        max_size=3,
    )
    .map("".join)
    .map(clean)
    .filter(lambda html: bool(to_text(html)))
)
SHARES = st.sampled_from(["0", "10", "25", "33.33333", "50", "66.66667", "75", "90"]).map(share)
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9), st.decimals(-1000, 1000, places=4).map(lambda n: tidy(float(n)))
)
POSITIVE = st.integers(0, 400).map(lambda n: tidy(n / 4))


def seen(part: Any) -> str:
    """By which two options would read the same."""
    return " ".join(to_text(part if isinstance(part, str) else part[0]).split()).casefold()


def no_gaps(html: str) -> bool:
    """Square brackets twice are gaps, and a brace before a number and a colon is an answer."""
    return "[[" not in html and "{" not in html


@st.composite
def items(draw: Any, kinds: list[str], text: Any = HTML, *, plain: bool = False) -> Item:
    """One question; `plain` leaves out what a sheet cannot hold."""
    kind = draw(st.sampled_from(kinds))
    question = draw(text)
    said = {} if plain else {"general": draw(st.one_of(st.just(""), text))}
    fields = draw(globals()[f"_{kind}"](text, plain))
    if kind == "cloze":
        question = f"{draw(text.filter(no_gaps))} [[1]]"
    points = sum(gap["points"] for gap in fields["gaps"].values()) if kind == "cloze" else 1
    made = body(kind, clean(question), said=said, points=points, **fields)
    topics = ["An toàn", "Mật khẩu"] if plain else ["An toàn", "Mật khẩu", "Việc a/b"]
    category = tuple(draw(st.lists(st.sampled_from(topics), max_size=2)))
    return Item(1, draw(LINE), made, category)


def _feedback(text: Any, plain: bool) -> Any:
    return st.just("") if plain else st.one_of(st.just(""), text)


def _single(text: Any, plain: bool) -> Any:
    def build(answers: list[tuple[str, float, str]]) -> dict[str, Any]:
        last, _share, said = answers[-1]
        return {"options": options([*answers[:-1], (last, 1, said)]), "shuffle": True}

    answer = st.tuples(text, st.just(0) if plain else SHARES, _feedback(text, plain))
    return st.lists(answer, min_size=2, max_size=4, unique_by=seen).map(build)


def _multiple(text: Any, plain: bool) -> Any:
    def build(answers: list[tuple[str, bool, str]]) -> dict[str, Any]:
        shares = equal_shares([True, *[right for _text, right, _said in answers[1:]]])
        offered = options(
            (html, part, said) for (html, _right, said), part in zip(answers, shares, strict=True)
        )
        return {"options": offered, "shuffle": True, "scoring": "all" if plain else "partial"}

    return (
        st.lists(
            st.tuples(text, st.booleans(), _feedback(text, plain)), min_size=3, max_size=4, unique_by=seen
        )
        .filter(lambda answers: any(right for _text, right, _said in answers[1:]))
        .map(build)
    )


def _true_false(text: Any, plain: bool) -> Any:
    said = _feedback(text, plain)
    return st.fixed_dictionaries({"right": st.booleans(), "feedback_true": said, "feedback_false": said})


def _short(text: Any, plain: bool) -> Any:
    answer = LINE.filter(lambda line: not plain or "|" not in line)
    others = st.lists(st.tuples(answer, st.just(1) if plain else SHARES, _feedback(text, plain)), max_size=3)
    return st.builds(
        lambda first, more: short([first, *more]),
        st.tuples(answer, st.just(1), _feedback(text, plain)),
        others,
    )


def _numerical(text: Any, plain: bool) -> Any:
    other = st.tuples(NUMBERS, POSITIVE, st.just(1) if plain else SHARES, _feedback(text, plain))
    first = st.tuples(st.one_of(st.none(), NUMBERS), st.just(0), st.just(1), _feedback(text, plain))
    return st.builds(lambda one, more: numerical([one, *more]), first, st.lists(other, max_size=2))


def _matching(text: Any, plain: bool) -> Any:
    side = text.filter(
        lambda html: not plain or not any(arrow in to_text(html) for arrow in ("→", "->", "=>"))
    )
    right = LINE.filter(lambda line: not plain or not any(arrow in line for arrow in ("→", "->", "=>")))

    def build(both: list[tuple[str, str]], extra: list[str]) -> dict[str, Any]:
        kept, _none = pairs(both)
        return {"pairs": kept, "extra": extra}

    return st.builds(
        build,
        st.lists(st.tuples(side, right), min_size=2, max_size=3, unique_by=(seen, lambda both: both[1])),
        st.lists(right, max_size=2),
    )


def _ordering(text: Any, plain: bool) -> Any:
    return st.builds(
        lambda texts, scoring: {"items": ordered(texts), "scoring": scoring},
        st.lists(text, min_size=2, max_size=4, unique_by=seen),
        st.just("all") if plain else st.sampled_from(["all", "relative"]),
    )


def _essay(text: Any, plain: bool) -> Any:
    return st.just(dict(ESSAY))


def _cloze(text: Any, plain: bool) -> Any:
    kinds = st.one_of(
        st.tuples(st.just("short"), _short(text, False)),
        st.tuples(st.just("numerical"), _numerical(text, False)),
        st.tuples(st.just("single"), _single(text, False)),
    )
    return kinds.map(lambda found: {"gaps": {"1": {"kind": found[0], "points": 1, **found[1]}}})
