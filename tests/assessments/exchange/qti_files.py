"""QTI 2 items as small texts."""

from collections.abc import Mapping, Sequence

from assessments.importers.reading import read

CHOICES = "".join(
    f'<simpleChoice identifier="{name}">{text}</simpleChoice>'
    for name, text in (("A", "Một"), ("B", "Hai"), ("C", "Ba"))
)
_TEMPLATE = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/%s"/>'


def declared(
    *right: str,
    many: str = "single",
    base: str = "identifier",
    worth: Mapping[str, float] | None = None,
    name: str = "RESPONSE",
    more: str = "",
) -> str:
    """A responseDeclaration with its key and mapping."""
    values = "".join(f"<value>{value}</value>" for value in right)
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in (worth or {}).items()
    )
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{many}" baseType="{base}">'
        + (f"<correctResponse>{values}</correctResponse>" if right else "")
        + (f'<mapping defaultValue="0">{entries}</mapping>' if worth else "")
        + f"{more}</responseDeclaration>"
    )


def item(said: str, body: str, scoring: str = "match_correct", *, more: str = "", title: str = "Tên") -> str:
    """A whole item; `scoring` is the name of a template or rules of its own."""
    rules = scoring if scoring.startswith("<") else _TEMPLATE % scoring
    return (
        '<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1"'
        f' title="{title}" adaptive="false">{said}<itemBody>{body}</itemBody>{rules}{more}</assessmentItem>'
    )


def choice(more: str = 'maxChoices="1"', name: str = "RESPONSE") -> str:
    return f'<choiceInteraction responseIdentifier="{name}" {more}><prompt>Hỏi?</prompt>{CHOICES}</choiceInteraction>'


def rewarding(test: str, score: str = "1") -> str:
    """Rules that give the score where the test holds."""
    return (
        f"<responseProcessing><responseCondition><responseIf>{test}<setOutcomeValue identifier='SCORE'><baseValue "
        f"baseType='float'>{score}</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )


def sides(*names: str) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="1">{name}</simpleAssociableChoice>'
        for name in names
    )


def match(left: Sequence[str], right: Sequence[str]) -> str:
    return (
        f'<matchInteraction responseIdentifier="RESPONSE"><prompt>Nối</prompt><simpleMatchSet>{sides(*left)}'
        f"</simpleMatchSet><simpleMatchSet>{sides(*right)}</simpleMatchSet></matchInteraction>"
    )


def only(text: str | bytes):  # type: ignore[no-untyped-def]
    """The one entry of a file."""
    (found,) = read(text.encode() if isinstance(text, str) else text).questions
    return found
