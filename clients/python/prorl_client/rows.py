"""From what a trainer knows of a sample to a row that the server judges, and from its verdict to a reward."""

import json
import re

from .gym import Gym

_FAMILY = re.compile(r"[a-z0-9_]+/[a-z0-9_]+-v[0-9]+")

# Names of data sets, as trainers pass them, whose answers are judged by one family. Add your own.
FAMILIES = {
    "openai/gsm8k": "math/answer-v1",
    "lighteval/MATH": "math/answer-v1",
    "DigitalLearningGmbH/MATH-lighteval": "math/answer-v1",
    "HuggingFaceH4/MATH-500": "math/answer-v1",
    "math_dapo": "math/answer-v1",
    "math": "math/answer-v1",
}

_gym = Gym()


def use(gym):
    """Has all reward functions of this package ask `gym`; by default they ask the server at `default_address()`."""
    global _gym
    _gym = gym


class RewardFault(Exception):
    """The server could not judge: a wrong row, or a sandbox that is down. Never to be taken for a reward of 0."""


def row(response, source=None, truth=None, info=None):
    """A row for `judge`.

    response: the full text that the model wrote.
    source: the name of a family, or of a data set in FAMILIES.
    truth: the right answer; or JSON text, {"family", "answer", "metadata"}, or tests, {"inputs", "outputs", "fn_name"?}.
    info: may hold "handle" (of a sampled item, in place of all else), "family", "metadata", "language".
    Raises ValueError where these name no family.
    """
    info = dict(info or {})
    if info.get("handle"):
        return {"handle": info["handle"], "response": response}
    given = _json(truth)
    if isinstance(given, dict) and "family" in given:
        return {key: given[key] for key in ("family", "answer", "metadata", "prompt") if key in given} | {"response": response}
    if isinstance(given, dict) and "inputs" in given and "outputs" in given:
        metadata = {"language": info.get("language") or "python", "tests": _tests(given)}
        return {"family": "code/program-v1", "answer": None, "metadata": metadata, "response": response}
    family = info.get("family") or (source if source and _FAMILY.fullmatch(source) else FAMILIES.get(source))
    if not family:
        raise ValueError(f"{source!r} names no family; give a family's id, info['family'], or an entry of prorl_client.rows.FAMILIES")
    metadata = {"metadata": info["metadata"]} if info.get("metadata") is not None else {}
    return {"family": family, "answer": truth, "response": response, **metadata}


def judge(rows):
    """Verdicts on rows made by `row`, in their order."""
    return _gym.verify(rows)


def reward(verdict):
    """The score of a verdict, from 0 to 1. Raises RewardFault where there is none."""
    if verdict["score"] is None:
        raise RewardFault(verdict["reason"])
    return float(verdict["score"])


def text(message):
    """The text of a completion: a string, or a chat whose last turn it is."""
    return message if isinstance(message, str) else message[-1]["content"]


def _tests(given):
    if given.get("fn_name"):
        return {"type": "function", "fn_name": given["fn_name"], "inputs": given["inputs"], "outputs": given["outputs"]}
    if len(given["inputs"]) != len(given["outputs"]):
        raise ValueError(f"there are {len(given['inputs'])} inputs and {len(given['outputs'])} outputs; there must be as many")
    cases = [{"stdin": _lines(i), "stdout": _lines(o)} for i, o in zip(given["inputs"], given["outputs"])]
    return {"type": "stdio", "cases": cases, "checker": {"type": "tokens"}}


def _lines(value):
    return "".join(f"{line}\n" for line in value) if isinstance(value, list) else str(value)


def _json(value):
    if not isinstance(value, str) or not value.lstrip().startswith("{"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None
