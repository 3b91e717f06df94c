"""Renders templates with Jinja itself, set up as transformers sets it up. A list of [template, variables] comes in,
a list of texts goes out; null where Jinja refuses."""

import json
import sys

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(jinja2.ext.Extension):
    tags = {"generation"}

    def parse(self, parser):
        next(parser.stream)
        return parser.parse_statements(["name:endgeneration"], drop_needle=True)


def refuse(message):
    raise jinja2.exceptions.TemplateError(message)


def dumps(value, indent=None):
    return json.dumps(value, ensure_ascii=False, indent=indent)


environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, "jinja2.ext.loopcontrols"])
environment.filters["tojson"] = dumps
environment.globals["raise_exception"] = refuse

texts = []
for source, variables in json.load(sys.stdin):
    try:
        texts.append(environment.from_string(source).render(**variables))
    except (jinja2.exceptions.TemplateError, TypeError, ZeroDivisionError, ValueError):
        texts.append(None)
json.dump(texts, sys.stdout)
