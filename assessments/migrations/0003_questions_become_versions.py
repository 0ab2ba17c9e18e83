"""Every question of before becomes the first version of itself; options keep their ids, so open papers stay valid."""

import hashlib
import json
import re
from html import escape, unescape

from django.db import migrations

from common.vietnamese import clean, fold

CHOICES = ("single", "multiple")


def become_versions(apps, schema_editor):
    Question, Version = (apps.get_model("assessments", name) for name in ("Question", "QuestionVersion"))
    for question in Question.objects.filter(version=0).prefetch_related("options").iterator(chunk_size=500):
        options = sorted(question.options.all(), key=lambda option: (option.position, option.pk))
        body = _body(question, options)
        Version.objects.create(question=question, number=1, body=body, digest=_digest(body))
        Question.objects.filter(pk=question.pk).update(
            version=1, is_sound=_sound(question.kind, options), likeness=_likeness(question.text)
        )


def become_options(apps, schema_editor):
    """Back: kinds that had no table before are retired with their text, nothing else of them can be kept."""
    Question, Version, Option = (
        apps.get_model("assessments", name) for name in ("Question", "QuestionVersion", "QuestionOption")
    )
    for question in Question.objects.exclude(version=0).prefetch_related("options").iterator(chunk_size=500):
        newest = Version.objects.get(question=question, number=question.version)
        question.options.all().delete()
        if newest.body["kind"] in CHOICES:
            Option.objects.bulk_create(_options(Option, question, newest.body))
        Question.objects.filter(pk=question.pk).update(
            version=0, feedback=_words(newest.body.get("feedback", {}).get("general", ""))
        )
    Version.objects.all().delete()


def _body(question, options):
    return {
        "kind": question.kind,
        "text": _markup(question.text),
        "points": 1,
        "feedback": {"general": _markup(question.feedback)},
        "options": [
            {"id": str(option.uuid), "text": _markup(option.text), "share": int(option.is_correct), "feedback": ""}
            for option in options
        ],
        "shuffle": True,
        "scoring": "all",
    }


def _options(Option, question, body):
    return [
        Option(uuid=told["id"], question=question, position=place, text=_words(told["text"])[:600],
               is_correct=told.get("share", 0) > 0)
        for place, told in enumerate(body["options"])
    ]


def _sound(kind, options):
    correct = sum(option.is_correct for option in options)
    return len(options) >= 2 and (correct == 1 if kind == "single" else correct >= 1)


def _markup(text):
    return escape(text.strip(), quote=False).replace("\r\n", "\n").replace("\n", "<br>")


def _words(html):
    return unescape(re.sub("<[^>]+>", "", html.replace("<br>", "\n")))


def _likeness(text):
    return hashlib.sha256(re.sub(r"\W+", " ", fold(clean(text))).strip().encode()).hexdigest()


def _digest(body):
    text = json.dumps(_nameless(body), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _nameless(value):
    if isinstance(value, dict):
        return {name: _nameless(one) for name, one in value.items() if name != "id"}
    return [_nameless(one) for one in value] if isinstance(value, list) else value


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_kinds_categories_and_versions")]
    operations = [migrations.RunPython(become_versions, become_options)]
