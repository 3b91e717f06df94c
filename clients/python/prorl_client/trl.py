"""TRL: `GRPOTrainer(reward_funcs=[prorl_client.trl.reward], …)`."""

from prorl_client import rows


def reward(prompts, completions, **columns):
    """A reward for each completion, None where the server could not judge it.

    The data set's columns say what is right: "handle"; or "family" with "answer" (or "ground_truth", "solution") and
    "metadata". Each is a list with an entry for each completion.
    """
    truths = next((columns[name] for name in ("answer", "ground_truth", "solution") if name in columns), None)
    made = []
    for i, completion in enumerate(completions):
        info = {name: columns[name][i] for name in ("handle", "family", "metadata", "language") if columns.get(name) is not None}
        source = columns["data_source"][i] if "data_source" in columns else None
        made.append(rows.row(rows.text(completion), source, None if truths is None else truths[i], info))
    return [None if verdict["score"] is None else float(verdict["score"]) for verdict in rows.judge(made)]
